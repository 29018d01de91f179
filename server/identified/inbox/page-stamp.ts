import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { BoardEntry } from '../../proposals/readings.ts'
import type { UnitReading } from '../../proposals/unit-reading.ts'

/**
 * What a page was made from, short enough for a hidden field. Not the proposal's version: that one also
 * grows by what a unit must not notice (an author tells コンプライアンス, 提案担当 prepares something).
 */
export function stampOf(reading: UnitReading): string {
  const { version: _version, dues: _dues, reminders: _reminders, ...seen } = reading
  return digest(seen)
}

export function boardStampOf({ state, answers, adoptions }: BoardEntry): string {
  return digest({ state, answers, adoptions })
}

/** '' (never a stamp) when it is missing. */
export function typedStamp(body: unknown): string {
  return z
    .object({ stamp: z.string().max(40) })
    .catch({ stamp: '' })
    .parse(body).stamp
}

function digest(seen: object): string {
  return createHash('sha256').update(JSON.stringify(seen)).digest('base64url').slice(0, 16)
}
