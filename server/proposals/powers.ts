/** Who may not do what the rule table allows the role: conflicts of one person's own parts. */
import type { ActName, OfficialAct } from './acts.ts'
import { Refused } from './change.ts'
import { type Proposal, unitsOf } from './proposal.ts'
import { answererOf, concernsDesk, type Official, type Organisation } from './visibility.ts'

const forBothSides: readonly ActName[] = [
  'release-question',
  'refuse-question',
  'publish',
  'give-back',
  'confirm-effect',
]

/**
 * Nobody checks what the own unit has written, and 行政管理課 puts nothing about itself aside alone.
 *
 * @returns why not, in Japanese; null: nothing stands against it
 */
export function distanceRefusal(
  official: Official,
  act: ActName,
  p: Proposal,
  org: Organisation,
): string | null {
  if (forBothSides.includes(act) && answersFor(official, p, org))
    return 'この提案に回答する役割もお持ちのため、この操作はできません。ほかの提案担当にお願いしてください。'
  const aside = act === 'release-question' || act === 'merge'
  const within = official.roles.some((held) => held.role === 'secretariat')
  return aside && within && concernsDesk(p, org)
    ? '行政管理課自身に関わる提案です。この操作は、コンプライアンス担当が行います。'
    : null
}

/** Whether the official holds a role in a unit that answers, or above it. */
function answersFor(official: Official, p: Proposal, org: Organisation): boolean {
  return official.roles.some(
    ({ role, unit }) =>
      answering.includes(role) &&
      unitsOf(p).some((own) => own === unit || (role === 'director' && org.bureauOf(own) === unit)),
  )
}

const answering = ['promoter', 'head', 'director']

/** Nobody may be asked for whom there is no answerer: then 提案担当 would have an answer to write. */
export function requireAnswerer(act: OfficialAct, next: Proposal, org: Organisation): void {
  if (act.act !== 'route' && act.act !== 'transfer') return
  if (next.units.length === 0 || answererOf(next, org).role !== 'desk') return
  throw new Refused(
    '「所属長本人に関わる」提案ですが、この所属の上に、答える部長がいません。別の所属を選んでください。',
  )
}
