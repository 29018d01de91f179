import { jstDay } from '../../calendar/jst.ts'
import type { CommonsReader } from '../../stores/commons.ts'
import type { IdentityStore } from '../../stores/identity.ts'
import { recordAct } from '../auth/audit.ts'
import { LockHeld } from '../auth/file-lock.ts'
import { makeFirstPasswords } from '../auth/first-passwords.ts'

export interface PasswordProgress {
  readonly phase: string
  readonly done: number
  readonly total: number
  readonly finished: boolean
  readonly failed?: string
}

/** Making everybody's first passwords beside the pages: one at a time, half a minute for 2,300 people. */
export interface PasswordJob {
  /** @returns false when one is at work already. */
  start(actor: string): boolean
  /** undefined: none was started since the server started. */
  progress(): PasswordProgress | undefined
  /** Stops between two batches; a later start goes on. */
  stop(): Promise<void>
}

export interface PasswordJobOptions {
  readonly identity: IdentityStore
  readonly commons: CommonsReader
  readonly listFile: string
  readonly now: () => Date
  readonly nextWorkingDay: (day: string) => Promise<string>
  readonly fault: (error: unknown) => void
}

const PHASE = '最初のパスワードを作っています'

export function passwordJob(options: PasswordJobOptions): PasswordJob {
  const { identity, commons, listFile, now, nextWorkingDay, fault } = options
  let running: Promise<void> | undefined
  let stopping = new AbortController()
  let progress: PasswordProgress | undefined

  return {
    start(actor) {
      if (running !== undefined) return false
      stopping = new AbortController()
      progress = { phase: PHASE, done: 0, total: 1, finished: false }
      running = run(actor)
        .catch((error: unknown) => {
          if (!(error instanceof LockHeld)) fault(error)
          const failed =
            error instanceof LockHeld
              ? 'サーバーの命令（npm run passwords）が、一覧を作っているところです。終わってから、もう一度押してください。'
              : 'うまくいきませんでした。データの場所の空き容量を確かめて、もう一度押してください。続きから進みます。'
          progress = { phase: PHASE, done: 0, total: 1, finished: true, failed }
        })
        .finally(() => {
          running = undefined
        })
      return true
    },
    progress: () => progress,
    async stop() {
      stopping.abort()
      await running
    },
  }

  async function run(actor: string): Promise<void> {
    const units = await commons.selectFrom('unit').select(['code', 'name', 'position']).execute()
    const known = new Map(units.map((unit) => [unit.code, unit]))
    const today = jstDay(now())
    const { made, left } = await makeFirstPasswords({
      identity,
      unitName: (code) => known.get(code)?.name ?? '',
      unitPosition: (code) => known.get(code)?.position ?? Number.MAX_SAFE_INTEGER,
      file: listFile,
      cardsWait: { on: today, until: await nextWorkingDay(today) },
      signal: stopping.signal,
      onProgress: (done, total) => {
        progress = { phase: PHASE, done, total, finished: false }
      },
    })
    const at = now()
    const rest = left === 0 ? '' : `（中断。残り${left}人）`
    await recordAct(identity, at, actor, '最初のパスワードを作成', `${made}人分${rest}`)
    progress = { phase: `${jstDay(at)}　${made}人分`, done: 1, total: 1, finished: true }
  }
}
