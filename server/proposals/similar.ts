/**
 * 「似た提案」: published proposals that share words with a draft. Pure, and made for the browser, so
 * that a draft never leaves the PC: the server turns what is published into an index, the page
 * searches it. BM25 (Robertson and Zaragoza 2009) over the words of `Intl.Segmenter` and single
 * kanji. It finds the same idea in similar words, not ideas that are only related in meaning:
 * on the fixed set of test/proposals the sought one is first for 0.85 and among five for 0.94.
 */

/** An inverted index as JSON carries it. Documents are numbered by their position in `ids`. */
export interface SimilarIndex {
  readonly version: 1
  readonly ids: readonly string[]
  readonly titles: readonly string[]
  /** Terms of each document, repeated ones counted. */
  readonly lengths: readonly number[]
  /** In code unit order, each once. */
  readonly terms: readonly string[]
  /**
   * For each term, one number a document that holds it, in rising order: `gap × 4 + times − 1`,
   * where `gap` counts the documents passed over since the last one and `times` is 1 to 4. Empty
   * for a term that says nothing because more than half of the documents hold it.
   */
  readonly postings: readonly (readonly number[])[]
}

/** BM25's usual constants; k1 from 0.8 to 2 and b from 0.3 to 0.9 change first places by 0.04. */
const K1 = 1.2
const B = 0.75

/** Beyond four times a word adds nearly nothing (same recall), and two bits are enough for it. */
const MOST_TIMES = 4

/** From this many documents on, what more than half of them hold (の, を, する) is left out. */
const ENOUGH_TO_DROP = 50

/**
 * Results below are not shown. Measured: the sought one is still shown for 0.94 of the drafts (0.95
 * without a floor), and 17 of 20 drafts about something else get an empty list. A floor on the share
 * of the best possible score would keep 0.91, for it is hard on long drafts.
 */
const FLOOR = 1.5

/** UTF-16 units of a draft that are read; a form holds 2,060. */
const MOST_READ = 10_000

/**
 * The terms of a text, repeated ones repeated: words in order, then every single kanji in order; all
 * of letters, digits and marks, NFKC and in lower case. Where `Intl.Segmenter` is missing (Firefox
 * before 125), pairs of neighbours stand for the words, and find an index of words nearly as well.
 */
export function termsOf(text: string): string[] {
  // Sorting a run of marks takes quadratic time in ICU; nobody writes nine on a letter.
  const plain = text
    .replace(/(\p{M}{8})\p{M}+/gu, '$1')
    .normalize('NFKC')
    .toLowerCase()
  const words = typeof Intl.Segmenter === 'function' ? segmentedWords(plain) : pairsAndRuns(plain)
  // Radicals (⺀) belong to the script and are no letters.
  return [...words, ...(plain.match(/(?=\p{L})\p{Script=Han}/gu) ?? [])]
}

/** The index of published proposals, in their order. Same texts, same ICU: same index. */
export function buildSimilarIndex(
  texts: readonly { id: string; title: string; text: string }[],
): SimilarIndex {
  const found = new Map<string, { last: number; codes: number[] }>()
  const lengths = texts.map(({ title, text }, position) => {
    const terms = termsOf(`${title}\n${text}`)
    for (const [term, times] of counted(terms)) {
      const entry = found.get(term) ?? { last: -1, codes: [] }
      entry.codes.push((position - entry.last - 1) * MOST_TIMES + Math.min(times, MOST_TIMES) - 1)
      entry.last = position
      found.set(term, entry)
    }
    return terms.length
  })
  const most = texts.length < ENOUGH_TO_DROP ? texts.length : texts.length / 2
  const sorted = [...found].sort(([a], [b]) => (a < b ? -1 : 1))
  return {
    version: 1,
    ids: texts.map(({ id }) => id),
    titles: texts.map(({ title }) => title),
    lengths,
    terms: sorted.map(([term]) => term),
    postings: sorted.map(([, { codes }]) => (codes.length > most ? [] : codes)),
  }
}

