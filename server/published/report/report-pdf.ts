// The types of the package know its default export only.
// oxlint-disable-next-line import/no-named-as-default
import PDFDocument from 'pdfkit'
import { formatJstDay } from '../../calendar/jst.ts'
import { reportWords } from '../../../views/words/report.ts'
import { plain } from '../../../views/words/phrase.ts'
import { SAMPLE_LINE } from '../../http/sample-line.ts'
import { type Fonts, glyphsOf, missingCharacters, readFonts, withGeta } from './fonts.ts'
import { BOTTOM, MARGIN, Pen } from './pdf-pen.ts'
import type { Report } from './report-model.ts'
import { reportPages } from './report-pages.ts'

/** From letters that are easy to read down to those of a timetable, rather than a third page. */
const SCALES = [1.12, 1.06, 1, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64, 0.58]

/**
 * The report as two pages of A4 with an embedded font and text that can be selected and read out. The same
 * report gives the same bytes: its dates are those of the data, without a time of day.
 *
 * @throws {Error} when it does not fit two pages with the smallest letters.
 */
export async function reportPdf(report: Report): Promise<Buffer> {
  const fonts = readFonts()
  for (const scale of SCALES) {
    const { doc, fits } = draw(report, fonts, scale)
    const pdf = bytesOf(doc)
    doc.end()
    const made = await pdf
    if (fits) return made
  }
  throw new Error('the report does not fit two pages')
}

/** Characters that are printed as 〓. */
export function missingInPdf(report: Report): string[] {
  return missingCharacters(glyphsOf(newDocument(report, readFonts())), report)
}

function draw(report: Report, fonts: Fonts, scale: number) {
  const w = reportWords[report.language]
  const doc = newDocument(report, fonts)
  const clean = withGeta(glyphsOf(doc))
  const pages = reportPages(report)
  const asOf = w.asOf(formatJstDay(report.asOf))
  const sample = report.sample ? `　${SAMPLE_LINE}` : ''
  let fits = true
  for (const [i, tables] of pages.entries()) {
    if (i > 0) doc.addPage()
    const pen = new Pen(doc, scale, clean)
    pen.line('H1', i === 0 ? report.title : `${report.title}${w.continued}`, 12.5, 'bold')
    const place = w.page(i + 1, pages.length)
    pen.line('P', `${report.organisation}　${place}　${asOf}${sample}`, 7.6)
    for (const table of tables) {
      pen.space(7)
      pen.line('H2', plain(table.title), 9, 'bold')
      if (table.rows.length === 0) pen.line('P', plain(table.empty), 7.4)
      else pen.table(table)
      for (const note of table.notes) pen.line('P', plain(note), 6.6)
      if (table.id === 'indicators' && table.rows.length > 0)
        pen.line('P', plain(w.cite(table.source)), 6.6)
    }
    pen.space(5)
    pen.line('P', report.rule, 6.8)
    fits = fits && pen.bottom <= BOTTOM
  }
  return { doc, fits }
}

function newDocument(report: Report, fonts: Fonts): PDFKit.PDFDocument {
  const day = (iso: string) => new Date(`${iso}T00:00:00Z`)
  const doc = new PDFDocument({
    size: 'A4',
    // Nothing flows over: a page that is full is drawn again with smaller letters.
    margins: { top: MARGIN, left: MARGIN, right: MARGIN, bottom: 0 },
    lang: 'ja-JP',
    tagged: true,
    displayTitle: true,
    pdfVersion: '1.7',
    info: {
      Title: `${report.title}（${report.organisation}）`,
      Author: report.organisation,
      CreationDate: day(report.publishedOn),
      ModDate: day(report.asOf),
    },
  })
  doc.registerFont('plain', fonts.plain)
  doc.registerFont('bold', fonts.bold)
  doc.font('plain')
  return doc
}

function bytesOf(doc: PDFKit.PDFDocument): Promise<Buffer> {
  const parts: Buffer[] = []
  return new Promise((resolve, reject) => {
    doc.on('data', (part: Buffer) => parts.push(part))
    doc.on('end', () => resolve(Buffer.concat(parts)))
    doc.on('error', reject)
  })
}
