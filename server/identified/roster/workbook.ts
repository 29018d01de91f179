import { readSheet } from 'read-excel-file/node'
import { adviceOn, foldTwins, ODD } from './decoding.ts'
import type { Findings } from './findings.ts'
import { type CellMark, markKey, MOST_COLUMNS, MOST_ROWS, type Sheet } from './sheet.ts'
import { packParts, unpackParts, type ZipFault } from './workbook-parts.ts'

/** All parts of a workbook unpacked; 50,000 rows of a roster have about 30 MB. */
export const MAX_UNPACKED_BYTES = 200 * 1024 * 1024

const SAVE_AGAIN =
  'Excelで開き、「名前を付けて保存」で種類「Excelブック（*.xlsx）」を選んで保存し直してください。'

const ZIP_FAULTS: Readonly<Record<ZipFault, string>> = {
  broken: `Excelブック（.xlsx）として読めません。${SAVE_AGAIN}`,
  encrypted:
    'パスワードで保護されたファイルです。Excelで開き、パスワードを外して保存し直してください。',
  'too-large':
    'Excelブックの中身が大きすぎます。必要なシートと列だけを新しいブックに移し、それを指定してください。',
}

/** Whether the bytes begin like a workbook: a ZIP, or the container of old and of encrypted ones. */
export function isWorkbook(bytes: Uint8Array): boolean {
  return startsWith(bytes, 0x50, 0x4b, 0x03, 0x04) || isEncrypted(bytes)
}

/**
 * Cells of the first visible sheet as text: days as ISO days, numbers as Excel stores them. Where
 * Excel made a number, a formula or an error of a cell is in `marks`.
 *
 * @param bytes at most 20 MB: the caller has looked.
 * @returns null when anything was added to `problems`.
 */
export async function readWorkbook(
  bytes: Uint8Array,
  file: string,
  problems: Findings,
  warnings: Findings,
): Promise<Sheet | null> {
  const complain = (message: string): null => {
    problems.add({ file }, message)
    return null
  }
  if (isEncrypted(bytes)) return complain(ZIP_FAULTS.encrypted)
  const parts = unpackParts(bytes, MAX_UNPACKED_BYTES)
  if (typeof parts === 'string') return complain(ZIP_FAULTS[parts])
  const book = parts.get('xl/workbook.xml')?.toString()
  if (book === undefined)
    return complain(`ZIPファイルですが、Excelブック（.xlsx）ではありません。${SAVE_AGAIN}`)
  const sheets = sheetsOf(book)
  const first = sheets.find(({ visible }) => visible) ?? sheets[0]
  const xml = first && partOfSheet(parts, first.relation)
  if (first === undefined || xml === undefined) return complain(ZIP_FAULTS.broken)
  const marks = marksOf(xml)
  if (marks === null) return complain(ZIP_FAULTS['too-large'])
  if (sheets.length > 1)
    warnings.add({ file }, `シートが${sheets.length}枚あります。「${first.name}」だけを読みます。`)
  const records = await readCells(packParts(parts), sheets.indexOf(first) + 1, marks)
  if (records === null) return complain(ZIP_FAULTS.broken)
  if (records.length === 0)
    return complain('シートが空です。1行目に見出しのあるシートを先頭に置いてください。')
  const before = problems.total
  complainOfCharacters(records, file, problems)
  return problems.total > before ? null : { encoding: 'Excel', records, marks }
}

async function readCells(
  archive: Buffer,
  sheet: number,
  marks: Map<string, CellMark>,
): Promise<string[][] | null> {
  try {
    const rows = await readSheet(archive, sheet, { trim: false })
    return rows.map((cells, row) =>
      cells.map((cell, column) => {
        if (cell instanceof Date) return cell.toISOString().slice(0, 10)
        const key = markKey(row + 1, column)
        if (typeof cell === 'number' && !marks.has(key)) marks.set(key, 'number')
        return cell === null ? '' : foldTwins(String(cell))
      }),
    )
  } catch {
    // The reader throws TypeErrors too where a workbook of another program lacks what Excel writes.
    return null
  }
}

/** In the order of the tabs. */
function sheetsOf(book: string): { name: string; relation: string; visible: boolean }[] {
  return [...book.matchAll(/<(?:\w+:)?sheet\s([^>]*)>/g)].map(([, attributes = '']) => ({
    name: attributeOf(attributes, 'name'),
    relation: attributeOf(attributes, '\\w+:id'),
    visible: !/\bstate="(hidden|veryHidden)"/.test(attributes),
  }))
}

function partOfSheet(parts: ReadonlyMap<string, Buffer>, relation: string): string | undefined {
  const relations = parts.get('xl/_rels/workbook.xml.rels')?.toString() ?? ''
  for (const [, attributes = ''] of relations.matchAll(/<(?:\w+:)?Relationship\s([^>]*)>/g)) {
    if (attributeOf(attributes, 'Id') !== relation) continue
    const target = attributeOf(attributes, 'Target')
    return parts.get(target.startsWith('/') ? target.slice(1) : `xl/${target}`)?.toString()
  }
  return undefined
}

function attributeOf(attributes: string, name: string): string {
  const found = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1] ?? ''
  const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' }
  return found.replaceAll(/&(amp|lt|gt|quot);/g, (_, entity: string) => entities[entity] ?? '')
}

/** Cells with a formula or an error; null for a cell far out, where a reader would fill in millions. */
function marksOf(xml: string): Map<string, CellMark> | null {
  const marks = new Map<string, CellMark>()
  for (const [, row = ''] of xml.matchAll(/<(?:\w+:)?row\s[^<>]*?\br="(\d+)"/g))
    if (Number(row) > MOST_ROWS) return null
  const cells =
    /<(?:\w+:)?c\s([^<>]*?)\br="([A-Z]{1,9})(\d{1,9})"([^<>]*?)(?:\/>|>(?:<(?:\w+:)?(f)\b)?)/g
  for (const [, before = '', letters = '', row = '', after = '', formula] of xml.matchAll(cells)) {
    const column = columnOf(letters)
    if (column >= MOST_COLUMNS || Number(row) > MOST_ROWS) return null
    if (formula !== undefined) marks.set(markKey(Number(row), column), 'formula')
    else if (/\bt="e"/.test(before + after)) marks.set(markKey(Number(row), column), 'error')
  }
  return marks
}

/** A → 0, Z → 25, AA → 26. */
function columnOf(letters: string): number {
  let column = 0
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}

function complainOfCharacters(records: readonly string[][], file: string, problems: Findings) {
  records.forEach((cells, row) => {
    for (const [i, value] of cells.entries()) {
      const found = ODD.exec(value)
      if (found === null) continue
      const column = row === 0 ? null : (records[0]?.[i] ?? null)
      problems.add({ file, row: row + 1, column, value }, adviceOn(found[0]))
    }
  })
}

/** An encrypted .xlsx is an old container (OLE) with one stream of this name. */
function isEncrypted(bytes: Uint8Array): boolean {
  if (!startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return false
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(
    Buffer.from('EncryptedPackage', 'utf16le'),
  )
}

function startsWith(bytes: Uint8Array, ...magic: number[]): boolean {
  return magic.every((byte, i) => bytes[i] === byte)
}
