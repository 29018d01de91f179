import { jstDay } from '../../../calendar/jst.ts'
import type { CommonsStore } from '../../../stores/commons.ts'
import type { IdentityStore } from '../../../stores/identity.ts'
import { recordAct } from '../../auth/audit.ts'
import { listHashOf, writePool } from '../../issuance/slips.ts'

interface PrintingDesk {
  readonly identity: IdentityStore
  readonly commons: CommonsStore
  readonly now: () => Date
}

/**
 * Keeps the hashes of a printing in the place of an earlier one. The row of the pool is the commit point:
 * it is written only while the survey is a draft.
 *
 * @returns false when the survey was announced meanwhile.
 */
export async function keepPrinting(
  { identity, commons, now }: PrintingDesk,
  actor: string,
  survey: string,
  hashes: readonly Buffer[],
): Promise<boolean> {
  const list_hash = listHashOf(hashes)
  return commons.transaction().execute(async (trx) => {
    const { state } = await trx
      .selectFrom('survey')
      .select('state')
      .where('id', '=', survey)
      .executeTakeFirstOrThrow()
    if (state !== 'draft') return false
    await writePool(identity, survey, hashes)
    const printing = {
      kind: 'survey' as const,
      made_on: jstDay(now()),
      printed: hashes.length,
      list_hash,
      spoilt: null,
      unused: null,
      withdrawn_on: null,
    }
    await trx
      .insertInto('slip_pool')
      .values({ pool: survey, ...printing })
      .onConflict((oc) => oc.column('pool').doUpdateSet(printing))
      .execute()
    await recordAct(identity, now(), actor, '紙の回答券を印刷', `${survey}：${hashes.length}枚`)
    return true
  })
}

/**
 * How many sheets were spoilt and how many are left over, counted by hand after the close.
 *
 * @returns false when the survey was opened meanwhile: the record already says how many.
 */
export async function keepCounts(
  { commons }: PrintingDesk,
  survey: string,
  { spoilt, unused }: { readonly spoilt: number; readonly unused: number },
): Promise<boolean> {
  const kept = await commons
    .updateTable('slip_pool')
    .set({ spoilt, unused })
    .where('pool', '=', survey)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('survey')
          .select('survey.id')
          .where('survey.id', '=', survey)
          .where('survey.state', '=', 'announced'),
      ),
    )
    .executeTakeFirst()
  return kept.numUpdatedRows === 1n
}
