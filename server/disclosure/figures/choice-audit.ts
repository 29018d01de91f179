import { type ChoiceExchange, choiceExchange } from './choice-exchange.ts'
import { type Answerer, type ChoiceWorlds, choiceWorlds } from './choice-worlds.ts'
import type { Effort } from './exchange.ts'
import { differs, onOneSide, type Repaired } from './item-audit.ts'
import type { ItemRules } from './item-rules.ts'
import type { ItemWorlds } from './item-worlds.ts'
import { type CertainPair, cellsToWiden } from './repair.ts'
import { walkFrom } from './walk.ts'
import type { Lists } from './worlds.ts'

/** All of a class answered an option alike. */
interface OptionPair extends CertainPair {
  readonly option: number
}

const MOST_ROUNDS = 40
const ROUNDS_OF_OWN = 3
/** Passes after which the search begins at the truth again, and passes in vain before it is given up. */
const PASSES_ONWARD = 6
const MOST_IN_VAIN = 10
/** So many changes are counted anew together. */
const TOGETHER = 60
/** Worlds that are looked at again after a repair. */
const KEPT_WORLDS = 40

/**
 * The same for the options of one question, which are answered together: a blank is one of all options,
 * who leaves none blank chose one at least, and 「特にない」 alone. So every other world that is shown gives
 * every person a whole answer that the question allows, and prints every option the same.
 */
export function repairedChoice(
  options: readonly ItemWorlds[],
  answerers: readonly Answerer[],
  alone: number | null,
  rules: ItemRules,
  neighbours: Lists,
  seed: number,
): Repaired {
  const worlds = choiceWorlds(options, answerers, alone)
  const all = options.flatMap((own, option) =>
    onOneSide(own, rules).map((pair): OptionPair => ({ ...pair, option })),
  )
  let others: (readonly Int32Array[])[] = []
  let left = search(worlds, rules, neighbours, all, others, seed)
  const certainBefore = new Map(left.map((pair) => [`${pair.of} ${pair.option}`, pair]))
  for (let round = 0; left.length > 0 && round < MOST_ROUNDS; round += 1) {
    const wider = options.flatMap((own, option) => {
      const pairs = blocking(own, option, left, round)
      if (pairs.length === 0) return []
      const cells = cellsToWiden(
        own,
        walkFrom(own, rules, own.given),
        pairs,
        1 + (round % ROUNDS_OF_OWN),
      )
      for (const cell of cells) own.widen(cell)
      return cells.map((cell) => ({ option, cell }))
    })
    others = others.filter((people) =>
      wider.every(({ option, cell }) => options[option]!.printsSame(cell, people[option]!)),
    )
    left = search(worlds, rules, neighbours, left, others, seed + 1 + round)
    // What was widened is printed otherwise: everybody has to have another world of the new kind.
    if (left.length === 0) {
      const open = all.filter(
        (pair) =>
          !others.some((people) => differs(options[pair.option]!, pair, people[pair.option]!)),
      )
      left = search(worlds, rules, neighbours, open, others, seed + 101 + round)
    }
  }
  const people = [...certainBefore.values()].reduce(
    (sum, { of, option }) => sum + (options[option]?.sheet.weights[of] ?? 0),
    0,
  )
  return { certainBefore: people, left }
}

/** After some rounds what blocks may be another option, because whole answers change. */
function blocking(
  { given, codes, sheet }: ItemWorlds,
  option: number,
  left: readonly OptionPair[],
  round: number,
): CertainPair[] {
  const own = left.filter((pair) => pair.option === option)
  if (round < ROUNDS_OF_OWN) return own
  return [...new Set(left.map(({ of }) => of))].flatMap((of) =>
    [0, 1, 2].flatMap((code) =>
      given[of * codes + code] === sheet.weights[of] ? [{ of, within: 1 << code }] : [],
    ),
  )
}

/** @returns the pairs that stay on their side in all worlds that were found; of those some are kept in `others`. */
function search(
  worlds: ChoiceWorlds,
  rules: ItemRules,
  neighbours: Lists,
  pairs: readonly OptionPair[],
  others: (readonly Int32Array[])[],
  seed: number,
): readonly OptionPair[] {
  const left = new Set(pairs)
  let start = 0
  let exchange = startingAt(worlds.given)
  for (let pass = 0, vain = 0; left.size > 0 && vain < MOST_IN_VAIN; pass += 1) {
    const before = left.size
    askAll(effortOf(pass))
    vain = left.size < before ? 0 : vain + 1
    if (pass % PASSES_ONWARD === PASSES_ONWARD - 1 || vain > 0) exchange = startingAt(worlds.given)
  }
  return [...left]

  function startingAt(answers: Uint32Array): ChoiceExchange {
    start += 1
    return choiceExchange(worlds, rules, neighbours, answers, seed + 97 * start)
  }

  /** Asks one of each pair that is left to change sides, and takes down now and then which have. */
  function askAll(effort: Effort): void {
    let changed = 0
    for (const pair of left) {
      if (!stays(pair)) continue
      if (exchange.change(pair.of, pair.option, pair.within, effort)) changed += 1
      if (changed === TOGETHER) {
        takeDown()
        changed = 0
      }
    }
    if (changed > 0) takeDown()
  }

  function stays({ option, ...pair }: OptionPair): boolean {
    return !differs(worlds.options[option]!, pair, exchange.people[option]!)
  }

  function takeDown(): void {
    if (!worlds.isWorld(exchange.answers)) return
    others.push(exchange.people.map((people) => people.slice()))
    if (others.length > KEPT_WORLDS) others.shift()
    for (const pair of left) if (!stays(pair)) left.delete(pair)
  }
}

function effortOf(pass: number): Effort {
  return { steps: Math.min(2 + 2 * pass, 60), breadth: 20 }
}
