import { HIDDEN_LEVEL } from './display-value.ts'
import type { ItemWorlds } from './item-worlds.ts'
import type { Walk } from './walk.ts'

/** Somebody of the class `of`, who all answered `from`, and no other world is known. */
export interface CertainPair {
  readonly of: number
  readonly from: number
}

/** So many pairs at once mean that everything together is too exact: the cells that block most are widened. */
const MANY = 25
/** Share of all cells that is widened at once then. */
const SHARE = 0.12

/**
 * Which cells have to print less: of each pair the smallest one that would notice (全庁 last), or, of many
 * pairs, those that would notice most of them. Each is widened once before any twice.
 */
export function cellsToWiden(
  worlds: ItemWorlds,
  truth: Walk,
  pairs: readonly CertainPair[],
): readonly number[] {
  if (pairs.length <= MANY) {
    const chosen = pairs.flatMap((pair) => smallest(worlds, noticing(worlds, truth, pair)) ?? [])
    return [...new Set(chosen)].toSorted((a, b) => a - b)
  }
  const votes = new Uint32Array(worlds.levels.length)
  for (const pair of pairs) for (const cell of noticing(worlds, truth, pair)) votes[cell]! += 1
  const most = Math.max(MANY, Math.ceil(votes.length * SHARE))
  return [...votes.keys()]
    .filter((cell) => votes[cell]! > 0)
    .sort((a, b) => worlds.levels[a]! - worlds.levels[b]! || votes[b]! - votes[a]! || a - b)
    .slice(0, most)
}

/** Cells that would print something else, for the answer that the fewest of them would notice. */
function noticing({ sheet, codes, levels }: ItemWorlds, truth: Walk, pair: CertainPair): number[] {
  const { starts, values } = sheet.cells
  let fewest: number[] = []
  for (let to = 0; to < codes; to += 1) {
    if (to === pair.from) continue
    const cells: number[] = []
    for (let i = starts[pair.of]!; i < starts[pair.of + 1]!; i += 1) {
      const cell = values[i]!
      if (levels[cell]! < HIDDEN_LEVEL && truth.change(cell, pair.from, to) > 0) cells.push(cell)
    }
    if (cells.length > 0 && (fewest.length === 0 || cells.length < fewest.length)) fewest = cells
  }
  return fewest
}

function smallest({ sheet, levels }: ItemWorlds, cells: readonly number[]): number | undefined {
  const { kinds, people } = sheet
  const order = (a: number, b: number) =>
    Number(kinds[a] === 'whole') - Number(kinds[b] === 'whole') ||
    levels[a]! - levels[b]! ||
    people[a]! - people[b]! ||
    a - b
  return cells.toSorted(order)[0]
}
