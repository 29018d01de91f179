import type { Indicator } from './book.ts'
import { decimalOf, decimalText } from './decimal.ts'

/** A value as the tables print it. */
export interface Printed {
  /** 「12.0」「1,204」 */
  readonly number: string
  /** 「時間」 */
  readonly unit: string
  /** 「12.0時間」 */
  readonly text: string
}

/** Not surveyed: never zero. */
export const NOT_SURVEYED = '－'

/** 「＋8.4」「ポイント」, 「－2.7」, 「±0」: the change of a share is in points. */
export function printedChange(
  { decimals, unit }: Pick<Indicator, 'decimals' | 'unit'>,
  change: string,
): Printed {
  const { units } = decimalOf(change)
  const sign = units > 0n ? '＋' : units < 0n ? '－' : '±'
  const plain = printed({ decimals, unit: pointsOf(unit) }, change.replace(/^-/, ''))
  return { ...plain, number: `${sign}${plain.number}`, text: `${sign}${plain.text}` }
}

/** What the difference of two values is counted in. */
export function pointsOf(unit: string): string {
  return unit === '％' ? 'ポイント' : unit
}

/** With the places of the series; never rounded: a finer value keeps all of its own. */
export function printed(
  { decimals, unit }: Pick<Indicator, 'decimals' | 'unit'>,
  value: string,
): Printed {
  const [whole = '', rest] = decimalText(decimalOf(value), decimals).split('.')
  const grouped = whole.replaceAll(/\d(?=(?:\d{3})+$)/g, '$&,')
  const number = rest === undefined ? grouped : `${grouped}.${rest}`
  return { number, unit, text: `${number}${unit}` }
}
