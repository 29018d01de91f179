/** All worlds of one question of several options, everybody with a whole answer: nothing is overlooked. */
import type { Choice, Microdata, Policy } from '../../server/disclosure/microdata.ts'
import { NOT_ASKED } from '../../server/disclosure/microdata.ts'
import type { PublishedSet } from '../../server/survey/published-set.ts'
import { compositions, printedOf } from './every-world.ts'
import { printedAt } from './hand-made.ts'

/** A set of options, as codes: 1 chosen, m not chosen; a blank is 0 of all. */
export type WholeAnswer = readonly number[]

/** Every answer a question allows, the blank first. */
export function wholeAnswers(options: number, alone: number | null, scale: number): WholeAnswer[] {
  const sets = Array.from({ length: 2 ** options - 1 }, (_, i) => i + 1)
  return [
    Array.from({ length: options }, () => 0),
    ...sets
      .filter((set) => alone === null || ((set >> alone) & 1) === 0 || set === 2 ** alone)
      .map((set) =>
        Array.from({ length: options }, (_, option) => (((set >> option) & 1) === 1 ? 1 : scale)),
      ),
  ]
}

/**
 * How many (people, option) pairs are certain: all of a kind chose it in every world, or none did, or all
 * left the question blank.
 *
 * @returns null when there are more than `limit` ways to answer.
 */
export function certainChoices(
  set: PublishedSet,
  data: Microdata,
  { options, alone, first }: Choice,
  policy: Policy,
  limit = 60_000,
): { readonly worlds: number; readonly certain: number } | null {
  const items = data.items.slice(first, first + options)
  const asked = Array.from(
    { length: data.rows },
    (_, row) => data.answers[row * data.items.length + first] !== NOT_ASKED,
  )
  const printed = items.map((item) => printedOf(set, data, item, asked))
  const answers = wholeAnswers(options, alone, policy.scale)
  // What is printed of one option may be hidden of another: kinds are told apart by all of it.
  const places = Array.from({ length: data.rows }, (_, row) =>
    asked[row] === true ? printed.map(({ of }) => of[row] ?? []) : null,
  )
  const kinds = new Map<string, { people: number; cells: readonly (readonly number[])[] }>()
  for (const cells of places) {
    if (cells === null) continue
    const kind = kinds.get(JSON.stringify(cells)) ?? { people: 0, cells }
    kind.people += 1
    kinds.set(JSON.stringify(cells), kind)
  }
  const all = [...kinds.values()]
  const ways = all.map(({ people }) => compositions(people, answers.length))
  if (ways.reduce((product, list) => product * list.length, 1) > limit) return null
  const counts = printed.map(({ cells }) => cells.map(() => Array<number>(3).fill(0)))
  const share: Policy = { ...policy, favourable: 1, scale: 2 as 4 }
  const sides = [0, 1, 2]
  const open = all.map(() => items.map(() => sides.map(() => false)))
  const chosen: (readonly number[])[] = []
  let worlds = 0
  const put = (kind: number, way: readonly number[], sign: number) => {
    for (const [answer, n] of way.entries()) {
      for (const [option, cells] of (all[kind]?.cells ?? []).entries()) {
        const code = Math.min(answers[answer]?.[option] ?? 0, 2)
        for (const cell of cells) counts[option]![cell]![code]! += sign * n
      }
    }
  }
  const walk = (at: number): void => {
    if (at === all.length) {
      const fits = printed.every(({ cells }, option) =>
        cells.every((value, cell) => {
          const exact = value.n !== undefined
          const given = counts[option]?.[cell] ?? []
          const other = printedAt(given, exact, 'full', share, exact ? null : value.step)
          return (
            other !== null &&
            other.n === value.n &&
            other.step === value.step &&
            other.favourable === value.favourable
          )
        }),
      )
      if (!fits) return
      worlds += 1
      for (const [kind, way] of chosen.entries()) {
        for (const [option, own] of (open[kind] ?? []).entries()) {
          for (const side of sides) {
            const inside = way.reduce(
              (sum, n, answer) =>
                Math.min(answers[answer]?.[option] ?? 0, 2) === side ? sum + n : sum,
              0,
            )
            if (inside < (all[kind]?.people ?? 0)) own[side] = true
          }
        }
      }
      return
    }
    for (const way of ways[at] ?? []) {
      put(at, way, 1)
      chosen.push(way)
      walk(at + 1)
      chosen.pop()
      put(at, way, -1)
    }
  }
  walk(0)
  const certain = open
    .flatMap((own, kind) => own.map((s) => (s.every(Boolean) ? 0 : (all[kind]?.people ?? 0))))
    .reduce((sum, n) => sum + n, 0)
  return { worlds, certain }
}
