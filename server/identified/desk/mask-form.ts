import type { Mask, Part, Proposal } from '../../proposals/proposal.ts'
import { parts } from '../../proposals/proposal.ts'

type Written = NonNullable<Proposal['written']>

/** A range of a part as a form carries it: `idea:12-18`. */
export function rangeCode({ part, start, end }: Mask): string {
  return `${part}:${start}-${end}`
}

/** What the page sends: ranges that are ticked, and words to be found wherever they stand. */
export interface MaskWishes {
  readonly ranges: readonly string[]
  /** One a line. */
  readonly words: string
}

/**
 * The ranges that 提案担当 wants to be ■, in order and without overlaps.
 *
 * @returns `missing`: words that stand nowhere in the text.
 */
export function masksOf(
  written: Written,
  { ranges, words }: MaskWishes,
): { readonly masks: Mask[]; readonly missing: string[] } {
  const ticked = ranges.flatMap((code) => readRange(code, written))
  const missing: string[] = []
  const found = linesOf(words).flatMap((word) => {
    const places = parts.flatMap((part) => placesOf(written, part, word))
    if (places.length === 0) missing.push(word)
    return places
  })
  return { masks: joined([...ticked, ...found]), missing }
}

function linesOf(words: string): string[] {
  const lines = words.split(/\r\n|\n|\r/).map((line) => line.trim())
  return [...new Set(lines.filter((line) => line !== ''))]
}

function readRange(code: string, written: Written): Mask[] {
  const match = /^([a-z]+):(\d{1,5})-(\d{1,5})$/.exec(code)
  const part = parts.find((name) => name === match?.[1])
  if (match === null || part === undefined) return []
  const [start, end] = [Number(match[2]), Number(match[3])]
  return start < end && end <= written[part].length ? [{ part, start, end }] : []
}

function placesOf(written: Written, part: Part, word: string): Mask[] {
  const text = written[part]
  const places: Mask[] = []
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + word.length)) {
    places.push({ part, start: at, end: at + word.length })
  }
  return places
}

function joined(masks: readonly Mask[]): Mask[] {
  const sorted = masks.toSorted(
    (a, b) => parts.indexOf(a.part) - parts.indexOf(b.part) || a.start - b.start || a.end - b.end,
  )
  const whole: Mask[] = []
  for (const mask of sorted) {
    const last = whole.at(-1)
    if (last === undefined || last.part !== mask.part || last.end < mask.start) whole.push(mask)
    else whole[whole.length - 1] = { ...last, end: Math.max(last.end, mask.end) }
  }
  return whole
}
