import type Database from 'better-sqlite3'

/** Surveys whose cards are all out, and quarters that are over: from night to night nothing changes there. */
export interface Over {
  readonly surveys: readonly string[]
  readonly quarters: readonly string[]
}

export function overIn(commons: Database.Database): Over {
  const ids = (sql: string) => commons.prepare(sql).pluck().all() as string[]
  return {
    surveys: ids(`SELECT id FROM survey WHERE state IN ('opened', 'published', 'destroyed')`),
    quarters: hasColumn(commons, 'proposal_quarter', 'state')
      ? ids(`SELECT id FROM proposal_quarter WHERE state = 'destroyed'`)
      : [],
  }
}

/**
 * Takes out of a copy of `identity.db` what would tell, from one night to the next, on which day a person took
 * a card or signed in. Every row stays and keeps its size; sessions go. Nothing of what was there is left in
 * free pages.
 */
export function scrubIdentity(copy: Database.Database, { surveys, quarters }: Over): void {
  copy.pragma('secure_delete = ON')
  const run = (sql: string, ...values: string[]) => copy.prepare(sql).run(...values)
  const over = JSON.stringify(surveys)
  copy.transaction(() => {
    run('DELETE FROM session')
    run(`UPDATE card SET issued = zeroblob(33) ${NOT_OVER}`, over)
    if (hasColumn(copy, 'card', 'reissue')) run(`UPDATE card SET reissue = '-' ${NOT_OVER}`, over)
    if (hasColumn(copy, 'slip', 'pool')) {
      run(
        `UPDATE slip SET exchanged = zeroblob(33) WHERE pool NOT IN (SELECT value FROM json_each(?))`,
        over,
      )
    }
    if (hasColumn(copy, 'proposal_cards', 'quarter')) {
      run(
        `UPDATE proposal_cards SET posts = zeroblob(length(posts)),
           endorsements = zeroblob(length(endorsements))
         WHERE quarter NOT IN (SELECT value FROM json_each(?))`,
        JSON.stringify(quarters),
      )
    }
  })()
  copy.exec('VACUUM')
}

const NOT_OVER = 'WHERE survey NOT IN (SELECT value FROM json_each(?))'

/** Stores of an earlier version lack some. */
function hasColumn(db: Database.Database, table: string, column: string): boolean {
  return (
    db.prepare('SELECT 1 FROM pragma_table_info(?) WHERE name = ?').get(table, column) !== undefined
  )
}
