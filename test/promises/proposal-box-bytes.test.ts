/** T1 and T3 for the proposal box: any order of arrival makes the same file, and what was opened leaves nothing. */
import { randomBytes } from 'node:crypto'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openSlotBox, type SlotItem } from '../../server/anonymous/slot-box.ts'
import { slotClass } from '../../server/proposals/envelope.ts'
import { createBoxFile, openBoxFile } from '../../server/stores/box.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { differences, differencesBesideCounters } from './checks/bytes.ts'
import { seeded, shuffled } from './checks/order.ts'

/** As `SlotItem`, with bytes that can be looked for. */
interface Item extends SlotItem {
  readonly sealed: Buffer
}

const SIZE = { slots: 150, cardSlots: 400, sealedBytes: 8593, cardBytes: 417 }
const random = seeded(11)
/** Posts, endorsements and follow-ups, as they come in a quarter. */
const items = Array.from({ length: 120 }, (_, i) => itemOf(i % 3))
const slotsOf = new Map(
  shuffled(range(SIZE.slots), random)
    .slice(0, items.length)
    .map((slot, i) => [items[i], { slot, card: i * 3 + Math.floor(random() * 3) }] as const),
)

test('a hundred and twenty messages of all classes in another order make the very same file', async () => {
  const sizes = [1, 1, 7, 1, 30, 2, 1, 1, 60, 16]
  const first = await fill(items, sizes)
  for (let i = 0; i < 3; i += 1) {
    expect(differences(first, await fill(shuffled(items, random), sizes))).toEqual([])
  }
  expect(differences(first, await fill(items.toReversed(), sizes))).toEqual([])
  const oneByOne = await fill(items, Array<number>(120).fill(1))
  expect(differencesBesideCounters(first, oneByOne)).toEqual([])
})

test('after an opening the file equals one that never held the messages, but for the spent cards', async () => {
  const file = await emptyBox()
  await putAll(file, items)
  clear(file)
  const cleared = readFileSync(file)
  for (const { sealed } of items) {
    expect(cleared.includes(sealed.subarray(1, 33))).toBe(false)
    expect(cleared.includes(sealed.subarray(-32))).toBe(false)
  }

  const never = await emptyBox()
  await putAll(
    never,
    items.map((item) => ({ ...item, sealed: noise(1), passing: true })),
  )
  expect(differencesBesideCounters(cleared, readFileSync(never))).toEqual([])

  // And once more: what comes later finds the box as good as new.
  const box = openBoxFile(file)
  expect(box.freeSlots().ballots).toEqual(range(SIZE.slots))
  expect(box.spentCards()).toHaveLength(80)
  box.close()
})

test('a message above the caps goes through the same write and leaves the file as it was', async () => {
  const file = await emptyBox()
  await putAll(file, items.slice(0, 50))
  const before = readFileSync(file)
  const box = openSlotBox(openBoxFile(file), null)
  for (let i = 0; i < 20; i += 1) await box.put({ ...itemOf(2), passing: true })
  await box.close()
  const after = readFileSync(file)
  expect(differences(before, after)).not.toEqual([])
  expect(differencesBesideCounters(before, after)).toEqual([])
})

test('the same comparison catches a box in order, a counter, and a clearing that leaves something', async () => {
  const sizes = Array<number>(120).fill(1)
  const permuted = shuffled(items, random)
  const appended = (order: readonly Item[]) => fill(order, sizes, (_item, n) => n - 1)
  expect(differences(await appended(items), await appended(permuted)).length).toBeGreaterThan(1000)

  const stamped = (order: readonly Item[]) => {
    const list = order.map(
      (item, i) => [item, { ...item, sealed: withCounter(item.sealed, i) }] as const,
    )
    for (const [item, copy] of list) {
      const own = slotsOf.get(item)
      if (own !== undefined) slotsOf.set(copy, own)
    }
    return fill(
      list.map(([, copy]) => copy),
      sizes,
    )
  }
  const differ = differencesBesideCounters(await stamped(items), await stamped(permuted))
  expect(differ.length).toBeGreaterThan(100)

  const file = await emptyBox()
  await putAll(file, items)
  const rest = openBoxFile(file)
  rest.clear(range(SIZE.slots).filter((slot) => slot !== slotsOf.get(items[7])?.slot))
  rest.close()
  expect(readFileSync(file).includes(items[7]?.sealed.subarray(1, 33) ?? '?')).toBe(true)
})

/** A real box file, filled in this order and these batches. */
async function fill(
  order: readonly Item[],
  batches: readonly number[],
  choose?: (item: Item, free: number) => number,
): Promise<Buffer> {
  const file = await emptyBox()
  await putAll(file, order, batches, choose)
  return readFileSync(file)
}

/** @param choose position in the list of free slots; unless given, the one that leads to the item's own slot. */
async function putAll(
  file: string,
  order: readonly Item[],
  batches: readonly number[] = [order.length],
  choose?: (item: Item, free: number) => number,
): Promise<void> {
  const calls: (() => number)[] = []
  const box = openSlotBox(openBoxFile(file), null, {
    pick: (n) => calls.shift()?.() ?? fail(`unexpected pick(${n})`),
  })
  const free = { slot: range(SIZE.slots), card: range(SIZE.cardSlots) }
  let from = 0
  for (const size of batches) {
    const batch = order.slice(from, from + size)
    // The shuffle inside the batch asks first, for positions n−1 … 1; each stays where it is.
    for (let i = batch.length - 1; i > 0; i -= 1) calls.push(() => i)
    for (const [i, item] of batch.entries()) {
      const original = slotsOf.has(item) ? item : items[from + i]
      const wanted = slotsOf.get(original) ?? fail('unknown item')
      for (const kind of item.card === null ? (['slot'] as const) : (['slot', 'card'] as const)) {
        calls.push(() => {
          const list = free[kind]
          const at = choose?.(item, list.length) ?? list.indexOf(wanted[kind])
          const last = list.pop() ?? fail('no free slot')
          if (at < list.length) list[at] = last
          return at
        })
      }
    }
    await Promise.all(batch.map((item) => box.put(item)))
    from += size
  }
  expect([from, calls.length]).toEqual([order.length, 0])
  await box.close()
}

async function emptyBox(): Promise<string> {
  const folder = temporaryFolder('box')
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'box-p2026q3.db')
  createBoxFile(file, SIZE)
  return file
}

function clear(file: string): void {
  const box = openBoxFile(file)
  box.clear(box.takenSlots(0, box.slots).map(({ slot }) => slot))
  box.close()
}

function itemOf(kind: number): Item {
  const [post, endorse, followUp] = [slotClass.post, slotClass.endorse, slotClass.followUp]
  const sealed = noise([post, endorse, followUp][kind] ?? post)
  if (kind === 2) return { card: null, sealed }
  return { card: { nonce: randomBytes(32), signature: randomBytes(384) }, sealed }
}

function noise(first: number): Buffer {
  const bytes = randomBytes(SIZE.sealedBytes)
  bytes[0] = first
  return bytes
}

function withCounter(sealed: Uint8Array, counter: number): Buffer {
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
