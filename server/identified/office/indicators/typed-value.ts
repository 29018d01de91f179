import { fiscalYearName, fiscalYearOf } from '../../../calendar/fiscal-year.ts'
import type { Indicator } from '../../../programme/indicators/book.ts'

/** What a text in a form or a cell of a file says. */
export type Typed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: string }

/** More against the last value than this part of it has to be confirmed. */
const JUMP = 0.5

/** Most that one unit can be: of a share, of the days of a year, of the hours of a month. */
const MOST: Readonly<Record<string, number>> = { '％': 100, 日: 366, 時間: 744 }

const DASHES = /^[－—―‐–\-ー−]$/

/** 「12.0」, 「－」 as null; full-width digits and 「1,234」 are understood. */
export function readValue(
  { decimals, unit }: Pick<Indicator, 'decimals' | 'unit'>,
  typed: string,
): Typed<string | null> {
  const given = typed.trim()
  if (given === '') return fault('値を入力してください。調べていない年度は「－」にします。')
  if (DASHES.test(given)) return { ok: true, value: null }
  const text = given
    .normalize('NFKC')
    .replace(/[％%]$/, '')
    .replaceAll(',', '')
    .trim()
  if (!/^-?\d{1,9}(\.\d+)?$/.test(text)) {
    return fault('数字か「－」で入力してください（例：12.0）。単位は付けません。')
  }
  const [whole = '', part = ''] = text.split('.')
  if (part.replace(/0+$/, '').length > decimals) {
    const cell = unit === '％' && Math.abs(Number(text)) <= 1 ? PERCENT_CELL : ''
    const most = decimals === 0 ? '整数' : `小数第${decimals}位まで`
    return fault(`この指標は、${most}で入力してください。${cell}`)
  }
  if (text.startsWith('-')) return fault('マイナスの値は入れられません。値を確かめてください。')
  const most = MOST[unit]
  if (most !== undefined && Number(text) > most) {
    return fault(`${most}${unit}を超えています。値を確かめてください。`)
  }
  const digits = part.padEnd(decimals, '0').slice(0, decimals)
  const plain = whole.replace(/^0+(?=\d)/, '')
  return { ok: true, value: decimals === 0 ? plain : `${plain}.${digits}` }
}

const PERCENT_CELL =
  'Excelの「％」の書式のセルは、17.0％が0.17と読まれます。書式を「標準」にして入れ直してください。'

/** 「2024」「令和6年度」「R6」 → 2024. */
export function readYear(typed: string): Typed<number> {
  const text = typed.normalize('NFKC').trim()
  const western = /^(\d{4})(年度)?$/.exec(text)?.[1]
  const reiwa = /^(?:令和|R)(元|\d{1,2})(?:年度)?$/i.exec(text)?.[1]
  const year =
    western === undefined
      ? reiwa === undefined
        ? Number.NaN
        : 2018 + (reiwa === '元' ? 1 : Number(reiwa))
      : Number(western)
  if (year >= 2000 && year <= 2099) return { ok: true, value: year }
  return fault('年度を「令和6年度」か「2024」のように入力してください。')
}

/** The newest year that can have a value: the one that has ended. */
export function lastYear(today: string): number {
  return fiscalYearOf(today) - 1
}

/** Why this year of this series takes no typed value; null: it does. */
export function faultOfYear(
  indicator: Pick<Indicator, 'values'>,
  year: number,
  today: string,
): { readonly field: 'year' | 'value'; readonly fault: string } | null {
  if (year > lastYear(today)) {
    const last = fiscalYearName(lastYear(today))
    const fault = `${fiscalYearName(year)}は、まだ終わっていません。${last}までの値を入力してください。`
    return { field: 'year', fault }
  }
  if ((indicator.values.get(year)?.survey ?? null) !== null) {
    const fault =
      'この年度の値は、公表したアンケートから入っています。手では書き換えられません。誤りがあるときは、アンケートの結果のページを確かめてください。'
    return { field: 'value', fault }
  }
  return null
}

/** 時点 in words, as forms and files have it. */
export const asOfNames = { year: '年度', 'next-april': '翌年度4月1日' } as const

/** The series says at which moment it is taken; another one would be another series. */
export function readAsOf(
  { asOf }: Pick<Indicator, 'asOf'>,
  year: number,
  typed: string,
): Typed<string | null> {
  const wanted = asOfNames[asOf]
  if (typed.normalize('NFKC').replaceAll(/\s/g, '') !== wanted) {
    return fault(`この指標の時点は「${wanted}」です。時点が違う値は、この指標には入れられません。`)
  }
  return { ok: true, value: asOf === 'year' ? null : `${year + 1}-04-01` }
}

/** The sentence for a value that is far from the last one before it; null: it is not. */
export function jumpOf(
  { values, unit }: Pick<Indicator, 'values' | 'unit'>,
  year: number,
  text: string | null,
): string | null {
  const earlier = [...values].filter(([at, value]) => at < year && value.text !== null)
  const last = Math.max(...earlier.map(([at]) => at))
  const before = values.get(last)?.text ?? null
  if (text === null || before === null) return null
  const difference = Math.abs(Number(text) - Number(before))
  if (difference === 0 || difference <= Number(before) * JUMP) return null
  const when = last === year - 1 ? '前年度' : fiscalYearName(last)
  return `${when}は${before}${unit}でした。50％を超えて変わります。`
}

function fault(words: string): { readonly ok: false; readonly fault: string } {
  return { ok: false, fault: words }
}
