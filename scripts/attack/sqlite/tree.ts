import { type DatabaseFile, readVarint, type TreePage, treePage } from './database-file.ts'

/** A row as it lies in the file. */
export interface Cell {
  readonly page: number
  /** Where the cell begins, from the beginning of the file. */
  readonly offset: number
  /** null in tables WITHOUT ROWID. */
  readonly rowid: number | null
  /** The whole record, with what stands on overflow pages. */
  readonly record: Buffer
  readonly overflow: readonly number[]
  /** Bytes of content on the last overflow page. */
  readonly tail: number
}

/** The rows of a table in the order of their keys (leaves of a rowid table, all cells of another). */
export function cellsOf(file: DatabaseFile, root: number): Cell[] {
  const cells: Cell[] = []
  const walk = (number: number, depth: number): void => {
    const page = depth < 40 ? treePage(file, number) : null
    if (page === null) return
    for (const at of page.cells) {
      if (!page.leaf) walk(page.bytes.readUInt32BE(at), depth + 1)
      if (page.leaf || !page.table) cells.push(cellAt(file, page, at))
    }
    if (!page.leaf) walk(page.right, depth + 1)
  }
  walk(root, 0)
  return cells
}

/** Cells of one leaf or index page alone (for frames of a log, before-images of a journal). */
export function cellsOnPage(file: DatabaseFile, page: TreePage): Cell[] {
  if (!page.leaf && page.table) return []
  return page.cells.map((at) => cellAt(file, page, at))
}

function cellAt(file: DatabaseFile, page: TreePage, at: number): Cell {
  const { bytes, number, leaf, table } = page
  const [size, afterSize] = readVarint(bytes, leaf ? at : at + 4)
  const [rowid, start] = table ? readVarint(bytes, afterSize) : [null, afterSize]
  const local = localBytes(file.usable, size, table)
  const parts = [bytes.subarray(start, start + local)]
  const overflow: number[] = []
  let [left, tail] = [size - local, 0]
  let next = left > 0 && start + local + 4 <= bytes.length ? bytes.readUInt32BE(start + local) : 0
  while (left > 0 && next > 0 && next <= file.pages && overflow.length < file.pages) {
    overflow.push(next)
    const more = file.page(next)
    tail = Math.min(left, file.usable - 4)
    parts.push(more.subarray(4, 4 + tail))
    left -= tail
    next = more.readUInt32BE(0)
  }
  const offset = (number - 1) * file.pageSize + at
  return { page: number, offset, rowid, record: Buffer.concat(parts), overflow, tail }
}

/** How much of a record stands on the page itself (section 1.6). */
function localBytes(usable: number, size: number, table: boolean): number {
  const most = table ? usable - 35 : Math.floor(((usable - 12) * 64) / 255) - 23
  if (size <= most) return size
  const least = Math.floor(((usable - 12) * 32) / 255) - 23
  const wanted = least + ((size - least) % (usable - 4))
  return wanted <= most ? wanted : least
}
