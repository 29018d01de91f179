/**
 * All worlds of whole people there are, one after the other: slow, and nothing is overlooked. A world is
 * one for which everything printed comes out as printed; the rounding is that of `hand-made.ts`.
 */
import type { Microdata, Policy } from '../../server/disclosure/microdata.ts'
import type { ItemValue, PublishedSet } from '../../server/survey/published-set.ts'
import { frame, printedAt } from './hand-made.ts'

type People = Pick<Microdata, 'attributes' | 'rows' | 'keys'>

/** People by the printed groups they are in: nothing else tells them apart. */
interface Kind {
  readonly people: number
  readonly cells: readonly number[]
}

/**
 * How many (person, answer) pairs of an item the printed figures make certain.
 *
 * @returns null when there are more than `limit` ways to answer; worlds: 0 when nothing fits at all; sides:
 * people who are certain to have answered favourably, or certain to have answered otherwise.
 */
export function certainPairs(
  set: PublishedSet,
  people: People,
  policy: Policy,
  item: string,
  limit = 200_000,
  asked?: readonly boolean[],
): { readonly worlds: number; readonly pairs: number; readonly sides: number } | null {
  const { kinds, cells } = printedOf(set, people, item, asked)
  const codes = policy.scale + 1
  const ways = kinds.map((kind) => compositions(kind.people, codes))
  if (ways.reduce((all, list) => all * list.length, 1) > limit) return null
  const last = cells.map((_, c) => kinds.findLastIndex((kind) => kind.cells.includes(c)))
  const counts = cells.map(() => Array.from({ length: codes }, () => 0))
  const open = kinds.map(() => Array.from({ length: codes }, () => false))
  // Favourable, unfavourable, answered but not favourable.
  const bands = [
    [1, policy.favourable],
    [codes - policy.favourable, policy.scale],
    [policy.favourable + 1, policy.scale],
  ] as const
  const sideOpen = kinds.map(() => bands.map(() => false))
  const chosen: (readonly number[])[] = []
  let worlds = 0
  const walk = (at: number): void => {
    const kind = kinds[at]
    if (kind === undefined) {
      worlds += 1
      for (const [k, way] of chosen.entries()) {
        for (const [code, n] of way.entries()) {
          if (n < (kinds[k]?.people ?? 0) && open[k] !== undefined) open[k][code] = true
        }
        for (const [b, [first, end]] of bands.entries()) {
          const inside = way.slice(first, end + 1).reduce((sum, n) => sum + n, 0)
          if (inside < (kinds[k]?.people ?? 0)) sideOpen[k]![b] = true
        }
      }
      return
    }
    for (const way of ways[at] ?? []) {
      for (const c of kind.cells) way.forEach((n, code) => (counts[c]![code]! += n))
      chosen.push(way)
      const fits = cells.every(
        (value, c) => last[c] !== at || isPrinted(counts[c] ?? [], value, policy),
      )
      if (fits) walk(at + 1)
      chosen.pop()
      for (const c of kind.cells) way.forEach((n, code) => (counts[c]![code]! -= n))
    }
  }
  walk(0)
  const certain = open.map((codesOf) => codesOf.filter((isOpen) => !isOpen).length)
  const pairs = certain.reduce((sum, n, k) => sum + n * (kinds[k]?.people ?? 0), 0)
  const sides = kinds.reduce((sum, { people: n }, k) => {
    return sum + (sideOpen[k]?.every(Boolean) ? 0 : n)
  }, 0)
  return { worlds, pairs, sides }
}

/** What is printed of an item, who stands in it by row (only who was asked), and the kinds of people that it tells apart. */
export function printedOf(
  set: PublishedSet,
  people: People,
  item: string,
  asked?: readonly boolean[],
) {
  const tables = set.groups.flatMap((g) => (g.state === 'rest' ? [] : [g.table]))
  const inside = new Map(
    [...new Map(tables.map((t) => [t.join(), t])).values()]
      .flatMap((table) => frame(people, [table]))
      .map((group) => [group.id, group.rows]),
  )
  const of = Array.from({ length: people.rows }, (): number[] => [])
  const cells: ItemValue[] = []
  for (const group of set.groups) {
    const value = group.state === 'hidden' ? null : group.items[item]
    if (!value) continue
    const rows =
      group.state === 'rest'
        ? without(
            inside.get(group.parent),
            group.minus.flatMap((id) => inside.get(id) ?? []),
          )
        : (inside.get(group.id) ?? [])
    for (const row of rows) of[row]?.push(cells.length)
    cells.push(value)
  }
  const kinds = new Map<string, { people: number; cells: number[] }>()
  for (const [row, own] of of.entries()) {
    if (asked !== undefined && asked[row] !== true) continue
    const kind = kinds.get(own.join()) ?? { people: 0, cells: own }
    kind.people += 1
    kinds.set(own.join(), kind)
  }
  return { kinds: [...kinds.values()] as readonly Kind[], cells, of }
}

function isPrinted(counts: readonly number[], value: ItemValue, policy: Policy): boolean {
  const exact = value.n !== undefined
  const shape = value.distribution === undefined ? 'band' : 'full'
  const printed = printedAt(counts, exact, shape, policy, exact ? null : value.step)
  return JSON.stringify(ordered(printed)) === JSON.stringify(ordered(value))
}

function ordered(value: ItemValue | null) {
  return value && [value.n, value.favourable, value.step, value.distribution, value.bands]
}

function without(rows: readonly number[] = [], gone: readonly number[]): number[] {
  return rows.filter((row) => !gone.includes(row))
}

/** Every way in which so many people can answer. */
export function compositions(people: number, codes: number): number[][] {
  if (codes === 1) return [[people]]
  return Array.from({ length: people + 1 }, (_, n) => n).flatMap((n) =>
    compositions(people - n, codes - 1).map((rest) => [n, ...rest]),
  )
}
