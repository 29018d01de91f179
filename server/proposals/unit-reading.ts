import { kinds, themes } from './catalogue.ts'
import { type ClockWork, type Due, duesOf } from './clocks.ts'
import { type Day, leadOf, type Proposal } from './proposal.ts'
import { shownAnswers, shownText } from './readings.ts'
import type { ShownAnswer, ShownText } from './shown.ts'
import { type State, states } from './states.ts'
import type { Organisation } from './visibility.ts'

/** What a responsible unit reads: never the raw text, never what was masked, never the author's steps alone. */
export interface UnitReading {
  readonly number: string
  readonly version: number
  readonly state: State
  readonly stateLabel: string
  readonly receivedOn: Day
  readonly routedOn: Day | null
  readonly theme: string
  readonly kind: string
  readonly text: ShownText | null
  readonly lead: string
  readonly units: readonly {
    readonly code: string
    readonly name: string
    readonly opinion: string
  }[]
  readonly dues: readonly Due[]
  readonly refusal: Proposal['refusal']
  readonly interim: Proposal['interim']
  readonly draft: Proposal['draft']
  readonly answers: readonly ShownAnswer[]
  readonly questions: Proposal['questions']
  readonly trial: Proposal['trial']
  readonly outcome: Proposal['outcome']
  readonly reconsideration: Proposal['reconsideration']
  readonly reminders: readonly { readonly step: string; readonly on: Day }[]
  readonly renewals: number
}

export function unitReading(p: Proposal, org: Organisation, work: ClockWork): UnitReading {
  return {
    number: p.number,
    version: p.version,
    state: p.state,
    stateLabel: states[p.state],
    receivedOn: p.receivedOn,
    routedOn: p.routedOn,
    theme: themes[p.theme],
    kind: kinds[p.kind],
    text: shownText(p),
    lead: org.nameOf(leadOf(p) ?? ''),
    units: p.units.map(({ unit, opinion }) => ({ code: unit, name: org.nameOf(unit), opinion })),
    dues: duesOf(p, work).filter(({ owner }) => owner === 'unit'),
    refusal: p.refusal,
    interim: p.interim,
    draft: p.draft,
    answers: shownAnswers(p, org),
    // A flag is between the author and コンプライアンス: for the unit the question simply stays unanswered.
    questions: p.questions.map((question) => {
      const told = question.stage === 'flagged' || question.stage === 'lapsed'
      return told ? { ...question, stage: 'unanswered' as const } : question
    }),
    trial: p.trial,
    outcome: p.outcome,
    reconsideration: p.reconsideration,
    reminders: p.reminders,
    renewals: p.renewals,
  }
}
