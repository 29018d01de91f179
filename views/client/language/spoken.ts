/**
 * The page in the language of its reader. It comes in Japanese, the same bytes for everybody; a file with the
 * words of the other languages follows for everybody (foreign.ts). What is marked `data-w="key"` is one of our
 * sentences (`data-v`: what stands in it), `data-t="key"` a text of this very page, `data-term` a word of a
 * closed list.
 */
import type { Language } from '../../words/language.ts'
import { joined, type Name, plain, type Said } from '../../words/phrase.ts'

export type Words = Readonly<Record<string, Said | ((...values: never[]) => Said)>>

/** What the file of a page gives: how a marked element is said in another language. */
export interface Translation {
  /** undefined: nobody has translated it. @param japanese what it is in Japanese */
  readonly nodes: (language: Language, marks: DOMStringMap, japanese: string) => Node[] | undefined
  readonly label: (language: Language, key: string) => string | undefined
}

/**
 * What stands in a sentence: as it is, Japanese for ever, of a closed list, a day, a text of the page, another
 * sentence, or several of these.
 */
export type Value =
  | string
  | number
  | Name
  | { readonly term: string }
  | { readonly day: string; readonly japanese: string }
  | { readonly text: string; readonly japanese: string }
  | Line
  | readonly Value[]

/** The values of a sentence: numbers as they are, for words whatever can be said in every language. */
export type ValuesOf<Entry> = Entry extends (...values: infer V) => Said
  ? { [I in keyof V]: V[I] extends number ? number : Value }
  : []

let language: Language = 'ja'
let translation: Translation | null = null
/** How each element was in Japanese: its nodes as they came, or the sentence that was written. */
const nodes = new WeakMap<Element, readonly Node[]>()
const sentences = new WeakMap<Element, () => Said>()
const labels = new WeakMap<Element, string>()

/** Shows the whole page in a language. @param given the words of the others; not needed for Japanese */
export function speak(chosen: Language, given: Translation | null): void {
  language = chosen
  translation = given
  document.documentElement.lang = chosen === 'en' ? 'en' : 'ja'
  // One constant title in the history of every browser, whatever its language.
  document.querySelector('title')?.setAttribute('lang', 'ja')
  showAll(document)
}

/** Also for what was made from a template of the page. */
export function showAll(root: ParentNode): void {
  const marked = '[data-w], [data-t], [data-term], [data-w-label]'
  for (const element of root.querySelectorAll<HTMLElement>(marked)) show(element)
}

/** A sentence of ours that is yet to be written; as a string it is Japanese. */
export class Line {
  readonly key: string
  readonly values: readonly Value[]
  readonly japanese: () => Said

  constructor(key: string, values: readonly Value[], japanese: () => Said) {
    this.key = key
    this.values = values
    this.japanese = japanese
  }

  toString(): string {
    return plain(this.japanese())
  }
}

/** Writes a sentence into an element, where it follows every later choice of language. */
export function put<T extends HTMLElement>(element: T, { key, values, japanese }: Line): T {
  element.dataset['w'] = key
  if (values.length > 0) element.dataset['v'] = JSON.stringify(values)
  else delete element.dataset['v']
  sentences.set(element, japanese)
  return shown(element)
}

/**
 * Says sentences of a catalogue: `say(element, key, …values)` writes one, `say.line(key, …values)` keeps it.
 *
 * @param ja the sentences in Japanese; the others come with the page's file
 */
export function speaker<W extends Words>(ja: W) {
  const line = <Key extends keyof W & string>(key: Key, ...values: ValuesOf<W[Key]>): Line => {
    const given = values as readonly Value[]
    return new Line(key, given, () => {
      const entry = ja[key]
      return typeof entry === 'function'
        ? entry(...(given.map(inJapanese) as never[]))
        : (entry ?? '')
    })
  }
  const say = <T extends HTMLElement, Key extends keyof W & string>(
    element: T,
    key: Key,
    ...values: ValuesOf<W[Key]>
  ): T => put(element, line(key, ...values))
  return Object.assign(say, { line })
}

/** Takes a sentence away. */
export function silence(element: HTMLElement): void {
  delete element.dataset['w']
  delete element.dataset['v']
  sentences.delete(element)
  nodes.delete(element)
  element.replaceChildren()
}

/** Title and advice of a door's refusal, as values of a sentence. */
export function refusedBy(refusal: {
  readonly type: string
  readonly title: string
  readonly detail: string
}): readonly [Value, Value] {
  const text = `refusal.${refusal.type.slice(refusal.type.lastIndexOf('/') + 1)}`
  return [
    { text, japanese: refusal.title },
    { text: `${text}.next`, japanese: refusal.detail },
  ]
}

/** For an element that was made in Japanese and marked. */
export function shown<T extends HTMLElement>(element: T): T {
  show(element)
  return element
}

/** A sentence that stands on the page, to be said once more elsewhere. */
export function lineOfPage(key: string): Line {
  const place = document.querySelector<HTMLElement>(`[data-w="${key}"]`)
  return new Line(key, [], () => (place === null ? '' : japaneseOf(place)))
}

/** A copy that follows every choice of language too. */
export function copyOf(element: HTMLElement): HTMLElement {
  const copy = element.cloneNode(true) as HTMLElement
  const copies = [copy, ...copy.querySelectorAll('*')]
  for (const [i, one] of [element, ...element.querySelectorAll('*')].entries()) {
    const other = copies[i]
    const kept = nodes.get(one)
    const said = sentences.get(one)
    if (other && kept)
      nodes.set(
        other,
        kept.map((node) => node.cloneNode(true)),
      )
    if (other && said) sentences.set(other, said)
  }
  return copy
}

/** In Japanese, whatever language is shown. */
export function japaneseOf(element: HTMLElement): string {
  const said = sentences.get(element)
  if (said) return plain(said())
  return (nodes.get(element) ?? [...element.childNodes]).map((node) => node.textContent).join('')
}

function show(element: HTMLElement): void {
  const { w, t, term, wLabel } = element.dataset
  if (wLabel !== undefined) showLabel(element, wLabel)
  if (w === undefined && t === undefined && term === undefined) return
  const said = translation?.nodes(language, element.dataset, japaneseOf(element))
  if (said === undefined) return showJapanese(element)
  if (!nodes.has(element)) nodes.set(element, [...element.childNodes])
  element.removeAttribute('lang')
  element.replaceChildren(...said)
}

/** What nobody has translated says that it is Japanese. */
function showJapanese(element: HTMLElement): void {
  const said = sentences.get(element)
  const kept = nodes.get(element)
  if (said) element.replaceChildren(plain(said()))
  else if (kept) element.replaceChildren(...kept)
  if (language === 'ja') element.removeAttribute('lang')
  else element.lang = 'ja'
}

function showLabel(element: HTMLElement, key: string): void {
  const ja = labels.get(element) ?? element.getAttribute('aria-label') ?? ''
  labels.set(element, ja)
  element.setAttribute('aria-label', translation?.label(language, key) ?? ja)
}

function inJapanese(value: Value): Said | number {
  if (typeof value !== 'object') return value
  if (Array.isArray(value))
    return joined(
      value.map((one: Value) => plain([inJapanese(one)].flat() as Said)),
      '、',
    )
  if ('term' in value) return value.term
  if ('ja' in value) return value
  const { japanese } = value as Line | { readonly japanese: string }
  return typeof japanese === 'string' ? japanese : japanese()
}
