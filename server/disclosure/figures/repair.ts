import { HIDDEN_LEVEL } from './display-value.ts'
import type { ItemWorlds } from './item-worlds.ts'
import type { Walk } from './walk.ts'

/** All of the class `of` answered `within`, a set of codes (bit i: code i), and no other world is known. */
export interface CertainPair {
  readonly of: number
  readonly within: number
}

/** So many pairs at once mean that everything together is too exact: the cells that block most are widened. */
const MANY = 25
/** Share of all cells that is widened at once then. */
const SHARE = 0.12

/**
 * Which cells have to print less: of each pair the smallest that would notice, or, of many pairs, those
 * that would notice most of them. Each is widened once before any twice.
 *
 * @param each cells of a pair at once: one, and more when that did not help.
 */
export function cellsToWiden(
  worlds: ItemWorlds,
  truth: Walk,
  pairs: readonly CertainPair[],
  each: number,
): readonly number[] {
  if (pairs.length <= MANY) {
    const chosen = pairs.flatMap((pair) =>
      smallestFirst(worlds, noticing(worlds, truth, pair)).slice(0, each),
    )
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

/**
 * Cells that would print something else, for the change of answer that the fewest of them would notice.
 * 全庁 always notices: its figures are exact, so somebody else has to answer the opposite. Where nobody else
 * notices, these are the cells of that somebody; where there is nobody, as where 全庁 prints 0.0 %, it has to
 * print less itself.
 */
function noticing(worlds: ItemWorlds, truth: Walk, { of, within }: CertainPair): readonly number[] {
  const { sheet, codes, given, counts, levels } = worlds
  // A blank last: it changes the number of answers, which more cells notice.
  const answers = Array.from({ length: codes }, (_, i) => (i + 1) % codes)
  const leaving = answers.filter((from) => given[of * codes + from]! > 0)
  const changes = answers
    .filter((to) => ((within >> to) & 1) === 0)
    .flatMap((to) => leaving.map((from) => ({ from, to })))
  const own = changes.map(({ from, to }) => noticingOne(worlds, truth, of, from, to, []))
  const exact = (cells: readonly number[]) => cells.filter((cell) => sheet.kinds[cell] === 'whole')
  const local = own.map((cells) => cells.filter((cell) => sheet.kinds[cell] !== 'whole'))
  const choices = local.flatMap((cells, i) => {
    const { from, to } = changes[i]!
    const whole = exact(own[i] ?? [])
    if (whole.some((cell) => levels[cell] === 0 && counts[cell * codes + to] === 0)) return []
    if (cells.length > 0) return [cells]
    const partner = whole.length > 0 ? partnersCells(from, to) : null
    return partner === null ? [] : [partner]
  })
  return fewest(choices) ?? fewest(own.map(exact).filter((cells) => cells.length > 0)) ?? []

  function partnersCells(from: number, to: number): readonly number[] | null {
    const shared = sheet.cells.values.subarray(sheet.cells.starts[of], sheet.cells.starts[of + 1])
    let best: readonly number[] | null = null
    for (let b = 0; b < sheet.classes; b += 1) {
      if (b === of || given[b * codes + to]! < 1) continue
      const cells = noticingOne(worlds, truth, b, to, from, shared)
      if (cells.length > 0 && (best === null || cells.length < best.length)) best = cells
    }
    return best
  }
}

/** Cells of a class, but for some, that are not hidden yet and would print something else. */
function noticingOne(
  { sheet: { cells }, levels }: ItemWorlds,
  truth: Walk,
  of: number,
  from: number,
  to: number,
  but: ArrayLike<number> & { includes(cell: number): boolean },
): number[] {
  const noticing: number[] = []
  for (let i = cells.starts[of]!; i < cells.starts[of + 1]!; i += 1) {
    const cell = cells.values[i]!
    const canBeWidened = levels[cell]! < HIDDEN_LEVEL && !but.includes(cell)
    if (canBeWidened && truth.change(cell, from, to) > 0) noticing.push(cell)
  }
  return noticing
}

function fewest(lists: readonly (readonly number[])[]): readonly number[] | undefined {
  return lists.toSorted((a, b) => a.length - b.length)[0]
}

function smallestFirst({ sheet, levels }: ItemWorlds, cells: readonly number[]): number[] {
  const { people } = sheet
  return cells.toSorted((a, b) => levels[a]! - levels[b]! || people[a]! - people[b]! || a - b)
}
