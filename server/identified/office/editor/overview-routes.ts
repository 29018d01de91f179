import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { formatJst, formatJstDay, jstDay } from '../../../calendar/jst.ts'
import { emptyForm, type FormState, readForm, refuseForm } from '../../../http/forms.ts'
import { definePage } from '../../../http/pages.ts'
import { type Approval, draftHash, findApproval } from '../../../survey/approval.ts'
import { ruleWords } from '../../../survey/asked.ts'
import { chosenItems } from '../../../survey/chosen-items.ts'
import { chosenAttributes } from '../../../survey/draft-attributes.ts'
import { type DraftFault, draftFaults, type DraftPart } from '../../../survey/draft-faults.ts'
import { planInWords } from '../../../survey/plan-in-words.ts'
import { recordAct } from '../../auth/audit.ts'
import { signedInPerson, staffFrame } from '../../auth/signed-in.ts'
import { isDay, line } from '../form-fields.ts'
import { draftAdvice } from './draft-advice.ts'
import { type EditorOptions, openDraft, type PartContext, PARTS } from './part.ts'
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
        summary: summaryOf(id, context),
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

function summaryOf(part: DraftPart, context: PartContext): string[] {
  const { draft, composed, options } = context
  const { questionnaire } = composed
  const people = (n: number) => `${n.toLocaleString('ja-JP')}人`
  switch (part) {
    case 'period':
      return [draft.title, `${formatJst(draft.opensAt)} 〜 ${formatJst(draft.closesAt)}`]
    case 'asked':
      return [
        `基準日 ${formatJstDay(draft.referenceDay)}、対象 ${people(composed.eligible)}`,
        ...(questionnaire.asked?.leftOut ?? [])
          .filter((rule) => rule.people > 0)
          .map((rule) => `外す職員：${ruleWords(rule)} ${people(rule.people)}`),
      ]
    case 'questions': {
      const items = chosenItems(draft, options.bank)
      const texts = items.filter(({ type }) => type === 'text').length
      const minutes = minutesOf(draft, options.bank)
      return [`選ぶ設問 ${items.length - texts}問、自由記述 ${texts}問、回答に約${minutes}分`]
    }
    case 'scale':
      return [
        `${draft.scale}段階`,
        composed.series.breaks.length === 0
          ? '系列の断絶なし'
          : `系列の断絶 ${composed.series.breaks.length}件`,
      ]
    case 'attributes': {
      const labels = chosenAttributes(draft, options.bank).map(({ label }) => label)
      return [labels.length === 0 ? '尋ねない' : labels.join('、')]
    }
    case 'publication': {
      const plan = planInWords(questionnaire)
      return [plan.tables.join('、'), plan.k]
    }
    case 'contacts':
      return [
        `問い合わせ先：${draft.contact === '' ? '（未入力）' : draft.contact}`,
        `鍵の保管者：${draft.keepers.posts.join('、')}（${draft.keepers.need}人で開封）`,
      ]
  }
}
