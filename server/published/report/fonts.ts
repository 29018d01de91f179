import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { plain } from '../../../views/words/phrase.ts'
import type { Report } from './report-model.ts'
import { reportPages } from './report-pages.ts'

const require = createRequire(import.meta.url)
const PACKAGE = '@expo-google-fonts/biz-udpgothic'

/** BIZ UDPGothic (OFL), 4.5 MB each: only the characters of a report are embedded. */
export function readFonts() {
  const read = (name: string) => readFileSync(require.resolve(`${PACKAGE}/${name}.ttf`))
  return {
    plain: read('400Regular/BIZUDPGothic_400Regular'),
    bold: read('700Bold/BIZUDPGothic_700Bold'),
  }
}
export type Fonts = ReturnType<typeof readFonts>

/** What stands for a character that a font lacks, as in print since the days of lead: it is never left out. */
const GETA = '〓'

interface Glyphs {
  hasGlyphForCodePoint(point: number): boolean
}

/**
 * The font that a document draws with, asked whether it has a character (𠮷): pdfkit would drop it without a
 * word. pdfkit keeps the font to itself.
 */
export function glyphsOf(doc: PDFKit.PDFDocument): Glyphs {
  const { _font } = doc as unknown as { _font: { font: Glyphs } }
  return _font.font
}

export function withGeta(glyphs: Glyphs): (text: string) => string {
  return (text) => Array.from(text, (one) => (isKnown(glyphs, one) ? one : GETA)).join('')
}

/** Characters of the two pages that the font lacks. */
export function missingCharacters(glyphs: Glyphs, report: Report): string[] {
  const texts = reportPages(report)
    .flat()
    .flatMap(({ title, heads, rows, notes }) => [title, ...heads, ...rows.flat(), ...notes])
  const all = [report.title, report.organisation, ...texts.map(plain)].join('')
  return [...new Set(Array.from(all))].filter((one) => !isKnown(glyphs, one)).toSorted()
}

function isKnown(glyphs: Glyphs, one: string): boolean {
  return glyphs.hasGlyphForCodePoint(one.codePointAt(0) ?? 0)
}
