import type { StoreMigration } from '../migration.ts'

/**
 * The year of a survey: its approval, what was changed publicly after the announcement, notices by mail;
 * and an organisation that changes: several successors of a unit, and a reporting unit chosen by hand.
 *
 * `unit.counts_in` is the code of the unit an answer of this one counts in; NULL: by the tree.
 * `unit_successor.main` is 1 for the one successor that open proposals go to.
 */
export const year: StoreMigration = {
  name: '0004_year',
  statements: [
    `ALTER TABLE unit ADD COLUMN counts_in TEXT`,
    `CREATE TABLE unit_successor_next (
      unit TEXT NOT NULL,
      successor TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('rename', 'merge', 'split', 'move')),
      main INTEGER NOT NULL CHECK (main IN (0, 1)),
      day TEXT NOT NULL CHECK (length(day) = 10),
      PRIMARY KEY (unit, successor)
    ) STRICT, WITHOUT ROWID`,
    `INSERT INTO unit_successor_next SELECT unit, successor, 'move', 1, day FROM unit_successor`,
    `DROP TABLE unit_successor`,
    `ALTER TABLE unit_successor_next RENAME TO unit_successor`,
    `CREATE UNIQUE INDEX unit_successor_main ON unit_successor (unit) WHERE main = 1`,
    `ALTER TABLE survey ADD COLUMN stopped_on TEXT CHECK (length(stopped_on) = 10)`,
    `CREATE TABLE survey_approval (
      survey TEXT PRIMARY KEY REFERENCES survey (id),
      number TEXT NOT NULL CHECK (number <> ''),
      day TEXT NOT NULL CHECK (length(day) = 10),
      draft_hash TEXT NOT NULL
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE survey_change (
      survey TEXT NOT NULL REFERENCES survey (id),
      number INTEGER NOT NULL CHECK (number >= 1),
      kind TEXT NOT NULL CHECK (kind IN
        ('correction', 'extension', 'stop', 'resumption', 'cancellation')),
      day TEXT NOT NULL CHECK (length(day) = 10),
      words TEXT NOT NULL CHECK (words <> ''),
      closed_before TEXT,
      closes_now TEXT,
      PRIMARY KEY (survey, number)
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE series_break (
      survey TEXT NOT NULL REFERENCES survey (id),
      item TEXT NOT NULL,
      reason TEXT NOT NULL CHECK (reason <> ''),
      PRIMARY KEY (survey, item)
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE mail (
      id INTEGER PRIMARY KEY,
      survey TEXT NOT NULL,
      kind TEXT NOT NULL,
      day TEXT NOT NULL CHECK (length(day) = 10),
      subject TEXT NOT NULL,
      body TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'failed', 'withdrawn')),
      reason TEXT NOT NULL DEFAULT ''
    ) STRICT`,
  ],
}
