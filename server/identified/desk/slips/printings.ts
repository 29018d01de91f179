import { fiscalYearOf } from '../../../calendar/fiscal-year.ts'
import { jstDay } from '../../../calendar/jst.ts'
import { bandInWords, countBand } from '../../../proposals/hidden-counts.ts'
import { disposalDay } from '../../../proposals/retention.ts'
import type { CommonsStore } from '../../../stores/commons.ts'
import type { IdentityStore } from '../../../stores/identity.ts'
import { recordAct } from '../../auth/audit.ts'
import { listHashOf, readHashes } from '../../issuance/slips.ts'

/** How many 紙の提案券 are printed at a time. */
export const AMOUNTS = [20, 50, 100, 200, 300, 500] as const

/** More than are ever laid out: it bounds what somebody of the desk, or a thief, could post with them. */
export const MOST_A_YEAR = 2000

const POOL = 'proposals-'

/** One printing of 紙の提案券. */
export interface Printing {
  readonly number: number
  /** Day (JST). */
  readonly madeOn: string
  readonly printed: number
  /** As of the end of the last quarter and in a band; null: no quarter has ended since. */
  readonly used: string | null
  readonly withdrawnOn: string | null
}

export interface PrintingDesk {
  readonly identity: IdentityStore
  readonly commons: CommonsStore
  readonly now: () => Date
}

export type Printed =
  | { readonly state: 'kept'; readonly number: number }
  | { readonly state: 'bad' | 'above-limit' }

/** Every printing, the newest first. */
export async function listPrintings(commons: CommonsStore): Promise<Printing[]> {
  const rows = await commons
    .selectFrom('slip_pool')
    .selectAll()
    .where('kind', '=', 'proposal')
    .execute()
  return rows
    .map(({ pool, made_on: madeOn, printed, unused, withdrawn_on: withdrawnOn }) => ({
      number: Number(pool.slice(POOL.length)),
      madeOn,
      printed,
      used:
        unused === null ? null : bandInWords(countBand(printed - unused)).replaceAll('件', '枚'),
      withdrawnOn,
    }))
    .toSorted((a, b) => b.number - a.number)
}

/** How many more may be printed in this fiscal year. */
export async function leftThisYear({ commons, now }: PrintingDesk): Promise<number> {
  const year = fiscalYearOf(jstDay(now()))
  const printed = (await listPrintings(commons))
    .filter(({ madeOn }) => fiscalYearOf(madeOn) === year)
    .reduce((sum, one) => sum + one.printed, 0)
  return Math.max(0, MOST_A_YEAR - printed)
}

/**
 * Keeps what a printing sends: the hashes, never a code. The same list again is the same printing. The row
 * of the printing is the commit point; slips without one are those of an attempt that was cut off.
 *
 * @param hashes 32 bytes each, sorted, no two alike
 */
export async function keepPrinting(
  desk: PrintingDesk,
  actor: string,
  hashes: Buffer,
): Promise<Printed> {
  const { identity, commons, now } = desk
  const list = readHashes(hashes)
  if (list === null || !AMOUNTS.some((amount) => amount === list.length)) return { state: 'bad' }
  const listHash = listHashOf(list)
  const known = await commons
    .selectFrom('slip_pool')
    .select('pool')
    .where('kind', '=', 'proposal')
    .where('list_hash', '=', listHash)
    .executeTakeFirst()
  if (known !== undefined) return { state: 'kept', number: Number(known.pool.slice(POOL.length)) }
  if (list.length > (await leftThisYear(desk))) return { state: 'above-limit' }

  const number = await identity.transaction().execute(async (trx) => {
    const next = 1 + Math.max(await lastNumber(trx), (await listPrintings(commons))[0]?.number ?? 0)
    for (const hash of list) {
      await trx
        .insertInto('slip')
        .values({ pool: `${POOL}${next}`, hash })
        .execute()
    }
    await recordAct(trx, now(), actor, '紙の提案券を印刷', `第${next}回 ${list.length}枚`)
    return next
  })
  await commons
    .insertInto('slip_pool')
    .values({
      pool: `${POOL}${number}`,
      kind: 'proposal',
      made_on: jstDay(now()),
      printed: list.length,
      list_hash: listHash,
      spoilt: null,
      unused: null,
      withdrawn_on: null,
    })
    .execute()
  return { state: 'kept', number }
}

/**
 * From now on no slip of this printing is exchanged; what was posted with them stays.
 *
 * @returns false when it is not there, or was withdrawn before.
 */
export async function withdrawPrinting(
  { identity, commons, now }: PrintingDesk,
  actor: string,
  number: number,
  reason: string,
): Promise<boolean> {
  const printing = (await listPrintings(commons)).find((one) => one.number === number)
  if (printing === undefined || printing.withdrawnOn !== null) return false
  await recordAct(identity, now(), actor, '紙の提案券の束を無効にする', `第${number}回 ${reason}`)
  await commons
    .updateTable('slip_pool')
    .set({ withdrawn_on: jstDay(now()) })
    .where('pool', '=', `${POOL}${number}`)
    .execute()
  return true
}

/** Withdrawn printings leave the list as long after their year as the record of officials' acts is kept. */
export async function dropOldPrintings(
  commons: CommonsStore,
  today: string,
  months: number,
): Promise<void> {
  for (const { number, withdrawnOn } of await listPrintings(commons)) {
    if (withdrawnOn === null || disposalDay(fiscalYearOf(withdrawnOn), months) > today) continue
    await commons.deleteFrom('slip_pool').where('pool', '=', `${POOL}${number}`).execute()
  }
}

/** Of a printing that was cut off, too: its slips are there, and nobody has them on paper. */
async function lastNumber(identity: Pick<IdentityStore, 'selectFrom'>): Promise<number> {
  const rows = await identity
    .selectFrom('slip')
    .select('pool')
    .distinct()
    .where('pool', 'like', `${POOL}%`)
    .execute()
  return Math.max(0, ...rows.map(({ pool }) => Number(pool.slice(POOL.length))))
}
