import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { projectFile } from '../../../server/http/project-file.ts'
import {
  type ClosedCity,
  closedCity,
  copyOf,
  finished,
  passphraseFields,
  sha256Of,
  written,
} from './hand.ts'

let closed: ClosedCity

beforeAll(async () => {
  closed = await closedCity(20)
})
afterAll(() => closed.remove())

describe('A server that is killed in the middle of an opening', () => {
  it.each(['while it unseals', 'while it protects', 'between the writes'])(
    '%s: the box keeps its bytes and the opening is repeated with the same result',
    async (dies) => {
      const reference = await copyOf(closed)
      await reference.office.post(`${reference.base}/opening`, passphraseFields(closed.passphrases))
      await finished(reference)

      let hash = ''
      let texts = 0
      const copy = await copyOf(closed, {
        before: (folder) => {
          const box = join(folder, `box-${closed.survey}.db`)
          hash = sha256Of(box)
          const child = spawnSync(
            process.execPath,
            [
              '--import',
              'tsx',
              fileURLToPath(new URL('./opening-child.ts', import.meta.url)),
              projectFile('dist'),
              folder,
              closed.survey,
              closed.closedAt.toISOString(),
              dies,
              ...closed.passphrases,
            ],
            { cwd: projectFile(), encoding: 'utf8' },
          )
          expect(child.stderr).not.toContain('Error')
          expect([child.signal, child.status]).toEqual(['SIGKILL', null])
          expect(sha256Of(box)).toBe(hash)
          const voice = new Database(join(folder, 'voice.db'))
          texts = Number(voice.prepare('SELECT count(*) FROM free_text').pluck().get())
          voice.close()
        },
      })
      expect(texts > 0).toBe(dies === 'between the writes')
      // The start has dropped what belongs to no opening.
      expect(await written(copy)).toEqual({ sets: [], records: [], texts: [] })
      await copy.office.post(`${copy.base}/opening`, passphraseFields(closed.passphrases))
      expect(await finished(copy)).not.toHaveProperty('failed')
      expect(await written(copy)).toEqual(await written(reference))
      expect(sha256Of(copy.box)).toBe(hash)
    },
  )
})
