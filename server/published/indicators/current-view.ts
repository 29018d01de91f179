import { type Named, namedIn } from '../../../views/words/indicator-names.ts'
import { printedIn, targetIn } from '../../../views/words/indicator-values.ts'
import { indicatorWords } from '../../../views/words/indicators.ts'
import type { Language } from '../../../views/words/language.ts'
import type { Edition, Indicator } from '../../programme/indicators/book.ts'
import { pointsOf, printed } from '../../programme/indicators/printed-value.ts'
import type { CurrentRow, CurrentTable } from '../../programme/indicators/tables.ts'
import { targetsOf, type Verdict } from '../../programme/indicators/verdict.ts'
import { type ValueCell, valueCell, yearIn } from './cells.ts'

/** 表「現状及び目標」 in the reader's language. */
export interface CurrentView {
  readonly year: string
  /** The year that the edition prints as 現状. */
  readonly isCurrent: boolean
  readonly isReference: boolean
  readonly summary: string
  readonly pillars: readonly {
    readonly name: Named
    readonly rows: readonly CurrentRowView[]
    /** Lines of the table, for the cell that spans them. */
    readonly lines: number
  }[]
}

export interface CurrentRowView {
  readonly heading: Named
  readonly notes: string
  readonly series: readonly {
    readonly label: Named
    readonly value: ValueCell
    readonly before: ValueCell
    /** 「＋8.4ポイント」 */
    readonly change: string | null
  }[]
  readonly goals: readonly { readonly words: Named; readonly years: string | null }[]
  readonly longTerm: Named | null
  readonly verdict: VerdictView
}

export interface VerdictView {
  readonly state: Verdict['state']
  readonly isReference: boolean
  readonly words: string
  /** Beside the formal verdict: 横ばい, why there is none, the gap. */
  readonly lines: readonly string[]
  readonly isFlat: boolean
}

export function currentView(language: Language, table: CurrentTable): CurrentView {
  const rows = table.pillars.flatMap((pillar) => pillar.rows)
  const isReference = rows.some(({ verdict }) => verdict.isReference)
  const year = yearIn(language, table.year)
  const count = (state: Verdict['state']) =>
    rows.filter(({ verdict }) => verdict.state === state).length
  const w = indicatorWords[language]
  return {
    year,
    isCurrent: table.year === table.edition.currentYear,
    isReference,
    summary: isReference
      ? w.summaryReference(year)
      : w.summary(year, rows.length, count('met'), count('missed'), count('none')),
    pillars: table.pillars.map((pillar) => ({
      name: namedIn(language, pillar.name),
      rows: pillar.rows.map((row) => rowView(language, row, table.edition)),
      lines: pillar.rows.reduce((sum, { series }) => sum + series.length, 0),
    })),
  }
}

/** Goals as an edition prints them; years only where they differ. */
export function goalViews(
  language: Language,
  goals: CurrentRow['goals'],
  indicator: Indicator,
  edition: Pick<Edition, 'id'>,
): CurrentRowView['goals'] {
  const asked = targetsOf(indicator, edition.id)
  const between = language === 'en' ? ', ' : '、'
  return goals.flatMap(({ words, years }) => {
    const target = asked.find((one) => one.target.words === words)?.target
    if (target === undefined) return []
    return [
      {
        words: targetIn(language, target, indicator.unit),
        years:
          goals.length === 1 ? null : years.map((year) => yearIn(language, year)).join(between),
      },
    ]
  })
}

function rowView(language: Language, row: CurrentRow, edition: Edition): CurrentRowView {
  const { heading, notes, series, longTerm, verdict } = row
  const [first] = series
  return {
    heading: namedIn(language, heading),
    notes,
    series: series.map(({ label, value, before, change }) => ({
      label: namedIn(language, label),
      value: valueCell(language, value),
      before: valueCell(language, before),
      change: change === null ? null : printedIn(language, change),
    })),
    goals: first === undefined ? [] : goalViews(language, row.goals, first.indicator, edition),
    longTerm: longTerm === '' ? null : namedIn(language, longTerm),
    verdict: verdictView(language, row, verdict),
  }
}

function verdictView(language: Language, { series }: CurrentRow, verdict: Verdict): VerdictView {
  const w = indicatorWords[language]
  const { state, isReference, reason, flat } = verdict
  const [first] = series
  const gap = (text: string) =>
    printedIn(
      language,
      printed(
        { decimals: first?.indicator.decimals ?? 0, unit: pointsOf(first?.indicator.unit ?? '') },
        text,
      ),
    )
  const { measured, before } = verdict
  const isGap = verdict.target?.op === 'converge' && measured !== null
  return {
    state,
    isReference,
    words: w.verdicts[state],
    lines: [
      ...(isGap ? [w.gapNow(gap(measured), before === null ? null : gap(before))] : []),
      ...(reason === null ? [] : [w.reasons[reason]]),
      ...(flat === null ? [] : [flat ? w.flatText : w.notFlat]),
    ],
    isFlat: flat === true,
  }
}
