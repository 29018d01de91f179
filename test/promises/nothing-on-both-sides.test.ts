/** T5, the quick part: no 8 bytes that came with the cards and answers stand on both sides. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { answersOf, type SmallCity, smallCity } from '../support/small-city.ts'
import { boxFileOf, readBox } from './checks/box.ts'
import { joinedWindows, newWindows, type Sides } from './checks/files.ts'

test('no eight bytes that cards and answers left behind stand on the staff side and in the box', async () => {
  const city = await smallCity({ people: 30 })
  const before = sidesOf(city)
  for (const [i, person] of city.people.entries()) {
    const card = await city.takeCard(await city.signIn(person))
    await city.cast(card, answersOf(city.survey.questionnaire, i, ['申請の様式を一つにする']))
  }
  const after = sidesOf(city)
  expect(newWindows(after.staff, before.staff).size).toBeGreaterThan(30 * 20)
  expect(newWindows(after.voice, before.voice).size).toBeGreaterThan(30 * 1000)
  expect(joinedWindows(before, after)).toBe(0)

  // The same check catches a log line with the number of a used card, and a box that keeps whose card it was.
  const [card = Buffer.of()] = readBox(boxFileOf(city)).cards.values()
  const staff = Buffer.concat([after.staff, Buffer.from('{"card":"'), card.subarray(1, 9)])
  expect(joinedWindows(before, { ...after, staff })).toBeGreaterThan(0)
  const { issued } = await city.stores.identity
    .selectFrom('card')
    .select('issued')
    .executeTakeFirstOrThrow()
  const voice = Buffer.concat([after.voice, issued.subarray(1, 9)])
  expect(joinedWindows(before, { ...after, voice })).toBeGreaterThan(0)
})

/** Staff file and everything logged; box, wrapped key and what everybody may read. */
function sidesOf(city: SmallCity): Sides {
  const read = (...names: string[]) =>
    Buffer.concat(names.map((name) => readFileSync(join(city.config.dataDir, name))))
  return {
    staff: Buffer.concat([read('identity.db'), Buffer.from(city.log())]),
    voice: read(
      `box-${city.survey.id}.db`,
      `tally-${city.survey.id}.json`,
      'voice.db',
      'commons.db',
      'commons.db-wal',
    ),
  }
}
