import { expect, it } from 'vitest'
import { projectFile } from '../../server/http/project-file.ts'
import type * as exports from '../../server/published/results/export-file.ts'
import { exportFile } from '../../server/published/results/export-file.ts'
import { cityQuestionnaire } from '../views/city-questionnaire.ts'
import { cityRows, thresholdSet } from './city-set.ts'
import { smallFrame } from './small-frame.ts'

const facts = { firstDay: '', lastDay: '', publishedOn: '' }

it('a file is made in a thread of its own, with the same bytes, and a refusal comes back as one', async () => {
  const file = projectFile('dist', 'server', 'published', 'results', 'export-file.js')
  const built = (await import(file)) as typeof exports
  const questionnaire = smallFrame(cityQuestionnaire(4))
  const set = thresholdSet(questionnaire, cityRows(questionnaire, 2026))
  const stored = { body: JSON.stringify(set), questionnaire }
  const order = { form: 'cp932', stored, facts, sample: false } as const
  const made = await exportFile(order)
  expect('file' in made && (await built.makeExport(order)).equals(made.file)).toBe(true)
  const unwritable = { ...stored, body: stored.body.replaceAll('総務部', '𠮷野部') }
  await expect(built.makeExport({ ...order, stored: unwritable })).rejects.toMatchObject({
    code: 'not-encodable',
    detail: expect.stringContaining('「𠮷」'),
  })
})
