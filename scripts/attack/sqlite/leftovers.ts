import { type DatabaseFile, treePage } from './database-file.ts'
import { cellsOnPage } from './tree.ts'

/** Bytes that belong to no row and are not zero: something that was deleted or moved can still be read. */
export interface Leftover {
  readonly page: number
  readonly kind: 'free page' | 'free block' | 'gap' | 'end of an overflow page'
  readonly bytes: Buffer
}

/** Shorter runs tell nothing: SQLite leaves stale cell pointers of two bytes. */
const SHORTEST = 8

/** Everything readable outside of rows, page by page (sections 1.5, 1.6 of the file format). */
export function leftoversOf(file: DatabaseFile): Leftover[] {
  const found: Leftover[] = []
  const overflowed = new Map<number, number>()
  const free = freePages(file)
  for (let number = 1; number <= file.pages; number += 1) {
    const page = free.has(number) ? null : treePage(file, number)
    if (page === null) continue
    for (const { overflow, tail } of cellsOnPage(file, page)) {
      for (const [i, at] of overflow.entries()) {
        overflowed.set(at, i === overflow.length - 1 ? tail : file.usable - 4)
      }
    }
  }
  for (let number = 1; number <= file.pages; number += 1) {
    const bytes = file.page(number)
    const trunk = free.get(number)
    const content = overflowed.get(number)
    if (trunk !== undefined) add('free page', number, bytes.subarray(trunk))
    else if (content !== undefined) {
      add('end of an overflow page', number, bytes.subarray(4 + content, file.usable))
    } else inTree(number)
  }
  return found

  function inTree(number: number): void {
    const page = treePage(file, number)
    if (page === null) return
    const [from, to] = page.gap
    const end = Math.min(to, file.usable)
    add('gap', number, page.bytes.subarray(afterStalePointers(page.bytes, from, end), end))
    const seen = new Set<number>()
    for (let at = page.firstFreeBlock; at > 0 && at + 4 <= file.usable && !seen.has(at); ) {
      seen.add(at)
      const size = page.bytes.readUInt16BE(at + 2)
      add('free block', number, page.bytes.subarray(at + 4, at + size))
      at = page.bytes.readUInt16BE(at)
    }
  }

  function add(kind: Leftover['kind'], page: number, bytes: Buffer): void {
    const first = bytes.findIndex((byte) => byte !== 0)
    if (first < 0) return
    let last = bytes.length - 1
    while (bytes[last] === 0) last -= 1
    if (last + 1 - first >= SHORTEST)
      found.push({ page, kind, bytes: bytes.subarray(first, last + 1) })
  }
}

/** Free pages with the offset behind what SQLite itself keeps there: a trunk lists its leaves (1.5). */
function freePages(file: DatabaseFile): Map<number, number> {
  const free = new Map<number, number>()
  for (let trunk = file.firstFreePage; trunk > 0 && trunk <= file.pages && !free.has(trunk); ) {
    const bytes = file.page(trunk)
    const count = Math.min(bytes.readUInt32BE(4), Math.floor((file.usable - 8) / 4))
    free.set(trunk, 8 + 4 * count)
    for (let i = 0; i < count; i += 1) free.set(bytes.readUInt32BE(8 + 4 * i), 0)
    trunk = bytes.readUInt32BE(0)
  }
  return free
}

/** Dropped cells leave their old pointers, two bytes each that point into the page, behind the list. */
function afterStalePointers(bytes: Buffer, from: number, to: number): number {
  let at = from
  while (at + 2 <= to) {
    const pointer = bytes.readUInt16BE(at)
    if (pointer < from || pointer >= bytes.length) break
    at += 2
  }
  return at
}
