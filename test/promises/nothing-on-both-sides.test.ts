/** T5, the quick part: no 8 bytes that came with the cards and answers stand on both sides. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { answersOf, type SmallCity, smallCity } from '../support/small-city.ts'
import { newWindows, windowsOf } from './checks/files.ts'

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
  expect(shared(before, after)).toBe(0)

  // The same check catches a log line with the number of the spent card, and a box that keeps the person.
  const nonce = after.voice.subarray(after.voice.indexOf(cardStart(city, before.voice)))
  const logged = Buffer.concat([after.staff, Buffer.from('{"card":"'), nonce.subarray(0, 9)])
  expect(shared(before, { ...after, staff: logged })).toBeGreaterThan(0)
  const mark = [...newWindows(after.staff, before.staff)][100] ?? 0n
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(mark)
  expect(shared(before, { ...after, voice: Buffer.concat([after.voice, bytes]) })).toBe(1)
})

interface Sides {
  readonly staff: Buffer
  readonly voice: Buffer
}

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

/** Windows that are on both sides and were on neither before. */
function shared(before: Sides, after: Sides): number {
  const known = windowsOf(Buffer.concat([before.staff, before.voice]))
  const voice = newWindows(after.voice, before.voice)
  let found = 0
  for (const window of newWindows(after.staff, before.staff)) {
    if (voice.has(window) && !known.has(window)) found += 1
  }
  return found
}

/** The first 16 bytes of the box that are new: enough to find a stored value again. */
function cardStart(city: SmallCity, before: Buffer): Buffer {
  const box = readFileSync(join(city.config.dataDir, `box-${city.survey.id}.db`))
  for (let at = 4096; at < box.length; at += 1) {
    if (box[at] !== before[at]) return box.subarray(at + 8, at + 24)
  }
  throw new Error('the box has not changed')
}
