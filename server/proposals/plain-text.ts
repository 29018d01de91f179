/**
 * What people type, made plain before it is shown to others, stored or signed: no invisible
 * characters that hide or reorder words, no towers of marks, one form for what looks the same. Pure,
 * the same in browser and server. Removing never refuses: what a person sees in the form stays.
 */

/** A letter carries at most this many marks; Vietnamese needs two, a keycap emoji two. */
const MANY_MARKS = /(\p{M}{4})\p{M}+/gu

const LINE_BREAKS = /\r\n?|[\v\f\u0085\u2028\u2029]/g

/** Controls, lone surrogates, non-characters, whatever shows nothing, and the tags block. */
const INVISIBLE =
  /[\p{Cs}\p{Noncharacter_Code_Point}\p{Default_Ignorable_Code_Point}\p{Cf}\u2800\u{e0000}-\u{e007f}]|(?!\n)\p{Cc}/gu

/**
 * Joiners inside an emoji, one selector on an emoji (1️⃣ too), one on a kanji (name kanji such as 葛󠄀 need it).
 * U+FE00 to U+FE02 are the standard selectors of kanji, U+E0100 to U+E01EF the registered ones.
 */
const MEANT =
  /(?<=\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier}){0,2})\u200d(?=\p{Extended_Pictographic})|(?<=(?![0-9#*])\p{Emoji})[\ufe0e\ufe0f]|(?<=[0-9#*])\ufe0f(?=\u20e3)|(?<=\p{Script=Han})[\ufe00-\ufe02\u{e0100}-\u{e01ef}]/uy

/**
 * Plain text of several lines: line breaks as `\n`, tabs as a space, NFC, no spaces at the end of a
 * line, no empty lines at either end and not more than three in a row (more become two). Removes
 * control, bidirectional and zero-width characters, selectors that select nothing, tags and lone
 * surrogates; of private use characters (外字) 〓 is left. Total and idempotent.
 */
export function cleanText(text: string): string {
  const visible = text
    .replace(LINE_BREAKS, '\n')
    .replaceAll('\t', ' ')
    .replace(INVISIBLE, keepIfMeant)
    .replace(/\p{Co}/gu, '〓')
  // Before NFC too: sorting a long run of marks takes quadratic time in ICU.
  const composed = visible.replace(MANY_MARKS, '$1').normalize('NFC').replace(MANY_MARKS, '$1')
  return composed
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{5,}/g, '\n\n\n')
    .replace(/^\n+/, '')
    .trimEnd()
}

/** `cleanText` for a field of one line: each line break is a space, no spaces at either end. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\n+/g, ' ').trim()
}

function keepIfMeant(found: string, offset: number, whole: string): string {
  MEANT.lastIndex = offset
  return MEANT.test(whole) ? found : ''
}
