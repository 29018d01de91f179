import type { StoreMigration } from '../migration.ts'

/**
 * People without names. No time of sign-in, of a refused password or of a card is kept anywhere in
 * this file; only `audit` (acts of officials) carries a time.
 *
 * `card.issued` is written in place: 33 zero bytes until a card is issued, then
 * `0x01 ‖ SHA-256(blinded message)`, so the row keeps its size and its place.
 */
export const people: StoreMigration = {
  name: '0001_people',
  statements: [
    `CREATE TABLE person (
      number TEXT PRIMARY KEY CHECK (length(number) BETWEEN 1 AND 20),
      unit TEXT NOT NULL,
      position TEXT NOT NULL, age TEXT NOT NULL, sex TEXT NOT NULL,
      employment TEXT NOT NULL, job TEXT NOT NULL,
      own_pc INTEGER NOT NULL CHECK (own_pc IN (0, 1)),
      origin TEXT NOT NULL CHECK (origin IN ('roster', 'setup'))
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE credential (
      person TEXT PRIMARY KEY REFERENCES person (number) ON DELETE CASCADE,
      password_hash TEXT NOT NULL,
      must_change INTEGER NOT NULL CHECK (must_change IN (0, 1))
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE session (
      id_hash BLOB PRIMARY KEY CHECK (length(id_hash) = 32),
      person TEXT NOT NULL REFERENCES person (number) ON DELETE CASCADE,
      expires_on TEXT NOT NULL CHECK (length(expires_on) = 10)
    ) STRICT, WITHOUT ROWID`,
    `CREATE INDEX session_person ON session (person)`,
    `CREATE TABLE role (
      person TEXT NOT NULL REFERENCES person (number) ON DELETE CASCADE,
      role TEXT NOT NULL CHECK (role IN ('admin', 'hr', 'secretariat', 'director', 'head', 'promoter')),
      unit TEXT NOT NULL,
      origin TEXT NOT NULL CHECK (origin IN ('roster', 'hand')),
      PRIMARY KEY (person, role, unit)
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE card (
      survey TEXT NOT NULL,
      person TEXT NOT NULL,
      bureau TEXT NOT NULL,
      issued BLOB NOT NULL DEFAULT (zeroblob(33)) CHECK (length(issued) = 33),
      PRIMARY KEY (survey, person)
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE eligible_class (
      survey TEXT NOT NULL,
      bureau TEXT NOT NULL, section TEXT NOT NULL,
      position TEXT NOT NULL, age TEXT NOT NULL, sex TEXT NOT NULL,
      employment TEXT NOT NULL, job TEXT NOT NULL,
      people INTEGER NOT NULL CHECK (people > 0),
      PRIMARY KEY (survey, bureau, section, position, age, sex, employment, job)
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE signing_key (
      survey TEXT PRIMARY KEY,
      pkcs8 BLOB NOT NULL
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE turnout (
      survey TEXT NOT NULL,
      day TEXT NOT NULL CHECK (length(day) = 10),
      percent INTEGER NOT NULL CHECK (percent % 5 = 0),
      PRIMARY KEY (survey, day)
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE audit (
      id INTEGER PRIMARY KEY,
      at TEXT NOT NULL,
      actor TEXT NOT NULL,
      act TEXT NOT NULL,
      detail TEXT NOT NULL
    ) STRICT`,
  ],
}
