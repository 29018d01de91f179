import { clockNames } from '../../proposals/clocks.ts'
import type { ProposalDesk } from '../../proposals/desk.ts'
import type { StaffPerson } from '../auth/signed-in.ts'
import { type InboxRow, inboxOf, type RowReminder, remindersOf } from './inbox-rows.ts'

/** What a person who answers proposals finds on the page after signing in. */
export interface InboxBrief {
  /** Own turn, the nearest day first. */
  readonly todo: readonly InboxRow[]
  readonly todoCount: number
  /** Reminders that were given, what is late first. */
  readonly reminders: readonly RowReminder[]
  readonly total: number
  readonly clockNames: typeof clockNames
}

const MOST = 3

/** null for who answers for no unit. */
export async function inboxBrief(
  desk: ProposalDesk,
  person: StaffPerson,
): Promise<InboxBrief | null> {
  const answers = person.roles.some(({ role }) => ['head', 'promoter', 'director'].includes(role))
  if (!answers) return null
  const { rows } = await inboxOf(desk, person)
  const todo = rows.filter(({ duty }) => duty.mine)
  return {
    todo: todo.slice(0, MOST),
    todoCount: todo.length,
    reminders: remindersOf(rows).slice(0, MOST),
    total: rows.filter(({ duty }) => duty.group !== 'ended').length,
    clockNames,
  }
}
