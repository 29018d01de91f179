import { createHash } from 'node:crypto'

/** Kinds of what a bulletin and 「あなたの声で変わったこと」 are composed from, as people read them. */
export const sourceKinds = {
  proposal: '提案への回答',
  indicator: '指標',
  action: '改善施策',
  'stop-work': 'やめる業務',
  case: '優良事例',
  issue: '組織課題',
} as const
export type SourceKind = keyof typeof sourceKinds

/** A thing that stands somewhere else already, as it stands there now. */
export interface Source {
  /** 「proposal:K7Q2-18」, 「action:12」, 「indicator:I3-1:2024」 */
  readonly key: string
  readonly kind: SourceKind
  readonly title: string
  /** Code of the 部 that it belongs to; '' the whole body. */
  readonly bureau: string
  /** '' the whole body. */
  readonly unitName: string
  /** Day (JST) of what last happened to it. */
  readonly on: string
  /** What it says, for whoever writes about it. */
  readonly facts: readonly { readonly label: string; readonly text: string }[]
  /** Numbers that are put into words by their mark (「{時間}」), so that nobody types them. */
  readonly figures: readonly Figure[]
  /** Where everybody finds it, below the base of published pages; null: nowhere. */
  readonly path: string | null
  /** What has come of it is done, not only planned. */
  readonly isDone: boolean
  /** Everybody may read it. */
  readonly isPublic: boolean
  /** Differs as soon as anything of this does. */
  readonly stamp: string
}

export interface Figure {
  /** 「時間」 */
  readonly mark: string
  /** 「年間120時間」 */
  readonly text: string
}

export function stamped(source: Omit<Source, 'stamp'>): Source {
  const hash = createHash('sha256').update(JSON.stringify(source))
  return { ...source, stamp: hash.digest('base64url').slice(0, 16) }
}

/** The newest first; of one day by key. */
export function newestFirst(a: Source, b: Source): number {
  return compare(b.on, a.on) || compare(a.key, b.key)
}

/** The first of each 部, then the second of each; their order stays otherwise. */
export function oneBureauAtATime<T>(list: readonly T[], bureauOf: (one: T) => string): T[] {
  const counts = new Map<string, number>()
  return list
    .map((one) => {
      const round = counts.get(bureauOf(one)) ?? 0
      counts.set(bureauOf(one), round + 1)
      return { one, round }
    })
    .toSorted((a, b) => a.round - b.round)
    .map(({ one }) => one)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
