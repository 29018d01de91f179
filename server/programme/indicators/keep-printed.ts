import type { PrintedWords } from './book.ts'
import type { ProgrammeWriter } from './writer.ts'

/**
 * Keeps with every edition what it printed, before a new one says it otherwise: labels, notes and
 * long-term goals as they stand now. Called when a new edition begins.
 */
export async function keepPrinted(trx: ProgrammeWriter): Promise<void> {
  const indicators = await trx
    .selectFrom('indicator')
    .select(['id', 'label', 'history_label', 'long_term', 'notes'])
    .orderBy('id')
    .execute()
  const notes = await trx.selectFrom('indicator_note').selectAll().orderBy('ref').execute()
  const words: PrintedWords = {
    indicators: Object.fromEntries(
      indicators.map(({ id, label, history_label: historyLabel, long_term: longTerm, notes }) => [
        id,
        { label, historyLabel, longTerm, notes },
      ]),
    ),
    notes: Object.fromEntries(notes.map(({ ref, text }) => [ref, text])),
  }
  await trx
    .updateTable('programme_edition')
    .set({ printed: JSON.stringify(words) })
    .where('printed', 'is', null)
    .execute()
}
