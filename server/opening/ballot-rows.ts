import { type Microdata, NOT_ASKED } from '../disclosure/microdata.ts'
import { aloneAmong, type BallotAnswers, isAskedAsManager } from '../survey/ballot-form.ts'
import { codesOf, groupingsOf } from '../survey/publication-plan.ts'
import { audienceOf, publishedIds, type Questionnaire, textItems } from '../survey/questionnaire.ts'

export interface WrittenText {
  readonly item: string
  readonly text: string
  readonly times: number
}

/**
 * Opened ballots in memory, and nowhere else: codes in arrays of a size fixed before the first one, and
 * the free texts apart from them. Only what the planned tables are cut by is kept of where somebody stands.
 */
export interface BallotRows {
  /** Ballots that could be read. */
  readonly count: number
  readonly malformed: number
  /** Adds one ballot; null is a malformed one, which is dropped and counted. */
  add(ballot: BallotAnswers | null): void
  /** The codes as the protection reads them: the arrays themselves, good until `wipe`. */
  microdata(): Microdata
  /** Free texts, sorted by code point: neither order of arrival nor unit nor attribute remains. */
  sortedTexts(): WrittenText[]
  /** Overwrites every code with 0 and forgets the texts. */
  wipe(): void
}

/** @param most ballots that may come: the slots of the box. */
export function ballotRows(q: Questionnaire, most: number): BallotRows {
  const attributes = groupingsOf(q)
  const items = q.items.flatMap(publishedIds)
  const choices = choicesOf(q)
  const wholeOnly = ofAudience(q)
  const codes = codesOf(q)
  const answered = answersOf(q)
  const keys = new Uint16Array(most * attributes.length)
  const answers = new Uint8Array(most * items.length)
  // How often each text was written. A Map keeps order of arrival, in memory alone.
  const texts = textItems(q).map(({ id }) => ({ id, written: new Map<string, number>() }))
  let count = 0
  let malformed = 0

  return {
    get count() {
      return count
    },
    get malformed() {
      return malformed
    },
    add(ballot) {
      if (ballot === null) {
        malformed += 1
        return
      }
      keys.set(codes(ballot), count * attributes.length)
      answers.set(answered(ballot), count * items.length)
      count += 1
      for (const [i, { written }] of texts.entries()) {
        const text = ballot.texts[i]?.trim() ?? ''
        if (text !== '') written.set(text, (written.get(text) ?? 0) + 1)
      }
    },
    microdata: () => ({
      attributes,
      rows: count,
      keys: keys.subarray(0, count * attributes.length),
      items,
      ...(choices.length === 0 ? {} : { choices }),
      ...(wholeOnly.length === 0 ? {} : { wholeOnly }),
      answers: answers.subarray(0, count * items.length),
    }),
    sortedTexts: () =>
      texts.flatMap(({ id, written }) =>
        [...written]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([text, times]) => ({ item: id, text, times })),
      ),
    wipe() {
      keys.fill(0)
      answers.fill(0)
      for (const { written } of texts) written.clear()
    },
  }
}

/** Where the questions stand that only some are asked, few of whom work in one 課. */
function ofAudience(q: Questionnaire): number[] {
  const narrow = q.items.flatMap((item) =>
    publishedIds(item).map(() => audienceOf(item) !== undefined),
  )
  return narrow.flatMap((is, position) => (is ? [position] : []))
}

/** Where the options of each いくつでも stand among what is published. */
function choicesOf(q: Questionnaire): NonNullable<Microdata['choices']> {
  let at = 0
  return q.items.flatMap((item) => {
    const first = at
    at += publishedIds(item).length
    if (item.type !== 'multi') return []
    const alone = aloneAmong(item.options)
    return [{ first, options: item.options.length, alone }]
  })
}

/** Codes of one ballot, in the order of `publishedIds`: an option is 1 (chosen) or the worst answer (not chosen). */
function answersOf(q: Questionnaire): (ballot: BallotAnswers) => number[] {
  return (ballot) => {
    const isManager = isAskedAsManager(q, ballot.attributes)
    let scales = 0
    let multis = 0
    return q.items.flatMap((item) => {
      if (item.type === 'text') return []
      const asked = audienceOf(item) === undefined || isManager
      if (item.type === 'scale') {
        const code = ballot.scale[scales++] ?? 0
        return [asked ? code : NOT_ASKED]
      }
      const chosen = ballot.multi[multis++] ?? []
      if (!asked) return item.options.map(() => NOT_ASKED)
      return item.options.map((_, i) =>
        chosen.length === 0 ? 0 : chosen.includes(i) ? 1 : q.scale,
      )
    })
  }
}
