import { z } from 'zod'
import type { Dates } from '../../calendar/dates-in.ts'
import { themes } from '../../proposals/catalogue.ts'
import { bandInWords, type HiddenKind, hiddenKinds } from '../../proposals/hidden-counts.ts'
import { keysOf } from '../../proposals/catalogue.ts'
import { boardGroups } from '../../proposals/states.ts'
import { type BoardNumbers, ENOUGH_ANSWERS, type YearNumbers } from '../../proposals/statistics.ts'

export interface NumbersPage {
  readonly base: string
  readonly today: string
  readonly hiddenAsOf: string
  readonly year: YearNumbers
  readonly yearName: string
  readonly years: readonly { readonly label: string; readonly href: string; readonly on: boolean }[]
  readonly groups: readonly string[]
  readonly themeNames: Readonly<Record<string, string>>
  readonly enough: number
  readonly hidden: readonly {
    readonly label: string
    readonly kind: HiddenKind
    readonly count: string
  }[]
}

const query = z.object({ year: z.coerce.number().int().optional().catch(undefined) })

/** A year that is not counted: the present one. */
export function numbersPage(
  base: string,
  asked: unknown,
  numbers: BoardNumbers,
  { fiscalYear: yearName }: Dates,
): NumbersPage {
  const wanted = query.safeParse(asked).data?.year
  const { years, today, hiddenAsOf } = numbers
  const year = years.find(({ fiscalYear }) => fiscalYear === wanted) ?? years[0]
  if (year === undefined) throw new Error('numbers without a year')
  return {
    base,
    today,
    hiddenAsOf,
    year,
    yearName: yearName(year.fiscalYear),
    years: years.map(({ fiscalYear }) => ({
      label: yearName(fiscalYear),
      href: `${base}/board/numbers?year=${fiscalYear}`,
      on: fiscalYear === year.fiscalYear,
    })),
    groups: boardGroups,
    themeNames: themes,
    enough: ENOUGH_ANSWERS,
    hidden: keysOf(hiddenKinds).map((kind) => ({
      label: hiddenKinds[kind],
      kind,
      count: bandInWords(year.hidden[kind]),
    })),
  }
}
