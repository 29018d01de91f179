import { dayIn } from '../../words/days.ts'
import type { Value } from '../language/spoken.ts'

/** A day within a sentence. @param day `2026-11-22` */
export function onDate(day: string): Value {
  return { day, japanese: dayIn('ja', day) }
}
