import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { dropOldCopies } from '../../server/stores/migrate.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

test('copies made before a migration do not outlive what was deleted since: thirty days', () => {
  const folder = temporaryFolder('copies')
  expect(dropOldCopies(folder, new Date())).toBe(0)
  mkdirSync(join(folder, 'before-migration'))
  const [old, fresh] = ['voice.db.v1', 'voice.db.v2'].map((name) =>
    join(folder, 'before-migration', name),
  ) as [string, string]
  const now = new Date('2026-12-31T10:00:00+09:00')
  for (const [file, day] of [
    [old, '2026-11-30T09:00:00+09:00'],
    [fresh, '2026-12-02T09:00:00+09:00'],
  ] as const) {
    writeFileSync(file, 'copy')
    utimesSync(file, new Date(day), new Date(day))
  }
  expect(dropOldCopies(folder, now)).toBe(1)
  expect([existsSync(old), existsSync(fresh)]).toEqual([false, true])
})
