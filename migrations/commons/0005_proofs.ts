import type { StoreMigration } from '../migration.ts'

/**
 * What anybody may check: the pools of paper slips, and the list of keys that only grows.
 *
 * `slip_pool.pool` as in `slip.pool` of identity.db; `list_hash` is the SHA-256 of its sorted hashes one
 * after the other, in hex. `spoilt` and `unused` are counted by hand after the close; NULL: not yet.
 * `key_log.entry` is JSON that names the hash before it; `hash` is SHA-256 of `entry`, in hex.
 */
export const proofs: StoreMigration = {
  name: '0005_proofs',
  statements: [
    `CREATE TABLE slip_pool (
      pool TEXT PRIMARY KEY,
      kind TEXT NOT NULL CHECK (kind IN ('survey', 'proposal')),
      made_on TEXT NOT NULL CHECK (length(made_on) = 10),
      printed INTEGER NOT NULL CHECK (printed > 0),
      list_hash TEXT NOT NULL CHECK (length(list_hash) = 64),
      spoilt INTEGER CHECK (spoilt >= 0),
      unused INTEGER CHECK (unused >= 0),
      withdrawn_on TEXT CHECK (length(withdrawn_on) = 10)
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE key_log (
      number INTEGER PRIMARY KEY CHECK (number >= 1),
      day TEXT NOT NULL CHECK (length(day) = 10),
      survey TEXT NOT NULL,
      entry TEXT NOT NULL,
      hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64)
    ) STRICT`,
    `CREATE TRIGGER key_log_stays BEFORE UPDATE ON key_log
      BEGIN SELECT RAISE(ABORT, 'key_log only grows'); END`,
    `CREATE TRIGGER key_log_keeps BEFORE DELETE ON key_log
      BEGIN SELECT RAISE(ABORT, 'key_log only grows'); END`,
  ],
}
