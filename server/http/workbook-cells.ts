/** Cells of the workbooks (write-excel-file) that pages offer. */

// oxlint-disable-next-line no-control-regex
const NOT_IN_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

/** Of type text, so that 「=」 is no formula; without what a workbook cannot hold (XML 1.0 §2.2). */
export function text(value: string) {
  return { value: value.toWellFormed().replace(NOT_IN_XML, ''), type: String }
}

export function bold(value: string) {
  return { ...text(value), fontWeight: 'bold' as const }
}

export function heading(value: string) {
  return { ...bold(value), wrap: true, alignVertical: 'top' as const }
}

/** In characters. */
export function widths(...columns: number[]) {
  return columns.map((width) => ({ width }))
}