/** What came over the network as an index, or null when it is none. Never throws. */
export function readSimilarIndex(value: unknown): SimilarIndex | null {
  if (typeof value !== 'object' || value === null) return null
  const { version, ids, titles, lengths, terms, postings } = value as Record<string, unknown>
  if (version !== 1 || !areStrings(ids) || !areStrings(titles) || !areStrings(terms)) return null
  if (!areCounts(lengths) || !Array.isArray(postings)) return null
  if (titles.length !== ids.length || lengths.length !== ids.length) return null
  if (postings.length !== terms.length) return null
  if (terms.some((term, i) => i > 0 && term <= (terms[i - 1] ?? ''))) return null
  for (const codes of postings as unknown[]) {
    if (!areCounts(codes)) return null
    const last = codes.reduce((position, code) => position + gapOf(code), -1)
    if (last >= ids.length) return null
  }
  return { version, ids, titles, lengths, terms, postings: postings as number[][] }
}

/**
 * At most `most` published proposals like the draft, best first, ties in the index's order. `score`
 * is BM25 divided by the square root of the idf of all of the draft's terms, so that one floor fits
 * short drafts and long ones. Never throws on an index of `buildSimilarIndex` or `readSimilarIndex`.
 */
export function findSimilar(
  index: SimilarIndex,
  draft: { title: string; text: string },
  most = 5,
): { id: string; title: string; score: number }[] {
  const count = index.ids.length
  const scores = new Float64Array(count)
  const average = index.lengths.reduce((sum, length) => sum + length, 0) / count || 1
  const read = `${draft.title.slice(0, MOST_READ)}\n${draft.text.slice(0, MOST_READ)}`
  let possible = 0
  for (const term of new Set(termsOf(read))) {
    const place = placeOf(index.terms, term)
    const codes = place === null ? null : (index.postings[place] ?? [])
    if (codes?.length === 0) continue
    const holders = codes?.length ?? 0
    const idf = Math.log(1 + (count - holders + 0.5) / (holders + 0.5))
    possible += idf
    let position = -1
    for (const code of codes ?? []) {
      position += gapOf(code)
      const times = (code % MOST_TIMES) + 1
      const length = (index.lengths[position] ?? 0) / average
      const weight = (times * (K1 + 1)) / (times + K1 * (1 - B + B * length))
      scores[position] = (scores[position] ?? 0) + idf * weight
    }
  }
  const scale = Math.sqrt(possible) || 1
  return Array.from(scores, (score, position) => ({ position, score: score / scale }))
    .filter(({ score }) => score >= FLOOR)
    .sort((a, b) => b.score - a.score || a.position - b.position)
    .slice(0, Math.max(0, most))
    .map(({ position, score }) => ({
      id: index.ids[position] ?? '',
      title: index.titles[position] ?? '',
      score,
    }))
}

let segmenter: Intl.Segmenter | undefined

/** In pieces of at most 200 letters: one segmenter over a whole megabyte takes quadratic time in V8. */
function segmentedWords(plain: string): string[] {
  segmenter ??= new Intl.Segmenter('ja', { granularity: 'word' })
  const words: string[] = []
  for (const [piece] of plain.matchAll(/[\p{L}\p{M}\p{N}]{1,200}/gu)) {
    for (const { segment, isWordLike } of segmenter.segment(piece)) {
      if (isWordLike === true && !/^\p{Script=Han}$/u.test(segment)) words.push(segment)
    }
  }
  return words
}

/**
 * Pairs of neighbours of one script; runs of katakana, letters and digits also whole, as a segmenter
 * leaves them. Pairs of kanji, which are mostly words, bring 0.04 more first places.
 */
function pairsAndRuns(plain: string): string[] {
  const runs =
    /\p{Script=Hiragana}+|[\p{Script=Katakana}ー]+|\p{Script=Han}+|[^\P{L}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}ー]+|\p{Nd}+/gu
  const terms: string[] = []
  for (const [run] of plain.matchAll(runs)) {
    const whole = !/^[\p{Script=Hiragana}\p{Script=Han}]/u.test(run)
    if (whole && run.length !== 2) terms.push(run)
    const letters = Array.from(run)
    for (let i = 1; i < letters.length; i++) terms.push(`${letters[i - 1]}${letters[i]}`)
  }
  return terms
}

function counted(terms: readonly string[]): Map<string, number> {
  const times = new Map<string, number>()
  for (const term of terms) times.set(term, (times.get(term) ?? 0) + 1)
  return times
}

function gapOf(code: number): number {
  return Math.floor(code / MOST_TIMES) + 1
}

function placeOf(terms: readonly string[], term: string): number | null {
  let low = 0
  let high = terms.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((terms[middle] ?? '') < term) low = middle + 1
    else high = middle
  }
  return terms[low] === term ? low : null
}

function areStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}

function areCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && item >= 0)
}
