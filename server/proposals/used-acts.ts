import { createHash } from 'node:crypto'
import type { Transaction } from 'kysely'
import type { VoiceStore, VoiceTables } from '../stores/voice.ts'
import type { Batch } from './release.ts'

type SentAct = Batch['acts'][number]

/**
 * Acts that were not done before. Whoever caught a sealed message on its way could send it again, months
 * later: a copied 「要旨を承認」 would approve another 要旨.
 */
export async function freshActs(voice: VoiceStore, acts: Batch['acts']): Promise<SentAct[]> {
  const fresh: SentAct[] = []
  const seen = new Set<string>()
  for (const act of acts) {
    const digest = digestOf(act)
    const name = digest?.toString('hex') ?? ''
    if (digest !== null) {
      if (seen.has(name) || (await isUsed(voice, digest))) continue
      seen.add(name)
    }
    fresh.push(act)
  }
  return fresh
}

/** @param numberOf the proposal of a receipt (hexadecimal), where there is one */
export async function noteUsed(
  trx: Transaction<VoiceTables>,
  acts: readonly SentAct[],
  numberOf: (receipt: string) => string | undefined,
): Promise<void> {
  for (const act of acts) {
    const digest = digestOf(act)
    const proposal = numberOf(act.receiptMac.toString('hex'))
    if (digest === null || proposal === undefined) continue
    await trx
      .insertInto('used_act')
      .values({ digest, proposal })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}

async function isUsed(voice: VoiceStore, digest: Buffer): Promise<boolean> {
  const row = await voice
    .selectFrom('used_act')
    .select('proposal')
    .where('digest', '=', digest)
    .executeTakeFirst()
  return row !== undefined
}

function digestOf({ receiptMac, id }: SentAct): Buffer | null {
  if (id === undefined) return null
  return createHash('sha256').update(receiptMac).update(id).digest()
}
