import { type Microdata, NOT_ASKED, type Policy } from '../microdata.ts'
import type { ValueKind } from './display-value.ts'

/** How the answers to one item are printed and judged. */
export interface ItemRules extends Pick<Policy, 'k' | 'roundingPeople' | 'favourable'> {
  /** Codes 1 … scale; of an option of several there are two, chosen and not chosen. */
  readonly scale: number
  /** An option: the share of those who chose it, neither a distribution nor bands. */
  readonly shareOnly?: boolean
  /** Printed for the whole body and for no other group. */
  readonly wholeOnly?: boolean
  /** Fewer valid answers than a distribution needs: the whole body prints bands. */
  readonly fewAnswers?: boolean
}

/** How a cell of this kind prints an item with these rules. */
export function kindUnder(kind: ValueKind, { shareOnly, fewAnswers }: ItemRules): ValueKind {
  if (kind === 'whole' && fewAnswers === true) return 'band'
  return kind === 'full' && shareOnly === true ? 'band' : kind
}

/** Rules of each item, and the codes of its answers as they are counted by them. */
export interface ItemReader {
  readonly rules: ItemRules
  /** 0 no answer, 1 best … `rules.scale` worst; −1: the respondent was not asked. */
  readonly code: (row: number) => number
}

/** Nobody can answer an option with anything but two codes: what lies between them is no other world. */
export function readersOf(data: Microdata, policy: Policy): readonly ItemReader[] {
  const { k, kDistribution, roundingPeople, favourable, scale } = policy
  const plain: ItemRules = { k, roundingPeople, favourable, scale }
  const option: ItemRules = { k, roundingPeople, favourable: 1, scale: 2, shareOnly: true }
  const options = new Set([
    ...(data.shareOnly ?? []),
    ...(data.choices ?? []).flatMap((c) =>
      Array.from({ length: c.options }, (_, i) => c.first + i),
    ),
  ])
  return data.items.map((_, item) => {
    const isOption = options.has(item)
    const code = (row: number): number => {
      const given = data.answers[row * data.items.length + item]!
      if (given === NOT_ASKED) return -1
      return isOption && given > 1 ? 2 : given
    }
    const rules = isOption ? option : plain
    if (data.wholeOnly?.includes(item) !== true) return { rules, code }
    const fewAnswers = validAnswers(data.rows, code) < kDistribution
    return { rules: { ...rules, wholeOnly: true, fewAnswers }, code }
  })
}

function validAnswers(rows: number, code: (row: number) => number): number {
  let valid = 0
  for (let row = 0; row < rows; row += 1) if (code(row) > 0) valid += 1
  return valid
}
