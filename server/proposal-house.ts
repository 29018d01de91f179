import type { Wired } from './acts.ts'
import { formFacts } from './anonymous/proposals/form-facts.ts'
import { dropOldPrintings } from './identified/desk/slips/printings.ts'
import { boardActs } from './board-acts.ts'
import { ledgerActs, proposalBoxActs } from './proposal-acts.ts'
import { proposalDeskActs } from './proposal-desk-acts.ts'
import { proposalSystem } from './proposal-wiring.ts'
import { retentionActs } from './retention-acts.ts'
import { dropOldCopies } from './stores/migrate.ts'

/** 業務改善提案 as a whole: ledger and desk, board, box with its doors, retention, and the passing of time. */
export async function proposalHouse(
  wired: Pick<Wired, 'stores' | 'folders' | 'keys' | 'now' | 'log'>,
  options: {
    readonly mirror: string | null
    /** False where the board is behind the sign-in: an author must not be asked to sign in. */
    readonly openBoard: boolean
  },
) {
  const { stores, now } = wired
  const proposals = await proposalSystem(stores, now)
  const board = boardActs({ ...proposals, commons: stores.commonsReader })
  const retention = retentionActs({ stores, ledger: proposals.ledger, present: board.present })
  const box = proposalBoxActs({
    ...wired,
    mirror: options.mirror,
    ledger: ledgerActs(proposals, options.openBoard ? board.similarIndex : null),
  })

  return {
    ...proposals,
    board,
    retention,
    box,
    deskActs: proposalDeskActs(stores, proposals),
    /** What the doors of the anonymous side are handed. */
    voice: {
      ...box.door,
      facts: async () => formFacts(stores.commonsReader, await proposals.surroundings()),
    },
    /** What the calendar does: a new quarter, clocks that run out, the end of retention. */
    async letTimePass(): Promise<void> {
      await box.turnOver()
      await proposals.letTimePass()
      await retention.disposeDue()
      const { today, settings } = await proposals.surroundings()
      await dropOldPrintings(stores.commons, today, settings.retention.steps)
      dropOldCopies(stores.folder, now())
    },
  }
}
