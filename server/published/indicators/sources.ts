import { type Named, namedIn } from '../../../views/words/indicator-names.ts'
import { indicatorWords } from '../../../views/words/indicators.ts'
import type { Language } from '../../../views/words/language.ts'
import type { IndicatorBook } from '../../programme/indicators/book.ts'
import { yearIn } from './cells.ts'

/** Where the figures come from. */
export interface SourceView {
  /** Each source of figures with the years it is the source of, as it is cited; oldest first. */
  readonly cited: readonly { readonly source: Named; readonly years: string }[]
  /** How each series is taken. */
  readonly how: readonly {
    readonly label: Named
    readonly source: Named
    readonly asOf: string
  }[]
}

export function sourceView(language: Language, { indicators }: IndicatorBook): SourceView {
  const w = indicatorWords[language]
  const years = new Map<string, number[]>()
  for (const { values } of indicators) {
    for (const [year, { source }] of values) {
      years.set(source, [...(years.get(source) ?? []), year])
    }
  }
  const first = (all: readonly number[]) => Math.min(...all)
  return {
    cited: [...years]
      .sort(([, a], [, b]) => first(a) - first(b))
      .map(([source, all]) => ({
        source: namedIn(language, source),
        years: w.sourceYears(yearIn(language, first(all)), yearIn(language, Math.max(...all))),
      })),
    how: indicators.map(({ historyLabel, source, asOf }) => ({
      label: namedIn(language, historyLabel),
      source: namedIn(language, source),
      asOf: w.asOf[asOf],
    })),
  }
}
