import type { Indicator } from './book.ts'

/** Whether a year cannot be compared with the one before; a possible break counts until it is ruled out. */
export function hasBreak({ breaks }: Pick<Indicator, 'breaks'>, year: number): boolean {
  const found = breaks.get(year)
  return found !== undefined && found.state !== 'none'
}
