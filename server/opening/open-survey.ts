import { createHash } from 'node:crypto'
import { protectSimply } from '../disclosure/simple-rule.ts'
import { jstDay } from '../calendar/jst.ts'
import type { CommonsStore } from '../stores/commons.ts'
import { readTallyFile, tallyPath } from '../stores/tally-file.ts'
import type { VoiceStore } from '../stores/voice.ts'
import type { FrozenSurvey } from '../survey/frozen-surveys.ts'
import { type PublishedSet, publishedSetSchema } from '../survey/published-set.ts'
import type { Questionnaire } from '../survey/questionnaire.ts'
import { moveSurvey } from '../survey/surveys.ts'
import { keyId } from '../tokens/keys.ts'
import { OpeningRefused } from './opening-refused.ts'
import type { OpeningRecord } from './opening-record.ts'
import { spentList } from './spent-list.ts'
import { sortedTexts, tabulationOf, type Tally } from './tabulate.ts'
import { parseWrapped, unwrapTallyKey } from './tally-key.ts'
import { type Unsealed, unsealBox } from './unseal-box.ts'
import { openWholeBox } from './whole-box.ts'

/** What the opening is handed: stores it may write, and answers of the staff side as plain counts. */
export interface OpeningDeps {
  readonly folders: readonly string[]
  readonly commons: CommonsStore
  readonly voice: VoiceStore
  readonly now: () => Date
  readonly sample: () => boolean
  /** Closes the anonymous side's handle of the box, so that nothing is written any more. */
  readonly sealBox: (survey: string) => Promise<void>
  readonly cardsIssued: (survey: string) => Promise<number>
  /** Eligible people by code of the 部. */
  readonly eligibleByBureau: (survey: string) => Promise<ReadonlyMap<string, number>>
}

export type ReportProgress = (phase: string, done: number, total: number) => void

/**
 * The only door from answers to tables: unseal → tabulate → protect → write the publishable set, the
 * sorted free texts and the record, in memory until one transaction at the end. A crash, a cancel or a
 * refusal before it leaves the sealed box; the opening is simply repeated.
 *
 * @param passphrases by position of the keepers' posts, '' for an absent keeper.
 * @throws {OpeningRefused}
 */
export async function openSurvey(
  deps: OpeningDeps,
  survey: FrozenSurvey,
  passphrases: readonly string[],
  report: ReportProgress,
  signal: AbortSignal,
): Promise<OpeningRecord> {
  if (survey.phase !== 'closed') throw new OpeningRefused('締切の後に開封できます。')
  report('鍵を確かめています', 0, 1)
  const { pkcs8, posts } = await tallyKeyOf(deps, survey.id, passphrases)
  await deps.sealBox(survey.id)
  const box = openWholeBox(deps.folders, survey.id)
  let unsealed: Unsealed
  try {
    unsealed = await unsealBox(
      box,
      survey,
      pkcs8,
      (done, total) => report('回答を開封しています', done, total),
      signal,
    )
  } finally {
    pkcs8.fill(0)
    box.close()
  }
  const cardsIssued = await deps.cardsIssued(survey.id)
  requireConsistent(unsealed, cardsIssued)
  report('公表できる表を作っています', 0, 1)
  const byBureau = await deps.eligibleByBureau(survey.id)
  const set = protect(survey.questionnaire, unsealed.tally, byBureau, deps)
  const body = JSON.stringify(set)
  const eligible = [...byBureau.values()].reduce((a, b) => a + b, 0)
  const spent = spentList(survey, unsealed.spent, { eligible, cardsIssued })
  // Of fewer than k people nothing is kept: a text of one of three is as good as signed.
  const enough = unsealed.tally.whole.n >= survey.questionnaire.k
  const texts = enough ? sortedTexts(survey.questionnaire, unsealed.tally) : []
  const record: OpeningRecord = {
    survey: survey.id,
    title: survey.questionnaire.title,
    openedOn: jstDay(deps.now()),
    postsPresent: posts,
    eligible,
    cardsIssued,
    cardsSpent: unsealed.spent.length,
    ballots: unsealed.ballots,
    malformed: unsealed.tally.malformed,
    respondents: enough ? unsealed.tally.whole.n : null,
    freeTexts: texts.reduce((sum, t) => sum + t.times, 0),
    keyId: keyId(survey.signingSpki, survey.tallySpki),
    questionnaireHash: sha256(JSON.stringify(survey.questionnaire)),
    publishedHash: sha256(body),
    publishedOn: null,
    destroyedOn: null,
  }
  signal.throwIfAborted()
  report('書き込んでいます', 0, 1)
  await writeFreeTexts(deps.voice, survey.id, texts)
  await writeOpening(deps.commons, survey.id, body, spent, record)
  report('完了しました', 1, 1)
  return record
}

