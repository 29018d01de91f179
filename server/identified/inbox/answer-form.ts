import { z } from 'zod'
import { type FormState, readForm, type Typed } from '../../http/forms.ts'
import { answerFaults } from '../../proposals/answer-rules.ts'
import { keysOf } from '../../proposals/catalogue.ts'
import {
  type Answer,
  type Conclusion,
  conclusions,
  declineReasons,
  type Proposal,
} from '../../proposals/proposal.ts'
import type { UnitReading } from '../../proposals/unit-reading.ts'
import type { ShownAnswer } from '../../proposals/shown.ts'
import { states } from '../../proposals/states.ts'
import { RENEWALS } from '../../proposals/unit-acts.ts'
import { maybeDay, maybeHours, maybeLine, maybeWords } from './typed-fields.ts'

/** Fields of the form in its order, for the list of messages above it. */
export const answerFields = [
  'conclusion',
  'plannedOn',
  'doneOn',
  'hours',
  'part',
  'where',
  'nextDate',
  'committee',
  'reasonCode',
  'wouldChange',
  'reason',
] as const
export type AnswerField = (typeof answerFields)[number]

/** Which conclusions need a field; what is typed into the others is not kept. */
export const neededFor: Readonly<Record<AnswerField, readonly Conclusion[]>> = {
  conclusion: conclusions,
  plannedOn: ['planned', 'partly_planned'],
  doneOn: ['done', 'partly_done'],
  hours: ['planned', 'partly_planned', 'done', 'partly_done'],
  part: ['partly_planned', 'partly_done'],
  where: ['in_place'],
  nextDate: ['continued'],
  committee: ['continued', 'planned', 'partly_planned'],
  reasonCode: ['declined'],
  reason: conclusions,
  wouldChange: ['declined'],
}

/** What each conclusion says, for whoever chooses one. */
export const meanings: Readonly<Record<Conclusion, string>> = {
  planned: '提案のとおり実施する。予定の日を示す',
  partly_planned: '一部を実施する。予定の日と、残りを実施しない理由を示す',
  in_place: 'すでに実施している。どこを見れば分かるかを示す',
  continued: '6か月以内の日に、もう一度回答する',
  declined: '実施しない。何が変われば実施できるかを示す',
  done: '提案のとおり、もう実施した',
  partly_done: '一部を、もう実施した。残りを実施しない理由を示す',
}

const schema = z.object({
  conclusion: z.enum(conclusions, { error: '結論を選んでください。' }),
  plannedOn: maybeDay('実施する予定の日'),
  doneOn: maybeDay('実施した日'),
  hours: maybeHours('見込まれる効果'),
  part: maybeWords('どの部分を実施するか', 800),
  where: maybeWords('どこを見れば分かるか', 400),
  nextDate: maybeDay('次に回答する日'),
  committee: maybeLine('部会の議', 100),
  reasonCode: z
    .enum(['', ...keysOf(declineReasons)], { error: '理由の区分を選び直してください。' })
    .default('')
    .transform((code) => (code === '' ? null : code)),
  reason: maybeWords('理由', 1500),
  wouldChange: maybeWords('何が変われば実施できるか', 800),
})

export type AnswerRead =
  | { readonly ok: true; readonly answer: Answer; readonly form: FormState }
  | { readonly ok: false; readonly form: FormState }

/** A draft, whole or not; what the conclusion does not need is left out. */
export function readAnswer(body: unknown): AnswerRead {
  const { typed: all } = readForm(schema, body).form
  const read = readForm(schema, neededFields(all))
  if (!read.ok) return { ok: false, form: { typed: all, errors: read.form.errors } }
  const { conclusion, ...typed } = read.value
  const needs = (field: AnswerField) => neededFor[field].includes(conclusion)
  const done = needs('doneOn') ? typed.doneOn : null
  const answer: Answer = {
    conclusion,
    reason: typed.reason,
    date: needs('plannedOn') ? typed.plannedOn : done,
    part: needs('part') ? typed.part : '',
    where: needs('where') ? typed.where : '',
    nextDate: needs('nextDate') ? typed.nextDate : null,
    reasonCode: needs('reasonCode') ? typed.reasonCode : null,
    wouldChange: needs('wouldChange') ? typed.wouldChange : '',
    hours: needs('hours') ? typed.hours : null,
    committee: needs('committee') ? typed.committee : '',
  }
  return { ok: true, answer, form: { typed: all, errors: {} } }
}

/** What stands in fields that the conclusion does not need is not even looked at: they may be out of sight. */
function neededFields(typed: Typed): Typed {
  const chosen = conclusions.find((conclusion) => conclusion === typed['conclusion'])
  if (chosen === undefined) return typed
  return Object.fromEntries(
    Object.entries(typed).filter(([name]) =>
      answerFields.some((field) => field === name && neededFor[field].includes(chosen)),
    ),
  )
}

/** A saved draft as the form shows it. */
export function typedAnswer(answer: Answer): Record<string, string> {
  const planned = neededFor.plannedOn.includes(answer.conclusion)
  const date = answer.date ?? ''
  return {
    conclusion: answer.conclusion,
    plannedOn: planned ? date : '',
    doneOn: planned ? '' : date,
    hours: answer.hours === null ? '' : String(answer.hours),
    part: answer.part,
    where: answer.where,
    nextDate: answer.nextDate ?? '',
    committee: answer.committee,
    reasonCode: answer.reasonCode ?? '',
    reason: answer.reason,
    wouldChange: answer.wouldChange,
  }
}

/** What the answer still lacks, by field of the form; the third renewal needs 部会. */
export function faultsByField(
  answer: Answer,
  p: Proposal,
  today: string,
): Partial<Record<AnswerField, string>> {
  const { date, ...others } = answerFaults(answer, today)
  const faults: Partial<Record<AnswerField, string>> = { ...others }
  if (date !== undefined) {
    faults[neededFor.plannedOn.includes(answer.conclusion) ? 'plannedOn' : 'doneOn'] = date
  }
  const done = neededFor.doneOn.includes(answer.conclusion)
  if (done && date === undefined && (answer.date ?? '') < p.receivedOn) {
    faults.doneOn =
      '実施した日が、提案を受け付けた日より前です。前から実施していたときは「対応済み」を選んでください。'
  }
  if (committeeFor(p).includes(answer.conclusion) && answer.committee.trim() === '') {
    faults.committee =
      '継続検討や実施予定の更新は2回までです。続けるには、部会の議を経て、その日を書いてください。'
  }
  return faults
}

/** Renewed twice: conclusions that put the matter off again are for 部会 to allow. Mostly empty. */
export function committeeFor(p: Proposal): Conclusion[] {
  if (p.renewals < RENEWALS) return []
  const before = p.answers.map(({ answer }) => answer.conclusion)
  return neededFor.committee.filter((conclusion) => before.includes(conclusion))
}

/** A draft as it would be published. */
export function draftShown(
  draft: NonNullable<Proposal['draft']>,
  reading: Pick<UnitReading, 'units'>,
): ShownAnswer {
  const { answer, decisionNumber, on } = draft
  return {
    on,
    conclusion: answer.conclusion,
    label: states[answer.conclusion],
    reasonLabel: answer.reasonCode === null ? '' : declineReasons[answer.reasonCode],
    signedBy: reading.units.map(({ name }) => name),
    decisionNumber,
    answer,
  }
}
