import { indicatorWords } from '../../../views/words/indicators.ts'
import { unitIn } from '../../../views/words/indicator-values.ts'
import type { Language } from '../../../views/words/language.ts'
import { fiscalYearName } from '../../calendar/fiscal-year.ts'
import type { Measured } from '../../programme/indicators/tables.ts'

/** The value of one year as a cell shows it. */
export interface ValueCell {
  /** 「12.0」, 「－」 or ''. */
  readonly number: string
  readonly unit: string
  /** What a screen reader hears where there is no number; null: there is one. */
  readonly spoken: string | null
  /** 「有効回答 1,724人、±2.0ポイント」 */
  readonly answers: string | null
  readonly sample: boolean
}

export function valueCell(language: Language, measured: Measured): ValueCell {
  const w = indicatorWords[language]
  const { state, printed, respondents, margin, sample } = measured
  if (printed !== null) {
    const n = respondents?.toLocaleString('ja-JP')
    return {
      number: printed.number,
      unit: unitIn(language, printed.unit, printed.number),
      spoken: null,
      answers: n === undefined ? null : w.respondents(n, margin?.toFixed(1) ?? null),
      sample,
    }
  }
  const isDash = state === 'not-surveyed'
  return {
    number: isDash ? w.notSurveyed : '',
    unit: '',
    spoken: isDash ? w.notSurveyedSpoken : w.noEntry,
    answers: null,
    sample,
  }
}

/** 「令和6年度」, with the western year where the reader may not know the era. */
export function yearIn(language: Language, year: number): string {
  if (language === 'en') return `FY ${year}`
  return language === 'ja' ? fiscalYearName(year) : `${fiscalYearName(year)}（${year}年）`
}
