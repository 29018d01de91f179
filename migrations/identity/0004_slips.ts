import type { StoreMigration } from '../migration.ts'

/**
 * 紙の回答券 and 紙の提案券: of each only the SHA-256 of what it sends, in the order of these hashes, and a
 * cell that is written in place like `card.issued`. `pool` is the id of the survey, or `proposals-N` for
 * the N-th printing of 提案券. No unit, no person, no time.
 *
 * `card.way` is 'slip' for who is given a paper slip instead (decided for whole workplaces before the
 * announcement). `card.reissue`: '-' never, 'a' asked for, 'g' given: one letter each, so that the row
 * keeps its size.
 */
export const slips: StoreMigration = {
  name: '0004_slips',
  statements: [
    `CREATE TABLE slip (
      pool TEXT NOT NULL,
      hash BLOB NOT NULL CHECK (length(hash) = 32),
      exchanged BLOB NOT NULL DEFAULT (zeroblob(33)) CHECK (length(exchanged) = 33),
      PRIMARY KEY (pool, hash)
    ) STRICT, WITHOUT ROWID`,
    `ALTER TABLE card ADD COLUMN way TEXT NOT NULL DEFAULT 'sign-in'
      CHECK (way IN ('sign-in', 'slip'))`,
    `ALTER TABLE card ADD COLUMN reissue TEXT NOT NULL DEFAULT '-'
      CHECK (reissue IN ('-', 'a', 'g'))`,
  ],
}
