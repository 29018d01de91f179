/** With a second disk, what was handed out is there too before it goes out: nobody gets a second card after a restore. */
import { existsSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readCardsMirror } from '../../server/stores/cards-mirror.ts'
import { slipHash } from '../../views/client/protocol/slip.ts'
import { exchangeSlip } from '../../views/client/protocol/slip-door.ts'
import { hand } from '../identified/office/hand.ts'
import { type SmallCity, smallCity } from '../support/small-city.ts'
import { freePages, leftovers } from './checks/files.ts'

let city: SmallCity
let mirror: string
let file: string
beforeAll(async () => {
  city = await smallCity({
    people: 16,
    withoutPc: 4,
    mirror: true,
    draft: { slips: { spare: 1 } },
  })
  mirror = city.folders[1] ?? ''
  file = join(mirror, `cards-${city.survey.id}.db`)
})
afterAll(() => city.close())

const both = async () => {
  const { identity } = city.stores
  const pool = city.survey.id
  const cards = await identity
    .selectFrom('card')
    .select(['person', 'issued', 'reissue'])
    .where('survey', '=', pool)
    .orderBy('person')
    .execute()
  const slips = await identity
    .selectFrom('slip')
    .select(['hash', 'exchanged'])
    .where('pool', '=', pool)
    .orderBy('hash')
    .execute()
  return { here: { cards, slips }, there: readCardsMirror(mirror, pool) }
}

test('the announcement writes every row, and each card and slip is kept before it goes out', async () => {
  const first = await both()
  expect(first.there).toEqual(first.here)
  expect(first.here.cards).toHaveLength(16)
  expect(first.here.slips).toHaveLength(5)

  const person = city.people[4] ?? ''
  await city.takeCard(await city.session(person))
  await exchangeSlip(await city.origin(), city.survey.id, city.slips[0] ?? '')
  const { here, there } = await both()
  expect(there).toEqual(here)
  const used = there?.slips.filter(({ exchanged }) => exchanged[0] === 1)
  expect(used?.map(({ hash }) => hash)).toEqual([Buffer.from(slipHash(city.slips[0] ?? ''))])
  expect(there?.cards.filter(({ issued }) => issued[0] === 1)).toMatchObject([{ person }])
})

test('a card that is given anew is followed', async () => {
  const person = city.people[5] ?? ''
  await city.takeCard(await city.session(person))
  const id = city.survey.id
  const asked = await hand(city, person).post(`/staff/surveys/${id}/card/reissue`, {})
  expect(asked.statusCode).toBe(303)
  const given = await hand(city, city.officials.hr).post(`/staff/office/surveys/${id}/reissue`, {
    number: person,
    act: 'give',
  })
  expect(given.statusCode).toBe(303)
  const { here, there } = await both()
  expect(there).toEqual(here)
  expect(there?.cards.find((card) => card.person === person)?.reissue).toBe('g')
})

test('the file keeps no order and no older state: no journal, no free page', () => {
  expect(leftovers(file)).toEqual([])
  expect(freePages(file)).toBe(0)
})

test('what the second disk does not take is not handed out, and given when it is back', async () => {
  const person = city.people[6] ?? ''
  await city.restart(async () => renameSync(mirror, `${mirror}-gone`))
  const cookie = await city.session(person)
  await expect(city.takeCard(cookie)).rejects.toMatchObject({ status: 500 })
  renameSync(`${mirror}-gone`, mirror)
  await city.takeCard(await city.session(city.people[7] ?? ''))
  expect(existsSync(file)).toBe(true)
})

test('a new disk gets the whole file with the next card', async () => {
  await city.restart(async () => renameSync(file, `${file}.old`))
  await city.takeCard(await city.session(city.people[8] ?? ''))
  const { here, there } = await both()
  expect(there).toEqual(here)
})

test('it goes with the box', async () => {
  city.clock.now = city.survey.closesAt
  const cancelled = await hand(city, city.officials.hr).post(
    `/staff/office/surveys/${city.survey.id}/cancellation`,
    { words: '回答箱を開けられないため', confirmed: 'yes' },
  )
  expect(cancelled.statusCode).toBe(303)
  expect(existsSync(file)).toBe(false)
})
