import type { Stores } from '../../server/stores/open.ts'
import { bringBox, bringDesk } from './from-mirror.ts'

export interface RevivedProposals {
  /** 提案担当 still open with their passphrases. */
  readonly desk: boolean
  /** A quarter each; `lost`: a new box is made, by the program where the desk is there. */
  readonly quarters: readonly { readonly id: string; readonly lost: string | null }[]
}

/**
 * A quarter of the proposal box goes on when the mirror has its box and keys. Otherwise its row says
 * 'destroyed', as 「提案箱の作り直し」 does it: the next start clears its signing keys and cards away and makes
 * a new box, or the desk's page does when nobody has a passphrase.
 */
export async function reviveProposals(
  { commons, folder }: Stores,
  mirror: string | null,
): Promise<RevivedProposals> {
  const desk = bringDesk(mirror, folder)
  const rows = await commons
    .selectFrom('proposal_quarter')
    .select('id')
    .where('state', '=', 'open')
    .execute()
  const quarters = []
  for (const { id } of rows) {
    const lost = desk ? bringBox(mirror, id, folder) : '合言葉のファイル（tally-desk.json）がない'
    if (lost !== null) {
      await commons
        .updateTable('proposal_quarter')
        .set({ state: 'destroyed', waiting_since: null })
        .where('id', '=', id)
        .execute()
    }
    quarters.push({ id, lost })
  }
  return { desk, quarters }
}
