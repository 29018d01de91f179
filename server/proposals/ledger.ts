import type { Transaction } from 'kysely'
import type { VoiceStore, VoiceTables } from '../stores/voice.ts'
import { type Circumstances, Refused } from './change.ts'
import { type Proposal, proposalSchema } from './proposal.ts'
import { type Arrived, arrive, type Batch, type Held, type Known } from './release.ts'
import { freshActs, noteUsed } from './used-acts.ts'

export type { Batch } from './release.ts'

export type Released = Pick<Arrived, 'posts' | 'acts' | 'endorsements' | 'dropped'>

/** A change was asked for from a page that is older than the proposal. */
export class Outdated extends Error {
  override readonly name = 'Outdated'
}

/**
 * All proposals, kept in memory beside `voice.db` (10,000 take about 40 MB): one process, one writer. Every
 * change is durable before it is seen.
 */
export interface Ledger {
  all(): readonly Proposal[]
  find(number: string): Proposal | undefined
  /** Grows with every change: what is made from `all()` is kept until then. */
  revision(): number
  /**
   * Changes come one after the other; nothing changes while `step` waits, and it must not change anything
   * by way of this ledger.
   *
   * @param version as the page knew it; null for what happens by itself
   * @throws {Refused} what `step` throws; {Outdated}
   */
  change(
    number: string,
    version: number | null,
    step: (p: Proposal) => Proposal | Promise<Proposal>,
  ): Promise<Proposal>
  /** One transaction; see `Batch`. A batch that was released before brings nothing. */
  release(batch: Batch, at: Circumstances): Promise<Released>
  findByReceipt(receiptMac: Buffer): Proposal | undefined
  authorKeyOf(receiptMac: Buffer): Buffer | undefined
  /** Deletes receipt and author key of a proposal: from then on nobody comes back to it. */
  dropReceipt(number: string): Promise<void>
  /** The weekly figure of endorsements becomes the present one. */
  showEndorsements(): Promise<void>
}

