import { jstDay } from '../calendar/jst.ts'
import type { CommonsStore } from '../stores/commons.ts'
import type { VoiceStore } from '../stores/voice.ts'
import type { FrozenSurvey } from '../survey/frozen-surveys.ts'
import { openingSteps } from '../survey/opening-steps.ts'
import { listReductions, recordRefusal, tablesLeft } from '../survey/plan-reductions.ts'
import type { Questionnaire } from '../survey/questionnaire.ts'
import { type BallotRows, ballotRows } from './ballot-rows.ts'
import { type HandedOut, inconsistencies } from './handed-out.ts'
import { openKeyCopies } from './key-copies.ts'
import { mistypedOf } from './mistyped.ts'
import { OpeningRefused, ProtectionRefused } from './opening-refused.ts'
import type { OpeningRecord } from './opening-record.ts'
import {
  type EligibleByUnit,
  type Protect,
  protectBallots,
  type Released,
} from './protect-ballots.ts'
import { sheetsOf } from './tally-key.ts'
import { type Unsealed, unsealBox } from './unseal-box.ts'
import { openWholeBox } from './whole-box.ts'
import { writeOpening } from './write-opening.ts'

/** What the opening is handed: stores it may write, and answers of the staff side as plain counts. */
export interface OpeningDeps {
  readonly folders: readonly string[]
  readonly commons: CommonsStore
  readonly voice: VoiceStore
  readonly now: () => Date
  readonly sample: () => boolean
  /** Closes the anonymous side's handle of the box, so that nothing is written any more. */
  readonly sealBox: (survey: string) => Promise<void>
  readonly handedOut: (survey: string) => Promise<HandedOut>
  readonly eligibleByUnit: (survey: string) => Promise<EligibleByUnit>
  readonly protect: Protect
  /** Of the program, for the record. */
  readonly version: string
}

export type ReportProgress = (phase: string, done: number, total: number) => void

/**
 * The only door from answers to tables: unseal → protect → write the publishable set, the sorted free
 * texts and the record, in memory until one transaction at the end. A crash, a cancel or a refusal before
 * it leaves the sealed box; the opening is simply repeated.
 *
 * @param passphrases by position of the keepers' posts, '' for an absent keeper.
 * @throws {OpeningRefused}, when the protection lets nothing out {ProtectionRefused}.
 * @throws the reason of `signal`.
 */
export async function openSurvey(
  deps: OpeningDeps,
  survey: FrozenSurvey,
  passphrases: readonly string[],
  report: ReportProgress,
  signal: AbortSignal,
): Promise<OpeningRecord> {
  if (survey.phase !== 'closed') throw new OpeningRefused('締切の後に開封できます。')
  const reductions = await listReductions(deps.commons, survey.id)
  const tables = tablesLeft(survey.questionnaire.tables, reductions)
  const planned = { ...survey.questionnaire, tables }
  report('鍵を確かめています', 0, 1)
  const { pkcs8, posts } = await tallyKeyOf(deps, survey.id, passphrases)
  const { rows, unsealed } = await readBox(deps, survey, planned, pkcs8, report, signal)
  try {
    const handedOut = await deps.handedOut(survey.id)
    const eligible = await deps.eligibleByUnit(survey.id)
    requireConsistent(unsealed, handedOut, eligible)
    const released = await protectOrRefuse(deps, planned, rows, eligible, report, signal)
    report('書き込んでいます', 0, 1)
    const record = await writeOpening(deps, {
      survey,
      posts,
      handedOut,
      eligible,
      unsealed,
      rows,
      released,
      reductions,
    })
    report('完了しました', 1, 1)
    return record
  } finally {
    rows.wipe()
  }
}

/** Everything in the box, in memory. The key is overwritten, whatever happens. */
async function readBox(
  deps: OpeningDeps,
  survey: FrozenSurvey,
  planned: Questionnaire,
  pkcs8: Buffer,
  report: ReportProgress,
  signal: AbortSignal,
): Promise<{ rows: BallotRows; unsealed: Unsealed }> {
  try {
    await deps.sealBox(survey.id)
    const box = openWholeBox(deps.folders, survey.id)
    const rows = ballotRows(planned, box.slots)
    const tell = (done: number, total: number) => report(openingSteps.unseal.phase, done, total)
    try {
      return { rows, unsealed: await unsealBox(box, survey, pkcs8, rows, tell, signal) }
    } catch (error) {
      rows.wipe()
      throw error
    } finally {
      box.close()
    }
  } finally {
    pkcs8.fill(0)
  }
}

async function protectOrRefuse(
  deps: OpeningDeps,
  planned: Questionnaire,
  rows: BallotRows,
  eligible: EligibleByUnit,
  report: ReportProgress,
  signal: AbortSignal,
): Promise<Released> {
  const data = rows.microdata()
  const result = await protectBallots(deps.protect, planned, data, eligible, report, signal)
  if (!('refused' in result)) return result
  const { reason, tables } = result.refused
  await recordRefusal(deps.commons, planned.survey, {
    day: jstDay(deps.now()),
    reason,
    plan: planned.tables,
    // Which tables an audit failed over depends on answers; which a certificate did, on sizes alone.
    involved: reason === 'certificate' ? tables : [],
  })
  throw new ProtectionRefused(
    '公表前の点検を通らなかったため、何も公表していません。回答箱は封をしたまま残っています。',
    { cause: result.cause },
  )
}

async function tallyKeyOf(
  deps: OpeningDeps,
  survey: string,
  passphrases: readonly string[],
): Promise<{ pkcs8: Buffer; posts: string[] }> {
  const found = await openKeyCopies(deps.folders, survey, passphrases)
  if (found === null) {
    throw new OpeningRefused(
      '集計用の鍵のファイルが見つからないか、壊れています。データフォルダと控えのディスクを情報担当へご確認ください。',
    )
  }
  const { wrapped, unwrapping } = found
  if (unwrapping.state === 'damaged') {
    throw new OpeningRefused(
      '合言葉は合いましたが、鍵のファイルが壊れていて開けませんでした。何も変えずに、情報担当へご連絡ください。',
    )
  }
  if (unwrapping.state !== 'open') {
    const reasons = mistypedOf(wrapped, unwrapping, '').map(({ reason }) => reason)
    throw new OpeningRefused(reasons.join(''))
  }
  const sheets = sheetsOf(wrapped)
  return { pkcs8: unwrapping.pkcs8, posts: unwrapping.present.map((i) => sheets[i]?.post ?? '') }
}

/** @throws {OpeningRefused} when the counts do not agree: nothing goes out. */
function requireConsistent(
  unsealed: Unsealed,
  handedOut: HandedOut,
  { bureaus }: EligibleByUnit,
): void {
  const eligible = [...bureaus.values()].reduce((sum, people) => sum + people, 0)
  const faults = inconsistencies(unsealed, handedOut, eligible)
  if (faults.length > 0) {
    throw new OpeningRefused(
      `回答箱の点検で問題が見つかったため、集計しませんでした。${faults.join('。')}。`,
    )
  }
}
