/** T2: neither the slots nor the places in the file tell who was earlier, beyond chance. */
import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openBallotBox } from '../../server/anonymous/ballot/ballot-box.ts'
import { createBoxFile, openBoxFile } from '../../server/stores/box.ts'
import { smallCity } from '../support/small-city.ts'
import { boxFileOf, castsOf, placesOf, type RawCast, send, unsignedCasts } from './checks/box.ts'
import { orderFound, relationFound } from './checks/order.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const SEALED = 1200

test('three hundred ballots sent to the door lie where their order of arrival does not show', async () => {
  const city = await smallCity({ people: 300 })
  const casts = await castsOf(city, 300)
  // One after the other, then several at once as on a busy morning.
  for (const cast of casts.slice(0, 200)) expect(await send(city, cast)).toBe(204)
  for (let i = 200; i < 300; i += 10) {
    await Promise.all(casts.slice(i, i + 10).map((cast) => send(city, cast)))
  }
  expect(finds(boxFileOf(city), casts)).toEqual([])
})

test('six hundred, one by one or many at once, show no order of arrival either', async () => {
  for (const together of [1, 40]) {
    const { file, casts } = await fill(600, together)
    expect(finds(file, casts)).toEqual([])
  }
})

test('a restart in between leaves no line between earlier and later', async () => {
  const { file, casts } = await fill(300, 1)
  const more = unsignedCasts(150, SEALED)
  const box = openBallotBox(openBoxFile(file), null)
  for (const cast of more) await box.cast(cast)
  await box.close()
  expect(finds(file, [...casts, ...more])).toEqual([])
})

test('the same check catches a box that fills up in order', async () => {
  const { file, casts } = await fill(200, 1, (n) => n - 1)
  expect(finds(file, casts).length).toBeGreaterThan(0)
})

test('the same check catches a box that fills up in order from somewhere in the middle', async () => {
  // Rotated: the first half of the arrivals goes behind the second, so that ρ alone is weak.
  const half = (n: number) => (n > 320 ? n - 121 : n - 1)
  const { file, casts } = await fill(200, 1, half)
  expect(finds(file, casts).length).toBeGreaterThan(0)
})

test('the same check catches a box that keeps ballot and spent card in slots of the same number', async () => {
  const drawn: number[] = []
  let calls = 0
  const { file, casts } = await fill(200, 1, (n) => {
    calls += 1
    if (calls % 2 === 1) drawn.push(randomBytes(4).readUInt32BE() % n)
    return drawn.at(-1) ?? 0
  })
  expect(finds(file, casts)).toEqual(
    expect.arrayContaining([expect.stringContaining('ballot slot against card slot')]),
  )
})

function finds(file: string, casts: readonly RawCast[]): string[] {
  const places = placesOf(file, casts)
  return [
    ...orderFound('ballot slot against arrival', places.ballotSlots),
    ...orderFound('card slot against arrival', places.cardSlots),
    ...orderFound('place of the ballot in the file', places.ballotOffsets),
    ...orderFound('place of the card in the file', places.cardOffsets),
    ...relationFound('ballot slot against card slot', places.ballotSlots, places.cardSlots),
  ]
}

/** A real box with `count` casts, `together` of them in each turn of the event loop. */
async function fill(count: number, together: number, pick?: (n: number) => number) {
  const folder = temporaryFolder('box')
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'box-r8.db')
  createBoxFile(file, { slots: Math.ceil(count * 1.6), sealedBytes: SEALED, cardBytes: 417 })
  const box = openBallotBox(openBoxFile(file), null, pick === undefined ? {} : { pick })
  const casts = unsignedCasts(count, SEALED)
  for (let i = 0; i < count; i += together) {
    await Promise.all(casts.slice(i, i + together).map((cast) => box.cast(cast)))
  }
  await box.close()
  return { file, casts }
}
