import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { fiscalYearOf } from '../../../calendar/fiscal-year.ts'
import { jstDay } from '../../../calendar/jst.ts'
import { type FormState, readForm } from '../../../http/forms.ts'
import { definePage } from '../../../http/pages.ts'
import { copyDraft } from '../../../survey/copy-draft.ts'
import type { SurveyDraft } from '../../../survey/draft.ts'
import { lastPublished } from '../../../survey/series-breaks.ts'
import { listSurveys, type Survey } from '../../../survey/surveys.ts'
import { recordAct } from '../../auth/audit.ts'
import { signedInPerson, staffFrame } from '../../auth/signed-in.ts'
import { requireSurvey } from '../survey-page.ts'
import { draftPath, type EditorOptions } from './part.ts'
import { periodPart, periodSchema, typedPeriod } from './period-part.ts'
import { usualDraft } from './usual-draft.ts'

const page = definePage<{
  form: FormState
  fields: readonly string[]
  earlier: readonly { id: string; title: string; cancelled: boolean }[]
}>('office-draft-new')

type WithId = { Params: { id: string } }

/** A new draft: from the usual values, or from an earlier survey. */
export async function newRoutes(app: FastifyInstance, options: EditorOptions): Promise<void> {
  const { acts, bank, commons, identity, now } = options

  app.get('/surveys/new', async (request, reply) =>
    send(request, reply, { errors: {}, typed: typedPeriod(usualDraft(bank, now())) }),
  )

  app.post('/surveys/new', async (request, reply) => {
    const read = readForm(periodSchema(now()), request.body)
    if (!read.ok) return send(request, reply.code(422), read.form)
    const last = await lastPublished(commons)
    const id = await acts.createDraft({
      ...usualDraft(bank, now()),
      ...read.value,
      ...(last === null ? {} : { scale: last.scale }),
      ownNumber: await lastOwnNumber(),
    })
    await audit(request, 'アンケートの案を作成', id)
    return reply.redirect(draftPath({ id }), 303)
  })

  app.post<WithId>('/surveys/:id/copy', async (request, reply) => {
    const survey = await requireSurvey(commons, request.params.id)
    const draft: SurveyDraft = copyDraft(survey.draft, now(), isAskedAgain(survey))
    const id = await acts.createDraft({ ...draft, ownNumber: await lastOwnNumber() })
    await audit(request, 'アンケートを写して案を作成', `${survey.id} → ${id}`)
    return reply.redirect(draftPath({ id }), 303)
  })

  /** No number of a question of one's own is ever given to another one. */
  async function lastOwnNumber(): Promise<number> {
    const surveys = await listSurveys(commons)
    return Math.max(0, ...surveys.map(({ draft }) => draft.ownNumber))
  }

  /** A cancelled survey is asked again in the same year. */
  function isAskedAgain({ state, draft }: Survey): boolean {
    const closed = fiscalYearOf(jstDay(new Date(draft.closesAt)))
    return state === 'cancelled' && closed === fiscalYearOf(jstDay(now()))
  }

  async function audit(request: FastifyRequest, act: string, detail: string): Promise<void> {
    await recordAct(identity, now(), signedInPerson(request).number, act, detail)
  }

  async function send(
    request: FastifyRequest,
    reply: FastifyReply,
    form: FormState,
  ): Promise<FastifyReply> {
    const surveys = await listSurveys(commons)
    return page.send(reply, staffFrame(request, '新しいアンケートを作る', 'office'), {
      form,
      fields: periodPart.fields,
      earlier: surveys.map(({ id, title, state }) => ({
        id,
        title,
        cancelled: state === 'cancelled',
      })),
    })
  }
}
