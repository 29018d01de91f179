import { answering, type Effort, type Exchange, exchangesFrom } from './exchange.ts'
import type { ItemRules } from './item-rules.ts'
import type { ItemWorlds } from './item-worlds.ts'
import { type CertainPair, cellsToWiden } from './repair.ts'
import { walkFrom } from './walk.ts'
import type { Lists } from './worlds.ts'

/** Repairs of one item after which it is given up; every one widens a cell. */
const MOST_ROUNDS = 80
/** A pass of the search over more pairs than this is repeated only if it cleared a quarter of them. */
const MANY = 200
/** Fresh starts are for so few. */
const FEW = 25
const MOST_PASSES = 12
/** Fresh starts from the truth and from the worlds found, for the few that are left. */
const FRESH_STARTS = 24
/** Other worlds that are brought in line after a repair, and exchanges spent on each. */
const KEPT_WORLDS = 16
const SETTLING = { steps: 150, breadth: 120 }

export interface Repaired {
  /** People for whom no other world was found at first. */
  readonly certainBefore: number
  readonly left: readonly CertainPair[]
}

/** Shows another world for everybody who answered one item like the whole class, and widens where none is found. */
export function repaired(
  worlds: ItemWorlds,
  policy: ItemRules,
  neighbours: Lists,
  seed: number,
): Repaired {
  const all = onOneSide(worlds, policy)
  let others: Int32Array[] = []
  let left = withOtherWorlds(all)
  const certainBefore = left.reduce((sum, { of }) => sum + worlds.sheet.weights[of]!, 0)
  for (let round = 0; left.length > 0 && round < MOST_ROUNDS; round += 1) {
    const truth = walkFrom(worlds, policy, worlds.given)
    const wider = cellsToWiden(worlds, truth, left, 1 + round)
    for (const cell of wider) worlds.widen(cell)
    others = others.slice(-KEPT_WORLDS).flatMap((people) => settled(people, wider) ?? [])
    left = withOtherWorlds(
      all.filter((pair) => !others.some((people) => differs(worlds, pair, people))),
    )
  }
  return { certainBefore, left }

  /** @returns the pairs without. */
  function withOtherWorlds(pairs: readonly CertainPair[]): readonly CertainPair[] {
    return searchFor(worlds, policy, neighbours, pairs, others, seed)
  }

  /** The world, or one close by, if it prints the same with these cells widened. */
  function settled(people: Int32Array, wider: readonly number[]): Int32Array | null {
    if (wider.every((cell) => worlds.printsSame(cell, people))) return people
    const nobody = new Uint32Array(worlds.sheet.classes)
    const { walk, settle } = exchangesFrom(worlds, policy, neighbours, nobody, people, seed)
    return settle(SETTLING) && worlds.isWorld(walk.people) ? walk.people : null
  }
}

/**
 * Pass after pass from the truth on, then from the worlds found as well. A world that is reached is kept
 * in `others` if it really prints the same.
 *
 * @returns the pairs that stay on their side in all of them.
 */
function searchFor(
  worlds: ItemWorlds,
  policy: ItemRules,
  neighbours: Lists,
  pairs: readonly CertainPair[],
  others: Int32Array[],
  seed: number,
): readonly CertainPair[] {
  const wanted = new Uint32Array(worlds.sheet.classes)
  let left = pairs
  const onward = startingAt(worlds.given, 0)
  for (let pass = 0; pass < MOST_PASSES && left.length > 0; pass += 1) {
    const before = left.length
    askAll(onward, pass)
    if (left.length > MANY && left.length > before * 0.75) return left
  }
  for (let start = 0; start < FRESH_STARTS && left.length > 0 && left.length <= FEW; start += 1) {
    const world = others[start % (others.length + 1)] ?? worlds.given
    askAll(startingAt(world, start + 1), MOST_PASSES + start)
  }
  return left

  function startingAt(people: Int32Array, start: number): Exchange {
    return exchangesFrom(worlds, policy, neighbours, wanted, people, seed + 97 * start)
  }

  /** Asks one of each pair that is left to change sides, and keeps the world this ends in. */
  function askAll({ walk, change }: Exchange, pass: number): void {
    wanted.fill(0)
    for (const { of, within } of left) wanted[of] = within
    for (const { of, within } of left) {
      if (!differs(worlds, { of, within }, walk.people)) change(of, within, effortOf(pass))
    }
    const next = left.filter((pair) => !differs(worlds, pair, walk.people))
    if (next.length === left.length || !worlds.isWorld(walk.people)) return
    others.push(walk.people.slice())
    left = next
  }
}

/** Little for the many that are easy, more and more for the few that are left. */
export function effortOf(pass: number): Effort {
  return pass === 0
    ? { steps: 4, breadth: 40 }
    : { steps: 10 + pass, breadth: Math.min(40 + 20 * pass, 160) }
}

/**
 * Classes of which everybody left the item blank, answered favourably, or answered but not favourably. These
 * are the widest sets of answers that tell a reader something: who leaves one leaves every narrower one,
 * unfavourable or a single answer, too.
 */
export function onOneSide(
  { sheet, codes, given }: ItemWorlds,
  { favourable }: ItemRules,
): CertainPair[] {
  const upTo = (code: number) => (1 << (code + 1)) - 1
  const sides = [1, upTo(favourable) - 1, upTo(codes - 1) - upTo(favourable)]
  const pairs: CertainPair[] = []
  for (let of = 0; of < sheet.classes; of += 1) {
    for (const within of sides) {
      if (sheet.weights[of] === 0) continue
      if (answering(given, of, codes, within) === sheet.weights[of]) pairs.push({ of, within })
    }
  }
  return pairs
}

export function differs(
  { sheet, codes }: ItemWorlds,
  { of, within }: CertainPair,
  people: Int32Array,
) {
  return answering(people, of, codes, within) < sheet.weights[of]!
}
