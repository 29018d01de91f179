import type { BallotAnswers } from '../survey/ballot-form.ts'
import { type Questionnaire, scaleItems, textItems } from '../survey/questionnaire.ts'

/** `items[i][c]`: how many gave code c (0 = no answer, 1 best … m worst) to the i-th scale item. */
export interface GroupCounts {
  n: number
  readonly items: number[][]
}

/** Counts of the whole body and of each 部, and free texts with how often each was written. */
export interface Tally {
  readonly whole: GroupCounts
  readonly bureaus: readonly GroupCounts[]
  /** Per text item. Sorted only when it is read out; a Map keeps order of arrival in memory alone. */
  readonly texts: readonly Map<string, number>[]
  malformed: number
}

/** Only the planned tables are ever made; no row of answers leaves this function's arguments. */
export function emptyTally(q: Questionnaire): Tally {
  return {
    whole: emptyCounts(q),
    bureaus: q.bureaus.map(() => emptyCounts(q)),
    texts: textItems(q).map(() => new Map<string, number>()),
    malformed: 0,
  }
}

/** Adds one ballot; null is a malformed one, which is dropped and counted. */
export function countBallot(tally: Tally, ballot: BallotAnswers | null): void {
  if (ballot === null) {
    tally.malformed += 1
    return
  }
  addTo(tally.whole, ballot)
  const bureau = ballot.bureau === null ? undefined : tally.bureaus[ballot.bureau]
  if (bureau !== undefined) addTo(bureau, ballot)
  ballot.texts.forEach((written, i) => {
    const text = written.trim()
    const known = tally.texts[i]
    if (text !== '') known?.set(text, (known.get(text) ?? 0) + 1)
  })
}

/** Free texts, sorted by code point: neither order of arrival nor unit nor attribute remains. */
export function sortedTexts(
  q: Questionnaire,
  tally: Tally,
): { item: string; text: string; times: number }[] {
  return textItems(q).flatMap((item, i) =>
    [...(tally.texts[i] ?? [])]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([text, times]) => ({ item: item.id, text, times })),
  )
}

function emptyCounts(q: Questionnaire): GroupCounts {
  return { n: 0, items: scaleItems(q).map(() => Array.from({ length: q.scale + 1 }, () => 0)) }
}

function addTo(counts: GroupCounts, ballot: BallotAnswers): void {
  counts.n += 1
  ballot.scale.forEach((code, i) => {
    const item = counts.items[i]
    if (item !== undefined) item[code] = (item[code] ?? 0) + 1
  })
}
