import { addDays } from '../calendar/working-days.ts'
import { daysStopped } from './closing-time.ts'
import { stopNow, type SurveyChange } from './survey-changes.ts'

/** Days after the opening within which the results are confirmed and the box is destroyed. */
export const CONFIRMATION_DAYS = 14

/** By when box and key are to be destroyed. Days are ISO, JST. */
export interface Confirmation {
  readonly due: string
  /** Negative: overdue by so many days. */
  readonly daysLeft: number
  /** A stop stands: the days do not run. */
  readonly stopped: boolean
}

/** 14 calendar days after the opening, later by each day on which the clocks stood still. */
export function confirmationDue(
  openedOn: string,
  changes: readonly SurveyChange[],
  today: string,
): Confirmation {
  let due = addDays(openedOn, CONFIRMATION_DAYS)
  let counted = openedOn
  for (const { from, to } of stopsOf(changes, today)) {
    if (to <= counted || from > due) continue
    due = addDays(due, daysStopped(from > counted ? from : addDays(counted, 1), to))
    counted = to
  }
  return { due, daysLeft: daysStopped(today, due) - 1, stopped: stopNow(changes) !== null }
}

/** A stop that stands lasts until today. */
function stopsOf(
  changes: readonly SurveyChange[],
  today: string,
): { readonly from: string; readonly to: string }[] {
  return changes.flatMap(({ kind, day, number }) => {
    if (kind !== 'stop') return []
    const end = changes.find((other) => other.kind === 'resumption' && other.number > number)
    return [{ from: day, to: end?.day ?? today }]
  })
}
