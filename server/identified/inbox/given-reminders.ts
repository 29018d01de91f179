import { formatJstDay } from '../../calendar/jst.ts'
import { remindersOf, type StandingReminder } from '../../proposals/by-itself.ts'
import { clockNames } from '../../proposals/clocks.ts'
import type { Surroundings } from '../../proposals/desk.ts'
import type { Proposal } from '../../proposals/proposal.ts'
import type { Seat } from './my-proposal.ts'

/** A reminder as its reader sees it. */
export interface GivenReminder {
  readonly number: string
  readonly day: string
  readonly words: string
  /** The day has passed by five working days or more. */
  readonly late: boolean
}

/**
 * Reminders of what is still owed, the latest day first, for somebody in these seats. Only what was **given**
 * is shown, never what would be due now: reminders are given from 8:30 to 16:00 alone.
 */
export function givenReminders(
  proposal: Proposal,
  seats: readonly Seat[],
  around: Surroundings,
): GivenReminder[] {
  const found = seats.flatMap((seat) => remindersOf({ proposal }, seat, around))
  const furthest = new Map<string, StandingReminder>()
  for (const reminder of found) {
    const before = furthest.get(reminder.clock)
    if (before === undefined || before.offset < reminder.offset)
      furthest.set(reminder.clock, reminder)
  }
  return [...furthest.values()]
    .toSorted((a, b) => b.offset - a.offset)
    .map((reminder) => ({
      number: reminder.number,
      day: reminder.day,
      words: wordsOf(reminder),
      late: reminder.offset > 0,
    }))
}

function wordsOf({ clock, offset, day }: StandingReminder): string {
  const until = `「${clockNames[clock]}」の期限は、${formatJstDay(day)}です。`
  if (offset < 0) return `${until}期限の${-offset}開庁日前のお知らせです。`
  if (offset === 0) return `${until}期限の日のお知らせです。`
  if (offset < 10) return `${until}${offset}開庁日を過ぎました。`
  return `${until}${offset}開庁日を過ぎ、部会の一覧に載りました。`
}
