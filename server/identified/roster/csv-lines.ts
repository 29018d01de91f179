const BOM = '\uFEFF'

/**
 * A line of CSV (RFC 4180, CRLF). What a spreadsheet would calculate gets an apostrophe, which the
 * import takes away again.
 */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(quote).join(',')}\r\n`
}

/** A whole file in UTF-8 with BOM, a piece of a thousand lines at a time. */
export function* csvPieces(
  lines: Iterable<readonly string[]>,
): Generator<string, undefined, undefined> {
  let piece = BOM
  let count = 0
  for (const line of lines) {
    piece += csvLine(line)
    if (++count % 1000 !== 0) continue
    yield piece
    piece = ''
  }
  yield piece
}

function quote(cell: string): string {
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
