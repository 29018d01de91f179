import type { Tabulation } from '../disclosure/simple-rule.ts'
import type { BallotAnswers } from '../survey/ballot-form.ts'
import { type Questionnaire, scaleItems, textItems } from '../survey/questionnaire.ts'

/**
 * How many people of each group gave each code to each item, for any number of overlapping groups:
 * `counts[(group × items + item) × codes + code]`. One flat array, because every table of a survey comes
 * out of it (1,500 groups × 12 items × 6 codes are 432 KB).
 */
export interface Cube {
  readonly groups: number
  readonly items: number
  /** Codes of an item: 0 no answer, 1 best … m worst. */
  readonly codes: number
  /** People of each group. */
  readonly people: Uint32Array
  readonly counts: Uint32Array
}

/** Respondents in memory: for each its groups (one a table, `NO_GROUP` for none) and its codes. */
export interface CodedRows {
  readonly rows: number
  /** `tables` entries a row. */
  readonly groups: Uint16Array
  readonly tables: number
  /** One entry an item and row. */
  readonly codes: Uint8Array
}

export const NO_GROUP = 0xffff

export function emptyCube(groups: number, items: number, codes: number): Cube {
  if (groups >= NO_GROUP) throw new RangeError('too many groups')
  const counts = new Uint32Array(groups * items * codes)
  return { groups, items, codes, people: new Uint32Array(groups), counts }
}

/** @throws {RangeError} for a group or a code outside the cube: it would count for a neighbour. */
export function countCube(cube: Cube, { rows, groups, tables, codes: given }: CodedRows): void {
  const { items, codes, people, counts } = cube
  if (groups.length < rows * tables || given.length < rows * items)
    throw new RangeError('rows are missing')
  for (let row = 0; row < rows; row += 1) {
    const firstCode = row * items
    for (let i = firstCode; i < firstCode + items; i += 1) {
      if ((given[i] ?? codes) >= codes) throw new RangeError('a code is outside the cube')
    }
    for (let at = row * tables; at < (row + 1) * tables; at += 1) {
      const group = groups[at]!
      if (group !== NO_GROUP && group >= cube.groups)
        throw new RangeError('a group is outside the cube')
    }
    for (let at = row * tables; at < (row + 1) * tables; at += 1) {
      const group = groups[at]!
      if (group === NO_GROUP) continue
      people[group]! += 1
      let cell = group * items * codes
      for (let i = firstCode; i < firstCode + items; i += 1) {
        counts[cell + given[i]!]! += 1
        cell += codes
      }
    }
  }
}

/** `items[i][c]`: how many gave code c (0 = no answer, 1 best … m worst) to the i-th scale item. */
export interface GroupCounts {
  readonly n: number
  readonly items: number[][]
}

export function groupCounts({ items, codes, people, counts }: Cube, group: number): GroupCounts {
  return {
    n: people[group] ?? 0,
    items: Array.from({ length: items }, (_, item) => {
      const at = (group * items + item) * codes
      return Array.from(counts.subarray(at, at + codes))
    }),
  }
}

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
