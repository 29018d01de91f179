import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { formatJstDay, jstDay } from '../../../calendar/jst.ts'
import { emptyForm, type FormState, readForm, refuseForm } from '../../../http/forms.ts'
import { definePage } from '../../../http/pages.ts'
import { type Approval, draftHash, findApproval } from '../../../survey/approval.ts'
import { type DraftFault, draftFaults, type DraftPart } from '../../../survey/draft-faults.ts'
import { recordAct } from '../../auth/audit.ts'
import { signedInPerson, staffFrame } from '../../auth/signed-in.ts'
import { isDay, line } from '../form-fields.ts'
import { draftAdvice } from './draft-advice.ts'
import { type EditorOptions, openDraft, type PartContext, PARTS } from './part.ts'
import { partSummaries } from './part-summaries.ts'
import { minutesOf } from './questions-part.ts'

const page = definePage<{
  survey: { id: string; title: string }
  parts: readonly {
    id: DraftPart
    title: string
    summary: readonly string[]
    faults: readonly string[]
  }[]
  advice: readonly string[]
  approval: Approval | null
  /** Of the draft as the page shows it. */
  hash: string
  number: string
  form: FormState
}>('office-draft')

type WithId = { Params: { id: string } }

const CHANGED =
  '案が変わっています。起案資料を印刷し直し、同じ案の番号で決裁を受けてから登録してください。'
const UNFINISHED =
  '案に足りないところがあります。「要対応」のところを直してから、決裁を登録してください。'

/** The parts of a draft with what is missing, and its approval. */
export async function overviewRoutes(app: FastifyInstance, options: EditorOptions): Promise<void> {
  const { acts, bank, identity, now } = options

  app.get<WithId>('/surveys/:id/draft', async (request, reply) =>
    send(request, reply, await openDraft(options, request.params.id), emptyForm),
  )

  app.post<WithId>('/surveys/:id/approval', async (request, reply) => {
    const context = await openDraft(options, request.params.id)
    const read = readForm(approvalForm(now()), request.body)
    if (!read.ok) return send(request, reply.code(422), context, read.form)
    const { survey, draft } = context
    const refuse = (words: string) =>
      send(request, reply.code(409), context, refuseForm(read.form, 'form', words))
    if (faultsOf(context).length > 0) return refuse(UNFINISHED)
    if (read.value.hash !== draftHash(draft, bank)) return refuse(CHANGED)
    const { number, day } = read.value
    if (!(await acts.approveDraft(survey.id, { number, day }))) return refuse(CHANGED)
    const detail = `${survey.id}：決裁番号 ${number}（${formatJstDay(day)}）`
    const actor = signedInPerson(request).number
    await recordAct(identity, now(), actor, 'アンケートの案の決裁を登録', detail)
    return reply.redirect(`/staff/office/surveys/${survey.id}`, 303)
  })

  async function send(
    request: FastifyRequest,
    reply: FastifyReply,
    context: PartContext,
    form: FormState,
  ): Promise<FastifyReply> {
    const { survey, draft } = context
    const faults = faultsOf(context)
    const hash = draftHash(draft, bank)
    const minutes = minutesOf(draft, bank)
    return page.send(reply, staffFrame(request, 'アンケートの案', 'office'), {
      survey: { id: survey.id, title: survey.title },
      parts: PARTS.map(({ id, title }) => ({
        id,
        title,
        summary: partSummaries[id](context),
        faults: faults.filter(({ part }) => part === id).map(({ words }) => words),
      })),
      advice: await draftAdvice(options.commons, draft, minutes, now()),
      approval: await findApproval(options.commons, survey.id, draft, bank),
      hash,
      number: draftNumber(hash),
      form,
    })
  }
}

/** A short form of the hash, for the eye: the same on paper and screen. */
export function draftNumber(hash: string): string {
  return `${hash.slice(0, 4)}-${hash.slice(4, 8)}`.toUpperCase()
}

function approvalForm(now: Date) {
  const today = jstDay(now)
  return z.object({
    number: line('決裁番号', 60),
    day: z
      .string({ error: '決裁日を入力してください。' })
      .refine(isDay, { error: '決裁日を 2026-10-01 の形で入力してください。' })
      .refine((day) => day <= today, { error: '決裁日は、今日以前の日にしてください。' }),
    hash: z.string({ error: '画面を開き直してください。' }),
  })
}

function faultsOf({ draft, composed, options }: PartContext): DraftFault[] {
  return draftFaults(draft, options.bank, composed.series, options.now())
}
