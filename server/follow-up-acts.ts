import { fiscalYearOf } from './calendar/fiscal-year.ts'
import { jstDay } from './calendar/jst.ts'
import type { BoardPresent } from './proposals/board.ts'
import { shownHours } from './proposals/statistics.ts'
import { carryOver } from './programme/follow-up/carry-over.ts'
import type { Ground } from './programme/follow-up/entries.ts'
import { groundChoices, showGrounds } from './published/follow-up/grounds.ts'
import { unitHints } from './published/follow-up/unit-hints.ts'
import { KeptResults } from './published/results/kept-results.ts'
import type { Stores } from './stores/open.ts'

/** What the pages of the yearly confirmation are handed of results and proposals; published things only. */
export function followUpActs(
  { stores, now }: { readonly stores: Stores; readonly now: () => Date },
  present: () => Promise<BoardPresent>,
) {
  const { commons, commonsReader } = stores
  // The newest survey and the one before it.
  const kept = new KeptResults(commonsReader, 2)

  const answered = async () => {
    const { board } = await present()
    return board.lines.flatMap((line) => {
      const { entry } = line
      const [last] = entry.answers
      if (last === undefined) return []
      const { number, title, units, kindLabel } = entry
      const { reason, date } = last.answer
      const conclusion = last.answer.conclusion
      const hours = shownHours(line)?.number ?? null
      const answer = { conclusion, label: last.label, reason, date, hours }
      return [{ number, title, units, kindLabel, answer }]
    })
  }

  return {
    /** On 1 April what is not finished stands in the new year; on any other day nothing happens. */
    async beginYear(): Promise<void> {
      const today = jstDay(now())
      await carryOver(commons, fiscalYearOf(today), today)
    },
    hints: async (unit: string) => unitHints(commonsReader, kept, unit),
    answered,
    grounds: async (grounds: readonly Ground[]) => showGrounds(commonsReader, kept, grounds),
    groundChoices: async () => groundChoices(commonsReader, kept),
  }
}
