import type { CsvEncoding } from './decoding.ts'

/** What Excel keeps in a cell instead of text. */
export type CellMark = 'number' | 'formula' | 'error'

/** By `markKey`. */
export type CellMarks = ReadonlyMap<string, CellMark>

/** Far beyond any roster; more is another file, or meant to hang the check. */
export const MOST_ROWS = 200_000
export const MOST_COLUMNS = 200

/** A file as rows of text; the first is the header. */
export interface Sheet {
  readonly encoding: CsvEncoding | 'Excel'
  readonly records: readonly (readonly string[])[]
  readonly marks: CellMarks
}

/** @param row as Excel numbers it, from 1. @param column from 0. */
export function markKey(row: number, column: number): string {
  return `${row}:${column}`
}
