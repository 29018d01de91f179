import { fiscalYearOf } from '../../calendar/fiscal-year.ts'
import type { IdentityStore } from '../../stores/identity.ts'

/**
 * 操作の記録 is kept for five fiscal years after the year of the act: as long as the officials' record of a
 * proposal, and as long as the limitation of most claims (地方自治法236条).
 */
export const AUDIT_YEARS = 5

/** The first day (JST) whose acts are still kept. */
export function auditKeptFrom(today: string): string {
  return `${fiscalYearOf(today) - AUDIT_YEARS}-04-01`
}

/** Deletes what is older. @returns null when there was nothing. */
export async function dropOldAudit(
  identity: IdentityStore,
  today: string,
): Promise<{ rows: number; before: string } | null> {
  const before = auditKeptFrom(today)
  const first = new Date(`${before}T00:00:00+09:00`).toISOString()
  const gone = await identity.deleteFrom('audit').where('at', '<', first).executeTakeFirst()
  const rows = Number(gone.numDeletedRows)
  return rows === 0 ? null : { rows, before }
}
