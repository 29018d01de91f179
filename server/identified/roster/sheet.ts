import type { CsvEncoding } from './decoding.ts'

/** What Excel keeps in a cell instead of text. */
export type CellMark = 'number' | 'formula' | 'error'

/** By `markKey`. */
export type CellMarks = ReadonlyMap<string, CellMark>

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