async function tallyKeyOf(
  deps: OpeningDeps,
  survey: string,
  passphrases: readonly string[],
): Promise<{ pkcs8: Buffer; posts: string[] }> {
  const text = deps.folders
    .map((folder) => readTallyFile(tallyPath(folder, survey)))
    .find((found) => found !== null)
  if (text === undefined || text === null) {
    throw new OpeningRefused(
      '集計用の鍵のファイルが見つかりません。データフォルダと控えのディスクを情報担当へご確認ください。',
    )
  }
  const wrapped = parseWrapped(text)
  const result = await unwrapTallyKey(wrapped, passphrases)
  const post = (i: number) => wrapped.posts[i] ?? ''
  if (result.state === 'unreadable') {
    throw new OpeningRefused(
      `${result.keepers.map(post).join('、')}の合言葉に写し間違いがあります。用紙の文字を1文字ずつ確かめてください。`,
    )
  }
  if (result.state === 'too-few') {
    throw new OpeningRefused(`開封には、鍵の保管者${wrapped.need}人分の合言葉が必要です。`)
  }
  if (result.state === 'wrong') {
    throw new OpeningRefused(
      '合言葉が、このアンケートの鍵と合いません。別の年度の用紙でないか、役職の欄を取り違えていないか確かめてください。',
    )
  }
  return { pkcs8: result.pkcs8, posts: result.present.map(post) }
}

/** Ballots = spent cards ≤ cards issued, every card signed by this survey's key; else nothing goes out. */
function requireConsistent(unsealed: Unsealed, cardsIssued: number): void {
  const faults = [
    unsealed.ballots === unsealed.spent.length
      ? ''
      : `回答${unsealed.ballots}件と使用済みの回答券${unsealed.spent.length}枚が一致しません`,
    unsealed.spent.length <= cardsIssued
      ? ''
      : `使用済みの回答券${unsealed.spent.length}枚が、渡した${cardsIssued}枚を超えています`,
    unsealed.invalidCards === 0
      ? ''
      : `正しい署名のない、または二重の回答券が${unsealed.invalidCards}枚あります`,
  ].filter((text) => text !== '')
  if (faults.length > 0) {
    throw new OpeningRefused(
      `回答箱の点検で問題が見つかったため、集計しませんでした。${faults.join('。')}。`,
    )
  }
}

function protect(
  q: Questionnaire,
  tally: Tally,
  eligible: ReadonlyMap<string, number>,
  deps: OpeningDeps,
): PublishedSet {
  const set = protectSimply(tabulationOf(q, tally, (code) => eligible.get(code) ?? 0))
  return publishedSetSchema.parse(deps.sample() ? { ...set, sample: true } : set)
}

async function writeFreeTexts(
  voice: VoiceStore,
  survey: string,
  texts: readonly { item: string; text: string; times: number }[],
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

/** The commit point of an opening: published set, used cards, record and state together. */
async function writeOpening(
  commons: CommonsStore,
  survey: string,
  body: string,
  spent: object,
  record: OpeningRecord,
): Promise<void> {
  await commons.transaction().execute(async (trx) => {
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
