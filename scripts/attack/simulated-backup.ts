import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { jstDay } from '../../server/calendar/jst.ts'

export async function nightlyBackup(data: string, backups: string, now: Date): Promise<void> {
  const target = join(backups, jstDay(now))
  mkdirSync(target, { mode: 0o700 })
  for (const name of ['identity.db', 'commons.db', 'voice.db']) {
    const source = new Database(join(data, name), { readonly: true })
    source.prepare('VACUUM INTO ?').run(join(target, name))
    source.close()
  }
}
