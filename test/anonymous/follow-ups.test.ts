import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { followUpCaps } from '../../server/anonymous/proposals/follow-up-caps.ts'
import { openSlotBox } from '../../server/anonymous/slot-box.ts'
import { slotBoxes } from '../../server/anonymous/slot-boxes.ts'
import { encodeFollowUp, SEALED_BYTES } from '../../server/proposals/envelope.ts'
import { boxPath, createBoxFile, openBoxFile } from '../../server/stores/box.ts'
import { noise, readBox } from '../promises/checks/box.ts'
import { messagesOf, proposalBoxFile } from '../promises/checks/proposal-box.ts'
import { cityWithBox } from '../support/proposal-box.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

test('five of one receipt are kept, and of receipts that nobody knows a quarter of the free slots; all are acknowledged alike', async () => {
  const { city, box } = await cityWithBox({ slots: 105 })
  const [known] = await box.release(3)
  if (known === undefined) throw new Error('no author')
  const kept = () => readBox(proposalBoxFile(city)).ballots.size
  const send = (lookup: Uint8Array) =>
    box.send(encodeFollowUp(lookup, randomBytes(400), noise(SEALED_BYTES)))
  for (let i = 0; i < 8; i += 1) expect(await send(known.lookup)).toBe(204)
  expect(kept()).toBe(5)
  const one = randomBytes(16)
  for (let i = 0; i < 8; i += 1) expect(await send(one)).toBe(204)
  expect(kept()).toBe(10)
  for (let i = 0; i < 40; i += 1) expect(await send(randomBytes(16))).toBe(204)
  expect(kept()).toBe(25)
  // Posts still go in, and an opening makes room again.
  for (const { bytes } of await messagesOf(box, 'post', 3)) expect(await box.send(bytes)).toBe(204)
  expect(kept()).toBe(28)
  await box.nextDay()
  expect(await box.open()).toMatchObject({ state: 'nothing', malformed: 28 })
  for (let i = 0; i < 30; i += 1) expect(await send(randomBytes(16))).toBe(204)
  expect(await send(known.lookup)).toBe(204)
  expect(kept()).toBe(22)
})

test('what the box has no room for is not counted against its author', () => {
  const caps = followUpCaps()
  const mac = randomBytes(32)
  for (let i = 0; i < 50; i += 1) {
    expect(caps.admit(mac, false, 2000)).toBe(true)
    caps.giveBack(mac, false)
  }
  for (let i = 0; i < 5; i += 1) expect(caps.admit(mac, true, 0)).toBe(true)
  expect(caps.admit(mac, true, 2000)).toBe(false)
  caps.reset()
  expect(caps.admit(mac, true, 2000)).toBe(true)
})

test('two hundred of receipts that nobody knows are kept in a large box, fewer where room is short', () => {
  const kept = (free: number) => {
    const caps = followUpCaps()
    let count = 0
    while (count < 1000 && caps.admit(randomBytes(32), false, free - count)) count += 1
    return count
  }
  expect([2000, 800, 200, 40, 3].map(kept)).toEqual([200, 160, 40, 8, 0])
})

test('a full box, and one without room for cards, answer that they are busy', async () => {
  const { file } = boxWith({ slots: 4, cardSlots: 2 })
  const box = openSlotBox(openBoxFile(file), null)
  const card = () => ({ nonce: randomBytes(32), signature: randomBytes(384) })
  for (let i = 0; i < 2; i += 1) await box.put({ card: card(), sealed: noise(SEALED_BYTES) })
  await expect(box.put({ card: card(), sealed: noise(SEALED_BYTES) })).rejects.toThrow('busy')
  for (let i = 0; i < 3; i += 1) {
    // Nothing is kept of it, so the slot is free again.
    await box.put({ card: null, sealed: noise(SEALED_BYTES), passing: true })
  }
  for (let i = 0; i < 2; i += 1) await box.put({ card: null, sealed: noise(SEALED_BYTES) })
  await expect(box.put({ card: null, sealed: noise(SEALED_BYTES) })).rejects.toThrow('busy')
  await box.close()
})

test('the door says so too, and takes messages again after the opening', async () => {
  const { box } = await cityWithBox({ slots: 50 })
  const posts = await messagesOf(box, 'post', 51)
  for (const { bytes } of posts.slice(0, 50)) expect(await box.send(bytes)).toBe(204)
  const [last] = posts.slice(50)
  const refused = await box.answerTo(last?.bytes ?? Buffer.of())
  expect([refused.statusCode, refused.headers['retry-after']]).toEqual([503, '1'])
  expect(await box.open()).toMatchObject({ malformed: 50 })
  expect(await box.send(last?.bytes ?? Buffer.of())).toBe(204)
})

test('who has the files for himself is waited for, and nothing is lost or refused meanwhile', async () => {
  const { folder, file } = boxWith({ slots: 20, cardSlots: 20 })
  const boxes = slotBoxes(folder, null)
  const put = () => boxes.put('p2026q3', { card: null, sealed: noise(SEALED_BYTES) })
  await put()
  const order: string[] = []
  const first = boxes.exclusively('p2026q3', async () => {
    await new Promise((resolve) => setTimeout(resolve, 30))
    order.push(`first, ${readBox(file).ballots.size} in the box`)
  })
  const meanwhile = put().then(() => order.push('put'))
  const second = boxes.exclusively('p2026q3', async () => {
    order.push('second')
    throw new Error('a fault of whoever had it')
  })
  await expect(second).rejects.toThrow('a fault')
  await Promise.all([first, meanwhile])
  await put()
  await boxes.close()
  // Nothing came into the box while the first one had it, nor while the second one did.
  expect(order[0]).toBe('first, 1 in the box')
  expect(order.toSorted()).toEqual(['first, 1 in the box', 'put', 'second'])
  expect(readBox(file).ballots.size).toBe(3)
})

function boxWith(size: { slots: number; cardSlots: number }) {
  const folder = temporaryFolder('box')
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = boxPath(folder, 'p2026q3')
  createBoxFile(file, { ...size, sealedBytes: SEALED_BYTES, cardBytes: 417 })
  return { folder, file }
}
