import { readFileSync, rmSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { projectFile } from '../../../server/http/project-file.ts'
import {
  type IndicatorBook,
  readIndicatorBook,
  type Target,
  targetKey,
} from '../../../server/programme/indicators/book.ts'
import { offerIndicators } from '../../../server/programme/indicators/offer.ts'
import { openStores } from '../../../server/stores/open.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

/** The programme's figures as they were handed over, a record for each line. */
export function bankRows(): Record<string, string>[] {
  const file = projectFile('server', 'programme', 'indicators', 'bank', 'indicators.csv')
  return parse(readFileSync(file), { columns: true, bom: true })
}

/** R2 to R6 in the columns of the bank. */
export const BANK_YEARS = [
  ['R2', 2020],
  ['R3', 2021],
  ['R4', 2022],
  ['R5', 2023],
  ['R6', 2024],
] as const

/** What a city has whose 人事課 has taken the offer. */
export async function offeredBook(): Promise<IndicatorBook> {
  const folder = temporaryFolder('indicators')
  const stores = await openStores(folder)
  try {
    await stores.commons.transaction().execute((trx) => offerIndicators(trx, '2026-11-23'))
    return await readIndicatorBook(stores.commonsReader)
  } finally {
    await stores.close()
    rmSync(folder, { recursive: true })
  }
}

export interface Told {
  readonly values?: Readonly<Record<number, string | null>>
  /** Valid answers by year. */
  readonly respondents?: Readonly<Record<number, number>>
  readonly target?: Target
  /** Years of the target; 2024 unless told. */
  readonly years?: readonly number[]
  readonly breaks?: Readonly<Record<number, 'possible' | 'break' | 'none'>>
  readonly unit?: string
  readonly decimals?: number
  readonly gapWith?: string
}

export const EDITION = {
  id: 'R7.6',
  label: '令和7年6月改訂',
  day: '2025-06-01',
  currentYear: 2024,
  source: '実行プログラム',
  printed: null,
} as const

/** A book of one edition with the series that are told, by id. */
export function bookOf(series: Readonly<Record<string, Told>>): IndicatorBook {
  const numbers = <T>(record: Readonly<Record<number, T>> = {}) =>
    Object.entries(record).map(([year, value]): [number, T] => [Number(year), value])
  const indicators = Object.entries(series).map(([id, told]) => ({
    id,
    pillarNumber: 1,
    pillar: '柱',
    heading: '項目',
    label: id,
    historyLabel: id,
    series: '',
    unit: told.unit ?? '％',
    decimals: told.decimals ?? 1,
    source: '職員アンケート',
    asOf: 'year' as const,
    item: null,
    gapWith: told.gapWith ?? null,
    notes: '',
    longTerm: '',
    isReference: told.target === undefined,
    remark: '',
    values: new Map(
      numbers(told.values).map(([year, text]) => [
        year,
        {
          text,
          source: '',
          asOfDay: null,
          respondents: told.respondents?.[year] ?? null,
          survey: null,
          sample: false,
        },
      ]),
    ),
    targets: new Map(targetsOf(told)),
    breaks: new Map(
      numbers(told.breaks).map(([year, state]) => [year, { reason: '名称の変更', state }]),
    ),
  }))
  const years = new Set(indicators.flatMap(({ values }) => [...values.keys()]))
  return { indicators, years: [...years].sort((a, b) => a - b), editions: [EDITION], notes: [] }
}

function targetsOf({ target, years = [2024] }: Told): [string, Target][] {
  return target === undefined ? [] : years.map((year) => [targetKey(EDITION.id, year), target])
}
