/** T2: neither the slots nor the places in the file tell who was earlier, beyond chance. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openBallotBox } from '../../server/anonymous/ballot/ballot-box.ts'
import { createBoxFile, openBoxFile } from '../../server/stores/box.ts'
import { smallCity } from '../support/small-city.ts'
import { boxFileOf, castsOf, placesOf, type RawCast, send, unsignedCasts } from './checks/box.ts'
import { orderFound, relationFound } from './checks/order.ts'

const SEALED = 1200

test('窓口に届いた300件の回答は、届いた順と関係のない場所に置かれる', async () => {
  const city = await smallCity({ people: 300 })
  const casts = await castsOf(city, 300)
  // One after the other, then several at once as on a busy morning.
  for (const cast of casts.slice(0, 200)) expect(await send(city, cast)).toBe(204)
  for (let i = 200; i < 300; i += 10) {
    await Promise.all(casts.slice(i, i + 10).map((cast) => send(city, cast)))
  }
  expect(finds(boxFileOf(city), casts)).toEqual([])
})

test('600件でも、1件ずつでもまとめてでも、並びから届いた順は読み取れない', async () => {
  for (const together of [1, 40]) {
    const { file, casts } = await fill(600, together)
    expect(finds(file, casts)).toEqual([])
  }
})

test('再起動をはさんでも、並びから届いた順は読み取れない', async () => {
  const { file, casts } = await fill(300, 1)
  const more = unsignedCasts(150, SEALED)
  const box = openBallotBox(openBoxFile(file), null)
  for (const cast of more) await box.cast(cast)
  await box.close()
  expect(finds(file, [...casts, ...more])).toEqual([])
})

test('同じ検査は、届いた順に詰める箱を見つける', async () => {
  const { file, casts } = await fill(200, 1, (n) => n - 1)
  expect(finds(file, casts).length).toBeGreaterThan(0)
})

test('同じ検査は、途中から順に回して詰める箱を見つける', async () => {
  // Rotated: the first half of the arrivals goes behind the second, so that ρ alone is weak.
  const half = (n: number) => (n > 320 ? n - 121 : n - 1)
  const { file, casts } = await fill(200, 1, half)
  expect(finds(file, casts).length).toBeGreaterThan(0)
})

test('同じ検査は、回答と使用済みの回答券を同じ番号の場所に置く箱を見つける', async () => {
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
  const folder = mkdtempSync(join(tmpdir(), 'kazetoshi-box-'))
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
