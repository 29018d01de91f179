import type { Unsealed } from './unseal-box.ts'

/** How many cards could have become ballots, as plain counts of the staff side. */
export interface HandedOut {
  /** At sign-in: one a marked person, and one more for every card given anew. */
  readonly cards: number
  readonly reissued: number
  readonly reissueCap: number
  /** People who are given a paper slip instead. */
  readonly slipPeople: number
  /** null: a survey without paper slips. */
  readonly slips: SlipCounts | null
}

export interface SlipCounts {
  readonly printed: number
  readonly exchanged: number
  /** Counted by hand; null: not counted. */
  readonly spoilt: number | null
  readonly unused: number | null
}

/**
 * Why a box cannot be counted: ballots = spent cards ≤ cards handed out + slips exchanged, every card
 * signed by this survey's key, and no more handed out than people, re-issues and spoilt slips explain.
 * Sentences for the office; empty when all is well.
 *
 * @param eligible people who were asked.
 */
export function inconsistencies(
  unsealed: Pick<Unsealed, 'ballots' | 'invalidCards'> & { readonly spent: readonly unknown[] },
  { cards, reissued, reissueCap, slipPeople, slips }: HandedOut,
  eligible: number,
): string[] {
  const spent = unsealed.spent.length
  const exchanged = slips?.exchanged ?? 0
  const found: (string | false)[] = [
    unsealed.ballots !== spent &&
      `回答${unsealed.ballots}件と使用済みの回答券${spent}枚が一致しません`,
    spent > cards + exchanged &&
      `使用済みの回答券${spent}枚が、渡した${cards + exchanged}枚を超えています`,
    unsealed.invalidCards > 0 &&
      `正しい署名のない、または二重の回答券が${unsealed.invalidCards}枚あります`,
    cards > eligible - slipPeople + reissued &&
      `サインインで渡した回答券${cards}枚が、対象者${eligible - slipPeople}人と再発行${reissued}枚の合計を超えています`,
    reissued > reissueCap && `再発行した回答券${reissued}枚が、上限の${reissueCap}枚を超えています`,
    exchanged > (slips?.printed ?? 0) &&
      `引き換えた紙の回答券${exchanged}枚が、印刷した${slips?.printed ?? 0}枚を超えています`,
    ...slipFaults(slipPeople, slips),
  ]
  return found.filter((sentence) => sentence !== false)
}

/** What the office can put right by counting the sheets: these sentences say where. */
function slipFaults(slipPeople: number, slips: SlipCounts | null): string[] {
  if (slips === null) return []
  const { printed, exchanged, spoilt, unused } = slips
  const faults: string[] = []
  if (exchanged > slipPeople + (spoilt ?? 0)) {
    faults.push(
      `引き換えた紙の回答券${exchanged}枚が、配る${slipPeople}人と書き損じ${spoilt ?? 0}枚の合計を超えています（書き損じの枚数は、「紙の回答券」の画面で入力します）`,
    )
  }
  if (exchanged + (unused ?? 0) > printed) {
    faults.push(
      `引き換えた${exchanged}枚と余り${unused ?? 0}枚の合計が、印刷した${printed}枚を超えています（余りの枚数は、「紙の回答券」の画面で直します）`,
    )
  }
  return faults
}
