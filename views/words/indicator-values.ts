import type { Named } from './indicator-names.ts'
import type { Language } from './language.ts'

/** A value with its unit as the language writes them: 「12.0」「時間」, "12.0" " hours". */
export function unitIn(language: Language, unit: string, number: string): string {
  if (language !== 'en') return unit
  const name = units[unit]
  if (name === undefined) return unit
  return typeof name === 'string' ? name : name(/^[＋－±]?1$/.test(number))
}

export function printedIn(language: Language, { number, unit }: PrintedValue): string {
  const sign = language === 'en' ? number.replace('＋', '+').replace('－', '−') : number
  return `${sign}${unitIn(language, unit, number)}`
}

/** 「17.5％以上」 as the language says it; the Japanese words are those of the programme. */
export function targetIn(
  language: Language,
  { op, value, words }: PrintedTarget,
  unit: string,
): Named {
  if (language === 'ja') return { text: words, lang: null, official: null }
  if (op !== 'ge' && op !== 'le' && op !== 'eq') {
    return { text: trends[language][op], lang: null, official: words }
  }
  if (value === null) return { text: words, lang: 'ja', official: null }
  const line = `${value}${unitIn(language, unit, value)}`
  return { text: lines[language][op](line), lang: null, official: words }
}

/** As the tables of the programme hold them. */
interface PrintedValue {
  readonly number: string
  readonly unit: string
}

interface PrintedTarget {
  readonly op: Line | Trend
  readonly value: string | null
  readonly words: string
}

const many =
  (one: string, more: string) =>
  (isOne: boolean): string =>
    isOne ? one : more

/** 件 counts procedures; English needs no word for it. */
const units: Readonly<Record<string, string | ((isOne: boolean) => string)>> = {
  '％': '%',
  ポイント: many(' point', ' points'),
  時間: many(' hour', ' hours'),
  日: many(' day', ' days'),
  人: many(' person', ' people'),
  件: '',
}

type Line = 'ge' | 'le' | 'eq'
type Trend = 'increase' | 'decrease' | 'converge'
type Translated = Exclude<Language, 'ja'>

const lines: Readonly<Record<Translated, Readonly<Record<Line, (line: string) => string>>>> = {
  easy: {
    ge: (line) => `${line}か、もっと 多く`,
    le: (line) => `${line}か、もっと 少なく`,
    eq: (line) => `${line}に する`,
  },
  en: {
    ge: (line) => `At least ${line}`,
    le: (line) => `At most ${line}`,
    eq: (line) => line,
  },
}

const trends: Readonly<Record<Translated, Readonly<Record<Trend, string>>>> = {
  easy: { increase: 'ふやす', decrease: 'へらす', converge: '近づける' },
  en: { increase: 'Increase', decrease: 'Decrease', converge: 'Narrow the gap' },
}
