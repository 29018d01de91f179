import { fiscalYearOf } from '../../calendar/fiscal-year.ts'

/** A quarter of the fiscal year; both days belong to it. Days are JST. */
export interface Quarter {
  /** `p2026q3`: fiscal year and quarter, April to June is the first. */
  readonly id: string
  readonly opensOn: string
  readonly closesOn: string
}

/** The quarter a JST day (`2026-11-22`) falls in. */
export function quarterOf(day: string): Quarter {
  const year = day.slice(0, 4)
  const first = 3 * Math.floor((Number(day.slice(5, 7)) - 1) / 3) + 1
  const number = first === 1 ? 4 : (first - 1) / 3
  const month = (n: number) => String(n).padStart(2, '0')
  const lastDay = first === 4 || first === 7 ? 30 : 31
  return {
    id: `p${fiscalYearOf(day)}q${number}`,
    opensOn: `${year}-${month(first)}-01`,
    closesOn: `${year}-${month(first + 2)}-${lastDay}`,
  }
}

/**
 * The id for another box in the same quarter: `p2026q3`, `p2026q3b`, `p2026q3c` … A box whose keys nobody
 * can open any more is replaced within its quarter.
 */
export function freeQuarterId(id: string, taken: readonly string[]): string {
  if (!taken.includes(id)) return id
  for (let letter = 'b'.charCodeAt(0); ; letter += 1) {
    const next = `${id}${String.fromCharCode(letter)}`
    if (!taken.includes(next)) return next
  }
}
