import type { FastifyInstance } from 'fastify'
import { definePage } from '../../http/pages.ts'
import { listSurveys, type Phase, phaseOf } from '../../survey/surveys.ts'
import { staffFrame } from '../auth/signed-in.ts'
import type { OfficeOptions } from './office.ts'
import { requireSurvey, sendSurvey } from './survey-page.ts'

const listPage = definePage<{
  surveys: readonly { id: string; title: string; opensAt: Date; closesAt: Date; phase: Phase }[]
  units: number
  people: number
}>('office-surveys')

/** The list of surveys, and the page of one. */
export async function surveyRoutes(app: FastifyInstance, options: OfficeOptions): Promise<void> {
  const { commons, identity, now } = options

  app.get('/', async (request, reply) => {
    const surveys = await listSurveys(commons)
    const counted = await identity
      .selectFrom('person')
      .select(({ fn }) => fn.countAll<number>().as('people'))
      .where('origin', '=', 'roster')
      .executeTakeFirstOrThrow()
    const units = await commons
      .selectFrom('unit')
      .select(({ fn }) => fn.countAll<number>().as('units'))
      .executeTakeFirstOrThrow()
    return listPage.send(reply, staffFrame(request, '人事課の画面', 'office'), {
      surveys: surveys.map((s) => ({ ...s, phase: phaseOf(s, now()) })),
      units: units.units,
      people: counted.people,
    })
  })

  app.get<{ Params: { id: string } }>('/surveys/:id', async (request, reply) =>
    sendSurvey(request, reply, options, await requireSurvey(commons, request.params.id)),
  )
}
