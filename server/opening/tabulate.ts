import {
  type Cube,
  countCube,
  emptyCube,
  type GroupCounts,
  groupCounts,
  NO_GROUP,
} from '../disclosure/cube.ts'
import type { Tabulation } from '../disclosure/simple-rule.ts'
import type { BallotAnswers } from '../survey/ballot-form.ts'
import { type Questionnaire, scaleItems, textItems } from '../survey/questionnaire.ts'

/** Counts of the whole body and of each 部, and free texts with how often each was written. */
export interface Tally {
  readonly whole: GroupCounts
  readonly bureaus: readonly GroupCounts[]
  /** Per text item. Sorted only when it is read out; a Map keeps order of arrival in memory alone. */
  readonly texts: readonly Map<string, number>[]
  malformed: number
  readonly cube: Cube
}

const WHOLE = 0

/** Only the planned tables are ever made; no row of answers leaves this function's arguments. */
export function emptyTally(q: Questionnaire): Tally {
  const cube = emptyCube(1 + q.bureaus.length, scaleItems(q).length, q.scale + 1)
  return {
    get whole() {
      return groupCounts(cube, WHOLE)
    },
    get bureaus() {
      return q.bureaus.map((_, i) => groupCounts(cube, 1 + i))
    },
    texts: textItems(q).map(() => new Map<string, number>()),
    malformed: 0,
    cube,
  }
}

/** Adds one ballot; null is a malformed one, which is dropped and counted. */
export function countBallot(tally: Tally, ballot: BallotAnswers | null): void {
  if (ballot === null) {
    tally.malformed += 1
    return
  }
  const groups = Uint16Array.of(WHOLE, ballot.bureau === null ? NO_GROUP : 1 + ballot.bureau)
  countCube(tally.cube, {
    rows: 1,
    groups,
    tables: groups.length,
    codes: Uint8Array.from(ballot.scale),
  })
  ballot.texts.forEach((written, i) => {
    const text = written.trim()
    const known = tally.texts[i]
    if (text !== '') known?.set(text, (known.get(text) ?? 0) + 1)
  })
}

/** What the protection reads: the whole body and every 部 in 建制順, by the codes of the questionnaire. */
export function tabulationOf(
  q: Questionnaire,
  tally: Tally,
  eligibleOf: (bureau: string) => number | null,
): Tabulation {
  const { whole, bureaus } = tally
  return {
    survey: q.survey,
    k: q.k,
    scale: q.scale,
    items: scaleItems(q).map((item) => item.id),
    whole,
    groups: q.bureaus.flatMap(({ code, name }, i) => {
      const counts = bureaus[i]
      return counts === undefined ? [] : [{ code, label: name, eligible: eligibleOf(code), counts }]
    }),
  }
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
