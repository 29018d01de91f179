import type { ItemWorlds } from './item-worlds.ts'
import type { ItemRules } from './item-rules.ts'
import { printedBounds } from './printed-bounds.ts'

/**
 * A world on its way: people change their answers one by one, and every cell tells by how many people it
 * is off what is printed (0: it prints the same).
 */
export interface Walk {
  /** People by class × code, as they answer now. */
  readonly people: Int32Array
  /** People all cells are off, and the cells that are. */
  readonly off: () => number
  readonly cellsOff: readonly number[]
  /** How much more a cell is off when one person answers `to` instead of `from`. */
  change(cell: number, from: number, to: number): number
  /** How much more all are when one of class a does so; with b, when one of b does the opposite as well. */
  changeOfOne(a: number, from: number, to: number): number
  changeOfTwo(a: number, b: number, from: number, to: number): number
  move(of: number, from: number, to: number): void
}

const FAR = 1 << 29

/** @param start people by class × code: the truth, or another world. */
export function walkFrom(worlds: ItemWorlds, policy: ItemRules, start: Int32Array): Walk {
  const { sheet, codes, levels, printed, printer } = worlds
  const { kinds, cells, members } = sheet
  const size = kinds.length
  const people = start.slice()

  /** Sums a cell is judged by, `codes + 1` slots each: slot 0 is valid answers, the last favourable ones. */
  const slots = codes + 1
  const sum = new Int32Array(size * slots)
  const least = new Int32Array(size * slots)
  const most = new Int32Array(size * slots).fill(FAR)
  /** Of each slot but 0: least and most of it per 2000 valid answers. */
  const low = new Int32Array(size * slots)
  const high = new Int32Array(size * slots).fill(FAR)
  /** The one or two slots of a code (0: none), bands after full ones. */
  const own = new Uint8Array(2 * codes)
  const also = new Uint8Array(2 * codes)
  const shape = Uint8Array.from(kinds, (kind) => (kind === 'band' ? codes : 0))
  for (let code = 1; code < codes; code += 1) {
    own[code] = code
    also[code] = code <= policy.favourable ? codes : 0
    own[codes + code] = bandOf(code, policy)
  }

  const offBy = new Int32Array(size)
  let off = 0
  const cellsOff: number[] = []
  const place = new Int32Array(size).fill(-1)
  for (let cell = 0; cell < size; cell += 1) setUp(cell)
  return { people, off: () => off, cellsOff, change, changeOfOne, changeOfTwo, move }

  function setUp(cell: number): void {
    const at = cell * slots
    for (let i = members.starts[cell]!; i < members.starts[cell + 1]!; i += 1) {
      const of = members.values[i]! * codes
      for (let code = 1; code < codes; code += 1) add(cell, code, people[of + code]!)
    }
    const n = sheet.people[cell]!
    const kind = kinds[cell]!
    const bounds = printedBounds(printed, cell * printer.width, kind, levels[cell]!, n, policy)
    least[at] = bounds.valid.least
    most[at] = bounds.valid.most
    for (const part of bounds.parts) {
      const isFavourable = part.from === 1 && part.to === policy.favourable
      const slot =
        kind === 'band'
          ? bandOf(part.from, policy)
          : isFavourable
            ? favourableSlot(part)
            : part.from
      low[at + slot] = part.low ?? 0
      high[at + slot] = part.high ?? FAR
    }
    fitBounds(cell)
    const distance = measure(cell)
    if (distance > 0) note(cell, distance)
  }

  /** Of one favourable answer there are two parts with the same people: the answer comes second. */
  function favourableSlot({ from, to }: { readonly from: number; readonly to: number }): number {
    return from === to ? from : codes
  }

  function add(cell: number, code: number, n: number): void {
    if (code === 0) return
    const at = cell * slots
    const which = shape[cell]! + code
    sum[at]! += n
    if (own[which] !== 0) sum[at + own[which]!]! += n
    if (also[which] !== 0) sum[at + also[which]!]! += n
  }

  /** Bounds of the parts for the present number of valid answers. */
  function fitBounds(cell: number): void {
    const at = cell * slots
    const valid = sum[at]!
    for (let slot = at + 1; slot < at + slots; slot += 1) {
      least[slot] = Math.ceil((low[slot]! * valid) / 2000)
      if (high[slot] === FAR) continue
      // No count may fit as long as the valid answers do not: they are off then, that is enough.
      most[slot] = Math.max(Math.ceil((high[slot]! * valid) / 2000) - 1, least[slot]!)
    }
  }

  function change(cell: number, from: number, to: number): number {
    if (from === 0 || to === 0) return changeOfValid(cell, from, to)
    const at = cell * slots
    const leaving = shape[cell]! + from
    const joining = shape[cell]! + to
    let total = 0
    if (own[leaving] !== own[joining]) {
      if (own[leaving] !== 0) total += fewer(at + own[leaving]!)
      if (own[joining] !== 0) total += more(at + own[joining]!)
    }
    if (also[leaving] !== also[joining]) {
      total += also[leaving] === 0 ? more(at + codes) : fewer(at + codes)
    }
    return total
  }

  function fewer(slot: number): number {
    return sum[slot]! > most[slot]! ? -1 : sum[slot]! <= least[slot]! ? 1 : 0
  }

  function more(slot: number): number {
    return sum[slot]! < least[slot]! ? -1 : sum[slot]! >= most[slot]! ? 1 : 0
  }

  /** A valid answer more or less moves every bound of the cell. */
  function changeOfValid(cell: number, from: number, to: number): number {
    const before = offBy[cell]!
    add(cell, from, -1)
    add(cell, to, 1)
    fitBounds(cell)
    const after = measure(cell)
    add(cell, from, 1)
    add(cell, to, -1)
    fitBounds(cell)
    return after - before
  }

  function measure(cell: number): number {
    let distance = 0
    for (let slot = cell * slots; slot < (cell + 1) * slots; slot += 1) {
      const n = sum[slot]!
      if (n < least[slot]!) distance += least[slot]! - n
      else if (n > most[slot]!) distance += n - most[slot]!
    }
    return distance
  }

  function changeOfOne(a: number, from: number, to: number): number {
    let total = 0
    for (let i = cells.starts[a]!; i < cells.starts[a + 1]!; i += 1) {
      total += change(cells.values[i]!, from, to)
    }
    return total
  }

  /** Walks the cells of both, ascending: those that hold both do not notice. */
  function changeOfTwo(a: number, b: number, from: number, to: number): number {
    let total = 0
    let i = cells.starts[a]!
    let j = cells.starts[b]!
    const lastOfA = cells.starts[a + 1]!
    const lastOfB = cells.starts[b + 1]!
    while (i < lastOfA || j < lastOfB) {
      const ofA = i < lastOfA ? cells.values[i]! : size
      const ofB = j < lastOfB ? cells.values[j]! : size
      if (ofA < ofB) total += change(ofA, from, to)
      else if (ofB < ofA) total += change(ofB, to, from)
      if (ofA <= ofB) i += 1
      if (ofB <= ofA) j += 1
    }
    return total
  }

  function move(of: number, from: number, to: number): void {
    people[of * codes + from]! -= 1
    people[of * codes + to]! += 1
    for (let i = cells.starts[of]!; i < cells.starts[of + 1]!; i += 1) {
      const cell = cells.values[i]!
      const difference = change(cell, from, to)
      add(cell, from, -1)
      add(cell, to, 1)
      if (from === 0 || to === 0) fitBounds(cell)
      if (difference !== 0) note(cell, difference)
    }
  }

  function note(cell: number, difference: number): void {
    offBy[cell]! += difference
    off += difference
    if (offBy[cell]! > 0 && place[cell]! < 0) {
      place[cell] = cellsOff.length
      cellsOff.push(cell)
    } else if (offBy[cell] === 0 && place[cell]! >= 0) {
      const last = cellsOff.pop()!
      if (last !== cell) {
        cellsOff[place[cell]!] = last
        place[last] = place[cell]!
      }
      place[cell] = -1
    }
  }
}

/** 1 favourable, 2 in between, 3 unfavourable, as printed; two bands are one figure: slot 1 or none. */
function bandOf(code: number, { scale, favourable }: ItemRules): number {
  if (code <= favourable) return 1
  if (scale - 2 * favourable < 1) return 0
  return code <= scale - favourable ? 2 : 3
}
