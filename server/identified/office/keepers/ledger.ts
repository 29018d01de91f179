import type { KeeperEntry } from './entries.ts'
import { sheetNumber } from './sheets.ts'

/** Where the good sheet of a post is, as far as it was recorded. Days in JST. */
export interface PostState {
  readonly position: number
  readonly post: string
  readonly sheet: number
  /** `1-2` */
  readonly number: string
  readonly state: 'not-handed' | 'held' | 'lost' | 'shredded'
  /** Day of the last change of that state; null: nothing was recorded. */
  readonly since: string | null
  /** Days since then, for a sheet that is held. */
  readonly days: number | null
  /** Day on which the sheet was typed back; null: never. */
  readonly proved: string | null
  readonly note: string
  /** Sheets of the post that a newer one has replaced. */
  readonly older: readonly OldSheet[]
}

export interface OldSheet {
  readonly sheet: number
  readonly number: string
  readonly shredded: string | null
  readonly lost: string | null
}

const STATES = { 'handed-over': 'held', lost: 'lost', shredded: 'shredded' } as const

/**
 * The state of every post.
 *
 * @param sheets newest sheet of each post as the key itself says; of a key that is gone or cannot be read
 *   (empty), the record decides
 * @param today ISO day
 */
export function ledgerOf(
  posts: readonly string[],
  sheets: readonly { readonly post: string; readonly sheet: number }[],
  entries: readonly KeeperEntry[],
  today: string,
): PostState[] {
  return posts.map((post, position) => {
    const own = entries.filter((entry) => entry.post === post)
    const recorded = Math.max(1, ...own.map((entry) => entry.sheet))
    const sheet = sheets.find((one) => one.post === post)?.sheet ?? recorded
    const current = own.filter((entry) => entry.sheet === sheet)
    const last = current.findLast((entry) => entry.act in STATES)
    const state = last === undefined ? 'not-handed' : STATES[last.act as keyof typeof STATES]
    return {
      position,
      post,
      sheet,
      number: sheetNumber(position, sheet),
      state,
      since: last?.day ?? null,
      days: last !== undefined && state === 'held' ? daysBetween(last.day, today) : null,
      proved: current.find(({ act }) => act === 'proved' || act === 'rewrapped')?.day ?? null,
      note: last?.note ?? '',
      older: Array.from({ length: sheet - 1 }, (_, i) => oldSheet(position, i + 1, own)),
    }
  })
}

/** How many more posts may lose their sheet before nobody can open any more; negative: nobody can. */
export function spareSheets(ledger: readonly PostState[], need: number): number {
  return ledger.filter(({ state }) => state !== 'lost').length - need
}

function oldSheet(position: number, sheet: number, own: readonly KeeperEntry[]): OldSheet {
  const day = (act: KeeperEntry['act']) =>
    own.findLast((entry) => entry.sheet === sheet && entry.act === act)?.day ?? null
  return {
    sheet,
    number: sheetNumber(position, sheet),
    shredded: day('shredded'),
    lost: day('lost'),
  }
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / (24 * 60 * 60 * 1000))
}
