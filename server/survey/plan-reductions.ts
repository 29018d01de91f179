import { z } from 'zod'
import type { CommonsReader, CommonsStore, CommonsTables } from '../stores/commons.ts'
import { tableAbove, tableKey } from './plannable-tables.ts'

export type RefusalReason = CommonsTables['protection_refusal']['reason']

type Tables = readonly (readonly string[])[]

/** An opening that ended without anything released, because the tables could not be shown to be safe. */
export interface Refusal {
  /** 1, 2, … in order. */
  readonly number: number
  /** ISO date in JST. */
  readonly day: string
  readonly reason: RefusalReason
  /** The tables that were to be published. */
  readonly plan: Tables
  /** Those that took part in what was refused; none where it cannot be told. */
  readonly involved: Tables
}

/** Tables that were left out after a refusal, by decision. */
export interface Reduction {
  readonly refusal: number
  readonly day: string
  readonly tables: Tables
  readonly decision: string
}

/** What of a frozen plan is left: tables only ever go. */
export function tablesLeft(tables: Tables, reductions: readonly Reduction[]): Tables {
  const gone = new Set(reductions.flatMap((r) => r.tables.map(tableKey)))
  return tables.filter((table) => !gone.has(tableKey(table)))
}

/** In the order in which they were decided. */
export async function listReductions(
  commons: CommonsReader,
  survey: string,
): Promise<readonly Reduction[]> {
  const rows = await commons
    .selectFrom('plan_reduction')
    .selectAll()
    .where('survey', '=', survey)
    .orderBy('refusal')
    .execute()
  return rows.map(({ refusal, day, withdrawn, decision }) => ({
    refusal,
    day,
    tables: tablesOf(withdrawn),
    decision,
  }))
}

/** undefined while no opening was refused. */
export async function latestRefusal(
  commons: CommonsReader,
  survey: string,
): Promise<Refusal | undefined> {
  const row = await commons
    .selectFrom('protection_refusal')
    .selectAll()
    .where('survey', '=', survey)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const { number, day, reason, plan, involved } = row
  return { number, day, reason, plan: tablesOf(plan), involved: tablesOf(involved) }
}

export async function recordRefusal(
  commons: CommonsStore,
  survey: string,
  refusal: Omit<Refusal, 'number'>,
): Promise<void> {
  const { day, reason, plan, involved } = refusal
  await commons.transaction().execute(async (trx) => {
    const latest = await latestRefusal(trx, survey)
    await trx
      .insertInto('protection_refusal')
      .values({
        survey,
        number: (latest?.number ?? 0) + 1,
        day,
        reason,
        plan: JSON.stringify(plan),
        involved: JSON.stringify(involved),
      })
      .execute()
  })
}

/** Which tables of a refused plan to leave out; `refusal` tells which one the officer has read. */
export interface WantedReduction {
  readonly refusal: number
  readonly tables: Tables
  readonly decision: string
}

/**
 * Leaves tables out of the plan: once for each refusal, before the opening has succeeded, out of what was
 * refused and never anything else.
 *
 * @returns false when something else came first, or the tables cannot be left out like this.
 */
export async function reducePlan(
  commons: CommonsStore,
  survey: string,
  wanted: WantedReduction,
  day: string,
): Promise<boolean> {
  return commons.transaction().execute(async (trx) => {
    const refusal = await openRefusal(trx, survey)
    if (refusal === undefined || refusal.number !== wanted.refusal) return false
    if (reductionFault(refusal.plan, wanted.tables) !== null) return false
    await trx
      .insertInto('plan_reduction')
      .values({
        survey,
        refusal: refusal.number,
        day,
        withdrawn: JSON.stringify(wanted.tables),
        decision: wanted.decision,
      })
      .execute()
    return true
  })
}

/** The refusal that may be answered now: the last one, unless it was answered or the box is opened. */
export async function openRefusal(
  commons: CommonsReader,
  survey: string,
): Promise<Refusal | undefined> {
  const refusal = await latestRefusal(commons, survey)
  const row = await commons
    .selectFrom('survey')
    .select('state')
    .where('id', '=', survey)
    .executeTakeFirst()
  if (refusal === undefined || row?.state !== 'announced') return undefined
  const answered = (await listReductions(commons, survey)).some((r) => r.refusal === refusal.number)
  return answered ? undefined : refusal
}

/** Why these tables cannot be left out of this plan; null: they can. */
export type ReductionFault =
  | { readonly kind: 'none' | 'whole' | 'unknown' }
  /** `below` is cut finer out of `table` and would stay alone. */
  | {
      readonly kind: 'needed'
      readonly table: readonly string[]
      readonly below: readonly string[]
    }

export function reductionFault(plan: Tables, withdrawn: Tables): ReductionFault | null {
  if (withdrawn.length === 0) return { kind: 'none' }
  if (withdrawn.some((table) => table.length === 0)) return { kind: 'whole' }
  const keys = withdrawn.map(tableKey)
  const known = new Set(plan.map(tableKey))
  if (!keys.every((key) => known.has(key)) || new Set(keys).size < keys.length)
    return { kind: 'unknown' }
  for (const below of plan) {
    const table = tableAbove(below)
    if (table === null || keys.includes(tableKey(below))) continue
    if (keys.includes(tableKey(table))) return { kind: 'needed', table, below }
  }
  return null
}

const tablesSchema = z.array(z.array(z.string()))

function tablesOf(json: string): Tables {
  return tablesSchema.parse(JSON.parse(json))
}
