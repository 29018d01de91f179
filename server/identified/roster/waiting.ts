import type { Transaction } from 'kysely'
import { z } from 'zod'
import type { IdentityStore, IdentityTables, RosterImportRow } from '../../stores/identity.ts'
import { recordAct } from '../auth/audit.ts'
import type { RosterFiles } from './plan.ts'

/** What a row of `roster_import` says on the page. */
export interface WaitingOutcome {
  /** The files, and three lines of numbers: of the check, and afterwards of the import. */
  readonly lines: readonly string[]
  /** Why it no longer fitted on its day: the first complaints. */
  readonly problems: readonly string[]
  readonly problemTotal: number
  /** When it was applied, failed or was withdrawn; ISO instant, null while it waits. */
  readonly ended: string | null
}

/** A roster with its day, without the files. */
export interface WaitingRoster {
  readonly id: number
  readonly effectiveOn: string
  readonly state: RosterImportRow['state']
  readonly actor: string
  readonly at: string
  readonly files: readonly string[]
  readonly outcome: WaitingOutcome
}

export interface Reservation {
  readonly effectiveOn: string
  readonly actor: string
  readonly at: Date
  readonly files: RosterFiles
  readonly lines: readonly string[]
}

/** How long a row that no longer waits is kept after its day: a year with the next 1 April in it. */
const KEPT_DAYS = 400

const outcomeSchema = z.object({
  lines: z.array(z.string()),
  problems: z.array(z.string()),
  problemTotal: z.number(),
  ended: z.string().nullable(),
})

/** @returns false, and nothing is written, when another roster waits already. */
export async function reserveRoster(
  identity: IdentityStore,
  { effectiveOn, actor, at, files, lines }: Reservation,
): Promise<boolean> {
  return identity.transaction().execute(async (trx) => {
    const other = await trx
      .selectFrom('roster_import')
      .select('id')
      .where('state', '=', 'waiting')
      .executeTakeFirst()
    if (other !== undefined) return false
    const outcome: WaitingOutcome = { lines, problems: [], problemTotal: 0, ended: null }
    await trx
      .insertInto('roster_import')
      .values({
        effective_on: effectiveOn,
        state: 'waiting',
        actor,
        at: at.toISOString(),
        units_name: files.units?.name ?? null,
        units: files.units === undefined ? null : Buffer.from(files.units.bytes),
        people_name: files.people?.name ?? null,
        people: files.people === undefined ? null : Buffer.from(files.people.bytes),
        outcome: JSON.stringify(outcome),
      })
      .execute()
    await recordAct(trx, at, actor, '名簿の取込みを予約', [effectiveOn, ...lines].join('　'))
    return true
  })
}

/** @returns false when it does not wait any more. */
export async function withdrawRoster(
  identity: IdentityStore,
  id: number,
  actor: string,
  at: Date,
): Promise<boolean> {
  return identity.transaction().execute(async (trx) => {
    const row = await trx
      .selectFrom('roster_import')
      .select(['effective_on', 'outcome'])
      .where('id', '=', id)
      .where('state', '=', 'waiting')
      .executeTakeFirst()
    if (row === undefined) return false
    const outcome = { ...readOutcome(row.outcome), ended: at.toISOString() }
    await endRoster(trx, id, 'withdrawn', outcome)
    await recordAct(trx, at, actor, '名簿の取込みの予約を取消し', row.effective_on)
    return true
  })
}

/** The files go from the row with the end of the wait (`secure_delete` overwrites them). */
export async function endRoster(
  trx: Pick<Transaction<IdentityTables>, 'updateTable'>,
  id: number,
  state: Exclude<RosterImportRow['state'], 'waiting'>,
  outcome: WaitingOutcome,
): Promise<void> {
  await trx
    .updateTable('roster_import')
    .set({ state, units: null, people: null, outcome: JSON.stringify(outcome) })
    .where('id', '=', id)
    .execute()
}

/** The newest first; a dozen at most. */
export async function listRosters(
  identity: Pick<IdentityStore, 'selectFrom'>,
): Promise<WaitingRoster[]> {
  const rows = await identity
    .selectFrom('roster_import')
    .select(['id', 'effective_on', 'state', 'actor', 'at', 'units_name', 'people_name', 'outcome'])
    .orderBy('id', 'desc')
    .limit(12)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    effectiveOn: row.effective_on,
    state: row.state,
    actor: row.actor,
    at: row.at,
    files: [row.units_name, row.people_name].filter((name) => name !== null),
    outcome: readOutcome(row.outcome),
  }))
}

export interface DueRoster {
  readonly id: number
  readonly effectiveOn: string
  readonly actor: string
  readonly files: RosterFiles
}

/** The roster whose day has come, with its files. */
export async function dueRoster(
  identity: Pick<IdentityStore, 'selectFrom'>,
  today: string,
): Promise<DueRoster | undefined> {
  const row = await identity
    .selectFrom('roster_import')
    .selectAll()
    .where('state', '=', 'waiting')
    .where('effective_on', '<=', today)
    .orderBy('effective_on')
    .executeTakeFirst()
  if (row === undefined) return undefined
  const { units_name, units, people_name, people } = row
  return {
    id: row.id,
    effectiveOn: row.effective_on,
    actor: row.actor,
    files: {
      ...(units_name !== null && units !== null && { units: { name: units_name, bytes: units } }),
      ...(people_name !== null &&
        people !== null && { people: { name: people_name, bytes: people } }),
    },
  }
}

/** Removes rows that have not waited for more than a year; the record of acts keeps what was done. */
export async function pruneRosters(identity: IdentityStore, today: string): Promise<void> {
  const before = new Date(Date.parse(today) - KEPT_DAYS * 24 * 60 * 60 * 1000)
  await identity
    .deleteFrom('roster_import')
    .where('state', '<>', 'waiting')
    .where('effective_on', '<', before.toISOString().slice(0, 10))
    .execute()
}

function readOutcome(text: string): WaitingOutcome {
  return outcomeSchema.parse(JSON.parse(text))
}
