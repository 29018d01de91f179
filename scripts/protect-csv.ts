import { readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { decodeCsv } from '../server/identified/roster/decoding.ts'
import type { Findings } from '../server/identified/roster/findings.ts'
import { complainOfWidth } from '../server/identified/roster/table.ts'

/** 200,000 people × 30 columns of Japanese words are about 60 MB. */
export const MOST_CSV_BYTES = 256 * 1024 * 1024
/** An open quote would otherwise swallow the file. */
const MOST_RECORD_BYTES = 1024 * 1024
const PIECE_CHARACTERS = 64 * 1024

/** Called with each row below the header; `row` is numbered as Excel does. */
export type TakeRow = (cells: readonly string[], row: number) => void

/**
 * Reads a CSV file (UTF-8 or CP932) row by row: only its text is in memory as a whole. Empty lines are
 * skipped; a line of commas is a row. Faults of the file as such are added to `problems`.
 *
 * @param begin is told the header and how many lines there are at most; null: do not read on.
 * @throws what `readFileSync` throws; the reason of `signal`.
 */
export async function readCsv(
  { path, name }: { readonly path: string; readonly name: string },
  problems: Findings,
  signal: AbortSignal,
  begin: (header: readonly string[], lines: number) => TakeRow | null,
): Promise<void> {
  const text = decodeCsv(readFileSync(path), name, problems, MOST_CSV_BYTES)?.text
  if (text === undefined) return
  const parser = Readable.from(piecesOf(text)).pipe(
    parse({
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      max_record_size: MOST_RECORD_BYTES,
    }),
  )
  let row = 0
  let header: readonly string[] = []
  let take: TakeRow | null = null
  try {
    for await (const record of parser) {
      signal.throwIfAborted()
      const cells = record as string[]
      row += 1
      if (row === 1) {
        header = cells.map((cell) => cell.trim())
        take = begin(header, linesOf(text))
        if (take === null) return
      } else if (cells.length === 1 && cells[0]?.trim() === '' && header.length > 1) {
        continue
      } else {
        complainOfWidth(cells, header.length, { file: name, row }, problems)
        take?.(cells, row)
      }
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const done = error['records']
    problems.add(
      { file: name, row: typeof done === 'number' ? done + 1 : null },
      'この行から先を表として読めません（引用符「"」の閉じ忘れか、長すぎる行）。この行の「"」を直してください。',
    )
  }
}

/** Positions of columns by name; a missing or doubled one is a problem. */
export function columnsOf(
  header: readonly string[],
  wanted: readonly string[],
  file: string,
  problems: Findings,
): Map<string, number> {
  const columns = new Map<string, number>()
  for (const name of wanted) {
    const at = header.indexOf(name)
    const place = { file, row: 1, column: name }
    if (at === -1) {
      problems.add(
        place,
        'この列がありません。1行目の見出しと、計画（--plan）の書き方を確かめてください。',
      )
    } else if (header.indexOf(name, at + 1) >= 0) {
      problems.add(place, '同じ見出しの列が2つあります。どちらか1つを消してください。')
    } else columns.set(name, at)
  }
  return columns
}

function* piecesOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += PIECE_CHARACTERS) {
    yield text.slice(at, at + PIECE_CHARACTERS)
  }
}

function linesOf(text: string): number {
  let lines = 1
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i)
    if (code === 10 || code === 13) lines += 1
  }
  return lines
}
