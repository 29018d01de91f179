/** What must hold after every step of every proposal, written down from the design's invariants. */
import type { Act } from '../../server/proposals/acts.ts'
import { duesOf } from '../../server/proposals/clocks.ts'
import type { Who } from '../../server/proposals/decide.ts'
import type { Surroundings } from '../../server/proposals/desk.ts'
import { type Answer, type Proposal, proposalSchema } from '../../server/proposals/proposal.ts'
import { mayAct } from '../../server/proposals/rules.ts'
import type { State } from '../../server/proposals/states.ts'
import { ownerOf, partsOf } from '../../server/proposals/visibility.ts'
import { official } from './village.ts'

export interface Taken {
  readonly before: Proposal
  readonly next: Proposal
  readonly who: Who
  readonly act: Act
  readonly around: Surroundings
}

/** In the words of the promise that was broken; empty: all is well. */
export function brokenPromises(taken: Taken): string[] {
  return [
    ...shape(taken),
    ...record(taken),
    ...conclusion(taken.next),
    ...untouched(taken),
    ...ends(taken),
    ...owner(taken),
    ...hidden(taken),
    ...openMatters(taken),
  ]
}

function shape({ next }: Taken): string[] {
  const read = proposalSchema.safeParse(next)
  return read.success ? [] : [`not a proposal any more: ${read.error.message}`]
}

/** A time of day, however it is written. */
const TIME = /\d{1,2}:\d{2}|\d{1,2}時\d{1,2}分|T\d{2}|\d{13}/

function record({ before, next, who, act, around }: Taken): string[] {
  const broken: string[] = []
  const added = next.steps.slice(before.steps.length)
  if (act.act === 'remind') {
    const told = added.length > 0 || next.version !== before.version
    return told ? ['a reminder is a step, or makes a page old'] : []
  }
  if (next.version !== before.version + 1) broken.push('the version does not grow by one')
  const [step] = added
  if (added.length !== 1 || step === undefined) return [...broken, 'not one step an act']
  if (Object.keys(step).toSorted().join() !== 'act,note,on,role,unit')
    broken.push('a step has more than day, role, unit, act and note')
  if (step.on !== around.today) broken.push('a step is not of its day')
  if (step.role !== (who.role === 'anyUnit' ? 'head' : who.role)) broken.push('not the role')
  if (TIME.test(JSON.stringify(next.steps))) broken.push('a step tells a time')
  if (next.state !== before.state && next.stateOn !== around.today)
    broken.push('the state is not of its day')
  return broken
}

const bare: readonly State[] = [
  'planned',
  'partly_planned',
  'in_place',
  'continued',
  'declined',
  'done',
  'partly_done',
]

/** No published conclusion without reason and, if it is not final, a date; and the other mandatory parts. */
function conclusion(next: Proposal): string[] {
  const last = next.answers.at(-1)
  if (!bare.includes(next.state)) {
    const carriedOut = next.state === 'confirmed' || next.state === 'model_case'
    return carriedOut && last === undefined ? ['carried out without an answer'] : []
  }
  if (last === undefined) return ['a conclusion without an answer']
  if (last.answer.conclusion !== next.state) return ['another conclusion than the published one']
  if (last.units.length === 0) return ['signed by nobody']
  const { answer } = last
  const lacks = missing(answer, last.on).map((part) => `${answer.conclusion} without ${part}`)
  const done = next.state === 'done' || next.state === 'partly_done'
  return done && next.outcome === null ? [...lacks, 'done without an effect'] : lacks
}

function missing(answer: Answer, on: string): string[] {
  const erased = answer.reason === '（消去しました）'
  const needs: readonly (readonly [string, boolean])[] = [
    ['reason', answer.reason.trim() !== ''],
    ...({
      planned: [['date', answer.date !== null && answer.date >= on]],
      partly_planned: [
        ['date', answer.date !== null && answer.date >= on],
        ['part', erased || answer.part !== ''],
      ],
      in_place: [['where', erased || answer.where !== '']],
      continued: [['next date', answer.nextDate !== null && answer.nextDate > on]],
      declined: [
        ['reason code', answer.reasonCode !== null],
        ['what would change it', erased || answer.wouldChange !== ''],
      ],
      done: [
        ['date', answer.date !== null && answer.date <= on],
        ['hours', answer.hours !== null],
      ],
      partly_done: [
        ['date', answer.date !== null && answer.date <= on],
        ['hours', answer.hours !== null],
        ['part', erased || answer.part !== ''],
      ],
    }[answer.conclusion] as [string, boolean][]),
  ]
  return needs.flatMap(([part, there]) => (there ? [] : [part]))
}

const ofUnit: readonly Who['role'][] = ['promoter', 'head', 'director']

/** 事務局 never changes what a unit concludes; what is published is what was approved, to the letter. */
function untouched({ before, next, who, act }: Taken): string[] {
  const erases = act.act === 'confirm' || act.act === 'expire'
  const broken: string[] = []
  const kept = next.answers.slice(0, before.answers.length)
  const same = erases
    ? JSON.stringify(kept.map(figures)) === JSON.stringify(before.answers.map(figures))
    : JSON.stringify(kept) === JSON.stringify(before.answers)
  if (!same) broken.push('a published answer was changed')
  const fresh = next.answers.slice(before.answers.length)
  if (fresh.length > 1) broken.push('two answers at once')
  if (fresh[0] !== undefined) {
    const approved = before.draft?.stage === 'approved' ? before.draft.answer : undefined
    const asApproved = JSON.stringify(fresh[0].answer) === JSON.stringify(approved)
    const own = act.act === 'mark-done' && ofUnit.includes(who.role)
    if (!own && !(act.act === 'publish' && asApproved))
      broken.push('published otherwise than approved')
  }
  const drafted = next.draft !== null && JSON.stringify(next.draft.answer)
  const drafted0 = before.draft !== null && JSON.stringify(before.draft.answer)
  if (drafted !== false && drafted !== drafted0 && !ofUnit.includes(who.role))
    broken.push('somebody outside the unit wrote its answer')
  const newly = next.draft?.stage === 'approved' && before.draft?.stage !== 'approved'
  const withNumber = who.role === 'promoter' && next.draft?.decisionNumber !== ''
  if (newly && who.role !== 'head' && who.role !== 'director' && !withNumber)
    broken.push('approved by somebody else than 推進責任者')
  return broken
}

