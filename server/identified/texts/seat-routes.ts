import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { jstDay } from '../../calendar/jst.ts'
import { emptyForm, type FormState, readForm } from '../../http/forms.ts'
import { definePage } from '../../http/pages.ts'
import { Problem } from '../../http/problems.ts'
import { findSurvey, type Survey } from '../../survey/surveys.ts'
import { textItems } from '../../survey/questionnaire.ts'
import type { Seat } from '../../texts/reading.ts'
import { findReleaseDay, listShownTexts } from '../../texts/released.ts'
import { signedInPerson, staffFrame } from '../auth/signed-in.ts'
import { requireRole } from '../auth/roles.ts'
import { staffNumber } from '../auth/staff-number.ts'
import { readersOf, seatFault } from './readers.ts'
import type { TextOptions } from './routes.ts'

const page = definePage<{
  survey: { id: string; title: string }
  posts: readonly [string, string]
  readers: Readonly<Record<Seat, string | null>>
  /** Why who holds a seat may not read any more; null: may. */
  faults: Readonly<Record<Seat, string | null>>
  releasedOn: string | null
  /** What everybody reads; each can be taken away. */
  shown: readonly { readonly item: string; readonly text: string }[]
  form: FormState
  saved: boolean
}>('office-readers')

const seatForm = z.object({ seat: z.enum(['1', '2']), person: staffNumber })

const withdrawalForm = z.object({ item: z.string().max(60), text: z.string().min(1).max(4000) })

type WithId = { Params: { id: string } }

/** 人事課 says which person reads in which seat, until the texts are out. */
export async function seatRoutes(app: FastifyInstance, options: TextOptions): Promise<void> {
  const { identity, commons, acts, now } = options
  app.addHook('preHandler', requireRole('hr'))

  app.get<WithId>('/staff/office/surveys/:id/readers', async (request, reply) =>
    send(request, reply, await requireAsked(request.params.id), emptyForm),
  )

  app.post<WithId>('/staff/office/surveys/:id/readers', async (request, reply) => {
    const survey = await requireAsked(request.params.id)
    if ((await findReleaseDay(commons, survey.id)) !== null) {
      throw new Problem('conflict', { detail: OUT })
    }
    const read = readForm(seatForm, request.body)
    if (!read.ok) return send(request, reply.code(422), survey, read.form)
    const seat = Number(read.value.seat) as Seat
    const { person } = read.value
    const fault = await acts.seat(survey.id, seat, person, signedInPerson(request).number)
    if (fault !== null) {
      const form = { ...read.form, errors: { person: fault } }
      return send(request, reply.code(422), survey, form)
    }
    return reply.redirect(`/staff/office/surveys/${survey.id}/readers?saved=1`, 303)
  })

  app.post<WithId>('/staff/office/surveys/:id/readers/withdrawal', async (request, reply) => {
    const survey = await requireAsked(request.params.id)
    const place = withdrawalForm.safeParse(request.body)
    if (!place.success) throw new Problem('bad-request')
    const actor = signedInPerson(request).number
    if (!(await acts.withdraw(survey.id, place.data, actor))) {
      throw new Problem('conflict', { detail: WITHDRAWN })
    }
    return reply.redirect(`/staff/office/surveys/${survey.id}/readers?saved=1`, 303)
  })

  /** @throws {Problem} `not-found` unless texts were asked and the posts were told to everybody. */
  async function requireAsked(id: string): Promise<Survey> {
    const survey = await findSurvey(commons, id)
    const q = survey?.questionnaire ?? null
    if (
      survey === undefined ||
      q === null ||
      q.readers === undefined ||
      textItems(q).length === 0
    ) {
      throw new Problem('not-found', { detail: NOT_TOLD })
    }
    return survey
  }

  async function send(
    request: FastifyRequest,
    reply: FastifyReply,
    survey: Survey,
    form: FormState,
  ) {
    const { saved } = request.query as { saved?: unknown }
    const readers = await readersOf(identity, survey.id)
    const faultOf = async (seat: Seat) => {
      const person = readers[seat]
      const place = { survey: survey.id, seat }
      return person === null ? null : seatFault(identity, { ...place, person }, jstDay(now()))
    }
    return page.send(reply, staffFrame(request, '自由記述を読む人', 'office'), {
      survey: { id: survey.id, title: survey.title },
      posts: survey.questionnaire?.readers ?? ['', ''],
      readers,
      faults: { 1: await faultOf(1), 2: await faultOf(2) },
      releasedOn: await findReleaseDay(commons, survey.id),
      shown: await listShownTexts(commons, survey.id),
      form,
      saved: saved === '1',
    })
  }
}

const WITHDRAWN = 'この文章は、もう取り下げられています。画面を読み直してください。'
const OUT = '自由記述は、もう公表しました。読む人は変えられません。'
const NOT_TOLD =
  'このアンケートには自由記述がないか、読む人の役職を回答者に知らせていません。知らせていない自由記述は、だれも読まず、公表しません。'
