/** T2 and T3 for the proposal box: neither slots nor files tell who was earlier, before openings and after. */
import { copyFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { boxPath, openBoxFile } from '../../server/stores/box.ts'
import { cityWithBox, type ProposalBox } from '../support/proposal-box.ts'
import type { SmallCity } from '../support/small-city.ts'
import { readBox } from './checks/box.ts'
import { differencesBesideCounters } from './checks/bytes.ts'
import { copyOf, filesWith, freePages, leftovers } from './checks/files.ts'
import { orderFound, relationFound } from './checks/order.ts'
import { messagesOf, placesIn, proposalBoxFile, type SentMessage } from './checks/proposal-box.ts'

test('three hundred messages lie where their order of arrival does not show, and so do those after an opening', async () => {
  const { city, box } = await cityWithBox({ slots: 500, people: 60 })
  const morning = [
    ...(await messagesOf(box, 'post', 200)),
    ...(await messagesOf(box, 'endorse', 80)),
    ...(await messagesOf(box, 'followUp', 20)),
  ]
  await sendAll(box, morning)
  expect(finds(proposalBoxFile(city), morning)).toEqual([])
  expect(await box.open()).toEqual({ state: 'nothing', malformed: 300 })

  const later = await messagesOf(box, 'post', 150)
  await sendAll(box, later)
  expect(finds(proposalBoxFile(city), later)).toEqual([])
  // The spent cards of before and after do not stand apart.
  const nonces = [...morning, ...later].flatMap(({ nonce }) => (nonce === null ? [] : [nonce]))
  const { cards } = readBox(proposalBoxFile(city))
  const slots = nonces.map(
    (nonce) => [...cards].find(([, card]) => card.includes(nonce))?.[0] ?? -1,
  )
  expect(slots).not.toContain(-1)
  expect(orderFound('card slot against arrival', slots)).toEqual([])
})

test('a restart in between leaves no line between earlier and later', async () => {
  const { city, box } = await cityWithBox({ people: 60 })
  const first = await messagesOf(box, 'post', 120)
  await sendAll(box, first)
  await city.restart()
  const second = await messagesOf(box, 'post', 120)
  await sendAll(box, second)
  expect(finds(proposalBoxFile(city), [...first, ...second])).toEqual([])
})

test('the same check catches messages that are looked at in the order of their slots', async () => {
  const { city, box } = await cityWithBox()
  const messages = await messagesOf(box, 'post', 60)
  await sendAll(box, messages)
  const { slots } = placesIn(proposalBoxFile(city), messages)
  const inOrder = messages
    .map((message, i) => [slots[i] ?? 0, message] as const)
    .toSorted(([a], [b]) => a - b)
    .map(([, message]) => message)
  expect(finds(proposalBoxFile(city), inOrder).length).toBeGreaterThan(0)
})

test('no file keeps a journal, a WAL or a free page, while messages come in and after they were opened', async () => {
  const { city, box } = await cityWithBox({ mirror: true })
  expect(left(city)).toEqual([])
  const [known] = await box.release(3)
  if (known === undefined) throw new Error('no author')
  for (let day = 0; day < 3; day += 1) {
    for (let i = 0; i < 4; i += 1) {
      expect(await box.send(await box.post(box.author(), { title: `窓口の順番${day}${i}` }))).toBe(
        204,
      )
      expect(left(city)).toEqual([])
    }
    expect(await box.send(await box.followUp(known, { act: 'withdraw' }))).toBe(204)
    expect(left(city)).toEqual([])
    await box.nextDay()
    expect((await box.open()).state).toBe('released')
    expect(left(city)).toEqual([])
  }
  await city.restart()
  expect(left(city)).toEqual([])
})

test('after an opening box and mirror equal ones that never held those messages, but for the spent cards', async () => {
  const { city, box } = await cityWithBox({ mirror: true })
  const empty = `${proposalBoxFile(city)}.empty`
  copyFileSync(proposalBoxFile(city), empty)
  const [known] = await box.release(3)
  if (known === undefined) throw new Error('no author')
  const sealed: Buffer[] = []
  for (let i = 0; i < 5; i += 1) {
    expect(await box.send(await box.post(box.author()))).toBe(204)
    expect(await box.send(await box.followUp(known, { act: 'withdraw' }))).toBe(204)
  }
  for (const message of readBox(proposalBoxFile(city)).ballots.values()) sealed.push(message)
  expect(sealed).toHaveLength(10)
  await box.nextDay()
  expect(await box.open()).toMatchObject({ state: 'released' })

  const { ballots, cards } = readBox(proposalBoxFile(city))
  expect([ballots.size, cards.size]).toEqual([0, 8])
  const never = openBoxFile(empty)
  for (const [cardSlot, card] of cards) {
    const message = Buffer.alloc(never.sealedBytes, 9)
    never.write([{ ballotSlot: 0, sealed: message, cardSlot, card, passing: true }])
  }
  never.close()
  for (const folder of city.folders) {
    const bytes = readFileSync(boxPath(folder, 'p2026q3'))
    expect(differencesBesideCounters(bytes, readFileSync(empty))).toEqual([])
  }
  // Nowhere else either: no journal, no store, no copy.
  const files = copyOf(city.folders)
  for (const message of sealed) {
    expect(filesWith(files, message.subarray(1, 33))).toEqual([])
    expect(filesWith(files, message.subarray(-32))).toEqual([])
  }
})

async function sendAll(box: ProposalBox, messages: readonly SentMessage[]): Promise<void> {
  // One after the other, then several at once as on a busy morning.
  const calm = Math.ceil(messages.length * 0.7)
  for (const { bytes } of messages.slice(0, calm)) expect(await box.send(bytes)).toBe(204)
  for (let i = calm; i < messages.length; i += 10) {
    const turn = messages.slice(i, i + 10)
    const answers = await Promise.all(turn.map(({ bytes }) => box.send(bytes)))
    expect(new Set(answers)).toEqual(new Set([204]))
  }
}

function finds(file: string, messages: readonly SentMessage[]): string[] {
  const places = placesIn(file, messages)
  const withCard = places.slots.filter((_, i) => messages[i]?.nonce !== null)
  return [
    ...orderFound('slot against arrival', places.slots),
    ...orderFound('card slot against arrival', places.cardSlots),
    ...orderFound('place in the file', places.offsets),
    ...orderFound('place of the card in the file', places.cardOffsets),
    ...relationFound('slot against card slot', withCard, places.cardSlots),
  ]
}

function left(city: SmallCity): string[] {
  const boxes = city.folders.map((folder) => boxPath(folder, 'p2026q3'))
  const stores = ['identity.db', 'voice.db'].map((name) => join(city.config.dataDir, name))
  const free = boxes.filter((file) => freePages(file) > 0).map((file) => `${file} has free pages`)
  return [...boxes.flatMap(leftovers), ...stores.flatMap(leftovers), ...free]
}
