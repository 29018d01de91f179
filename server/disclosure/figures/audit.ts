import type { Audit, ItemValue } from '../../survey/published-set.ts'
import type { RespondentClasses } from '../classes.ts'
import { HIDDEN_LEVEL, readValue, valuePrinter } from './display-value.ts'
import { answering, type Effort, type Exchange, exchangesFrom } from './exchange.ts'
import { type ItemWorlds, itemWorlds } from './item-worlds.ts'
import type { Microdata, Policy } from '../microdata.ts'
import { neighboursOf } from './neighbours.ts'
import type { ReportStep } from '../protection.ts'
import { type CertainPair, cellsToWiden } from './repair.ts'
import { walkFrom } from './walk.ts'
import type { Lists, Sheet } from './worlds.ts'

export type AuditOutcome =
  | {
      readonly state: 'safe'
      readonly values: (cell: number, item: number) => ItemValue | null
      /** Wider steps taken, cell × item. */
      readonly levels: Uint8Array
      readonly audit: Audit
    }
  /** `cells` of which a pair stayed certain. */
  | { readonly state: 'refused'; readonly cells: readonly number[] }

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

/**
 * Makes sure that nobody's answer is certain, nor that it was favourable or was not, and widens or hides
 * figures until none is.
 *
 * The reader knows the roster and who took part, hence the size of every class. Certain would be what a
 * whole class answered in every world, in whole people, that prints the same. Only where all of a class were
 * on one side can that be, because the truth is such a world. For each of those another world is shown: an
 * assignment of answers, counted anew and compared figure by figure, in which one of them was on another
 * side, and so gave another answer as well. Where none is found the side counts as certain, whether it is
 * or not.
 */
export function auditAndRepair(
  sheet: Sheet,
  classes: RespondentClasses,
  data: Microdata,
  policy: Policy,
  report: ReportStep,
): AuditOutcome {
  const items = data.items.length
  const codes = policy.scale + 1
  const printer = valuePrinter(policy)
  const neighbours = neighboursOf(sheet)
  const levels = new Uint8Array(sheet.kinds.length * items)
  const values: (ItemValue | null)[] = []
  const sums = { certainBefore: 0, widened: 0, hiddenItems: 0 }
  for (let item = 0; item < items; item += 1) {
    report('audit', item, items)
    const given = answersOf(item)
    const worlds = itemWorlds(sheet, printer, codes, given)
    const found = repaired(worlds, policy, neighbours, item + 1)
    if (found.left.length > 0) return { state: 'refused', cells: cellsOf(sheet, found.left) }
    sums.certainBefore += found.certainBefore
    for (const [cell, kind] of sheet.kinds.entries()) {
      const level = worlds.levels[cell]!
      levels[cell * items + item] = level
      values[cell * items + item] = readValue(
        worlds.printed,
        cell * printer.width,
        kind,
        level,
        policy,
      )
      if (level >= HIDDEN_LEVEL) sums.hiddenItems += 1
      else if (level > 0) sums.widened += 1
    }
  }
  report('audit', items, items)
  const { certainBefore, widened, hiddenItems } = sums
  return {
    state: 'safe',
    values: (cell, item) => values[cell * items + item] ?? null,
    levels,
    audit: { certainBefore, certainAfter: 0, widened, hiddenItems },
  }

  function answersOf(item: number): Int32Array {
    const given = new Int32Array(sheet.classes * codes)
    for (let row = 0; row < data.rows; row += 1) {
      const of = sheet.ofClass[classes.ofRow[row]!]!
      given[of * codes + data.answers[row * items + item]!]! += 1
    }
    return given
  }
}

interface Repaired {
  /** People for whom no other world was found at first. */
  readonly certainBefore: number
  readonly left: readonly CertainPair[]
}

function repaired(worlds: ItemWorlds, policy: Policy, neighbours: Lists, seed: number): Repaired {
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
  policy: Policy,
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
function effortOf(pass: number): Effort {
  return pass === 0
    ? { steps: 4, breadth: 40 }
    : { steps: 10 + pass, breadth: Math.min(40 + 20 * pass, 160) }
}

/**
 * Classes of which everybody left the item blank, answered favourably, or answered but not favourably. These
 * are the widest sets of answers that tell a reader something: who leaves one leaves every narrower one,
 * unfavourable or a single answer, too.
 */
function onOneSide({ sheet, codes, given }: ItemWorlds, { favourable }: Policy): CertainPair[] {
  const upTo = (code: number) => (1 << (code + 1)) - 1
  const sides = [1, upTo(favourable) - 1, upTo(codes - 1) - upTo(favourable)]
  const pairs: CertainPair[] = []
  for (let of = 0; of < sheet.classes; of += 1) {
    for (const within of sides) {
      if (answering(given, of, codes, within) === sheet.weights[of]) pairs.push({ of, within })
    }
  }
  return pairs
}

function differs({ sheet, codes }: ItemWorlds, { of, within }: CertainPair, people: Int32Array) {
  return answering(people, of, codes, within) < sheet.weights[of]!
}

function cellsOf({ cells }: Sheet, pairs: readonly CertainPair[]): number[] {
  const own = pairs.flatMap(({ of }) =>
    Array.from(cells.values.subarray(cells.starts[of], cells.starts[of + 1])),
  )
  return [...new Set(own)]
}
