import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { jstDay } from '../../../calendar/jst.ts'
import { emptyForm, type FormState, readForm, refuseForm } from '../../../http/forms.ts'
import { definePage } from '../../../http/pages.ts'
import { Problem } from '../../../http/problems.ts'
import type { FrozenSurvey } from '../../../survey/frozen-surveys.ts'
import { signedInPerson, staffFrame } from '../../auth/signed-in.ts'
import { staffNumber } from '../../auth/staff-number.ts'
import { declineReissue, giveAnew, lastReissueDay, reissuesOf } from '../../issuance/reissue.ts'
import type { OfficeOptions } from '../office.ts'

const page = definePage<{
  survey: { id: string; title: string }
  /** Staff numbers; of many the first. */
  asked: readonly string[]
  /** How many ask in all. */
  waiting: number
  given: number
  cap: number
  /** ISO day (JST), and whether it is over. */
  last: string
  late: boolean
  /** The official who looks. */
  own: string
  form: FormState
  done: string | null
}>('office-reissue')

const SHOWN = 100
const decisionForm = z.object({
  number: staffNumber,
  act: z.enum(['give', 'decline'], { error: '「再発行する」か「しない」を押してください。' }),
})
const searchQuery = z.object({ number: staffNumber })
const noticeQuery = z.object({ notice: z.enum(['given', 'declined']).optional() }).catch({})
const DONE = {
  given: '回答券を再発行しました。本人に、回答券のページから受け取れることを伝えてください。',
  declined: '再発行しないことにしました。理由を、本人に伝えてください。',
} as const
const NOBODY =
  'この職員番号からの申出は、届いていません。本人がサインインして、回答券のページから申し出ます。'

type WithId = { Params: { id: string } }

/** Who says that the own card is lost, and the decision of a second person. */
export async function officeReissue(app: FastifyInstance, options: OfficeOptions): Promise<void> {
  const { acts, identity, now, keptCard } = options

  app.get<WithId>('/surveys/:id/reissue', async (request, reply) => {
    const survey = await requireOpen(request.params.id)
    const { number } = request.query as { number?: unknown }
    if (number === undefined || number === '') return send(request, reply, survey, emptyForm)
    const read = readForm(searchQuery, request.query)
    if (!read.ok) return send(request, reply.code(422), survey, read.form)
    return send(request, reply, survey, read.form, read.value.number)
  })

  app.post<WithId>('/surveys/:id/reissue', async (request, reply) => {
    const survey = await requireOpen(request.params.id)
    const read = readForm(decisionForm, request.body)
    if (!read.ok) return send(request, reply.code(422), survey, read.form)
    const { number: person, act } = read.value
    const decision = { person, actor: signedInPerson(request).number, now: now() }
    try {
      if (act === 'give') await giveAnew(identity, survey, decision)
      else await declineReissue(identity, survey.id, decision)
      await keptCard(survey.id, person)
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem
      const form = refuseForm(read.form, 'form', problem.detail)
      return send(request, reply.code(problem.status), survey, form)
    }
    const notice = act === 'give' ? 'given' : 'declined'
    return reply.redirect(`/staff/office/surveys/${survey.id}/reissue?notice=${notice}`, 303)
  })

  /** @throws {Problem} `not-found`, `conflict` when the survey takes no answers. */
  async function requireOpen(id: string): Promise<FrozenSurvey> {
    const survey = await acts.findFrozen(id)
    if (survey === undefined) throw new Problem('not-found')
    if (survey.phase === 'open') return survey
    throw new Problem('conflict', {
      detail:
        '回答券の再発行は、受付中だけできます。アンケートの画面で今の状態を確かめてください。',
    })
  }

  async function send(
    request: FastifyRequest,
    reply: FastifyReply,
    survey: FrozenSurvey,
    form: FormState,
    searched?: string,
  ): Promise<FastifyReply> {
    const { asked, given, cap } = await reissuesOf(identity, survey.id)
    const found = searched === undefined ? asked : asked.filter((number) => number === searched)
    const last = lastReissueDay(survey)
    const { notice } = noticeQuery.parse(request.query)
    return page.send(reply, staffFrame(request, '回答券の再発行', 'office'), {
      survey: { id: survey.id, title: survey.questionnaire.title },
      asked: found.slice(0, SHOWN),
      waiting: asked.length,
      given,
      cap,
      last,
      late: jstDay(now()) > last,
      own: signedInPerson(request).number,
      form:
        searched !== undefined && found.length === 0 ? refuseForm(form, 'number', NOBODY) : form,
      done: notice === undefined ? null : DONE[notice],
    })
  }
}
