import { createPublicKey, type KeyObject } from 'node:crypto'
import type { Batch, Released } from '../../proposals/ledger.ts'
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
  /** Today, JST. */
  readonly day: string
}

/** The first phase that is reported. */
export const UNLOCKING = '合言葉を確かめています'

const READING = '届いたものを開封しています'

export type ReportProgress = (phase: string, done: number, total: number) => void

/**
 * The only door from the proposal box to the proposals: unseal → check → release in one transaction → empty
 * the slots. A crash, a cancel or a refusal before the release leaves the sealed boxes; a crash after it
 * loses nothing and repeats nothing, since the released messages are known by their digests until their
 * slots are empty.
 *
 * Once a day: an officer who could look again and again would learn when somebody wrote.
 *
 * @throws {OpeningRefused}
 */
export async function openProposals(
  deps: ProposalOpeningDeps,
  opener: Opener,
  report: ReportProgress,
  signal: AbortSignal,
): Promise<Opened> {
  const { day } = opener
  report(UNLOCKING, 0, 1)
  const unlocked = await deps.desk.unlock(opener.person, opener.passphrase)
  if (unlocked.state === 'refused') throw new OpeningRefused(unlocked.reason)
  await finishLastOpening(deps)
  const rows = await standingQuarters(deps.commons)
  if (rows.some(({ opened_on }) => opened_on === day)) {
    throw new OpeningRefused(
      '今日はもう開封しました。書いた時刻が推し量られないように、開封は1日に1回です。',
    )
  }
  const keys = tallyKeys(deps, rows, { id: opener.person, key: unlocked.key })
  report(READING, 0, 1)
  const waiting: WaitingMessage[] = []
  for (const id of keys.keys()) waiting.push(...(await readWaiting(deps, id)))
  const { arrivals, malformed, ...batch } = await readBatch(
    waiting,
    { keys, receiptKey: deps.receiptKey, authorKeyOf: deps.authorKeyOf },
    (done, total) => report(READING, done, total),
    signal,
  )

  const rules = await deps.rules()
  const since = earliest(rows)
  const overdue = since !== null && rules.workingDays(since, day) >= rules.mostDays
  if (arrivals > 0 && arrivals < rules.minimum && !overdue) {
    await record(deps, rows, day, since ?? day)
    return { state: 'waiting', since: since ?? day, reason: tooFew(rules) }
  }
  signal.throwIfAborted()
  report('受付簿に移しています', 0, 1)
  const released = arrivals === 0 ? null : await deps.release(batch, day)
  report('移し終えました', 0, 1)
  await record(deps, rows, day, null)
  await clearSlots(deps, waiting, (folder) =>
    report('箱を空にしています', folder + 1, deps.folders.length),
  )
  report('箱を空にしました', 0, 1)
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

async function record(
  deps: ProposalOpeningDeps,
  rows: readonly ProposalQuarterRow[],
  day: string,
  waitingSince: string | null,
): Promise<void> {
  await deps.commons
    .updateTable('proposal_quarter')
    .set({ opened_on: day, waiting_since: waitingSince })
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
