import { type Figure, figureOf } from './figures.ts'
import { type Group, WHOLE } from './groups.ts'

/** One item of one group. */
export interface Value {
  /** Valid answers; the whole body only. */
  readonly n: number | null
  readonly favourable: Figure
  /** Of each answer, best first, or of favourable (, neutral) and unfavourable ones; [] neither. */
  readonly shares: readonly Figure[]
}

/** @returns null when the group or this item of it is withheld, or only its people are counted. */
export function valueOf(group: Group, item: string): Value | null {
  const value = group.items[item] ?? null
  if (value === null) return null
  // What the check had to widen has no number of answers any more.
  const exact = group.id === WHOLE && value.n !== undefined
  const { step } = value
  const shares = value.distribution ?? value.bands ?? []
  return {
    n: value.n ?? null,
    favourable: figureOf(value, exact),
    shares: shares.map((favourable) => figureOf({ favourable, step }, exact)),
  }
}

/** A rest of the simple rule: people without figures. */
export function isCountOnly(group: Group): boolean {
  return group.state === 'rest' && Object.keys(group.items).length === 0
}
