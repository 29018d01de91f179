/** What each re-issue could at most be: a second answer by the same person. */
export const REISSUE_PERCENT = 2

/** Re-issued cards are at most 2 % of the eligible people, and one in any case. */
export function reissueCap(eligible: number): number {
  return Math.max(1, Math.floor((eligible * REISSUE_PERCENT) / 100))
}
