import type { Proposal, Step } from '../../proposals/proposal.ts'
import { rules } from '../../proposals/rules.ts'
import type { IdentityStore } from '../../stores/identity.ts'
import { recordedRoleInWords } from '../auth/recorded-role.ts'

const roleWords: Readonly<Record<Step['role'], string>> = {
  author: '提案者',
  desk: '提案担当',
  compliance: 'コンプライアンス担当',
  promoter: '推進担当者',
  head: '推進責任者',
  director: '部長',
  system: 'システム',
}

/** A step as the desk's page shows it: by day, without a person. */
export interface ShownStep {
  readonly on: string
  readonly who: string
  readonly act: string
  readonly note: string
}

/**
 * The steps of a proposal, newest first. What an author reports to コンプライアンス is not for 提案担当 (it may
 * be about 提案担当): a flagged question reads like one that was not answered.
 */
export function shownSteps(
  p: Proposal,
  nameOf: (unit: string) => string,
  forCompliance: boolean,
): ShownStep[] {
  return p.steps
    .flatMap((step) => (forCompliance ? [step] : withoutReport(step)))
    .map(({ on, role, unit, act, note }) => ({
      on,
      who: unit === '' ? roleWords[role] : `${nameOf(unit)}　${roleWords[role]}`,
      act,
      note,
    }))
    .toReversed()
}

function withoutReport(step: Step): Step[] {
  if (step.act === rules['report-hunt'].label) return []
  if (step.act !== rules['flag-question'].label) return [step]
  return [{ ...step, act: rules['leave-unanswered'].label }]
}

/** What an official did, to the second: only the desk's page shows this. */
export interface OfficialStep {
  readonly at: string
  readonly who: string
  readonly actor: string
  readonly act: string
}

export async function officialSteps(
  identity: IdentityStore,
  number: string,
  nameOf: (unit: string) => string,
): Promise<OfficialStep[]> {
  const rows = await identity
    .selectFrom('proposal_step')
    .select(['at', 'actor', 'role', 'unit', 'act'])
    .where('proposal', '=', number)
    .orderBy('id', 'desc')
    .execute()
  return rows.map(({ at, actor, role, unit, act }) => {
    const name = recordedRoleInWords(role, roleWords)
    return { at, actor, act, who: unit === '' ? name : `${nameOf(unit)}　${name}` }
  })
}

/** Staff number of whoever proposed what now waits for a second person. */
export async function firstPersonOf(
  identity: IdentityStore,
  p: Proposal,
): Promise<string | undefined> {
  if (p.pending === null) return undefined
  const row = await identity
    .selectFrom('proposal_step')
    .select('actor')
    .where('proposal', '=', p.number)
    .where('act', '=', rules[p.pending.act].label)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.actor
}
