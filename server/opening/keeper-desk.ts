import { replaceTallyFiles, tallyPath } from '../stores/tally-file.ts'
import type { FrozenSurvey } from '../survey/frozen-surveys.ts'
import { diskFault } from './disk-fault.ts'
import { openKeyCopies, readKeyCopies } from './key-copies.ts'
import { type Mistyped, mistypedOf, strangeTo } from './mistyped.ts'
import { opensTestBallot } from './rehearsal.ts'
import {
  type KeeperSheetNumber,
  rewrapKeeper,
  sheetsOf,
  type Unwrapping,
  unwrapTallyKey,
  type WrappedTallyKey,
} from './tally-key.ts'

/** What stands on the disks of an announced survey's key. */
export interface KeyState {
  /** The newest sheet of each post; empty when no copy can be read. */
  readonly sheets: readonly KeeperSheetNumber[]
  readonly data: CopyState
  /** null without a mirror. */
  readonly mirror: CopyState | null
}
export type CopyState = 'good' | 'older' | 'missing' | 'damaged'

/** A new sheet that waits to be printed and typed back; until then the old one is the good one. */
export interface PendingSheet {
  readonly keeper: number
  readonly post: string
  readonly sheet: number
  readonly shown: boolean
}

export type KeeperAct<Done> =
  | { readonly state: 'mistyped'; readonly faults: readonly Mistyped[] }
  | { readonly state: 'refused'; readonly reason: string }
  | Done

export interface KeeperDesk {
  stateOf(survey: string): KeyState
  /** Whether the passphrases typed open the key, before an opening is begun with them. */
  check(
    survey: string,
    typed: readonly string[],
  ): Promise<KeeperAct<{ readonly state: 'opens'; readonly strange: readonly Mistyped[] }>>
  /** First step of a new sheet: `need` keepers open the key; nothing on the disks changes. */
  begin(
    survey: FrozenSurvey,
    keeper: number,
    typed: readonly string[],
  ): Promise<KeeperAct<{ readonly state: 'begun'; readonly pending: PendingSheet }>>
  pendingOf(survey: string): PendingSheet | null
  /** The new passphrase, once; null when it was shown, or there is none. */
  takeSheet(survey: string): (KeeperSheetNumber & { readonly passphrase: string }) | null
  /** Second step: the new sheet, typed back with others, opens a test ballot; only then it is the good one. */
  confirm(
    survey: FrozenSurvey,
    typed: readonly string[],
  ): Promise<KeeperAct<{ readonly state: 'rewrapped'; readonly pending: PendingSheet }>>
  withdraw(survey: string): void
}

interface Pending extends Omit<PendingSheet, 'shown'> {
  /** Forgotten once it was shown. */
  passphrase: string | null
  readonly wrapped: WrappedTallyKey
  /** What it replaces. */
  readonly before: string
}

const NO_FILE =
  '鍵のファイルが、データフォルダにも控えのディスクにもありません。「用紙や鍵をなくしたとき」の画面で、次にすることを確かめてください。'
const DAMAGED =
  '合言葉は合いましたが、鍵のファイルが壊れていて開けませんでした。何も変えずに、情報担当へご連絡ください。'
const OVER =
  '開封の後か中止の後のため、用紙は作り直せません。アンケートの画面で今の状態を確かめてください。'
const STALE =
  '新しい用紙は使えません。作った後に、サーバーが再起動したか、ほかの用紙が作り直されています。今までの用紙はそのまま使えます。用紙の作り直しを、はじめから行ってください。'
const ADVICE = '用紙がないときは、保管者の一覧で「なくした」を記録してください。'

/**
 * Keeps the wrapped key in step with who holds the sheets. A new sheet becomes the good one only after it
 * was printed and typed back; what waits for that lives in memory and goes with the process.
 *
 * @param folders the data folder first, then the mirror where there is one.
 */
