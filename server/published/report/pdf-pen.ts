import { plain, type Said } from '../../../views/words/phrase.ts'
import { type PaperTable, partsOf } from './report-pages.ts'

/** A4 in points. */
export const MARGIN = 36
const WIDTH = 595.28 - 2 * MARGIN
export const BOTTOM = 841.89 - MARGIN

/** Of the cells, in points. */
const LETTER = 7.4
const GAP = 12

/** Lays lines and tables below each other on one page, as tagged text. Sizes are points at scale 1. */
export class Pen {
  readonly #doc: PDFKit.PDFDocument
  readonly #scale: number
  readonly #clean: (text: string) => string
  #y = MARGIN

  constructor(doc: PDFKit.PDFDocument, scale: number, clean: (text: string) => string) {
    this.#doc = doc
    this.#scale = scale
    this.#clean = clean
  }

  /** How far down the page is used. */
  get bottom(): number {
    return this.#y
  }

  space(height: number): void {
    this.#y += height * this.#scale
  }

  line(tag: 'H1' | 'H2' | 'P', text: string, size: number, font: 'plain' | 'bold' = 'plain'): void {
    const doc = this.#doc
    const clean = this.#clean(text)
    doc.font(font).fontSize(size * this.#scale)
    const height = doc.heightOfString(clean, { width: WIDTH, lineGap: this.#lineGap })
    const y = this.#y
    doc.addStructure(
      doc.struct(tag, {}, () => {
        doc.text(clean, MARGIN, y, { width: WIDTH, lineGap: this.#lineGap })
      }),
    )
    this.#y += height + 1.5 * this.#scale
  }

  table(table: PaperTable): void {
    const parts = partsOf(table)
    const width = (WIDTH - GAP * (parts.length - 1)) / parts.length
    const top = this.#y
    const ends = parts.map((rows, i) => {
      this.#y = top
      this.#rows(table, rows, MARGIN + i * (width + GAP), width)
      return this.#y
    })
    this.#y = Math.max(...ends) + 2.5 * this.#scale
  }

  get #lineGap(): number {
    return 0.9 * this.#scale
  }

  #rows(table: PaperTable, rows: PaperTable['rows'], left: number, width: number): void {
    const doc = this.#doc
    const whole = doc.struct('Table')
    doc.addStructure(whole)
    this.#row(table, table.heads, true, whole, left, width)
    for (const cells of rows) this.#row(table, cells, false, whole, left, width)
    whole.end()
    this.#rule(left, width, 0.8)
  }

  #row(
    { widths, numeric }: PaperTable,
    cells: readonly Said[],
    isHead: boolean,
    whole: PDFKit.PDFStructureElement,
    left: number,
    width: number,
  ): void {
    const doc = this.#doc
    const row = doc.struct('TR')
    whole.add(row)
    doc.font(isHead ? 'bold' : 'plain').fontSize(LETTER * this.#scale)
    const padding = { x: 2, y: 2.2 * this.#scale }
    const columns = widths.map((share) => (width * share) / 100 - 2 * padding.x)
    const texts = cells.map((cell) => this.#clean(plain(cell)))
    const heights = texts.map((text, i) =>
      doc.heightOfString(text, { width: columns[i] ?? 0, lineGap: this.#lineGap }),
    )
    this.#rule(left, width, isHead ? 0.8 : 0.3)
    const y = this.#y + padding.y
    let x = left
    for (const [i, text] of texts.entries()) {
      const own = { x: x + padding.x, width: columns[i] ?? 0 }
      const isName = isHead || (i === 0 && !numeric.includes(0))
      // The types of the package do not know `scope` yet.
      const scope: object = isName ? { scope: isHead ? 'Column' : 'Row' } : {}
      row.add(
        doc.struct(isName ? 'TH' : 'TD', scope, () => {
          doc.text(text, own.x, y, {
            width: own.width,
            lineGap: this.#lineGap,
            align: numeric.includes(i) ? 'right' : 'left',
          })
        }),
      )
      x += own.width + 2 * padding.x
    }
    row.end()
    this.#y += Math.max(...heights) + 2 * padding.y
  }

  /** A rule says nothing: it is no part of the structure. */
  #rule(left: number, width: number, weight: number): void {
    const doc = this.#doc
    doc.markContent('Artifact')
    doc
      .lineWidth(weight)
      .moveTo(left, this.#y)
      .lineTo(left + width, this.#y)
      .stroke('#333333')
    doc.endMarkedContent()
    doc.fillColor('#000000')
  }
}
