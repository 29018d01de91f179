import { type Source, stamped } from './source.ts'
import { yearly } from './follow-up-sources.ts'

/** A proposal on the board that has been answered, as everybody may read it there. */
export interface AnsweredProposal {
  readonly number: string
  readonly title: string
  /** Code of the 部 of the unit that answers first; '' unknown. */
  readonly bureau: string
  readonly unitName: string
  /** 「実施予定」 */
  readonly stateLabel: string
  /** It has been carried out. */
  readonly isDone: boolean
  /** Day of the newest answer. */
  readonly answeredOn: string
  /** Day on which it was carried out; null: not yet. */
  readonly doneOn: string | null
  readonly conclusionLabel: string
  readonly reason: string
  /** Hours a year; `measured`: confirmed after it was carried out. */
  readonly hours: { readonly number: number; readonly measured: boolean } | null
}

/** Where the answered proposals of the board come from: a function, no proposals. */
export type AnsweredProposals = () => Promise<readonly AnsweredProposal[]>

export function proposalSource(proposal: AnsweredProposal): Source {
  const { number, title, bureau, unitName, stateLabel, hours, doneOn, isDone } = proposal
  return stamped({
    key: `proposal:${number}`,
    kind: 'proposal',
    title,
    bureau,
    unitName,
    on: doneOn !== null && doneOn > proposal.answeredOn ? doneOn : proposal.answeredOn,
    facts: [
      { label: '状態', text: stateLabel },
      { label: proposal.conclusionLabel, text: proposal.reason },
    ].filter(({ text }) => text !== ''),
    figures:
      hours === null || hours.number === 0
        ? []
        : [{ mark: '時間', text: `${yearly(hours.number)}${hours.measured ? '' : '（見込み）'}` }],
    path: `/board/${number}`,
    isDone,
    isPublic: true,
  })
}
