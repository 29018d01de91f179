import type { StoreMigration } from '../migration.ts'

/**
 * Free texts after an opening: sorted, without unit, attribute, date or order of arrival. The key is
 * the text itself and how often it was written, so that the file tells nothing else.
 */
export const freeText: StoreMigration = {
  name: '0001_free_text',
  statements: [
    `CREATE TABLE free_text (
      survey TEXT NOT NULL,
      item TEXT NOT NULL,
      text TEXT NOT NULL,
      times INTEGER NOT NULL CHECK (times >= 1),
      PRIMARY KEY (survey, item, text)
    ) STRICT, WITHOUT ROWID`,
  ],
}
