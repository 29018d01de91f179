import { createPublicKey, type KeyObject } from 'node:crypto'
import { jstDay } from '../../calendar/jst.ts'
import type { Batch, Released } from '../../proposals/ledger.ts'
import { freshActs } from '../../proposals/used-acts.ts'
import type { ProposalQuarterRow } from '../../stores/commons.ts'
import { importPrivateKey } from '../../tokens/keys.ts'
import { OpeningRefused } from '../opening-refused.ts'
import {
  clearSlots,
  type ContentsDeps,
  destroyEmptied,
  finishLastOpening,
  forgetReleased,
  readWaiting,
} from './box-contents.ts'
import { closedAt } from './opening-hours.ts'
import { standingQuarters } from './quarters.ts'
import { readBatch, type WaitingMessage } from './read-batch.ts'

/** What the opening is handed: stores it may write, and the ledger's acts. */
export interface ProposalOpeningDeps extends ContentsDeps {
  /** 32 bytes of `receipt.key`. */
  readonly receiptKey: Buffer
  readonly authorKeyOf: (receiptMac: Buffer) => Buffer | undefined
  /** Writes the batch and its digests in one transaction. @param day JST */
  readonly release: (batch: Batch, day: string) => Promise<Released>
  readonly rules: () => Promise<ReleaseRules>
}

export interface ReleaseRules {
  /** Fewer arrivals than this wait. */
  readonly minimum: number
  /** Working days after which they wait no longer. */
  readonly mostDays: number
  /** Working days in (from, to]. */
  readonly workingDays: (from: string, to: string) => number
  readonly isWorkingDay: (day: string) => boolean
}

export type Opened =
  | { readonly state: 'nothing'; readonly malformed: number }
  /** Too few: all stays sealed. Days are JST. */
  | { readonly state: 'waiting'; readonly since: string; readonly reason: string }
  | { readonly state: 'released'; readonly released: Released; readonly malformed: number }

export interface Opener {
  /** Staff number. */
  readonly person: string
  /** As typed. */
  readonly passphrase: string
  readonly at: Date
}

/** The first phase that is reported. */
export const UNLOCKING = '合言葉を確かめています'

const READING = '届いたものを開封しています'

/** Phases only: how far the reading is would tell how many messages there are. */
export type ReportProgress = (phase: string) => void

/**
 * The only door from the proposal box to the proposals: unseal → check → release in one transaction → empty
 * the slots. A crash, a cancel or a refusal before the release leaves the sealed boxes; a crash after it
 * loses nothing and repeats nothing, since the released messages are known by their digests until their
 * slots are empty.
 *
 * Once a working day, in the morning hours: an officer who could look again and again would learn when
 * somebody wrote. One that was stopped or failed after the passphrase was accepted was the day's opening too.
 *
 * @throws {OpeningRefused}
 */
