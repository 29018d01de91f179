/** T5 and T11 for proposals: nothing can be read before the opening, and nothing joins the two sides. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { encodeMessage } from '../../server/proposals/message-bytes.ts'
import { encodeCast } from '../../server/tokens/wire.ts'
import { cityWithBox, postOf } from '../support/proposal-box.ts'
import type { SmallCity } from '../support/small-city.ts'
import { readBox } from './checks/box.ts'
import {
  copyOf,
  filesMentioning,
  filesWith,
  joinedWindows,
  newWindows,
  type Sides,
} from './checks/files.ts'
import { proposalBoxFile } from './checks/proposal-box.ts'

const MARK = '蛍光緑の稟議箱XQ7-4411'

test('what people propose stands in no file before the opening, and afterwards only among the proposals', async () => {
  const { city, box } = await cityWithBox({ mirror: true })
  const authors = Array.from({ length: 6 }, box.author)
  for (const [i, author] of authors.entries()) {
    const bytes = await box.post(author, { title: `${MARK}その${i}`, effect: MARK })
    expect(await box.send(bytes)).toBe(204)
    expect(filesMentioning(copyOf(city.folders), MARK)).toEqual([])
  }
  const [first] = authors
  if (first === undefined) throw new Error('no author')
  expect(await box.send(await box.followUp(first, { act: 'report-hunt', text: MARK }))).toBe(204)
  expect(filesMentioning(copyOf(city.folders), MARK)).toEqual([])
  // Neither receipt nor lookup id nor author key, whatever is asked at the door.
  expect((await box.thread(first)).found).toBe(false)
  for (const secret of [first.lookupText, first.authorKey]) {
    expect(filesMentioning(copyOf(city.folders), secret)).toEqual([])
  }
  expect(filesWith(copyOf(city.folders), first.lookup)).toEqual([])
  expect(city.log()).not.toContain(MARK)

  await box.nextDay()
  expect(await box.open()).toMatchObject({ released: { posts: 6 } })
  expect(filesMentioning(copyOf(city.folders), MARK)).toEqual(['voice.db'])
  // The server keeps an HMAC of the lookup id, never the id.
  expect((await box.thread(first)).found).toBe(true)
  expect(filesWith(copyOf(city.folders), first.lookup)).toEqual([])
  expect(filesMentioning(copyOf(city.folders), first.lookupText)).toEqual([])
  expect(city.log()).not.toContain(MARK)

  // The same search catches a message that was stored unsealed.
  const plain = Buffer.from(encodeMessage(postOf(first, { title: MARK })))
  expect(filesMentioning([{ name: 'box-p2026q3.db', bytes: plain }], MARK)).toEqual([
    'box-p2026q3.db',
  ])
})

test('an opening that waits, fails or is stopped writes nothing of what it has read', async () => {
  const { city, box } = await cityWithBox({ mirror: true })
  for (let i = 0; i < 2; i += 1) {
    expect(await box.send(await box.post(box.author(), { title: MARK }))).toBe(204)
  }
  expect((await box.open()).state).toBe('waiting')
  expect(filesMentioning(copyOf(city.folders), MARK)).toEqual([])
  await box.nextDay()
  for (let i = 0; i < 12; i += 1) {
    expect(await box.send(await box.post(box.author(), { title: MARK }))).toBe(204)
  }
  const { acts } = city.system.proposalBox
  expect(await acts.open(city.officials.secretariat, box.passphrase)).toEqual({ ok: true })
  expect(acts.cancel()).toBe(true)
  await expect.poll(() => acts.progress()?.failed).toContain('取りやめました')
  expect(filesMentioning(copyOf(city.folders), MARK)).toEqual([])
  expect(city.log()).not.toContain(MARK)
})

test('no eight bytes that cards and proposals left behind stand on the staff side and on the other', async () => {
  const { city, box } = await cityWithBox({ people: 20, slots: 60 })
  // Rows of everybody are there from the beginning; a lot is written into them in place.
  const before = sidesOf(city)
  for (const [i, person] of city.people.entries()) {
    const { posts, endorsements } = await box.fetchLot(person)
    const [card] = posts
    const [other] = endorsements
    if (card === undefined || other === undefined) throw new Error('no card')
    const message = postOf(box.author(), { title: `申請の様式を一つにする${i}` })
    expect(await box.send(encodeCast({ ...card, sealed: await box.sealed(message) }))).toBe(204)
    const sealed = await box.sealed({ kind: 'endorse', proposal: 'ABCDE' })
    expect(await box.send(encodeCast({ ...other, sealed }))).toBe(204)
  }
  const sealed = sidesOf(city)
  expect(newWindows(sealed.staff, before.staff).size).toBeGreaterThan(20 * 6 * 20)
  expect(newWindows(sealed.voice, before.voice).size).toBeGreaterThan(20 * 1000)
  expect(joinedWindows(before, sealed)).toBe(0)
  await box.nextDay()
  expect(await box.open()).toMatchObject({ released: { posts: 20 } })
  const after = sidesOf(city)
  expect(joinedWindows(before, after)).toBe(0)

  // The same check catches a log line with the number of a used card, and a box that keeps whose card it was.
  const [card = Buffer.of()] = readBox(proposalBoxFile(city)).cards.values()
  const staff = Buffer.concat([after.staff, Buffer.from('{"card":"'), card.subarray(1, 9)])
  expect(joinedWindows(before, { ...after, staff })).toBeGreaterThan(0)
  const row = await city.stores.identity
    .selectFrom('proposal_cards')
    .select('posts')
    .executeTakeFirstOrThrow()
  const voice = Buffer.concat([after.voice, row.posts.subarray(1, 9)])
  expect(joinedWindows(before, { ...after, voice })).toBeGreaterThan(0)
})

/** Staff file and everything logged; box, wrapped key, proposals and what everybody may read. */
function sidesOf(city: SmallCity): Sides {
  const read = (...names: string[]) =>
    Buffer.concat(names.map((name) => readFileSync(join(city.config.dataDir, name))))
  return {
    staff: Buffer.concat([read('identity.db'), Buffer.from(city.log())]),
    voice: read(
      'box-p2026q3.db',
      'tally-p2026q3.json',
      'voice.db',
      'receipt.key',
      'commons.db',
      'commons.db-wal',
    ),
  }
}