function figures({ answer, units, on }: Proposal['answers'][number]) {
  const { conclusion: is, date, nextDate, reasonCode, hours } = answer
  return [is, date, nextDate, reasonCode, hours, units, on]
}

/** What is over stays over. */
function ends({ before, next, act }: Taken): string[] {
  if (before.state === next.state) return []
  const ways: Partial<Record<State, readonly State[]>> = {
    expired: [],
    referred: ['expired'],
    out_of_scope: ['expired'],
    withdrawn: ['expired'],
  }
  const allowed = ways[before.state]
  const broken: string[] = []
  if (allowed !== undefined && !allowed.includes(next.state))
    broken.push(`${before.state} did not stay`)
  const second = next.state === 'referred' || next.state === 'out_of_scope'
  if (second && (act.act !== 'confirm' || before.pending === null))
    broken.push('put aside by one person')
  if (next.state === 'withdrawn' && before.answers.length > 0)
    broken.push('withdrawn after an answer')
  return broken
}

/** No state without an owner, and the owner can do something about it. */
function owner({ next, around }: Taken): string[] {
  const own = ownerOf(next, around.org)
  const isOver = ['referred', 'out_of_scope', 'withdrawn', 'expired', 'merged'].includes(next.state)
  const closed = ['in_place', 'declined', 'confirmed', 'model_case'].includes(next.state)
  const broken: string[] = []
  if (own.role === 'author' && !mayAct('rewrite', 'author', next.state))
    broken.push('the author owns it and can do nothing')
  const { role: acting } = own
  if (acting === 'head' || acting === 'director') {
    const person = official('900001', own.unit, [own.role, own.unit])
    const parts = partsOf(next, person, around.org, false)
    if (!parts.some(({ role }) => role === own.role))
      broken.push(`the owner ${own.role} ${own.unit} does not see it`)
    const duties = ['accept', 'approve', 'draft', 'mark-done', 'report-effect'] as const
    if (!duties.some((name) => mayAct(name, acting, next.state)))
      broken.push(`the owner ${own.role} can do nothing in ${next.state}`)
  }
  if (own.role === 'desk' && !isOver && !closed) {
    const unitOwned = !['received', 'routing'].includes(next.state)
    const approved = next.draft?.stage === 'approved'
    const measured = next.outcome !== null && next.outcome.measuredOn !== null
    const stranded = next.aboutHead || next.units.some(({ unit }) => !around.org.isUnit(unit))
    if (unitOwned && !approved && !measured && !stranded)
      broken.push(`${next.state} lies with 提案担当 for no reason`)
  }
  if (!isOver && !closed && next.state !== 'returned' && duesOf(next, around).length === 0)
    broken.push(`no clock runs in ${next.state}`)
  return broken
}

/** The unit never sees what is not for it; people of a head that it is about do not even see the number. */
function hidden({ next, around }: Taken): string[] {
  const all = ['1010', '2010', '2020', '3010', '4010']
  const people = all.flatMap((unit) => [
    official('900002', unit, ['head', unit], ['promoter', unit]),
    official('900003', unit, ['director', around.org.bureauOf(unit) ?? unit]),
  ])
  const secret = ['received', 'returned', 'referred', 'out_of_scope', 'merged', 'withdrawn']
  const state = next.state === 'expired' ? (next.expiredFrom ?? next.state) : next.state
  const broken: string[] = []
  for (const person of people) {
    const parts = partsOf(next, person, around.org, false)
    if (parts.length === 0) continue
    if (secret.includes(state)) broken.push(`${state} is seen by a unit`)
    const conflicted = [next.aimedAt, ...next.units.map(({ unit }) => unit)]
    if (next.aboutHead && conflicted.includes(person.unit))
      broken.push('the unit whose head it is about sees it')
  }
  return broken
}

/** Nobody waits for something that nobody can do any more. */
function openMatters({ next }: Taken): string[] {
  const broken: string[] = []
  const considered = next.state === 'reviewing' || next.state === 'trial'
  const asked = next.questions.filter(({ stage }) => stage === 'open' || stage === 'screening')
  if (asked.length > 1) broken.push('two questions at once')
  if (!considered && asked.length > 0) broken.push(`a question is open in ${next.state}`)
  if ((next.state === 'trial') !== (next.trial !== null)) broken.push('a trial without its state')
  if ((next.state === 'merged') !== (next.merged !== null) && next.state !== 'expired')
    broken.push('joined to nothing')
  if (next.draft !== null && !mayAct('draft', 'promoter', next.state))
    broken.push(`a draft lies in ${next.state}`)
  if (next.state === 'reopened' && next.reconsideration === null)
    broken.push('reopened without a reason')
  if (next.hold !== null && next.state === 'expired') broken.push('deleted under a hold')
  return broken
}
