import type { ActName } from '../../proposals/acts.ts'
import { duesOf } from '../../proposals/clocks.ts'
import { refusalOf } from '../../proposals/decide.ts'
import type { Handled, ProposalDesk, Surroundings } from '../../proposals/desk.ts'
import type { Proposal } from '../../proposals/proposal.ts'
import { type ActingRole, rules } from '../../proposals/rules.ts'
import type { Official } from '../../proposals/visibility.ts'
import type { Listed } from './desk-lists.ts'

/** A proposal in the hands of somebody of the desk. */
export interface DeskHand {
  readonly proposal: Proposal
  readonly roles: readonly ActingRole[]
  /** Acts that are open to 提案担当 or コンプライアンス here; the act itself may still refuse. */
  readonly may: readonly ActName[]
}

/** Everything that this official may know of as 提案担当 or コンプライアンス, with clocks. */
export async function listForDesk(
  desk: ProposalDesk,
  official: Official,
): Promise<{ listed: Listed[]; around: Surroundings }> {
  const around = await desk.surroundings()
  const hands = await desk.list(official)
  const listed = hands
    .filter(({ parts }) => parts.some(({ role }) => ofDesk.includes(role)))
    .map(({ proposal }) => ({ proposal, dues: duesOf(proposal, around) }))
  return { listed, around }
}

/** undefined: for the desk's pages of this official there is no such proposal. */
export async function findForDesk(
  desk: ProposalDesk,
  official: Official,
  number: string,
): Promise<DeskHand | undefined> {
  const hand = await desk.find(official, number)
  return hand === undefined ? undefined : asDesk(hand)
}

/** Parts that the same person holds for a unit count in the department's pages, not here. */
function asDesk({ proposal, parts }: Handled): DeskHand | undefined {
  const roles = parts.map(({ role }) => role).filter((role) => ofDesk.includes(role))
  if (roles.length === 0) return undefined
  const names = Object.keys(rules) as ActName[]
  const open = (name: ActName) =>
    roles.some((role) => refusalOf(proposal, { role, unit: '' }, name) === null)
  return { proposal, roles, may: names.filter(open) }
}

const ofDesk: readonly ActingRole[] = ['desk', 'compliance']
