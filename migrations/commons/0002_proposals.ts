import type { StoreMigration } from '../migration.ts'

/**
 * A quarter of the proposal box with its three public keys. Days, never times; `waiting_since` is the day
 * of the first opening that found too few arrivals. `disposal` is the record of what was deleted when.
 */
export const proposals: StoreMigration = {
  name: '0002_proposals',
  statements: [
    `CREATE TABLE proposal_quarter (
      id TEXT PRIMARY KEY,
      opens_on TEXT NOT NULL CHECK (length(opens_on) = 10),
      closes_on TEXT NOT NULL CHECK (length(closes_on) = 10),
      post_spki BLOB NOT NULL,
      endorse_spki BLOB NOT NULL,
      tally_spki BLOB NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('open', 'destroyed')),
      opened_on TEXT CHECK (length(opened_on) = 10),
      waiting_since TEXT CHECK (length(waiting_since) = 10)
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE disposal (
      kind TEXT NOT NULL,
      day TEXT NOT NULL CHECK (length(day) = 10),
      items INTEGER NOT NULL CHECK (items > 0),
      basis TEXT NOT NULL,
      PRIMARY KEY (kind, day, basis)
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE unit_successor (
      unit TEXT PRIMARY KEY,
      successor TEXT NOT NULL,
      day TEXT NOT NULL CHECK (length(day) = 10)
    ) STRICT, WITHOUT ROWID`,
  ],
}
