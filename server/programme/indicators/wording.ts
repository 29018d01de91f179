import type { Edition, Indicator, IndicatorBook, PrintedWords } from './book.ts'

export type IndicatorWording = PrintedWords['indicators'][string]

/** What an edition calls an indicator; a later edition may call it otherwise. */
export function wordsIn(
  { printed }: Pick<Edition, 'printed'>,
  indicator: Indicator,
): IndicatorWording {
  const { label, historyLabel, longTerm, notes } = indicator
  return printed?.indicators[indicator.id] ?? { label, historyLabel, longTerm, notes }
}

/** ※1 to ※4 as an edition prints them. */
export function notesOf(
  book: Pick<IndicatorBook, 'notes'>,
  { printed }: Pick<Edition, 'printed'>,
): { readonly ref: string; readonly text: string }[] {
  if (printed === null) return [...book.notes]
  return Object.entries(printed.notes)
    .map(([ref, text]) => ({ ref, text }))
    .sort((a, b) => (a.ref < b.ref ? -1 : 1))
}
