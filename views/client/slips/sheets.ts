import { element } from '../proposals/element.ts'
import { pause } from './printed-codes.ts'
import type { PrintingFacts } from './printing-facts.ts'
import { drawing, drawQr } from './qr-drawing.ts'
import { slipWords } from './slip-words.ts'

/** On an A4 page: two columns of four. */
export const SLIPS_A_SHEET = 8

/** In millimetres, as `slip-sheets.css` lays them out. */
const PAGE = { width: 210, height: 297 }
const CUTS = { across: [10, 105, 200], down: [12.5, 80.5, 148.5, 216.5, 284.5] }
const MARK = { from: 3, length: 5, thick: 0.2 }

/** Lays the slips out, a sheet at a time, so that 700 of them do not freeze the page. */
export async function laySheets(
  place: HTMLElement,
  facts: PrintingFacts,
  codes: readonly string[],
  laid: (sofar: number) => void,
): Promise<void> {
  for (let at = 0; at < codes.length; at += SLIPS_A_SHEET) {
    const some = codes.slice(at, at + SLIPS_A_SHEET)
    const number = `${at / SLIPS_A_SHEET + 1}／${Math.ceil(codes.length / SLIPS_A_SHEET)}`
    place.append(
      element(
        'section',
        'slip-sheet',
        element('p', 'slip-sheet-number', number),
        cutMarks(),
        ...some.map((code) => slip(facts, code)),
      ),
    )
    laid(at + some.length)
    await pause()
  }
}

/** One slip. */
export function slip(facts: PrintingFacts, code: string): HTMLElement {
  const words = slipWords(facts)
  const address = `${facts.origin}/voice/slip`
  const qr = element('div', 'slip-qr')
  qr.append(drawQr(`${address}#${code}`))
  return element(
    'article',
    'slip',
    element(
      'header',
      '',
      element('h2', '', words.title),
      element('p', 'slip-of', facts.title),
      ...(facts.isSample ? [element('p', 'slip-sample', '見本')] : []),
    ),
    element('div', 'slip-body', qr, element('div', '', ...paragraphs(words.calm))),
    element('p', 'slip-printed-code', ...groups(code)),
    element('p', 'slip-address', address),
    ...(words.blank === '' ? [] : [element('p', 'slip-blank', words.blank)]),
    element('p', 'slip-foot', ...words.foot.map((text) => element('span', '', text))),
  )
}

function paragraphs(texts: readonly string[]): HTMLElement[] {
  return texts.map((text) => element('p', '', text))
}

function groups(code: string): HTMLElement[] {
  return code.split('-').map((group) => element('span', '', group))
}

/** Short lines at the edge, so that a stack can be cut without a line on any slip. */
function cutMarks(): SVGSVGElement {
  const { from, length, thick } = MARK
  const upright = CUTS.across.flatMap((x) =>
    [from, PAGE.height - from - length].map((y) => bar(x - thick / 2, y, thick, length)),
  )
  const level = CUTS.down.flatMap((y) =>
    [from, PAGE.width - from - length].map((x) => bar(x, y - thick / 2, length, thick)),
  )
  const marks = drawing(PAGE.width, PAGE.height, [...upright, ...level].join(''))
  marks.setAttribute('class', 'slip-cuts')
  return marks
}

function bar(x: number, y: number, width: number, height: number): string {
  return `M${x} ${y}h${width}v${height}h-${width}z`
}
