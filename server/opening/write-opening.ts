import { createHash } from 'node:crypto'
import { jstDay } from '../calendar/jst.ts'
import type { CommonsStore } from '../stores/commons.ts'
import type { VoiceStore } from '../stores/voice.ts'
import type { FrozenSurvey } from '../survey/frozen-surveys.ts'
import { listReductions, type Reduction } from '../survey/plan-reductions.ts'
import { moveSurvey } from '../survey/surveys.ts'
import { keyId } from '../tokens/keys.ts'
import type { BallotRows, WrittenText } from './ballot-rows.ts'
import type { HandedOut } from './handed-out.ts'
import { OpeningRefused } from './opening-refused.ts'
import { inspectionOf, type OpeningRecord } from './opening-record.ts'
import type { EligibleByUnit, Released } from './protect-ballots.ts'
import { spentList } from './spent-list.ts'
import type { Unsealed } from './unseal-box.ts'

interface WritingDeps {
  readonly commons: CommonsStore
  readonly voice: VoiceStore
  readonly now: () => Date
  readonly sample: () => boolean
  readonly version: string
}

/** Everything an opening has come to know, before the first byte of it is written. */
interface Opened {
  readonly survey: FrozenSurvey
  readonly rows: BallotRows
  readonly unsealed: Unsealed
  readonly released: Released
  readonly reductions: readonly Reduction[]
  readonly posts: readonly string[]
  readonly handedOut: HandedOut
  readonly eligible: EligibleByUnit
}

/**
 * Writes the publishable set, the sorted texts and the record: texts first, then all the rest in one
 * transaction, the commit point. Texts of an opening that is cut off between the two go at the next start.
 *
 * @throws {OpeningRefused} when another act was first.
 */
export async function writeOpening(deps: WritingDeps, opened: Opened): Promise<OpeningRecord> {
  const { survey, rows, unsealed, released, reductions, posts, handedOut } = opened
  const set = deps.sample() ? { ...released.set, sample: true } : released.set
  const body = JSON.stringify(set)
  const eligible = [...opened.eligible.bureaus.values()].reduce((a, b) => a + b, 0)
  const { cards: cardsIssued, reissued, slipPeople, slips } = handedOut
  const counts = { cardsIssued, reissued, slipPeople, slips }
  const spent = spentList(survey, unsealed.spent, { eligible, ...counts })
  // Of fewer than k people nothing is kept: a text of one of three is as good as signed.
  const enough = rows.count >= survey.questionnaire.k
  const texts = enough ? rows.sortedTexts() : []
  const record: OpeningRecord = {
    survey: survey.id,
    title: survey.questionnaire.title,
    openedOn: jstDay(deps.now()),
    postsPresent: [...posts],
    eligible,
    ...counts,
    cardsSpent: unsealed.spent.length,
    ballots: unsealed.ballots,
    malformed: rows.malformed,
    respondents: enough ? rows.count : null,
    freeTexts: texts.reduce((sum, t) => sum + t.times, 0),
    keyId: keyId(survey.signingSpki, survey.tallySpki),
    questionnaireHash: sha256(JSON.stringify(survey.questionnaire)),
    publishedHash: sha256(body),
    publishedOn: null,
    destroyedOn: null,
    inspection: inspectionOf(released, reductions, deps.version),
  }
  await writeFreeTexts(deps.voice, survey.id, texts)
  await commitOpening(deps.commons, survey.id, { body, spent, record, reductions })
  return record
}

async function writeFreeTexts(
  voice: VoiceStore,
  survey: string,
  texts: readonly WrittenText[],
): Promise<void> {
  await voice.transaction().execute(async (trx) => {
    await trx.deleteFrom('free_text').where('survey', '=', survey).execute()
    for (const text of texts)
      await trx
        .insertInto('free_text')
        .values({ survey, ...text })
        .execute()
  })
}

interface Written {
  readonly body: string
  readonly spent: object
  readonly record: OpeningRecord
  readonly reductions: readonly Reduction[]
}

/** The commit point of an opening: published set, used cards, record and state together. */
async function commitOpening(commons: CommonsStore, survey: string, written: Written) {
  const { body, spent, record, reductions } = written
  await commons.transaction().execute(async (trx) => {
    if ((await listReductions(trx, survey)).length !== reductions.length) {
      throw new OpeningRefused(
        '計算の途中で公表する表が減らされたため、書き込みませんでした。もう一度開封してください。',
      )
    }
    if (!(await moveSurvey(trx, survey, 'announced', 'opened'))) {
      throw new OpeningRefused('このアンケートは、すでに開封されています。')
    }
    await trx
      .insertInto('published_set')
      .values({ survey, body, sha256: record.publishedHash, visible: 0 })
      .execute()
    await trx
      .insertInto('spent_list')
      .values({ survey, body: JSON.stringify(spent) })
      .execute()
    await trx
      .insertInto('opening_record')
      .values({ survey, body: JSON.stringify(record) })
      .execute()
  })
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
