/** How a page is said in the other languages: the file that every browser fetches holds this and the words. */
import { dayIn } from '../../words/days.ts'
import type { Catalogue, Language } from '../../words/language.ts'
import { joined, MARK, type Name, type Said } from '../../words/phrase.ts'
import { refusalWords } from '../../words/problems.ts'
import type { Translation, Value, Words } from './spoken.ts'

type Other = Exclude<Language, 'ja'>
type Texts = Readonly<Record<string, Said>>
/** Words of closed lists, by the Japanese one. */
type TermIn = (language: Language, term: string) => string

/** The file of a page: its words, and what the doors may refuse with. @param term of the page's closed lists */
export function translationOf<Page extends Words>(
  page: Catalogue<Page>,
  term: TermIn = (_language, ja) => ja,
): Translation {
  const words: Readonly<Record<Other, Words>> = {
    easy: { ...page.easy, ...refusalTexts('easy') },
    en: { ...page.en, ...refusalTexts('en') },
  }
  const texts = { easy: textsOfPage(1), en: textsOfPage(2) }
  return {
    nodes(language, marks, japanese) {
      if (language === 'ja') return undefined
      const said = saidIn(language, marks, japanese)
      return said === undefined ? undefined : nodesOf(said)
    },
    label(language, key) {
      const entry = language === 'ja' ? undefined : words[language][key]
      return typeof entry === 'string' ? entry : undefined
    },
  }

  function saidIn(language: Other, marks: DOMStringMap, japanese: string): Said | undefined {
    const { w, v, t } = marks
    if (t !== undefined) return texts[language][t]
    if (w === undefined) return term(language, japanese)
    return sentence(language, w, v === undefined ? [] : (JSON.parse(v) as Value[]))
  }

  function sentence(language: Other, key: string, values: readonly Value[]): Said | undefined {
    const entry = words[language][key]
    if (typeof entry !== 'function') return entry
    return entry(...(values.map((value) => valueIn(language, value)) as never[]))
  }

  function valueIn(language: Other, value: Value): Said | number {
    if (typeof value !== 'object') return value
    if (isList(value))
      return joined(
        value.map((one) => asSaid(valueIn(language, one))),
        language === 'en' ? ', ' : '、',
      )
    if ('key' in value) return sentence(language, value.key, value.values) ?? ''
    if ('day' in value) return dayIn(language, value.day)
    if ('term' in value) return term(language, value.term)
    if ('ja' in value) return value
    const { text, japanese } = value
    return texts[language][text] ?? sentence(language, text, []) ?? { ja: japanese }
  }
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value)
}

function asSaid(value: Said | number): Said {
  return typeof value === 'number' ? String(value) : value
}

function nodesOf(said: Said): Node[] {
  const parts: readonly (string | Name)[] = typeof said === 'string' || 'ja' in said ? [said] : said
  return parts.map((part) => {
    if (typeof part === 'string') return document.createTextNode(part)
    const name = document.createElement('span')
    name.lang = 'ja'
    name.textContent = part.ja
    return name
  })
}

/** `<template id="texts">`: a key, やさしい日本語 and English a line, parted by tabs. */
function textsOfPage(column: 1 | 2): Texts {
  const place = document.getElementById('texts')
  if (!(place instanceof HTMLTemplateElement)) return {}
  const lines = place.content.textContent.split('\n').map((line) => line.split('\t'))
  return Object.fromEntries(
    lines.flatMap((line) => {
      const text = line[column] ?? ''
      return text === '' ? [] : [[line[0] ?? '', partsOf(text)] as const]
    }),
  )
}

/** Words of the city stand between two marks. */
function partsOf(text: string): Said {
  const parts = text.split(MARK)
  return parts.length === 1 ? text : parts.map((part, i) => (i % 2 === 1 ? { ja: part } : part))
}

/** A refusal by the last part of its type: `refusal.busy` is its title, `refusal.busy.next` what to do. */
function refusalTexts(language: Other): Words {
  return Object.fromEntries(
    Object.entries(refusalWords[language]).flatMap(([code, [title, next]]) => [
      [`refusal.${code}`, title],
      [`refusal.${code}.next`, next],
    ]),
  )
}
