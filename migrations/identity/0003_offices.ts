import type { StoreMigration } from '../migration.ts'

/**
 * Who holds an office, how (本務, 事務取扱, 代理) and until when; what of the roster decides who is asked;
 * passwords that were reset by letter; a roster that waits for its day; the record of the keepers' sheets.
 *
 * `credential.reset_on` and `card_from` are days of an official's act, not of the person's own.
 */
export const offices: StoreMigration = {
  name: '0003_offices',
  statements: [
    `ALTER TABLE role ADD COLUMN manner TEXT NOT NULL DEFAULT 'own'
      CHECK (manner IN ('own', 'acting', 'deputy'))`,
    `ALTER TABLE role ADD COLUMN valid_from TEXT CHECK (length(valid_from) = 10)`,
    `ALTER TABLE role ADD COLUMN valid_to TEXT CHECK (length(valid_to) = 10)`,
    `ALTER TABLE person ADD COLUMN appointer TEXT NOT NULL DEFAULT ''`,
    `ALTER TABLE person ADD COLUMN status TEXT NOT NULL DEFAULT ''`,
    `ALTER TABLE credential ADD COLUMN reset_on TEXT CHECK (length(reset_on) = 10)`,
    `ALTER TABLE credential ADD COLUMN card_from TEXT CHECK (length(card_from) = 10)`,
    `CREATE TABLE roster_import (
      id INTEGER PRIMARY KEY,
      effective_on TEXT NOT NULL CHECK (length(effective_on) = 10),
      state TEXT NOT NULL CHECK (state IN ('waiting', 'applied', 'failed', 'withdrawn')),
      actor TEXT NOT NULL,
      at TEXT NOT NULL,
      units_name TEXT,
      units BLOB,
      people_name TEXT,
      people BLOB,
      outcome TEXT NOT NULL
    ) STRICT`,
    `CREATE TABLE keeper_entry (
      id INTEGER PRIMARY KEY,
      survey TEXT NOT NULL,
      post TEXT NOT NULL,
      sheet INTEGER NOT NULL DEFAULT 1 CHECK (sheet >= 1),
      act TEXT NOT NULL
        CHECK (act IN ('proved', 'handed-over', 'rewrapped', 'lost', 'shredded')),
      day TEXT NOT NULL CHECK (length(day) = 10),
      actor TEXT NOT NULL,
      note TEXT NOT NULL
    ) STRICT`,
    `CREATE INDEX keeper_entry_survey ON keeper_entry (survey)`,
  ],
}
