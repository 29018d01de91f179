import type { SheetLine } from '../auth/password-sheet.ts'

/** Letters on one page of the browser: as many as it prints without a pause. */
export const LETTERS_A_PAGE = 100

/** A password in groups with the names of its letters, for whoever types it from paper. */
export interface PasswordGroup {
  readonly letters: string
  /** 「エー ビー シー ディー」 */
  readonly reading: string
}

export interface Letter {
  readonly number: string
  readonly unitName: string
  readonly groups: readonly PasswordGroup[]
}

/** The letters of one unit, or a part of them where it has more than fit on a page. */
export interface Bundle {
  readonly unit: string
  readonly unitName: string
  /** The check list stands on the first part only. */
  readonly numbers: readonly string[] | null
  readonly letters: readonly Letter[]
}

/** Which letters: one unit, or staff numbers from–to (as text, both included); nothing: all. */
export interface LetterChoice {
  readonly unit: string
  readonly from: string
  readonly to: string
}

/** By unit in the order of the list, then by number. */
export function chosenLines(lines: readonly SheetLine[], choice: LetterChoice): SheetLine[] {
  return lines.filter(
    ({ number, unit }) =>
      (choice.unit === '' || unit === choice.unit) &&
      (choice.from === '' || number >= choice.from) &&
      (choice.to === '' || number <= choice.to),
  )
}

/**
 * Pages of whole units, as many as fit; a unit with more letters than a page holds goes on on the next.
 *
 * @param most letters on a page
 */
export function letterPages(lines: readonly SheetLine[], most = LETTERS_A_PAGE): Bundle[][] {
  const pages: Bundle[][] = []
  let page: Bundle[] = []
  let room = most
  const turn = () => {
    if (page.length > 0) pages.push(page)
    page = []
    room = most
  }
  for (const bundle of bundlesOf(lines, most)) {
    if (bundle.letters.length > room) turn()
    page.push(bundle)
    room -= bundle.letters.length
  }
  turn()
  return pages
}

export function letterOf({ number, unitName, password }: SheetLine): Letter {
  return { number, unitName, groups: groupsOf(password) }
}

function bundlesOf(lines: readonly SheetLine[], most: number): Bundle[] {
  const units = new Map<string, SheetLine[]>()
  for (const line of lines) units.set(line.unit, [...(units.get(line.unit) ?? []), line])
  return [...units].flatMap(([unit, own]) => {
    const parts = Math.ceil(own.length / most)
    return Array.from({ length: parts }, (_, i) => ({
      unit,
      unitName: own[0]?.unitName ?? unit,
      numbers: i === 0 ? own.map(({ number }) => number) : null,
      letters: own.slice(i * most, (i + 1) * most).map(letterOf),
    }))
  })
}

function groupsOf(password: string): PasswordGroup[] {
  return password.split('-').map((letters) => ({
    letters,
    reading: Array.from(letters, (letter) => readings[letter] ?? letter).join(' '),
  }))
}

const readings: Readonly<Record<string, string>> = {
  a: 'エー',
  b: 'ビー',
  c: 'シー',
  d: 'ディー',
  e: 'イー',
  f: 'エフ',
  h: 'エイチ',
  j: 'ジェー',
  k: 'ケー',
  m: 'エム',
  n: 'エヌ',
  p: 'ピー',
  r: 'アール',
  s: 'エス',
  t: 'ティー',
  u: 'ユー',
  w: 'ダブリュー',
  x: 'エックス',
  y: 'ワイ',
  z: 'ゼット',
}
