import { expect, it } from 'vitest'
import { moveIn } from '../../../scripts/demo-city.ts'
import { followUpOfLastYear, followUpOfThisYear } from '../../../scripts/demo-follow-up.ts'
import {
  listEntries,
  listReviews,
  publicEntries,
} from '../../../server/programme/follow-up/read-entries.ts'
import { openStores } from '../../../server/stores/open.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

it('the sample city has measures, actions, stopped work and cases of two years, all marked as samples', async () => {
  const stores = await openStores(temporaryFolder('sample-follow-up'))
  const quiet = { step() {}, done() {}, end() {}, note() {} }
  let at = new Date('2025-07-01T10:00:00+09:00')
  const now = () => at
  await moveIn(stores, 100, now, quiet)
  await followUpOfLastYear(stores, now, 'r7')
  at = new Date('2026-06-20T10:00:00+09:00')
  await followUpOfThisYear(stores, now)
  const { commonsReader } = stores
  const measures = await listEntries(commonsReader, 'measure', 2026)
  expect(measures).toHaveLength(16)
  expect(measures.every(({ body }) => body.name.startsWith('（見本）'))).toBe(true)
  expect((await listReviews(commonsReader, 2025)).size).toBe(5)
  expect((await listReviews(commonsReader, 2026)).size).toBe(3)
  const last = await publicEntries(commonsReader, 2025, () => true)
  expect([last.actions.length, last.stopWorks.length, last.cases.length]).toEqual([5, 3, 2])
  const present = await publicEntries(commonsReader, 2026, () => true)
  expect(present.actions.length).toBeGreaterThan(0)
  expect(present.actions.every(({ carriedFrom }) => carriedFrom !== null)).toBe(true)
  await stores.close()
})
