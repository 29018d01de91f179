import type { StoreMigration } from '../migration.ts'

/**
 * What the programme reports every year: indicators with targets and history; what units do about it; what
 * everybody may read of free texts; the bulletin.
 *
 * Years are fiscal years (2024 is 令和6年度), days ISO dates in JST. Values are decimals as written
 * (「12.0」), NULL is 「－」 (not surveyed). `indicator.gap_with` names the series that a gap is taken to.
 * `indicator_target`: what an edition of the programme asks of one year; `words` as printed.
 * `programme_edition.printed`: JSON of the words of an edition that has been followed by another one; NULL:
 * as the indicators and notes stand now.
 * `indicator_break.state`: 'possible' until 人事課 says whether it is one.
 * `follow_up.body` is JSON of its kind, `unit` the code of the unit, '' for the whole body.
 * `survey_voice_change`: 「あなたの声で変わったこと」 above the questions of a survey.
 */
export const programme: StoreMigration = {
  name: '0006_programme',
  statements: [
    `CREATE TABLE indicator (
      id TEXT PRIMARY KEY CHECK (id <> ''),
      position INTEGER NOT NULL,
      pillar_number INTEGER NOT NULL,
      pillar TEXT NOT NULL,
      heading TEXT NOT NULL,
      label TEXT NOT NULL,
      history_label TEXT NOT NULL,
      series TEXT NOT NULL,
      unit TEXT NOT NULL,
      decimals INTEGER NOT NULL CHECK (decimals BETWEEN 0 AND 3),
      source TEXT NOT NULL,
      as_of TEXT NOT NULL CHECK (as_of IN ('year', 'next-april')),
      item TEXT,
      gap_with TEXT,
      notes TEXT NOT NULL,
      long_term TEXT NOT NULL,
      is_reference INTEGER NOT NULL CHECK (is_reference IN (0, 1)),
      remark TEXT NOT NULL
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE indicator_value (
      indicator TEXT NOT NULL REFERENCES indicator (id),
      fiscal_year INTEGER NOT NULL,
      value TEXT CHECK (value <> ''),
      source TEXT NOT NULL,
      as_of_day TEXT CHECK (length(as_of_day) = 10),
      respondents INTEGER CHECK (respondents > 0),
      survey TEXT,
      sample INTEGER NOT NULL DEFAULT 0 CHECK (sample IN (0, 1)),
      approved_on TEXT NOT NULL CHECK (length(approved_on) = 10),
      PRIMARY KEY (indicator, fiscal_year)
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE programme_edition (
      id TEXT PRIMARY KEY CHECK (id <> ''),
      label TEXT NOT NULL,
      day TEXT NOT NULL CHECK (length(day) = 10),
      current_year INTEGER NOT NULL,
      source TEXT NOT NULL,
      printed TEXT CHECK (printed <> '')
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE indicator_target (
      edition TEXT NOT NULL REFERENCES programme_edition (id),
      indicator TEXT NOT NULL REFERENCES indicator (id),
      fiscal_year INTEGER NOT NULL,
      op TEXT NOT NULL CHECK (op IN ('increase', 'decrease', 'ge', 'le', 'eq', 'converge')),
      value TEXT CHECK (value <> ''),
      words TEXT NOT NULL CHECK (words <> ''),
      PRIMARY KEY (edition, indicator, fiscal_year)
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE indicator_break (
      indicator TEXT NOT NULL REFERENCES indicator (id),
      fiscal_year INTEGER NOT NULL,
      reason TEXT NOT NULL CHECK (reason <> ''),
      state TEXT NOT NULL CHECK (state IN ('possible', 'break', 'none')),
      PRIMARY KEY (indicator, fiscal_year)
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE indicator_note (
      ref TEXT PRIMARY KEY,
      text TEXT NOT NULL CHECK (text <> '')
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE follow_up (
      id INTEGER PRIMARY KEY,
      fiscal_year INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('action', 'stop-work', 'measure', 'case', 'issue')),
      unit TEXT NOT NULL,
      state TEXT NOT NULL,
      body TEXT NOT NULL,
      changed_on TEXT NOT NULL CHECK (length(changed_on) = 10),
      carried_from INTEGER
    ) STRICT`,
    `CREATE INDEX follow_up_unit ON follow_up (unit, fiscal_year)`,
    `CREATE TABLE unit_review (
      fiscal_year INTEGER NOT NULL,
      unit TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('confirmed', 'unchanged')),
      confirmed_on TEXT NOT NULL CHECK (length(confirmed_on) = 10),
      PRIMARY KEY (fiscal_year, unit)
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE survey_voice_change (
      survey TEXT NOT NULL REFERENCES survey (id),
      number INTEGER NOT NULL CHECK (number BETWEEN 1 AND 8),
      words TEXT NOT NULL CHECK (words <> ''),
      source TEXT NOT NULL,
      PRIMARY KEY (survey, number)
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE shown_text (
      survey TEXT NOT NULL,
      item TEXT NOT NULL,
      text TEXT NOT NULL CHECK (text <> ''),
      PRIMARY KEY (survey, item, text)
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE text_release (
      survey TEXT PRIMARY KEY,
      released_on TEXT NOT NULL CHECK (length(released_on) = 10),
      body TEXT NOT NULL
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE bulletin (
      number INTEGER PRIMARY KEY CHECK (number >= 1),
      state TEXT NOT NULL CHECK (state IN ('draft', 'published')),
      title TEXT NOT NULL,
      body TEXT NOT NULL,
      published_on TEXT CHECK (length(published_on) = 10)
    ) STRICT`,
    `CREATE TABLE year_step (
      fiscal_year INTEGER NOT NULL,
      step TEXT NOT NULL,
      day TEXT CHECK (length(day) = 10),
      done_on TEXT CHECK (length(done_on) = 10),
      PRIMARY KEY (fiscal_year, step)
    ) STRICT, WITHOUT ROWID`,
  ],
}
