import { setImmediate as nextTurn } from 'node:timers/promises'
import { ballotRows } from '../../server/opening/ballot-rows.ts'
import type { Stores } from '../../server/stores/open.ts'
import { decodeBallot, encodeBallot } from '../../server/survey/ballot-form.ts'
import type { Questionnaire } from '../../server/survey/questionnaire.ts'
import { findSurvey } from '../../server/survey/surveys.ts'
import { answerLike, seededRandom } from '../demo-answers.ts'

export interface TablesMade {
  readonly seconds: number
  readonly respondents: number
  readonly texts: number
  readonly handedBytes: number
  /** Sorting the texts and copying the rows for the protection's thread, in one go. */
  readonly lastStepMs: number
}

/** As in server/opening/unseal-box.ts: after so many ballots other requests get their turn. */
const TURN = 4
const DISTINCT = 5000

/** Opened ballots of invented people; made before anything is measured. */
export interface Feed {
  readonly questionnaire: Questionnaire
  readonly plain: readonly Uint8Array[]
}

export async function makeFeed(stores: Stores, survey: string): Promise<Feed> {
  const questionnaire = (await findSurvey(stores.commonsReader, survey))?.questionnaire
  if (questionnaire === undefined || questionnaire === null) throw new Error('no questionnaire')
  return { questionnaire, plain: plainBallots(questionnaire) }
}

/**
 * What the opening does with opened ballots on the main thread: decode and keep in turns, sort the texts,
 * copy the rows for the protection (its thread: pages-while-protecting). Unsealing itself (1.5 ms a ballot) is
 * left out: it would only space the turns out.
 */
export async function makeTables(feed: Feed, ballots: number): Promise<TablesMade> {
  const { questionnaire: q, plain } = feed
  const begin = performance.now()
  const rows = ballotRows(q, ballots)
  for (let i = 0; i < ballots; i += 1) {
    const ballot = decodeBallot(q, plain[i % plain.length] ?? new Uint8Array(0))
    // No two people write the same.
    const texts = ballot?.texts.map((text) => (text === '' ? '' : `${text}${i}`)) ?? []
    rows.add(ballot === null ? null : { ...ballot, texts })
    if (i % TURN === 0) await nextTurn()
  }
  const counted = performance.now()
  const texts = rows.sortedTexts()
  const { keys, answers } = rows.microdata()
  const handed = keys.slice().byteLength + answers.slice().byteLength
  const end = performance.now()
  return {
    seconds: (end - begin) / 1000,
    respondents: rows.count,
    texts: texts.length,
    handedBytes: handed,
    lastStepMs: end - counted,
  }
}

function plainBallots(q: Questionnaire): Uint8Array[] {
  const random = seededRandom(8)
  return Array.from({ length: DISTINCT }, (_, i) => {
    const bureau = q.bureaus[Math.floor(random() * q.bureaus.length)]
    const person = {
      number: String(i),
      firstPassword: '',
      ownPc: true,
      bureau: bureau?.code ?? '',
      section: bureau?.sections[0]?.code ?? '',
      similar: '',
      position: '係長',
      age: '30代',
      sex: '女性',
    }
    return encodeBallot(q, answerLike(person, q, random))
  })
}
