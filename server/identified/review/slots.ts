import type { UnitFollowUp } from '../../programme/follow-up/unit-review.ts'

/** Kinds of entries that a unit writes, as its form names them. */
export type SlotKind = 'action' | 'stop' | 'case' | 'measure'

/** The fields of one entry on the form: `action-12-title`, of a new one `action-n1-title`. */
export interface Slot {
  readonly kind: SlotKind
  readonly key: string
  /** Of the stored entry; null: a new one, or one that was deleted meanwhile. */
  readonly id: number | null
}

/** Empty ones that the form offers beside what is there; of actions as many as are still allowed. */
const FRESH = { action: 3, stop: 2, case: 1, measure: 0 } as const
const MOST_SLOTS = 40

export function fieldName({ kind, key }: Slot, field: string): string {
  return `${kind}-${key}-${field}`
}

/**
 * What stands on the form: stored entries, then new ones. Whatever was typed has its place, also for an entry that
 * somebody else has deleted.
 *
 * @param typed fields of the form that came back; {} for a fresh page
 */
export function slotsOf(unit: UnitFollowUp, typed: Readonly<Record<string, unknown>>): Slot[] {
  const stored: Readonly<Record<SlotKind, readonly { readonly id: number }[]>> = {
    action: unit.actions,
    stop: unit.stopWorks,
    case: unit.cases,
    measure: unit.measures,
  }
  return (['action', 'stop', 'case', 'measure'] as const).flatMap((kind) => {
    const own = stored[kind].map(({ id }): Slot => ({ kind, key: String(id), id }))
    const known = new Set(own.map(({ key }) => key))
    const free = kind === 'action' ? Math.max(0, FRESH.action - own.length) : FRESH[kind]
    const fresh = Array.from({ length: free }, (_, i) => `n${i + 1}`)
    const came = kind === 'measure' ? [] : keysIn(kind, typed)
    const others = [...new Set([...came, ...fresh])].filter((key) => !known.has(key))
    return [...own, ...others.map((key): Slot => ({ kind, key, id: null }))].slice(0, MOST_SLOTS)
  })
}

function keysIn(kind: SlotKind, typed: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(typed).flatMap((name) => {
    const found = new RegExp(`^${kind}-(n?[0-9]{1,9})-title$`).exec(name)?.[1]
    return found === undefined ? [] : [found]
  })
}
