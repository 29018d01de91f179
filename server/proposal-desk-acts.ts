import type { ComplaintActs, UnitActs } from './identified/desk/desk-options.ts'
import type { ProposalSystem } from './proposal-wiring.ts'
import { Refused } from './proposals/decide.ts'
import { moveToSuccessor } from './proposals/reorganise.ts'
import type { ProposalSettings } from './proposals/settings.ts'
import { setMainSuccessor } from './proposals/successors.ts'
import { isConflicted, type Official } from './proposals/visibility.ts'
import type { Stores } from './stores/open.ts'

/** Acts of 提案担当 and コンプライアンス that reach other stores than their own. */
export function proposalDeskActs(stores: Stores, system: ProposalSystem) {
  const { ledger, record } = system
  const { commons, voice } = stores

  /** Nobody reads what an author reports about the unit whose head the proposal is about. */
  async function knows(official: Official): Promise<(number: string) => boolean> {
    const { org } = await system.surroundings()
    return (number) => {
      const proposal = ledger.find(number)
      return proposal === undefined || !isConflicted(proposal, official, org)
    }
  }

  const complaints: ComplaintActs = {
    async list(official) {
      const rows = await voice.selectFrom('complaint').selectAll().orderBy('id').execute()
      const mayKnow = await knows(official)
      return rows
        .filter(({ proposal }) => mayKnow(proposal))
        .map(({ id, proposal, kind, text, received_on, closed_on, outcome }) => ({
          id,
          proposal,
          kind,
          text,
          receivedOn: received_on,
          closedOn: closed_on,
          outcome,
        }))
        .toSorted(
          (a, b) =>
            Number(a.closedOn !== null) - Number(b.closedOn !== null) ||
            a.receivedOn.localeCompare(b.receivedOn),
        )
    },
    async close(official, id, outcome, day) {
      const row = await voice
        .selectFrom('complaint')
        .select('proposal')
        .where('id', '=', id)
        .executeTakeFirst()
      if (row === undefined || !(await knows(official))(row.proposal)) return false
      const closed = await voice
        .updateTable('complaint')
        .set({ closed_on: day, outcome })
        .where('id', '=', id)
        .where('closed_on', 'is', null)
        .executeTakeFirst()
      return closed.numUpdatedRows === 1n
    },
  }

  async function saveSettings(settings: ProposalSettings): Promise<void> {
    const value = JSON.stringify(settings)
    await commons
      .insertInto('setting')
      .values({ key: 'proposals', value })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
      .execute()
  }

  const units: UnitActs = {
    async move(official, from, to) {
      const around = await system.surroundings()
      const complaints = await system.complained()
      const by = { official, record, complaints }
      try {
        const moved = await moveToSuccessor({ ledger, around, from, to, by })
        const main = { unit: from, successor: to, day: around.today }
        await commons.transaction().execute(async (trx) => setMainSuccessor(trx, main))
        return { moved: moved.length }
      } catch (error) {
        if (error instanceof Refused) return { message: error.message }
        throw error
      }
    },
  }

  return { complaints, units, saveSettings }
}
