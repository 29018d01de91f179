import type { Act, ActName } from './acts.ts'
import { authorActs } from './author-acts.ts'
import {
  type Change,
  type Changes,
  type Circumstances,
  Refused,
  type Turn,
  type Who,
} from './change.ts'
import { deskActs } from './desk-acts.ts'
import { leadOf, type Proposal, unitsOf } from './proposal.ts'
import { closeQuestions } from './questions.ts'
import { mayAct, rules } from './rules.ts'
import { type State, states } from './states.ts'
import { systemActs } from './system-acts.ts'
import { unitActs } from './unit-acts.ts'

export { type Circumstances, Refused, type Who } from './change.ts'
export { UNMERGE_DAYS } from './desk-acts.ts'

/**
 * One step of one proposal: the rule table first, then what the act itself demands.
 *
 * @throws {Refused}
 */
export function decide(p: Proposal, who: Who, act: Act, at: Circumstances): Proposal {
  const name: ActName = act.act
  const refusal = refusalOf(p, who, name)
  if (refusal !== null) throw new Refused(refusal)
  const { note = '', ...change } = changeOf({ p, who, at, today: at.today }, act)
  const next = settle({ ...p, ...change }, p, at)
  const role = who.role === 'anyUnit' ? 'head' : who.role
  const step = { on: at.today, role, unit: who.unit, act: rules[name].label, note }
  return {
    ...next,
    // A reminder makes nobody's page old.
    version: name === 'remind' ? p.version : p.version + 1,
    stateOn: next.state === p.state ? p.stateOn : at.today,
    steps: name === 'remind' ? next.steps : [...next.steps, step],
  }
}

/** Why this is not possible whatever the act says; null: the act itself decides. */
export function refusalOf(p: Proposal, who: Who, name: ActName): string | null {
  if (!mayAct(name, who.role, p.state))
    return `今の状態（${states[p.state]}）では、この操作（${rules[name].label}）はできません。`
  if (ofUnit.includes(who.role)) {
    const joint = unitsOf(p).slice(1).includes(who.unit)
    const lead = leadOf(p) === who.unit || (who.role === 'director' && !joint)
    if (!lead && !joint) return 'この提案の所管ではありません。'
    if (!lead && name !== 'opinion' && name !== 'ask')
      return '関係所属は、意見と質問だけができます。回答は主管の所属が行います。'
  }
  if (p.pending !== null && isBlockedBy(p.pending, name))
    return '二人目の確認を待っている起案があります。先に確認するか、取りやめてください。'
  return null
}

const ofUnit: readonly Who['role'][] = ['promoter', 'head', 'director']

function isBlockedBy({ act }: NonNullable<Proposal['pending']>, name: ActName): boolean {
  // An answer that is ready does not wait for a deletion.
  return notDuringPending.includes(name) && !(name === 'publish' && act === 'erase')
}

/**
 * What 提案担当 has to leave while a second person is waited for. Author, units and time go on: they must
 * neither be held up by it nor learn of it.
 */
const notDuringPending: readonly ActName[] = [
  'return',
  'summarise',
  'refer',
  'exclude',
  'erase',
  'merge',
  'unmerge',
  'route',
  'publish',
  'model-case',
  'reopen',
]

const changes: Changes<ActName> = { ...deskActs, ...unitActs, ...authorActs, ...systemActs }

function changeOf(turn: Turn, act: Act): Change {
  // TypeScript does not see that name and act belong together.
  const change = changes[act.act] as (turn: Turn, act: Act) => Change
  return change(turn, act)
}

/** What a new state leaves nothing of: a draft where no answer is written, a trial, open questions. */
function settle(next: Proposal, before: Proposal, { today }: Circumstances): Proposal {
  if (next.state === before.state) return next
  return {
    ...next,
    draft: answering.includes(next.state) ? next.draft : null,
    trial: next.state === 'trial' ? next.trial : null,
    questions: considering.includes(next.state)
      ? next.questions
      : closeQuestions(next.questions, today),
  }
}

const considering: readonly State[] = ['reviewing', 'trial']
const answering: readonly State[] = rules.draft.states
