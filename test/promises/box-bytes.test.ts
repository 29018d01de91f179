/** T1: the file of the ballot box is the same, byte for byte, for any order of arrival. */
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openBallotBox } from '../../server/anonymous/ballot/ballot-box.ts'
import { createBoxFile, openBoxFile } from '../../server/stores/box.ts'
import { type RawCast, unsignedCasts } from './checks/box.ts'
import { differences, differencesBesideCounters } from './checks/bytes.ts'
import { seeded, shuffled } from './checks/order.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const SLOTS = 160
const SEALED = 5200
const casts = unsignedCasts(130, SEALED)
const random = seeded(1)
/** Each ballot's slots, drawn once: what remains is the order. */
const slotsOf = slotChoices(casts)

test('more than a hundred ballots in another order of arrival make the very same file, byte for byte', async () => {
  const sizes = [1, 1, 7, 1, 30, 2, 1, 1, 60, 26]
  const first = await fill(casts, sizes)
  for (let i = 0; i < 3; i += 1) {
    expect(differences(first, await fill(shuffled(casts, random), sizes))).toEqual([])
  }
  expect(differences(first, await fill(casts.toReversed(), sizes))).toEqual([])
})

test('when other numbers arrive together, only the count of commits in the header differs', async () => {
  const oneByOne = await fill(casts, Array<number>(130).fill(1))
  const inThrees = await fill(shuffled(casts, random), [1, ...Array<number>(43).fill(3)])
  expect(differences(oneByOne, inThrees)).not.toEqual([])
  expect(differencesBesideCounters(oneByOne, inThrees)).toEqual([])
})

test('the same comparison catches a box that fills up in order, and one that counts arrivals', async () => {
  const sizes = Array<number>(130).fill(1)
  const permuted = shuffled(casts, random)
  const appended = (order: readonly RawCast[]) => fill(order, sizes, (_cast, n) => n - 1)
  expect(differences(await appended(casts), await appended(permuted)).length).toBeGreaterThan(1000)

  const stamped = (order: readonly RawCast[]) =>
    fill(
      order.map((cast, i) => ({ ...cast, sealed: withCounter(cast.sealed, i) })),
      sizes,
    )
  expect(differences(await stamped(casts), await stamped(permuted)).length).toBeGreaterThan(100)
})

/**
 * A real box file, filled in this order and these batches.
 *
 * @param choose position in the list of free slots; unless given, the one that leads to the ballot's
 *   own slot.
 */
async function fill(
  order: readonly RawCast[],
  batches: readonly number[],
  choose?: (cast: RawCast, free: number) => number,
): Promise<Buffer> {
  const folder = temporaryFolder('box')
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'box-r8.db')
  createBoxFile(file, { slots: SLOTS, sealedBytes: SEALED, cardBytes: 417 })
  const calls: (() => number)[] = []
  const box = openBallotBox(openBoxFile(file), null, {
    pick: (n) => calls.shift()?.() ?? fail(`unexpected pick(${n})`),
  })
  const free = { ballot: range(SLOTS), card: range(SLOTS) }
  let from = 0
  for (const size of batches) {
    const batch = order.slice(from, from + size)
    // The shuffle inside the batch asks first, for positions n−1 … 1; each stays where it is.
    for (let i = batch.length - 1; i > 0; i -= 1) calls.push(() => i)
    for (const cast of batch) {
      const wanted = slotsOf.get(cast.nonce) ?? fail('unknown cast')
      for (const kind of ['ballot', 'card'] as const) {
        calls.push(() => {
          const list = free[kind]
          const at = choose?.(cast, list.length) ?? list.indexOf(wanted[kind])
          const last = list.pop() ?? fail('no free slot')
          if (at < list.length) list[at] = last
          return at
        })
      }
    }
    await Promise.all(batch.map((cast) => box.cast(cast)))
    from += size
  }
  expect(from).toBe(order.length)
  await box.close()
  return readFileSync(file)
}

function slotChoices(list: readonly RawCast[]) {
  const [ballots, cards] = [shuffled(range(SLOTS), random), shuffled(range(SLOTS), random)]
  return new Map(
    list.map(({ nonce }, i) => [nonce, { ballot: ballots[i] ?? -1, card: cards[i] ?? -1 }]),
  )
}

function withCounter(sealed: Buffer, counter: number): Buffer {
  const changed = Buffer.from(sealed)
  changed.writeUInt16BE(counter, 10)
  return changed
}

function range(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i)
}

function fail(message: string): never {
  throw new Error(message)
}
