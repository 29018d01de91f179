import type { StoreMigration } from '../migration.ts'

/**
 * What the two readers say of a free text: shown as it is, masked (`masked` is the text with the words left
 * out), held back, or passed on to a 専用窓口 (crisis). No person, no day: seats 1 and 2 only.
 */
export const reading: StoreMigration = {
  name: '0003_reading',
  statements: [
    `CREATE TABLE text_reading (
      survey TEXT NOT NULL,
      item TEXT NOT NULL,
      text TEXT NOT NULL,
      seat INTEGER NOT NULL CHECK (seat IN (1, 2)),
      verdict TEXT NOT NULL CHECK (verdict IN ('show', 'mask', 'hold', 'pass-on')),
      masked TEXT NOT NULL,
      counter TEXT NOT NULL,
      PRIMARY KEY (survey, item, text, seat)
    ) STRICT, WITHOUT ROWID`,
  ],
}
