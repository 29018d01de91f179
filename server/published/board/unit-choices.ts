import type { BoardPresent } from '../../proposals/board.ts'

interface Choice {
  readonly value: string
  readonly label: string
}

/** Units to choose from, each 部 with its 課, in 建制順. */
export type UnitChoices = readonly (Choice & { readonly below: readonly Choice[] })[]

/** Only units that have something on the board: an empty choice helps nobody. */
export function unitChoices({ board, org, positionOf }: BoardPresent): UnitChoices {
  const tops = new Map<string, string[]>()
  for (const unit of board.units) {
    const top = org.bureauOf(unit) ?? unit
    const below = tops.get(top) ?? []
    if (unit !== top) below.push(unit)
    tops.set(top, below)
  }
  const inOrder = (codes: Iterable<string>) =>
    [...codes].toSorted((a, b) => positionOf(a) - positionOf(b))
  const choice = (value: string): Choice => ({ value, label: org.nameOf(value) })
  return inOrder(tops.keys()).map((top) => ({
    ...choice(top),
    below: inOrder(tops.get(top) ?? []).map(choice),
  }))
}
