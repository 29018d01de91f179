import type { ItemWorlds } from './item-worlds.ts'
import type { ItemRules } from './item-rules.ts'
import { type Walk, walkFrom } from './walk.ts'
import type { Lists } from './worlds.ts'

/** Worlds of one item on their way to others. */
export interface Exchange {
  readonly walk: Walk
  /**
   * Lets one person of a class answer none of `within`, a set of codes (bit i: code i): exchanges answers
   * with a neighbour, and where a cell notices, others exchange theirs. When some cell still notices in the
   * end, everything is taken back.
   */
  readonly change: (of: number, within: number, effort: Effort) => boolean
  /** Exchanges answers until every cell prints what it should. */
  readonly settle: (effort: Effort) => boolean
}

export interface Effort {
  /** Exchanges, one after the other. */
  readonly steps: number
  /** Members of a cell times changes that would help it, looked at for each. */
  readonly breadth: number
}

/** No further than this many people off. */
const TOO_FAR = 30
const NEVER = 1 << 29

/**
 * A local search like those for satisfiability: take a cell that is off, and the exchange among its
 * members and their neighbours that brings all cells nearest to what is printed; do not undo it soon.
 *
 * @param wanted by class the codes it should not answer alone (0: it may): preferred where it costs nothing.
 * @param start people by class × code: the truth, or another world.
 * @param seed of the choices among equals: the same seed, the same worlds.
 */
export function exchangesFrom(
  worlds: ItemWorlds,
  policy: ItemRules,
  neighbours: Lists,
  wanted: Uint32Array,
  start: Int32Array,
  seed: number,
): Exchange {
  const { sheet, codes } = worlds
  const { members, weights } = sheet
  const walk = walkFrom(worlds, policy, start)
  const { people } = walk
  const chance = chances(seed)
  /** A class may not take on a code again before this step. */
  const until = new Int32Array(sheet.classes * codes)
  let now = 0
  /** a, b (−1 none), from, to of each step. */
  const trail: number[] = []
  /** from, to of each change that helps the cell. */
  const helpful: number[] = []
  let bestCost = 0
  const best = { a: -1, b: -1, from: 0, to: 0 }
  return { walk, change, settle }

  function change(of: number, within: number, effort: Effort): boolean {
    trail.length = 0
    bestCost = NEVER
    // A blank last: one valid answer less moves every bound of a cell.
    for (let to = codes - 1; to >= 0; to -= 1) {
      if (((within >> to) & 1) === 1 || (to === 0 && bestCost < 1)) continue
      for (let from = 0; from < codes; from += 1) {
        if (((within >> from) & 1) === 0 || people[of * codes + from]! < 1) continue
        if (walk.changeOfOne(of, from, to) === 0) {
          walk.move(of, from, to)
          return true
        }
        lookAround(of, from, to, -1)
      }
    }
    if (bestCost === NEVER) return false
    take(20)
    if (approach(effort, of, Math.min(best.from, best.to))) return true
    takeBack()
    return false
  }

  function settle(effort: Effort): boolean {
    trail.length = 0
    return approach(effort, -1, 0)
  }

  /** @param lowest code that is exchanged: 0 with blanks, 1 without. */
  function approach({ steps, breadth }: Effort, fixed: number, lowest: number): boolean {
    const most = Math.max(TOO_FAR, walk.off())
    for (let step = 0; step < steps && walk.off() > 0; step += 1) {
      const cell = walk.cellsOff[Math.floor(chance() * walk.cellsOff.length)]!
      lookAtCell(cell, fixed, Math.min(lowest, 1), breadth)
      if (bestCost === NEVER || walk.off() + bestCost > most) return false
      take(3 + Math.floor(chance() * 4))
    }
    return walk.off() === 0
  }

  function lookAtCell(cell: number, fixed: number, lowest: number, breadth: number): void {
    bestCost = NEVER
    const first = members.starts[cell]!
    const all = members.starts[cell + 1]! - first
    const offset = Math.floor(chance() * all)
    helpful.length = 0
    for (let from = lowest; from < codes; from += 1) {
      for (let to = lowest; to < codes; to += 1) {
        if (from !== to && walk.change(cell, from, to) < 0) helpful.push(from, to)
      }
    }
    const each = Math.min(all, Math.ceil((2 * breadth) / helpful.length))
    for (let i = 0; i < each; i += 1) {
      const a = members.values[first + ((offset + i) % all)]!
      if (a === fixed) continue
      for (let d = 0; d < helpful.length; d += 2) {
        const from = helpful[d]!
        const to = helpful[d + 1]!
        const isPossible = people[a * codes + from]! > 0 && until[a * codes + to]! <= now
        if (isPossible) lookAround(a, from, to, fixed)
      }
    }
  }

  function lookAround(a: number, from: number, to: number, fixed: number): void {
    for (let i = neighbours.starts[a]!; i < neighbours.starts[a + 1]!; i += 1) {
      const b = neighbours.values[i]!
      if (b === fixed || people[b * codes + to]! < 1 || until[b * codes + from]! > now) continue
      const change = walk.changeOfTwo(a, b, from, to)
      if (change - 1 >= bestCost) continue
      const cost = change + chance() / 2 - gain(a, from, to) - gain(b, to, from)
      if (cost >= bestCost) continue
      bestCost = cost
      best.a = a
      best.b = b
      best.from = from
      best.to = to
    }
  }

  /** Would be the first of a class to answer what is wanted. */
  function gain(a: number, from: number, to: number): number {
    const within = wanted[a]!
    if (((within >> from) & 1) === 0 || ((within >> to) & 1) === 1) return 0
    return answering(people, a, codes, within) === weights[a] ? 0.5 : 0
  }

  function take(rest: number): void {
    const { a, b, from, to } = best
    walk.move(a, from, to)
    walk.move(b, to, from)
    trail.push(a, b, from, to)
    now += 1
    until[a * codes + from] = now + rest
    until[b * codes + to] = now + rest
  }

  function takeBack(): void {
    for (let i = trail.length - 4; i >= 0; i -= 4) {
      const [a = 0, b = 0, from = 0, to = 0] = trail.slice(i, i + 4)
      walk.move(a, to, from)
      walk.move(b, from, to)
    }
  }
}

/** People of a class who answer one of `within`, a set of codes (bit i: code i). */
export function answering(people: Int32Array, of: number, codes: number, within: number): number {
  let sum = 0
  for (let code = 0; code < codes; code += 1) {
    if (((within >> code) & 1) === 1) sum += people[of * codes + code]!
  }
  return sum
}

/** mulberry32: even numbers in [0, 1), the same for the same seed. */
export function chances(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
