/**
 * Reads the bytes of an SQLite file without SQLite, which would repair and tidy before anybody looked.
 * Source: «Database File Format», https://www.sqlite.org/fileformat2.html (sections 1.3–1.6).
 */

export interface DatabaseFile {
  readonly bytes: Buffer
  readonly pageSize: number
  readonly pages: number
  /** Bytes of a page that hold content: the page without its reserved end. */
  readonly usable: number
  /** Offset 24: how often the file was changed. */
  readonly changes: number
  /** Offsets 18, 19: 1 is a rollback journal, 2 a write-ahead log. */
  readonly format: 'rollback' | 'wal'
  readonly firstFreePage: number
  /** @param number from 1 */
  page(number: number): Buffer
}

const MAGIC = 'SQLite format 3\0'

/** @returns null when the bytes are no SQLite database. */
export function readDatabaseFile(bytes: Buffer): DatabaseFile | null {
  if (bytes.length < 512 || bytes.toString('latin1', 0, 16) !== MAGIC) return null
  const given = bytes.readUInt16BE(16)
  const pageSize = given === 1 ? 65_536 : given
  return {
    bytes,
    pageSize,
    pages: Math.floor(bytes.length / pageSize),
    usable: pageSize - (bytes[20] ?? 0),
    changes: bytes.readUInt32BE(24),
    format: bytes[18] === 2 || bytes[19] === 2 ? 'wal' : 'rollback',
    firstFreePage: bytes.readUInt32BE(32),
    page: (number) => bytes.subarray((number - 1) * pageSize, number * pageSize),
  }
}

/** A b-tree page, or null for overflow and free pages. */
export interface TreePage {
  readonly number: number
  readonly leaf: boolean
  /** Of a table with a rowid; else of an index or a table WITHOUT ROWID. */
  readonly table: boolean
  /** Where each cell begins within the page, in key order. */
  readonly cells: readonly number[]
  /** Right-most child of an interior page. */
  readonly right: number
  /** Where the page's header begins: 100 on page 1. */
  readonly header: number
  /** First byte after the cell pointers, and where the content begins. */
  readonly gap: readonly [number, number]
  readonly firstFreeBlock: number
  readonly bytes: Buffer
}

const KINDS: Readonly<Record<number, readonly [leaf: boolean, table: boolean]>> = {
  2: [false, false],
  5: [false, true],
  10: [true, false],
  13: [true, true],
}

export function treePage(file: DatabaseFile, number: number): TreePage | null {
  const bytes = file.page(number)
  const header = number === 1 ? 100 : 0
  const kind = KINDS[bytes[header] ?? 0]
  if (kind === undefined) return null
  const [leaf, table] = kind
  const count = bytes.readUInt16BE(header + 3)
  const pointers = header + (leaf ? 8 : 12)
  const content = bytes.readUInt16BE(header + 5)
  const cells = Array.from({ length: count }, (_, i) => pointers + 2 * i)
    .filter((at) => at + 2 <= bytes.length)
    .map((at) => bytes.readUInt16BE(at))
  return {
    number,
    leaf,
    table,
    cells,
    right: leaf ? 0 : bytes.readUInt32BE(header + 8),
    header,
    gap: [pointers + 2 * count, content === 0 ? 65_536 : content],
    firstFreeBlock: bytes.readUInt16BE(header + 1),
    bytes,
  }
}

/** A variable-length integer (section 1.6). @returns value and the offset behind it. */
export function readVarint(bytes: Buffer, at: number): readonly [value: number, next: number] {
  let value = 0
  for (let i = 0; i < 9; i += 1) {
    const byte = bytes[at + i] ?? 0
    if (i === 8) return [value * 256 + byte, at + 9]
    value = value * 128 + (byte & 0x7f)
    if (byte < 0x80) return [value, at + i + 1]
  }
  return [value, at + 9]
}
