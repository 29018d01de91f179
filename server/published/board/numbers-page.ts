import { z } from 'zod'
import { fiscalYearName } from '../../calendar/fiscal-year.ts'
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
    readonly note: string
    readonly count: string
  }[]
}

const query = z.object({ year: z.coerce.number().int().optional().catch(undefined) })

/** What a reader needs to know beside the name of the state. */
const notes: Readonly<Record<HiddenKind, string>> = {
  checking: '提案担当が内容を確かめているもの、書き直しをお願いしているもの',
  referred: '通報や相談の窓口を案内したもの（窓口へは送っていません）',
  out_of_scope: '中傷、改善案がないもの、個人の人事・給与、市の権限の外',
  withdrawn: '提案者が取り下げたもの',
  merged: 'ほかの提案に統合し、統合先に件数を示していないもの',
  closed: '提案者の希望などにより、所管だけが読むもの',
  expired: '保存期間が満了し、一覧から消去したもの',
}

/** A year that is not counted: the present one. */
export function numbersPage(base: string, asked: unknown, numbers: BoardNumbers): NumbersPage {
  const wanted = query.safeParse(asked).data?.year
  const { years, today, hiddenAsOf } = numbers
  const year = years.find(({ fiscalYear }) => fiscalYear === wanted) ?? years[0]
  if (year === undefined) throw new Error('numbers without a year')
  return {
    base,
    today,
    hiddenAsOf,
    year,
    yearName: fiscalYearName(year.fiscalYear),
    years: years.map(({ fiscalYear }) => ({
      label: fiscalYearName(fiscalYear),
      href: `${base}/board/numbers?year=${fiscalYear}`,
      on: fiscalYear === year.fiscalYear,
    })),
    groups: boardGroups,
    themeNames: themes,
    enough: ENOUGH_ANSWERS,
    hidden: keysOf(hiddenKinds).map((kind) => ({
      label: hiddenKinds[kind],
      note: notes[kind],
      count: bandInWords(year.hidden[kind]),
    })),
  }
}
