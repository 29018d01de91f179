import { existsSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { tallyPath } from '../../../../server/stores/tally-file.ts'
import { type SmallCity, smallCity } from '../../../support/small-city.ts'
import { hand } from '../hand.ts'

let city: SmallCity | undefined
afterEach(() => city?.close())

test('a survey that is cancelled while a new sheet is typed back stays without a key', async () => {
  city = await smallCity({ people: 12, draft: { keepers: { need: 1, posts: ['人事課長'] } } })
  const { id, passphrases } = city.survey
  const { acts } = city.system
  const { keepers } = acts
  const frozen = await acts.findFrozen(id)
  if (frozen === undefined) throw new Error('not announced')
  await keepers.begin(frozen, 0, passphrases)
  const sheet = keepers.takeSheet(id)
  const files = city.folders.map((folder) => tallyPath(folder, id))
  expect(files.some((file) => existsSync(file))).toBe(true)

  const typedBack = keepers.confirm(frozen, [sheet?.passphrase ?? ''])
  await new Promise((next) => setTimeout(next, 5))
  const cancelled = await hand(city, city.officials.hr).post(
    `/staff/office/surveys/${id}/cancellation`,
    { words: '設問の誤りのため', confirmed: 'yes' },
  )
  expect(cancelled.statusCode).toBe(303)
  const done = await typedBack
  expect(files.some((file) => existsSync(file))).toBe(false)
  expect(done.state === 'refused' && done.reason).toContain('用紙は作り直せません。')
})
