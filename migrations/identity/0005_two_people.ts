import type { StoreMigration } from '../migration.ts'

/**
 * What two people do: figures that wait for a second official's approval (`body` is JSON of its kind), and
 * who reads the free texts of a survey (seat 1 of 人事課, seat 2 of elsewhere; `changes`: how often the seat went to
 * somebody else since the opening).
 */
export const twoPeople: StoreMigration = {
  name: '0005_two_people',
  statements: [
    `CREATE TABLE second_approval (
      id INTEGER PRIMARY KEY,
      kind TEXT NOT NULL,
      body TEXT NOT NULL,
      entered_by TEXT NOT NULL,
      entered_on TEXT NOT NULL CHECK (length(entered_on) = 10)
    ) STRICT`,
    `CREATE TABLE text_reader (
      survey TEXT NOT NULL,
      seat INTEGER NOT NULL CHECK (seat IN (1, 2)),
      person TEXT NOT NULL,
      changes INTEGER NOT NULL DEFAULT 0 CHECK (changes >= 0),
      PRIMARY KEY (survey, seat)
    ) STRICT, WITHOUT ROWID`,
  ],
}
