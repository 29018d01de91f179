/** Copies of a clean installation, each with one thing in it that the design forbids. */
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { onTestFinished } from 'vitest'
import { attacks } from '../../scripts/attack/attacks.ts'
import { gather, type Request } from '../../scripts/attack/evidence.ts'
import { attackAll, type Line } from '../../scripts/attack/report.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import type { CleanCity } from './clean-city.ts'

export interface LeakyCopy {
  readonly home: string
  readonly data: string
  /** Path below the data folder. */
  file(name: string): string
  /** Changes a database as a careless program would: no secure_delete, no checks. */
  change(name: string, act: (db: Database.Database) => void): void
}

/** What the kit says of a copy with this leak. */
export async function linesOf(
  city: CleanCity,
  only: readonly string[] | null,
  plant: (copy: LeakyCopy) => void,
  other: (copy: LeakyCopy) => Partial<Request> = () => ({}),
): Promise<Line[]> {
  const home = temporaryFolder('leaky')
  onTestFinished(() => rmSync(home, { recursive: true, force: true }))
  cpSync(city.home, home, { recursive: true })
  const data = join(home, 'data')
  const copy: LeakyCopy = {
    home,
    data,
    file: (name) => join(data, name),
    change(name, act) {
      const db = new Database(join(data, name))
      db.pragma('ignore_check_constraints = ON')
      db.pragma('foreign_keys = OFF')
      try {
        act(db)
      } finally {
        db.close()
      }
    },
  }
  plant(copy)
  const { now } = city.request
  const evidence = await gather({
    data,
    mirror: join(home, 'mirror'),
    logs: [join(home, 'server.log')],
    backups: [join(home, 'backups')],
    truth: join(home, 'truth.json'),
    ...(now === undefined ? {} : { now }),
    ...other(copy),
  })
  try {
    const list = attacks.filter(({ slug }) => only === null || only.includes(slug))
    return attackAll(evidence, list)
  } finally {
    evidence.close()
  }
}

/** Names of the attacks that succeed. */
export function broken(lines: readonly Line[]): string[] {
  return [...new Set(lines.filter(({ verdict }) => verdict === 'above').map((l) => l.attack))]
}

export function foundBy(lines: readonly Line[], attack: string): string {
  return lines
    .filter((line) => line.attack === attack && line.verdict === 'above')
    .flatMap(({ tried, found }) => [tried, ...found])
    .join('\n')
}