export async function openProposals(
  deps: ProposalOpeningDeps,
  opener: Opener,
  report: ReportProgress,
  signal: AbortSignal,
): Promise<Opened> {
  const day = jstDay(opener.at)
  const rules = await deps.rules()
  const closed = closedAt(opener.at, rules.isWorkingDay)
  if (closed !== null) throw new OpeningRefused(closed)
  report(UNLOCKING)
  const unlocked = await deps.desk.unlock(opener.person, opener.passphrase)
  if (unlocked.state === 'refused') throw new OpeningRefused(unlocked.reason)
  await finishLastOpening(deps)
  if (await wasOpenedOn(deps, day)) {
    throw new OpeningRefused(
      '今日はもう開封しました。書いた時刻が推し量られないように、開封は1日に1回です。次の開庁日の朝に、もう一度開封してください。',
    )
  }
  const rows = await standingQuarters(deps.commons)
  const keys = tallyKeys(deps, rows, { id: opener.person, key: unlocked.key })
  signal.throwIfAborted()
  report(READING)
  const waiting: WaitingMessage[] = []
  for (const id of keys.keys()) waiting.push(...(await readWaiting(deps, id)))
  await record(deps, rows, { opened_on: day })
  const { malformed, ...batch } = await readBatch(
    waiting,
    { keys, receiptKey: deps.receiptKey, authorKeyOf: deps.authorKeyOf },
    () => report(READING),
    signal,
  )

  const arrivals = await countArrivals(deps, batch)
  const since = earliest(rows)
  const overdue = since !== null && rules.workingDays(since, day) >= rules.mostDays
  if (arrivals > 0 && arrivals < rules.minimum && !overdue) {
    await record(deps, rows, { waiting_since: since ?? day })
    return { state: 'waiting', since: since ?? day, reason: tooFew(rules) }
  }
  signal.throwIfAborted()
  report('受付簿に移しています')
  const isEmpty = batch.posts.length + batch.acts.length + batch.endorsements.length === 0
  const released = isEmpty ? null : await deps.release(batch, day)
  report('移し終えました')
  await record(deps, rows, { waiting_since: null })
  await clearSlots(deps, waiting, () => report('箱を空にしています'))
  report('箱を空にしました')
  await forgetReleased(deps.voice)
  await destroyEmptied(deps, rows, day)
  return released === null
    ? { state: 'nothing', malformed }
    : { state: 'released', released, malformed }
}

/**
 * The quarters' tally keys that this person opens.
 *
 * @throws {OpeningRefused} when there are boxes and the person opens none of them.
 */
function tallyKeys(
  deps: ProposalOpeningDeps,
  rows: readonly ProposalQuarterRow[],
  opener: { readonly id: string; readonly key: KeyObject },
): Map<string, KeyObject> {
  const keys = new Map<string, KeyObject>()
  for (const { id, tally_spki } of rows) {
    const pkcs8 = deps.desk.unwrap(id, opener)
    if (pkcs8 === null) continue
    const key = importPrivateKey(pkcs8)
    pkcs8.fill(0)
    // With a wrong key every message would count as malformed, and go.
    const spki = createPublicKey(key).export({ format: 'der', type: 'spki' })
    if (!spki.equals(tally_spki)) throw new Error('tally key of another quarter')
    keys.set(id, key)
  }
  if (rows.length > 0 && keys.size === 0) {
    throw new OpeningRefused(
      'この合言葉では、今の提案箱は開きません。ほかの提案担当に合言葉を作り直してもらってください。',
    )
  }
  return keys
}

function earliest(rows: readonly ProposalQuarterRow[]): string | null {
  const days = rows.flatMap(({ waiting_since }) => (waiting_since === null ? [] : [waiting_since]))
  return days.toSorted()[0] ?? null
}

/** Also boxes that are gone: a new box on the same day is not opened beside them. */
async function wasOpenedOn({ commons }: ProposalOpeningDeps, day: string): Promise<boolean> {
  const row = await commons
    .selectFrom('proposal_quarter')
    .select('id')
    .where('opened_on', '=', day)
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Different receipts of posts and of signed acts that were not done before: the authors that one can hide
 * among. Endorsements and copies of old messages hide nobody, and cost whoever wants to see one author nothing.
 */
async function countArrivals({ voice }: ProposalOpeningDeps, batch: Batch): Promise<number> {
  const acts = await freshActs(voice, batch.acts)
  const authors = [...batch.posts, ...acts].map(({ receiptMac }) => receiptMac.toString('base64'))
  return new Set(authors).size
}

async function record(
  deps: ProposalOpeningDeps,
  rows: readonly ProposalQuarterRow[],
  days: { readonly opened_on: string } | { readonly waiting_since: string | null },
): Promise<void> {
  await deps.commons
    .updateTable('proposal_quarter')
    .set(days)
    .where(
      'id',
      'in',
      rows.map(({ id }) => id),
    )
    .execute()
}

function tooFew({ minimum, mostDays }: ReleaseRules): string {
  return (
    `届いた提案が${minimum}件に満たないため、まだ開けません。だれが書いたか推し量られないように、` +
    `封をしたまま次を待ちます。${mostDays}開庁日たつと、件数によらず開けます。`
  )
}
