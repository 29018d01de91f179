/** Follow-ups of one receipt that wait at a time. */
const MOST_OF_ONE = 5
/** Follow-ups of receipts that no released proposal has, all together … */
const MOST_UNKNOWN = 200
/** … and not more than this part of the slots that are free. */
const SHARE_OF_FREE = 1 / 4

/** How much of the box may be filled without a card. In memory only. */
export interface FollowUpCaps {
  /**
   * Counts one follow-up.
   *
   * @param known whether a released proposal has this receipt
   * @param free slots of the box
   * @returns false when no more of them are kept until the next opening.
   */
  admit(receiptMac: Buffer, known: boolean, free: number): boolean
  /** One that was admitted could not be stored. */
  giveBack(receiptMac: Buffer, known: boolean): void
  /** After an opening: what waited is gone. */
  reset(): void
}

export function followUpCaps(): FollowUpCaps {
  const waiting = new Map<string, number>()
  let unknown = 0
  const count = (receiptMac: Buffer, known: boolean, by: 1 | -1) => {
    const key = receiptMac.toString('base64')
    waiting.set(key, Math.max(0, (waiting.get(key) ?? 0) + by))
    if (!known) unknown = Math.max(0, unknown + by)
  }
  return {
    admit(receiptMac, known, free) {
      const own = waiting.get(receiptMac.toString('base64')) ?? 0
      const mostUnknown = Math.min(MOST_UNKNOWN, Math.floor(free * SHARE_OF_FREE))
      if (own >= MOST_OF_ONE || (!known && unknown >= mostUnknown)) return false
      count(receiptMac, known, 1)
      return true
    },
    giveBack: (receiptMac, known) => count(receiptMac, known, -1),
    reset() {
      waiting.clear()
      unknown = 0
    },
  }
}
