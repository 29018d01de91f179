import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { jstDay } from '../../calendar/jst.ts'
import { definePage } from '../../http/pages.ts'
import { hasIndicators } from '../../programme/indicators/offer.ts'
import { findNextStep } from '../../programme/year/read-year.ts'
import { stepWords } from '../../programme/year/steps.ts'
import { calendarOf, readSettings } from '../../proposals/settings.ts'
import { listSurveys, type Phase, phaseOf, type Survey } from '../../survey/surveys.ts'
import { staffFrame } from '../auth/signed-in.ts'
import { waitingKeys } from './indicators/approvals.ts'
import { confirmationOf } from './life/standing-view.ts'
import { overdue } from './life/timeline.ts'
import type { OfficeOptions } from './office.ts'
import { requireSurvey, sendSurvey } from './survey-page.ts'

const listPage = definePage<{
  surveys: readonly (Pick<Survey, 'id' | 'title' | 'opensAt' | 'closesAt' | 'stoppedOn'> & {
    readonly phase: Phase
    readonly overdue: string | null
  })[]
  /** Address without the number of the page, the page shown, and how many there are. */
  paging: { page: number; pages: number; total: number }
  units: number
  people: number
  /** The nearest step of the year that is not done. */
  next: { readonly label: string; readonly day: string; readonly href: string } | null
  /** The programme's indicators have been taken in; changes of them that wait for a second person. */
  indicators: boolean
  waiting: number
}>('office-surveys')

const PAGE = 50
const pageQuery = z.object({ page: z.coerce.number().int().min(1).catch(1) }).catch({ page: 1 })

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
    const pages = Math.max(1, Math.ceil(surveys.length / PAGE))
    const page = Math.min(pages, pageQuery.parse(request.query).page)
    return listPage.send(reply, staffFrame(request, '人事課の画面', 'office'), {
      surveys: await Promise.all(surveys.slice((page - 1) * PAGE, page * PAGE).map(row)),
      paging: { page, pages, total: surveys.length },
      units: units.units,
      people: counted.people,
      next: await nextOfYear(),
      indicators: await hasIndicators(commons),
      waiting: (await waitingKeys(identity)).size,
    })
  })

  app.get<{ Params: { id: string } }>('/surveys/:id', async (request, reply) =>
    sendSurvey(request, reply, options, await requireSurvey(commons, request.params.id)),
  )

  async function nextOfYear() {
    const calendar = calendarOf(await readSettings(commons))
    const found = await findNextStep(commons, calendar, jstDay(now()))
    if (found === null) return null
    const { year, step } = found
    const { label } = stepWords[step.id]
    return { label, day: step.day, href: `/staff/office/year/${year}/${step.id}` }
  }

  async function row(survey: Survey) {
    const { id, title, opensAt, closesAt, stoppedOn } = survey
    const phase = phaseOf(survey, now())
    const due = await confirmationOf(options, survey, phase)
    const late = overdue(survey, phase, due, now())
    return { id, title, opensAt, closesAt, stoppedOn, phase, overdue: late }
  }
}
