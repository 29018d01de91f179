import type { StoreMigration } from '../migration.ts'

/**
 * Roles gain コンプライアンス. `proposal_cards` holds, in place, 33 bytes a card (see `0001_people`), the
 * same number for everybody; `proposal_step` is the officials' record: who did what to which proposal, to
 * the second. Steps of authors are not in this file.
 */
export const proposals: StoreMigration = {
  name: '0002_proposals',
  statements: [
    `CREATE TABLE role_next (
      person TEXT NOT NULL REFERENCES person (number) ON DELETE CASCADE,
      role TEXT NOT NULL CHECK (role IN
        ('admin', 'hr', 'secretariat', 'compliance', 'director', 'head', 'promoter')),
      unit TEXT NOT NULL,
      origin TEXT NOT NULL CHECK (origin IN ('roster', 'hand')),
      PRIMARY KEY (person, role, unit)
    ) STRICT, WITHOUT ROWID`,
    `INSERT INTO role_next SELECT person, role, unit, origin FROM role`,
    `DROP TABLE role`,
    `ALTER TABLE role_next RENAME TO role`,
    `CREATE TABLE proposal_cards (
      quarter TEXT NOT NULL,
      person TEXT NOT NULL,
      posts BLOB NOT NULL CHECK (length(posts) % 33 = 0),
      endorsements BLOB NOT NULL CHECK (length(endorsements) % 33 = 0),
      PRIMARY KEY (quarter, person)
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE proposal_step (
      id INTEGER PRIMARY KEY,
      at TEXT NOT NULL,
      proposal TEXT NOT NULL,
      actor TEXT NOT NULL,
      role TEXT NOT NULL,
      unit TEXT NOT NULL,
      act TEXT NOT NULL
    ) STRICT`,
    `CREATE INDEX proposal_step_proposal ON proposal_step (proposal)`,
  ],
}
