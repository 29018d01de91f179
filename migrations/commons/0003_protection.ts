import type { StoreMigration } from '../migration.ts'

/**
 * Openings that the protection refused, and what was left out of the plan afterwards: at most once for
 * each refusal. Tables are JSON lists of attribute ids; days in JST, never times.
 */
export const protection: StoreMigration = {
  name: '0003_protection',
  statements: [
    `CREATE TABLE protection_refusal (
      survey TEXT NOT NULL REFERENCES survey (id),
      number INTEGER NOT NULL CHECK (number >= 1),
      day TEXT NOT NULL CHECK (length(day) = 10),
      reason TEXT NOT NULL CHECK (reason IN ('certificate', 'audit', 'solver', 'check')),
      plan TEXT NOT NULL,
      involved TEXT NOT NULL,
      PRIMARY KEY (survey, number)
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE plan_reduction (
      survey TEXT NOT NULL,
      refusal INTEGER NOT NULL,
      day TEXT NOT NULL CHECK (length(day) = 10),
      withdrawn TEXT NOT NULL,
      decision TEXT NOT NULL CHECK (decision <> ''),
      PRIMARY KEY (survey, refusal),
      FOREIGN KEY (survey, refusal) REFERENCES protection_refusal (survey, number)
    ) STRICT, WITHOUT ROWID`,
  ],
}
