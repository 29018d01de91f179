import { type Microdata, NOT_ASKED, type Policy } from '../microdata.ts'

/** How the answers to one item are printed and judged. */
export interface ItemRules extends Pick<Policy, 'k' | 'roundingPeople' | 'favourable'> {
  /** Codes 1 … scale; of an option of several there are two, chosen and not chosen. */
  readonly scale: number
  /** An option: the share of those who chose it, neither a distribution nor bands. */
  readonly shareOnly?: boolean
}

/** Rules of each item, and the codes of its answers as they are counted by them. */
export interface ItemReader {
  readonly rules: ItemRules
  /** 0 no answer, 1 best … `rules.scale` worst; −1: the respondent was not asked. */
  readonly code: (row: number) => number
}

/** Nobody can answer an option with anything but two codes: what lies between them is no other world. */
export function readersOf(data: Microdata, policy: Policy): readonly ItemReader[] {
  const { k, roundingPeople, favourable, scale } = policy
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
    return { rules: isOption ? option : plain, code }
  })
}