export async function openLedger(voice: VoiceStore): Promise<Ledger> {
  const held = new Map<string, Held>()
  const byReceipt = new Map<string, string>()
  let revision = 0
  let list: readonly Proposal[] | null = null
  let turn: Promise<unknown> = Promise.resolve()

  for (const row of await voice.selectFrom('proposal').selectAll().execute()) {
    const proposal = proposalSchema.parse(JSON.parse(row.body))
    keep({ proposal, receipt: row.receipt?.toString('hex') ?? null, authorKey: row.author_key })
  }

  function keep(one: Held): void {
    held.set(one.proposal.number, one)
    if (one.receipt !== null) byReceipt.set(one.receipt, one.proposal.number)
    list = null
    revision += 1
  }

  /** One change after the other: each sees what the one before it has written. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = turn.then(work)
    turn = mine.catch(() => undefined)
    return mine
  }

  function heldOf(number: string): Held {
    const one = held.get(number)
    if (one === undefined) throw new Refused('この提案は見つかりません。')
    return one
  }

  return {
    all() {
      list ??= [...held.values()].map(({ proposal }) => proposal)
      return list
    },
    find: (number) => held.get(number)?.proposal,
    revision: () => revision,
    findByReceipt(mac) {
      const number = byReceipt.get(mac.toString('hex'))
      return number === undefined ? undefined : held.get(number)?.proposal
    },
    authorKeyOf(mac) {
      const number = byReceipt.get(mac.toString('hex'))
      return number === undefined ? undefined : (held.get(number)?.authorKey ?? undefined)
    },
    change: (number, version, step) =>
      inTurn(async () => {
        const one = heldOf(number)
        if (version !== null && one.proposal.version !== version) throw new Outdated()
        const proposal = proposalSchema.parse(await step(one.proposal))
        await write(voice, proposal)
        keep({ ...one, proposal })
        return proposal
      }),
    release: (batch, at) =>
      inTurn(async () => {
        const known = {
          find: (n: string) => held.get(n),
          numberOf: (r: string) => byReceipt.get(r),
        }
        const acts = await freshActs(voice, batch.acts)
        const copies = batch.acts.length - acts.length
        const arrived = arrive({ ...batch, acts }, known, at)
        const receiptOwner = ownersOf(arrived, known)
        const isNew = await voice.transaction().execute(async (trx) => {
          if (await wasReleased(trx, batch.digests)) return false
          await writeArrived(trx, arrived, batch.digests)
          await noteUsed(trx, acts, receiptOwner)
          return true
        })
        if (!isNew) return { posts: 0, acts: 0, endorsements: 0, dropped: 0 }
        for (const one of arrived.changed.values()) keep(one)
        const { posts, endorsements, dropped } = arrived
        return { posts, acts: arrived.acts, endorsements, dropped: dropped + copies }
      }),
    dropReceipt: (number) =>
      inTurn(async () => {
        const one = heldOf(number)
        if (one.proposal.hold !== null) throw new Refused('開示請求のため、消去を停止しています。')
        await voice.transaction().execute(async (trx) => {
          await trx
            .updateTable('proposal')
            .set({ receipt: null, author_key: null })
            .where('number', '=', number)
            .execute()
          await trx.deleteFrom('used_act').where('proposal', '=', number).execute()
        })
        if (one.receipt !== null) byReceipt.delete(one.receipt)
        keep({ ...one, receipt: null, authorKey: null })
      }),
    showEndorsements: () =>
      inTurn(async () => {
        const shown = [...held.values()].flatMap((one) => {
          const { endorsements, endorsementsShown } = one.proposal
          if (endorsements === endorsementsShown) return []
          return [{ ...one, proposal: { ...one.proposal, endorsementsShown: endorsements } }]
        })
        await voice.transaction().execute(async (trx) => {
          for (const { proposal } of shown) await write(trx, proposal)
        })
        for (const one of shown) keep(one)
      }),
  }
}

async function wasReleased(
  trx: Transaction<VoiceTables>,
  digests: readonly Buffer[],
): Promise<boolean> {
  if (digests.length === 0) return false
  const rows = await trx.selectFrom('opened_message').select('digest').execute()
  const released = new Set(rows.map(({ digest }) => digest.toString('hex')))
  return digests.every((digest) => released.has(digest.toString('hex')))
}

/** Which proposal a receipt belongs to, those of this batch included. */
function ownersOf(arrived: Arrived, known: Known): (receipt: string) => string | undefined {
  const fresh = new Map(
    [...arrived.changed].flatMap(([number, { receipt }]) =>
      receipt === null ? [] : [[receipt, number] as const],
    ),
  )
  return (receipt) => fresh.get(receipt) ?? known.numberOf(receipt)
}

/** In an order that tells nothing of the arrival. */
async function writeArrived(
  trx: Transaction<VoiceTables>,
  { changed, complaints }: Arrived,
  digests: readonly Buffer[],
): Promise<void> {
  for (const one of [...changed.values()].toSorted(byNumber)) await writeWhole(trx, one)
  for (const complaint of complaints) {
    await trx.insertInto('complaint').values(complaint).execute()
  }
  for (const digest of digests) {
    await trx
      .insertInto('opened_message')
      .values({ digest })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}

async function write(voice: Pick<VoiceStore, 'updateTable'>, proposal: Proposal): Promise<void> {
  await voice
    .updateTable('proposal')
    .set({ state: proposal.state, body: JSON.stringify(proposal) })
    .where('number', '=', proposal.number)
    .execute()
}

async function writeWhole(trx: Transaction<VoiceTables>, one: Held): Promise<void> {
  const { proposal, receipt, authorKey } = one
  const body = JSON.stringify(proposal)
  await trx
    .insertInto('proposal')
    .values({
      number: proposal.number,
      receipt: receipt === null ? null : Buffer.from(receipt, 'hex'),
      author_key: authorKey,
      state: proposal.state,
      body,
    })
    .onConflict((conflict) =>
      conflict.column('number').doUpdateSet({ state: proposal.state, body }),
    )
    .execute()
}

function byNumber(a: Held, b: Held): number {
  return a.proposal.number < b.proposal.number ? -1 : 1
}
