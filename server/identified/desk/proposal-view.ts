import { effects, kinds, publicities, themes } from '../../proposals/catalogue.ts'
import { type Due, duesOf } from '../../proposals/clocks.ts'
import type { Surroundings } from '../../proposals/desk.ts'
import {
  declineReasons,
  outOfScopeReasons,
  type Proposal,
  referralDesks,
} from '../../proposals/proposal.ts'
import { shownAnswers, shownText } from '../../proposals/readings.ts'
import type { ShownAnswer, ShownText } from '../../proposals/shown.ts'
import { states } from '../../proposals/states.ts'
import { type Organisation, ownerOf } from '../../proposals/visibility.ts'
import { answerAsText } from '../inbox/answer-text.ts'
import { cluesOf } from './clue-list.ts'
import { titleOf } from './desk-rows.ts'
import { type MaskChoice, maskChoices, partLabels, writtenRuns } from './marked-text.ts'
import { type QuestionView, questionView } from './question-view.ts'
import type { Run } from './text-runs.ts'

/** A proposal as 提案担当 reads it: everything, with clues marked. */
export interface ProposalView {
  readonly number: string
  readonly version: number
  readonly title: string
  readonly state: string
  readonly facts: readonly { readonly term: string; readonly value: string }[]
  /** Who has to act next. */
  readonly owner: string
  readonly dues: readonly Due[]
  readonly written: readonly { readonly label: string; readonly runs: readonly Run[] }[] | null
  readonly clues: number
  readonly masks: readonly MaskChoice[]
  /** As units read it; null: they may not yet (要旨のみ), or it is gone. */
  readonly preview: ShownText | null
  readonly summary: Proposal['summary']
  readonly refusal: {
    readonly unit: string
    readonly names: string
    readonly reason: string
  } | null
  readonly pending: {
    readonly label: string
    readonly on: string
    readonly text: string
    readonly what: string
  } | null
  readonly ending: { readonly label: string; readonly text: string } | null
  readonly draft: {
    readonly answer: ShownAnswer
    readonly stage: string
    readonly note: string
  } | null
  readonly answers: readonly ShownAnswer[]
  /** The newest answer as text for 文書管理システム; null without one, and never about a head. */
  readonly document: string | null
  readonly interim: { readonly unit: string; readonly text: string; readonly on: string } | null
  readonly questions: readonly QuestionView[]
  readonly reconsideration: Proposal['reconsideration']
  readonly outcome: Proposal['outcome']
  readonly modelCase: Proposal['modelCase']
  readonly merged: Proposal['merged']
  readonly hold: Proposal['hold']
  readonly aboutHead: boolean
}

export function proposalView(
  p: Proposal,
  around: Surroundings,
  forCompliance: boolean,
): ProposalView {
  const { org } = around
  const clues = p.written === null ? [] : cluesOf(p.written)
  return {
    number: p.number,
    version: p.version,
    title: titleOf(p),
    state: states[p.state],
    facts: factsOf(p, org),
    owner: ownerWords(p, org),
    dues: duesOf(p, around),
    written: writtenRuns(p, clues),
    clues: clues.length,
    masks: maskChoices(p, clues),
    preview: shownText(p),
    summary: p.summary,
    refusal:
      p.refusal === null
        ? null
        : { ...p.refusal, unit: org.nameOf(p.refusal.unit), names: org.nameOf(p.refusal.names) },
    pending: pendingOf(p),
    ending: p.ending === null ? null : { label: endingLabel(p.ending), text: p.ending.text },
    draft: draftOf(p, org),
    answers: shownAnswers(p, org),
    document: documentOf(p, org),
    interim: p.interim === null ? null : { ...p.interim, unit: org.nameOf(p.interim.unit) },
    questions: p.questions.map((q) => questionView(q, org.nameOf(q.unit), forCompliance)),
    reconsideration: p.reconsideration,
    outcome: p.outcome,
    modelCase: p.modelCase,
    merged: p.merged,
    hold: p.hold,
    aboutHead: p.aboutHead,
  }
}

/** Staff of the unit may search 文書管理システム: what is about their head never goes there. */
function documentOf(p: Proposal, org: Organisation): string | null {
  const [answer] = shownAnswers(p, org)
  if (answer === undefined || p.aboutHead) return null
  const { number, publicity } = p
  return answerAsText({ number, publicity, text: shownText(p), answer })
}

function factsOf(p: Proposal, org: Organisation): ProposalView['facts'] {
  const aimed = p.aimedAt === null ? '分からない（提案担当が選ぶ）' : org.nameOf(p.aimedAt)
  const [lead, ...others] = p.units.map(({ unit }) => org.nameOf(unit))
  const rows = [
    { term: '提案先', value: aimed },
    ...(lead === undefined ? [] : [{ term: '所管', value: lead }]),
    ...(others.length === 0 ? [] : [{ term: '関係所属', value: others.join('、') }]),
    { term: 'テーマ', value: themes[p.theme] },
    { term: '種類', value: kinds[p.kind] },
    ...(p.effects.length === 0
      ? []
      : [{ term: '効果の種類', value: p.effects.map((effect) => effects[effect]).join('、') }]),
    { term: '公開の希望', value: publicities[p.publicity] },
  ]
  return p.aboutHead
    ? [
        ...rows,
        { term: '所属長本人に関わる', value: 'はい。この所属の職員には、番号も見えません。' },
      ]
    : rows
}

function ownerWords(p: Proposal, org: Organisation): string {
  const { role, unit } = ownerOf(p, org)
  if (role === 'author') return '提案者'
  if (role === 'desk') return '提案担当'
  return role === 'director' ? `${org.nameOf(unit)}の部長` : `${org.nameOf(unit)}の推進責任者`
}

function pendingOf(p: Proposal): ProposalView['pending'] {
  const { pending } = p
  if (pending === null) return null
  const what = {
    refer: () => (pending.desk === null ? '' : referralDesks[pending.desk]),
    exclude: () => (pending.reasonCode === null ? '' : outOfScopeReasons[pending.reasonCode]),
    erase: () => pending.erase.map((part) => erasedLabels[part]).join('、'),
  }[pending.act]()
  const label = { refer: '専用窓口の案内', exclude: '制度の対象外', erase: '個人情報の消去' }
  return { label: label[pending.act], on: pending.on, text: pending.text, what }
}

const erasedLabels: Readonly<Record<string, string>> = {
  ...partLabels,
  summary: '要旨',
  dialogue: 'やりとり（質問と返信）',
  answer: '回答',
}

function endingLabel({ desk, reasonCode }: NonNullable<Proposal['ending']>): string {
  if (desk !== null) return referralDesks[desk]
  return reasonCode === null ? '' : outOfScopeReasons[reasonCode]
}

function draftOf(p: Proposal, org: Organisation): ProposalView['draft'] {
  const { draft } = p
  if (draft === null) return null
  const { answer, decisionNumber, on, note } = draft
  const stage = {
    drafting: '所管が作成中',
    submitted: '推進責任者の承認待ち',
    approved: '公表待ち',
  }
  return {
    stage: stage[draft.stage],
    note,
    answer: {
      on,
      conclusion: answer.conclusion,
      label: states[answer.conclusion],
      reasonLabel: answer.reasonCode === null ? '' : declineReasons[answer.reasonCode],
      signedBy: p.units.map(({ unit }) => org.nameOf(unit)),
      decisionNumber,
      answer,
    },
  }
}
