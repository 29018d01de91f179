import type { Named } from '../../../views/words/indicator-names.ts'
import type { Said } from '../../../views/words/phrase.ts'

/** A table of the report in one language: page, PDF and workbook show its cells. */
export interface ReportTable {
  readonly id: string
  readonly title: Said
  readonly heads: readonly Said[]
  /** Share of the width of each column; they add up to 100. */
  readonly widths: readonly number[]
  /** Columns that are aligned to the right. */
  readonly numeric: readonly number[]
  readonly rows: readonly (readonly Said[])[]
  /** Said instead of a table without rows. */
  readonly empty: Said
  readonly source: Said
  readonly notes: readonly Said[]
}

/** Columns of equal width behind a first one. */
export function widthsOf(first: number, others: number): number[] {
  return [first, ...Array.from({ length: others }, () => (100 - first) / Math.max(1, others))]
}

/** Words of the programme: without the official ones beside a translation. */
export function saidOf({ text, lang }: Named): Said {
  return lang === 'ja' ? { ja: text } : text
}
