/** Words that come from the city or from people: names of units, titles, questions. Japanese everywhere. */
export interface Name {
  readonly ja: string
}

/** A sentence of ours that may hold words of the city; `partials/said` marks those as Japanese. */
export type Said = string | Name | readonly (string | Name)[]

/** Makes a sentence with words of the city in it: say`Results of ${{ ja: '総務部' }}`. */
export function say(
  texts: TemplateStringsArray,
  ...values: readonly (Said | number)[]
): readonly (string | Name)[] {
  return texts.flatMap((text, i) => [text, ...(i < values.length ? partsOf(values[i] ?? '') : [])])
}

/** The same without marks: what a search, a test or a file reads. */
export function plain(said: Said): string {
  return partsOf(said)
    .map((part) => (typeof part === 'string' ? part : part.ja))
    .join('')
}

/** Around words of the city where a sentence is a line of plain text; no text of people holds it. */
export const MARK = '\uE000'

/** As a line, with the words of the city between marks. */
export function marked(said: Said): string {
  return partsOf(said)
    .map((part) => (typeof part === 'string' ? part : `${MARK}${part.ja}${MARK}`))
    .join('')
}

/** Several, with something between them. */
export function joined(all: readonly Said[], between: string): readonly (string | Name)[] {
  return all.flatMap((said, i) => [...(i === 0 ? [] : [between]), ...partsOf(said)])
}

function partsOf(said: Said | number): readonly (string | Name)[] {
  if (typeof said === 'number') return [String(said)]
  if (typeof said === 'string' || 'ja' in said) return [said]
  return said
}
