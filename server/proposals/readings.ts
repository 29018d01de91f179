import { rules } from './rules.ts'
import { type ClockWork, duesOf } from './clocks.ts'
import { themes, kinds, type Theme } from './catalogue.ts'
import {
  type Day,
  declineReasons,
  type Proposal,
  type PublishedAnswer,
  referralDesks,
  type Step,
  unitsOf,
} from './proposal.ts'
import type { AuthorReading, ShownAnswer, ShownText } from './shown.ts'
import { boardGroupOf, type BoardGroup, type State, states } from './states.ts'
import { masked, type Organisation, onBoard, summaryStands } from './visibility.ts'
import { authorMay } from './author-acts.ts'

/** As units and the board read it; null when there is nothing they may read. */
export function shownText(p: Proposal): ShownText | null {
  if (p.publicity === 'summary') {
    if (!summaryStands(p) || p.summary === null) return null
    const { title, text } = p.summary
    return { title, parts: [{ label: '要旨', text }], summary: true }
  }
  const written = masked(p)
  if (written === null) return null
  return { title: written.title, parts: paragraphs(written), summary: false }
}

export function paragraphs(written: NonNullable<Proposal['written']>): ShownText['parts'] {
  return [
    { label: '今の状況', text: written.current },
    { label: '改善の案', text: written.idea },
    { label: '期待できる効果', text: written.effect },
  ].filter(({ text }) => text !== '')
}

export function shownAnswers(p: Proposal, org: Organisation): ShownAnswer[] {
  return p.answers.map((published) => shownAnswer(published, org)).toReversed()
}

function shownAnswer({ answer, units, decisionNumber, on }: PublishedAnswer, org: Organisation) {
  return {
    on,
    conclusion: answer.conclusion,
    label: states[answer.conclusion],
    reasonLabel: answer.reasonCode === null ? '' : declineReasons[answer.reasonCode],
    signedBy: units.map((unit) => org.nameOf(unit)),
    decisionNumber,
    answer,
  }
}

/** One line of the board and of its search. */
export interface BoardEntry {
  readonly number: string
  readonly title: string
  readonly parts: ShownText['parts']
  readonly summary: boolean
  readonly state: State
  readonly stateLabel: string
  readonly group: BoardGroup
  readonly stateOn: Day
  readonly receivedOn: Day
  readonly theme: Theme
  readonly themeLabel: string
  readonly kindLabel: string
  /** Codes of the units, lead first, and their names. */
  readonly units: readonly string[]
  readonly unitNames: readonly string[]
  readonly answers: readonly ShownAnswer[]
  readonly interim: { readonly text: string; readonly on: Day; readonly unit: string } | null
  readonly endorsements: string
  readonly adoptions: readonly {
    readonly unit: string
    readonly stage: 'planned' | 'done'
    readonly text: string
    readonly hours: number | null
    readonly on: Day
  }[]
  readonly outcome: Proposal['outcome']
  readonly trial: Proposal['trial']
  readonly modelCase: Proposal['modelCase']
  readonly reopenedOn: Day | null
  readonly steps: readonly Pick<Step, 'on' | 'act'>[]
  /** How many were joined to it. */
  readonly merged: number
}

/**
 * @param joined proposals merged into this one
 * @returns null unless everybody may read of it
 */
export function boardEntry(
  p: Proposal,
  joined: readonly Proposal[],
  org: Organisation,
): BoardEntry | null {
  const text = shownText(p)
  const group = boardGroupOf(p.state)
  if (!onBoard(p) || text === null || group === null) return null
  const units = unitsOf(p)
  const endorsed = [p, ...joined].reduce((sum, one) => sum + one.endorsementsShown, 0)
  return {
    number: p.number,
    title: text.title,
    parts: text.parts,
    summary: text.summary,
    state: p.state,
    stateLabel: states[p.state],
    group,
    stateOn: p.stateOn,
    receivedOn: p.receivedOn,
    theme: p.theme,
    themeLabel: themes[p.theme],
    kindLabel: kinds[p.kind],
    units,
    unitNames: units.map((unit) => org.nameOf(unit)),
    answers: shownAnswers(p, org),
    interim: p.interim === null ? null : { ...p.interim, unit: org.nameOf(p.interim.unit) },
    endorsements: band(endorsed),
    adoptions: p.adoptions.map((own) => ({ ...own, unit: org.nameOf(own.unit) })),
    outcome: p.outcome,
    trial: p.trial,
    modelCase: p.modelCase,
    reopenedOn: p.state === 'reopened' ? p.stateOn : null,
    steps: publicSteps(p),
    merged: joined.length,
  }
}

/** Endorsements are never shown to the one. */
export function band(count: number): string {
  if (count === 0) return 'まだありません'
  const bands = [5, 10, 20, 50, 100, 200, 500]
  const at = bands.findIndex((edge) => count < edge)
  if (at === -1) return '500人以上'
  return at === 0 ? '5人未満' : `${bands[at - 1]}人以上`
}

/** Steps that everybody who may read the proposal may read: no internal drafting, no second persons. */
const silentActs = new Set<string>(
  (
    [
      'refer',
      'exclude',
      'erase',
      'confirm',
      'dismiss',
      'hold',
      'release-hold',
      'draft',
      'submit',
      'approve',
      'send-back',
      'give-back',
      'report-hunt',
      'flag-question',
      'ask',
      'release-question',
      'refuse-question',
      'reply',
      'leave-unanswered',
      'question-lapsed',
      'opinion',
      'summarise',
      'approve-summary',
      'reject-summary',
      'summary-lapsed',
    ] as const
  ).map((act) => rules[act].label),
)

function publicSteps(p: Proposal): Pick<Step, 'on' | 'act'>[] {
  return p.steps.filter(({ act }) => !silentActs.has(act)).map(({ on, act }) => ({ on, act }))
}

/** As many answers as fit beside the longest of everything else (`THREAD_ANSWER_BYTES`); the board has them all. */
const NEWEST_ANSWERS = 4

export function authorReading(p: Proposal, org: Organisation, work: ClockWork): AuthorReading {
  const asked = p.questions.filter(({ openedOn }) => openedOn !== null)
  const [due] = duesOf(p, work)
  return {
    found: true,
    number: p.number,
    state: p.state,
    stateLabel: states[p.state],
    stateOn: p.stateOn,
    receivedOn: p.receivedOn,
    theme: themes[p.theme],
    unitNames: unitsOf(p).map((unit) => org.nameOf(unit)),
    publicity: p.publicity,
    written: p.written,
    shown: shownText(p),
    summary:
      p.summary === null
        ? null
        : { title: p.summary.title, text: p.summary.text, stage: p.summary.stage },
    message: p.state === 'returned' ? returnedNote(p) : (p.ending?.text ?? ''),
    desk: p.ending?.desk === null || p.ending === null ? '' : referralDesks[p.ending.desk],
    mergedInto: p.merged?.into ?? '',
    questions: asked.map(({ id, text, unit, openedOn, stage, reply }) => ({
      id,
      text,
      unit: org.nameOf(unit),
      on: openedOn ?? '',
      stage,
      reply,
    })),
    interim: p.interim === null ? null : { ...p.interim, unit: org.nameOf(p.interim.unit) },
    answers: shownAnswers(p, org).slice(0, NEWEST_ANSWERS),
    steps: publicSteps(p),
    expected: due?.day ?? '',
    may: authorMay(p, work.today),
  }
}

function returnedNote(p: Proposal): string {
  return p.steps.findLast(({ act }) => act === rules.return.label)?.note ?? ''
}
