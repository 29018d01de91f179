import { type Attack, traces } from './attempt.ts'
import { type Mark, marksOf } from './entries.ts'
import type { Evidence } from './evidence.ts'
import type { Store } from './store.ts'
import { count } from './words.ts'

/** The box opens with three messages at least, unless they have waited for three working days. */
const FEWEST = 3

/**
 * Who wrote a proposal had a card of the quarter when it was released: with a copy of each night, the
 * candidates are those who held one by then. That everybody's browser fetches cards keeps them many.
 */
export const proposalHolders: Attack = {
  id: 'T8',
  slug: 'proposal-holders',
  title: '提案の公開日と提案券',
  run(evidence) {
    const sizes = candidateSets(evidence)
    const few = sizes.filter((size) => size < FEWEST)
    const sorted = sizes.toSorted((a, b) => a - b)
    const told = {
      tried: '提案が現れた晩までに提案券を受け取っていた人を数え、書いた人を絞り込む',
      meaning: `提案のうち、候補が${FEWEST}人未満になった割合`,
    }
    const found =
      sizes.length === 0
        ? []
        : [
            `候補は最少${count(sorted[0] ?? 0)}人、中央値${count(sorted[Math.floor(sorted.length / 2)] ?? 0)}人`,
          ]
    return [traces(told, sizes.length, few.length, found)]
  },
}

/** One size for each proposal whose night of release is known. */
function candidateSets({ folders, nights }: Evidence): number[] {
  const [data] = folders
  const moments = [
    ...nights.map(({ folder }) => folder.stores),
    data?.stores.filter(({ old }) => !old) ?? [],
  ]
  const sizes: number[] = []
  for (const [i, stores] of moments.entries()) {
    const earlier = moments[i - 1]
    const before = earlier === undefined ? null : proposalsIn(earlier)
    const holders = new Set(marksIn(stores).map(({ who }) => who))
    // The first copy does not say when its proposals came.
    if (before === null || holders.size === 0) continue
    const fresh = [...proposalsIn(stores)].filter((number) => !before.has(number))
    sizes.push(...fresh.map(() => holders.size))
  }
  return sizes
}

function proposalsIn(stores: readonly Store[]): Set<string> {
  return new Set(
    stores
      .filter(({ kind, tables }) => kind === 'voice' && tables.includes('proposal'))
      .flatMap((store) => store.rows('SELECT number FROM proposal').map(([n]) => String(n))),
  )
}

function marksIn(stores: readonly Store[]): Mark[] {
  return stores
    .filter(({ kind }) => kind === 'identity')
    .flatMap(marksOf)
    .filter(({ table, box }) => table === 'proposal_cards' || box.startsWith('proposals-'))
}