export function keeperDesk(folders: readonly string[]): KeeperDesk {
  const waiting = new Map<string, Pending>()
  const inTurn = oneAtATime()

  /** Whether the key that is to be replaced is still there. */
  const standsStill = (survey: string, { before }: Pending): boolean =>
    readKeyCopies(folders, survey).readable.some((copy) => JSON.stringify(copy) === before)

  return {
    stateOf(survey) {
      const { readable, copies } = readKeyCopies(folders, survey)
      const [newest] = readable
      return {
        sheets: newest === undefined ? [] : sheetsOf(newest),
        data: copies[0]?.state ?? 'missing',
        mirror: copies[1]?.state ?? null,
      }
    },

    check: (survey, typed) =>
      inTurn(async () => {
        const found = await openKeyCopies(folders, survey, typed)
        if (found === null) return refused(NO_FILE)
        const { wrapped, unwrapping } = found
        if (unwrapping.state !== 'open') return faultOf(wrapped, unwrapping)
        unwrapping.pkcs8.fill(0)
        return { state: 'opens', strange: strangeTo(wrapped, unwrapping.strange, '') }
      }),

    begin: (survey, keeper, typed) =>
      inTurn(async () => {
        if (!isRunning(survey)) return refused(OVER)
        const found = await openKeyCopies(folders, survey.id, typed)
        if (found === null) return refused(NO_FILE)
        const { wrapped, unwrapping } = found
        if (unwrapping.state !== 'open') return faultOf(wrapped, unwrapping)
        try {
          if (unwrapping.strange.length > 0) {
            return { state: 'mistyped', faults: strangeTo(wrapped, unwrapping.strange, ADVICE) }
          }
          if (!opensTestBallot(survey.questionnaire, survey.tallySpki, unwrapping.pkcs8)) {
            return refused(DAMAGED)
          }
          const made = await rewrapKeeper(wrapped, keeper, typed, unwrapping)
          if (made.state === 'others-missing')
            return { state: 'mistyped', faults: missing(wrapped, made.keepers) }
          const { post = '', sheet = 1 } = sheetsOf(made.wrapped)[keeper] ?? {}
          const { passphrase } = made
          const before = JSON.stringify(wrapped)
          const pending = { keeper, post, sheet, passphrase, wrapped: made.wrapped, before }
          waiting.set(survey.id, pending)
          return { state: 'begun', pending: shownOf(pending) }
        } finally {
          unwrapping.pkcs8.fill(0)
        }
      }),

    pendingOf(survey) {
      const pending = waiting.get(survey)
      return pending === undefined ? null : shownOf(pending)
    },

    takeSheet(survey) {
      const pending = waiting.get(survey)
      if (pending === undefined || pending.passphrase === null) return null
      const { post, sheet, passphrase } = pending
      pending.passphrase = null
      return { post, sheet, passphrase }
    },

    confirm: (survey, typed) =>
      inTurn(async () => {
        const pending = waiting.get(survey.id)
        if (pending === undefined || !standsStill(survey.id, pending)) {
          waiting.delete(survey.id)
          return refused(isRunning(survey) ? STALE : OVER)
        }
        if (!isRunning(survey)) return refused(OVER)
        const { wrapped, keeper, post } = pending
        if ((typed[keeper] ?? '').trim() === '') {
          const reason = `${post}の新しい用紙の合言葉を入力してください。`
          return { state: 'mistyped', faults: [{ keeper, reason }] }
        }
        const unwrapping = await unwrapTallyKey(wrapped, typed)
        if (unwrapping.state !== 'open') return faultOf(wrapped, unwrapping)
        try {
          if (unwrapping.strange.length > 0) {
            return { state: 'mistyped', faults: strangeTo(wrapped, unwrapping.strange, ADVICE) }
          }
          if (!opensTestBallot(survey.questionnaire, survey.tallySpki, unwrapping.pkcs8)) {
            return refused(DAMAGED)
          }
          // It took seconds: in between the survey may have been cancelled, or its box destroyed.
          if (waiting.get(survey.id) !== pending || !standsStill(survey.id, pending)) {
            waiting.delete(survey.id)
            return refused(OVER)
          }
          const files = folders.map((folder) => tallyPath(folder, survey.id))
          replaceTallyFiles(files, JSON.stringify(wrapped))
        } catch (error) {
          const reason = diskFault(error)
          if (reason === null) throw error
          return refused(`${reason}今までの用紙は、そのまま使えます。`)
        } finally {
          unwrapping.pkcs8.fill(0)
        }
        waiting.delete(survey.id)
        return { state: 'rewrapped', pending: shownOf(pending) }
      }),

    withdraw(survey) {
      waiting.delete(survey)
    },
  }
}

function isRunning({ phase }: FrozenSurvey): boolean {
  return phase === 'before' || phase === 'open' || phase === 'closed'
}

function faultOf(
  wrapped: WrappedTallyKey,
  unwrapping: Exclude<Unwrapping, { state: 'open' }>,
): KeeperAct<never> {
  if (unwrapping.state === 'damaged') return refused(DAMAGED)
  return { state: 'mistyped', faults: mistypedOf(wrapped, unwrapping, ADVICE) }
}

function missing(wrapped: WrappedTallyKey, keepers: readonly number[]): Mistyped[] {
  const sheets = sheetsOf(wrapped)
  return keepers.map((keeper) => ({
    keeper,
    reason: `${sheets[keeper]?.post ?? ''}の合言葉も入力してください。この鍵は以前の版で作られたため、用紙を作り直すには、ほかの保管者全員の合言葉が要ります。`,
  }))
}

function shownOf({ keeper, post, sheet, passphrase }: Pending): PendingSheet {
  return { keeper, post, sheet, shown: passphrase === null }
}

function refused(reason: string): { readonly state: 'refused'; readonly reason: string } {
  return { state: 'refused', reason }
}

/** Each attempt takes 64 MiB a passphrase; and what is confirmed must be what was begun. */
function oneAtATime() {
  let last: Promise<unknown> = Promise.resolve()
  return async <T>(act: () => Promise<T>): Promise<T> => {
    const mine = last.then(act)
    last = mine.catch(() => undefined)
    return mine
  }
}
