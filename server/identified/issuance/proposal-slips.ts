import { createHash } from 'node:crypto'
import { Problem } from '../../http/problems.ts'
import { countBand } from '../../proposals/hidden-counts.ts'
import type { CommonsReader, CommonsStore } from '../../stores/commons.ts'
import type { IdentityStore } from '../../stores/identity.ts'
import type { SigningKeys } from './cards.ts'
import { countExchanged, exchangeSlip, NOT_EXCHANGED } from './slips.ts'

export interface ProposalSlipStores {
  readonly identity: IdentityStore
  readonly commons: CommonsStore
}

export interface ProposalSlips extends ProposalSlipStores {
  readonly signingKeys: Pick<SigningKeys, 'find'>
}

/** Was exchanged in a quarter that is over: no request has this mark, so none is answered again. */
const OF_AN_EARLIER_QUARTER = Buffer.concat([Buffer.of(1), Buffer.alloc(32)])

/**
 * Exchanges a 紙の提案券 for a card of the open quarter, without any sign-in. Who sends the slip knows no
 * printing: its row is found by its hash, in the printings that have not been withdrawn. The same blinded
 * message gives the same answer until the quarter ends; a card that was not used by then is lost with the
 * quarter, for nobody can tell it from one that has posted.
 *
 * @param quarter id of the open quarter
 * @param id 32 bytes, whose SHA-256 was stored when the slip was printed
 * @param blinded 384 bytes
 * @throws {Problem} `not-open`, `slip-unknown`, `slip-withdrawn`, `slip-used`, `bad-request`
 */
export async function exchangeProposalSlip(
  { identity, commons, signingKeys }: ProposalSlips,
  quarter: string,
  id: Buffer,
  blinded: Buffer,
): Promise<Buffer> {
  const key = await signingKeys.find(`${quarter}-post`)
  if (key === undefined) throw new Problem('not-open', { detail: NOT_OPEN })
  const pool = await poolOf({ identity, commons }, id)
  const exchange = await exchangeSlip(identity, key, pool, id, blinded)
  if (exchange.state === 'signed') return exchange.signature
  if (exchange.state === 'bad') throw new Problem('bad-request')
  throw exchange.state === 'unknown'
    ? new Problem('slip-unknown')
    : new Problem('slip-used', { detail: USED })
}

/**
 * What the end of a quarter does to the slips: how many were used is kept as a band, those of a withdrawn
 * printing go, and of the others remains only that they were used. Called while the quarter's key still
 * exists, once.
 */
export async function endQuarterOfSlips({ identity, commons }: ProposalSlipStores): Promise<void> {
  const printings = await commons
    .selectFrom('slip_pool')
    .select(['pool', 'printed', 'withdrawn_on'])
    .where('kind', '=', 'proposal')
    .execute()
  for (const { pool, printed, withdrawn_on: withdrawnOn } of printings) {
    const used = await countUsed(identity, pool)
    if (used === null) continue
    const unused = printed - countBand(used).from
    await commons.updateTable('slip_pool').set({ unused }).where('pool', '=', pool).execute()
    if (withdrawnOn === null) {
      await identity
        .updateTable('slip')
        .set({ exchanged: OF_AN_EARLIER_QUARTER })
        .where('pool', '=', pool)
        .where('exchanged', '!=', NOT_EXCHANGED)
        .execute()
    } else {
      await identity.deleteFrom('slip').where('pool', '=', pool).execute()
    }
  }
  // Left by a printing that was cut off.
  await identity
    .deleteFrom('slip')
    .where('pool', 'like', 'proposals-%')
    .where(
      'pool',
      'not in',
      printings.map(({ pool }) => pool),
    )
    .execute()
}

/** How many have been printed and not withdrawn, used or not. */
export async function slipsInForce(commons: CommonsReader): Promise<number> {
  const { slips } = await commons
    .selectFrom('slip_pool')
    .select(({ fn }) => fn.sum<number | null>('printed').as('slips'))
    .where('kind', '=', 'proposal')
    .where('withdrawn_on', 'is', null)
    .executeTakeFirstOrThrow()
  return slips ?? 0
}

/** null: the slips of this printing have gone. */
async function countUsed(identity: IdentityStore, pool: string): Promise<number | null> {
  const one = await identity
    .selectFrom('slip')
    .select('pool')
    .where('pool', '=', pool)
    .limit(1)
    .executeTakeFirst()
  return one === undefined ? null : countExchanged(identity, pool)
}

async function poolOf({ identity, commons }: ProposalSlipStores, id: Buffer): Promise<string> {
  const printings = await commons
    .selectFrom('slip_pool')
    .select(['pool', 'withdrawn_on'])
    .where('kind', '=', 'proposal')
    .execute()
  const row = await identity
    .selectFrom('slip')
    .select('pool')
    .where(
      'pool',
      'in',
      printings.map(({ pool }) => pool),
    )
    .where('hash', '=', createHash('sha256').update(id).digest())
    .executeTakeFirst()
  const printing = printings.find(({ pool }) => pool === row?.pool)
  if (printing === undefined) throw new Problem('slip-unknown')
  if (printing.withdrawn_on !== null) throw new Problem('slip-withdrawn')
  return printing.pool
}

const USED =
  '同じ紙は2度使えません。読み取った後、送らないまま四半期が替わった紙も使えません。別の提案券をお使いください。'
const NOT_OPEN = '提案箱の準備ができていません。行政管理課へお問い合わせください。'
