import { type ChoiceExchange, choiceExchange } from './choice-exchange.ts'
import { type Answerer, type ChoiceWorlds, choiceWorlds } from './choice-worlds.ts'
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

const MOST_ROUNDS = 80
const MOST_PASSES = 16
const FRESH_STARTS = 24
const FEW = 25
/** Worlds that are looked at again after a repair. */
const KEPT_WORLDS = 16

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
      const pairs = left.filter((pair) => pair.option === option)
      if (pairs.length === 0) return []
      const cells = cellsToWiden(own, walkFrom(own, rules, own.given), pairs, 1 + round)
      for (const cell of cells) own.widen(cell)
      return cells.map((cell) => ({ option, cell }))
    })
    others = others
      .slice(-KEPT_WORLDS)
      .filter((people) =>
        wider.every(({ option, cell }) => options[option]!.printsSame(cell, people[option]!)),
      )
    const open = all.filter(
      (pair) =>
        !others.some((people) => differs(options[pair.option]!, pair, people[pair.option]!)),
    )
    left = search(worlds, rules, neighbours, open, others, seed + 1 + round)
  }
  const people = [...certainBefore.values()].reduce(
    (sum, { of, option }) => sum + (options[option]?.sheet.weights[of] ?? 0),
    0,
  )
  return { certainBefore: people, left }
}

/** @returns the pairs that stay on their side in all worlds that were found; those are kept in `others`. */
function search(
  worlds: ChoiceWorlds,
  rules: ItemRules,
  neighbours: Lists,
  pairs: readonly OptionPair[],
  others: (readonly Int32Array[])[],
  seed: number,
): readonly OptionPair[] {
  let left = pairs
  const onward = choiceExchange(worlds, rules, neighbours, worlds.given, seed)
  for (let pass = 0; pass < MOST_PASSES && left.length > 0; pass += 1) askAll(onward, pass)
  for (let start = 0; start < FRESH_STARTS && left.length > 0 && left.length <= FEW; start += 1) {
    const fresh = choiceExchange(worlds, rules, neighbours, worlds.given, seed + 97 * (start + 1))
    askAll(fresh, MOST_PASSES + start)
  }
  return left

  function askAll(exchange: ChoiceExchange, pass: number): void {
    const stays = ({ option, ...pair }: OptionPair) =>
      !differs(worlds.options[option]!, pair, exchange.people[option]!)
    for (const pair of left) {
      if (stays(pair)) exchange.change(pair.of, pair.option, pair.within, effortOf(pass, process.env.EFF ?? 'a'))
    }
    const next = left.filter(stays)
    console.log('pass', pass, left.length, '->', next.length, Math.round(performance.now()))
    if (next.length === left.length || !worlds.isWorld(exchange.answers)) return
    others.push(exchange.people.map((people) => people.slice()))
    left = next
  }
}

function effortOf(pass: number, k: string) {
  if (k === 'a') return pass < 3 ? { steps: 1, breadth: 10 } : { steps: 2 + pass, breadth: 10 + 3 * pass }
  if (k === 'b') return { steps: 2 + 2*pass, breadth: 6 + 2 * pass }
  if (k === 'c') return { steps: 6 + 4*pass, breadth: 6 + pass }
  return { steps: 3 + pass, breadth: 20 }
}
