import { fiscalYearOf } from '../calendar/fiscal-year.ts'
import { jstDay } from '../calendar/jst.ts'
import { chosenItems } from './chosen-items.ts'
import { allAttributes } from './draft-attributes.ts'
import type { SurveyDraft } from './draft.ts'
import { planFault } from './plan-fault.ts'
import type { QuestionBank } from './question-bank.ts'
import type { Questionnaire } from './questionnaire.ts'
import { breakKey, type SeriesBreak } from './series-breaks.ts'

/** The parts of a draft, as its pages are cut. */
export type DraftPart =
  | 'period'
  | 'asked'
  | 'questions'
  | 'scale'
  | 'attributes'
  | 'publication'
  | 'contacts'

/** Something that has to be done before the announcement, in a sentence. */
export interface DraftFault {
  readonly part: DraftPart
  readonly words: string
}

/** Groups with fewer people than this are shown only with a decision. */
export const PUBLISHED_K = 10

/** What a draft is compared with. */
export interface Series {
  readonly last: Questionnaire | null
  readonly breaks: readonly SeriesBreak[]
}

/** What is missing in a draft before it can be announced, in the order of its parts. */
export function draftFaults(
  draft: SurveyDraft,
  bank: QuestionBank,
  series: Series,
  now: Date,
): DraftFault[] {
  const at = (part: DraftPart) => (words: string) => ({ part, words })
  return [
    ...periodFaults(draft, now).map(at('period')),
    ...referenceFaults(draft).map(at('asked')),
    ...questionFaults(draft, bank).map(at('questions')),
    ...seriesFaults(draft, series).map(at('scale')),
    ...publicationFaults(draft, bank).map(at('publication')),
    ...contactFaults(draft, bank).map(at('contacts')),
  ]
}

/** What is wrong with the dates themselves. */
export function periodFaults(
  { opensAt, closesAt }: Pick<SurveyDraft, 'opensAt' | 'closesAt'>,
  now: Date,
): string[] {
  const [opens, closes] = [new Date(opensAt), new Date(closesAt)]
  if (closes <= opens) return ['締切は、受付開始より後の日時にしてください。']
  if (closes <= now) return ['締切は、今より後の日時にしてください。']
  if (fiscalYearOf(jstDay(now)) !== fiscalYearOf(jstDay(closes)))
    return ['実施の決定から締切までが4月1日をまたがない日時にしてください。']
  return []
}

/** What is wrong with the reference day beside the opening. */
export function referenceFaults({
  referenceDay,
  opensAt,
}: Pick<SurveyDraft, 'referenceDay' | 'opensAt'>): string[] {
  return referenceDay > jstDay(new Date(opensAt))
    ? ['基準日は、受付開始の日以前にしてください。']
    : []
}

function questionFaults(draft: SurveyDraft, bank: QuestionBank): string[] {
  const isAsked = chosenItems(draft, bank).some(({ type }) => type === 'scale')
  return isAsked ? [] : ['段階で答える設問を1問以上選んでください。']
}

function seriesFaults({ earlier, confirmedBreaks }: SurveyDraft, series: Series): string[] {
  const faults = []
  if (series.last === null && earlier === null)
    faults.push('尺度と、これまでの調査（令和5・6年度など）について答えてください。')
  if (series.breaks.some((one) => !confirmedBreaks.includes(breakKey(one))))
    faults.push('系列の断絶を確かめて、承知の印を付けてください。')
  return faults
}

function publicationFaults(draft: SurveyDraft, bank: QuestionBank): string[] {
  const fault = planFault(allAttributes(draft, bank), draft)
  const faults = fault === null ? [] : [fault]
  if (draft.k < PUBLISHED_K && draft.kDecision === '')
    faults.push(`${PUBLISHED_K}人未満まで公表するときは、その決裁番号を入力してください。`)
  return faults
}

function contactFaults(draft: SurveyDraft, bank: QuestionBank): string[] {
  const { contact, keepers } = draft
  const faults = readerFaults(draft, bank)
  if (contact === '') faults.push('問い合わせ先を入力してください。')
  if (keepers.posts.length === 0) faults.push('鍵の保管者の役職を1行に1つずつ入力してください。')
  else if (keepers.need > keepers.posts.length)
    faults.push('開封に必要な人数は、保管者の人数以下にしてください。')
  return faults
}

function readerFaults(draft: SurveyDraft, bank: QuestionBank): string[] {
  const isAsked = chosenItems(draft, bank).some(({ type }) => type === 'text')
  if (!isAsked || new Set(draft.readers).size === 2) return []
  return [
    '自由記述の原文を読む2人の役職を入力してください。1人は人事課の外の人にします。自由記述を尋ねないときは、設問から外してください。',
  ]
}
