import type { StoreMigration } from '../migration.ts'

/**
 * Proposals after their release: no person, days only. `number` is random, `receipt` the HMAC of the
 * author's lookup id, `author_key` checks what the author does later; `body` is the whole proposal (JSON
 * of `Proposal`, strict). `opened_message` holds digests of the last batch while its box is being emptied.
 */
export const proposals: StoreMigration = {
  name: '0002_proposals',
  statements: [
    `CREATE TABLE proposal (
      number TEXT PRIMARY KEY,
      receipt BLOB UNIQUE CHECK (length(receipt) = 32),
      author_key BLOB CHECK (length(author_key) = 32),
      state TEXT NOT NULL,
      body TEXT NOT NULL
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE complaint (
      id TEXT PRIMARY KEY,
      proposal TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('question', 'hunt')),
      text TEXT NOT NULL,
      received_on TEXT NOT NULL CHECK (length(received_on) = 10),
      closed_on TEXT CHECK (length(closed_on) = 10),
      outcome TEXT NOT NULL
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE used_act (
      digest BLOB PRIMARY KEY CHECK (length(digest) = 32),
      proposal TEXT NOT NULL
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE opened_message (digest BLOB PRIMARY KEY CHECK (length(digest) = 32)) STRICT, WITHOUT ROWID`,
  ],
}
