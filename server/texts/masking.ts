import { findClues } from '../proposals/clues.ts'

/** Words of a text that may tell who somebody is, to begin with; each once. */
export function wordsToMask(text: string): string[] {
  return [...new Set(findClues(text).map(({ words }) => words.trim()))]
}

/**
 * The text with every occurrence of the words as ■, one for each character.
 *
 * @returns `missing`: words that stand nowhere in it.
 */
export function maskWords(
  text: string,
  words: readonly string[],
): { readonly masked: string; readonly missing: readonly string[] } {
  const missing = words.filter((word) => !text.includes(word))
  const left = new Set<number>()
  for (const word of words.filter((one) => one !== '')) {
    // From every place anew: words may overlap each other, and themselves.
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      for (let i = at; i < at + word.length; i += 1) left.add(i)
    }
  }
  let at = 0
  const masked = Array.from(text, (character) => {
    const isLeft = Array.from({ length: character.length }, (_, i) => at + i).some((i) =>
      left.has(i),
    )
    at += character.length
    return isLeft && character !== '\n' ? '■' : character
  }).join('')
  return { masked, missing }
}

/** The words that a mask leaves out of a text, each once: what `maskWords` was given, joined where they meet. */
export function maskedWords(text: string, masked: string): string[] {
  const shown = Array.from(masked)
  const runs: string[] = ['']
  for (const [i, character] of Array.from(text).entries()) {
    if (shown[i] === '■' && character !== '■') runs[runs.length - 1] += character
    else if (runs.at(-1) !== '') runs.push('')
  }
  return [...new Set(runs.filter((run) => run !== ''))]
}
