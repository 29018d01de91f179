import type { StoreMigration } from '../migration.ts'

/** What anyone in the house may know: units, questionnaires, published tables. Nothing about a person. */
export const organisation: StoreMigration = {
  name: '0001_organisation',
  statements: [
    `CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID`,
    `CREATE TABLE unit (
      code TEXT PRIMARY KEY,
      parent TEXT,
      kind TEXT NOT NULL CHECK (kind IN ('市', '部', '部付', '課', '支所', '施設')),
      name TEXT NOT NULL,
      similar TEXT NOT NULL,
      position INTEGER NOT NULL,
      bureau TEXT,
      section TEXT,
      valid_from TEXT NOT NULL,
      valid_to TEXT
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE survey (
      id TEXT PRIMARY KEY,
      title TEXT NOT NULL,
      fiscal_year INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN
        ('draft', 'announced', 'opened', 'published', 'destroyed', 'cancelled')),
      opens_at TEXT NOT NULL,
      closes_at TEXT NOT NULL,
      k INTEGER NOT NULL CHECK (k >= 5),
      k_decision TEXT NOT NULL,
      draft TEXT NOT NULL,
      questionnaire TEXT,
      frozen_hash TEXT,
      eligible INTEGER,
      signing_spki BLOB,
      tally_spki BLOB,
      keepers TEXT NOT NULL
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE published_set (
      survey TEXT PRIMARY KEY REFERENCES survey (id),
      body TEXT NOT NULL,
      sha256 TEXT NOT NULL,
      visible INTEGER NOT NULL CHECK (visible IN (0, 1))
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE spent_list (
      survey TEXT PRIMARY KEY REFERENCES survey (id),
      body TEXT NOT NULL
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE opening_record (
      survey TEXT PRIMARY KEY REFERENCES survey (id),
      body TEXT NOT NULL
    ) STRICT, WITHOUT ROWID`,
  ],
}
