import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { projectFile } from '../../../../server/http/project-file.ts'
import { keeperDesk } from '../../../../server/opening/keeper-desk.ts'
import { destroyTallyFile, tallyPath } from '../../../../server/stores/tally-file.ts'
import type { FrozenSurvey } from '../../../../server/survey/frozen-surveys.ts'
import { temporaryFolder } from '../../../support/temporary-folder.ts'
import { by, type KeeperCity, keeperCity, keyFiles, opensKey } from './keeper-city.ts'

let at: KeeperCity
let survey: FrozenSurvey

beforeAll(async () => {
  at = await keeperCity({ mirror: true })
  const found = await at.city.system.acts.findFrozen(at.id)
  if (found === undefined) throw new Error('not announced')
  survey = found
})
afterAll(() => at.city.close())

/** Copies of data folder and mirror after the child has died in them; the new passphrase of post 1. */
function afterDying(dies: string): { folders: string[]; fresh: string } {
  const folders = at.city.folders.map((folder) => {
    const copy = temporaryFolder('renewal')
    cpSync(folder, copy, { recursive: true })
    onTestFinished(() => rmSync(copy, { recursive: true, force: true }))
    return copy
  })
  const child = spawnSync(
    process.execPath,
    [
      '--import',
      'tsx',
      fileURLToPath(new URL('./renewal-child.ts', import.meta.url)),
      projectFile('dist'),
      dies,
      at.id,
      ...folders,
      ...at.passphrases,
    ],
    { cwd: projectFile(), encoding: 'utf8' },
  )
  expect(child.stderr).not.toContain('Error')
  expect([child.signal, child.status]).toEqual(['SIGKILL', null])
  return { folders, fresh: child.stdout }
}

describe('A server that is killed while a new sheet takes the place of the old one', () => {
  it.each([
    ['before the second copy', false],
    ['before the first takes its place', false],
    ['between the two', true],
    ['after both took their places', true],
  ])(
    '%s: the others open the key, and exactly one of the two sheets is the good one',
    async (dies, renewed) => {
      const { folders, fresh } = afterDying(dies)
      const [, two = '', three = ''] = at.passphrases
      expect(await opensKey(folders, survey, by(at.passphrases, 1, 2))).toBe(true)
      expect(await opensKey(folders, survey, [fresh, two, ''])).toBe(renewed)
      const desk = keeperDesk(folders)
      expect(desk.stateOf(at.id).sheets[0]?.sheet).toBe(renewed ? 2 : 1)
      if (dies === 'between the two') expect(desk.stateOf(at.id).mirror).toBe('older')
      else expect(await opensKey(folders, survey, by(at.passphrases, 0, 1))).toBe(!renewed)

      // Repeated, all disks agree again, and nothing of what the crash left opens anything.
      const first = renewed ? fresh : (at.passphrases[0] ?? '')
      expect((await desk.begin(survey, 0, [first, '', three])).state).toBe('begun')
      const newest = desk.takeSheet(at.id)?.passphrase ?? ''
      expect((await desk.confirm(survey, [newest, '', three])).state).toBe('rewrapped')
      const [main, mirror] = keyFiles({ folders }, at.id)
      expect(main).toBe(mirror)
      expect(await opensKey(folders, survey, [newest, two, ''])).toBe(true)
      for (const old of [at.passphrases[0] ?? '', fresh]) {
        expect(await opensKey(folders, survey, [old, two, ''])).toBe(false)
      }
      for (const folder of folders) {
        destroyTallyFile(tallyPath(folder, at.id))
        for (const name of ['', '.new']) {
          expect(existsSync(join(folder, `tally-${at.id}.json${name}`))).toBe(false)
        }
      }
    },
  )

  it('and the destruction takes along what the crash has left beside the key', () => {
    const { folders } = afterDying('before the first takes its place')
    for (const folder of folders) {
      const beside = `${tallyPath(folder, at.id)}.new`
      expect(existsSync(beside)).toBe(true)
      destroyTallyFile(tallyPath(folder, at.id))
      expect(existsSync(beside)).toBe(false)
    }
  })
})
