import type { RetentionActs } from './identified/retention/routes.ts'
import type { BoardPresent } from './proposals/board.ts'
import { type Disposal, disposeDue } from './proposals/disposal.ts'
import { circumstances } from './proposals/desk.ts'
import type { Ledger } from './proposals/ledger.ts'
import { retentionTable } from './proposals/retention-table.ts'
import { lastMonthEnd } from './proposals/visibility.ts'
import type { Stores } from './stores/open.ts'

/** Retention across the stores: texts in the voice file, the officials' record in the staff file. */
export function retentionActs(deps: {
  readonly stores: Pick<Stores, 'identity' | 'commons' | 'voice'>
  readonly ledger: Ledger
  readonly present: () => Promise<BoardPresent>
}) {
  const { stores, ledger, present } = deps
  const { identity, commons, voice } = stores

  const table: RetentionActs['table'] = async () => {
    const { board, settings, today } = await present()
    const monthEnd = lastMonthEnd(today)
    const complaints = await voice.selectFrom('complaint').select('received_on').execute()
    return retentionTable({
      today,
      monthEnd,
      settings,
      board,
      all: ledger.all(),
      complaintDays: complaints.map((row) => row.received_on),
      stepLines: await stepLinesUntil(monthEnd),
    })
  }

  /** Deletes what is due today; once a day is enough. */
  const dispose = async (): Promise<readonly Disposal[]> =>
    disposeDue({
      ledger,
      at: circumstances(await present()),
      complaints: { list: listComplaints, drop: dropComplaints },
      dropSteps,
      record,
    })

  return { table, disposeDue: dispose }

  async function listComplaints() {
    const rows = await voice
      .selectFrom('complaint')
      .select(['id', 'proposal', 'closed_on'])
      .execute()
    return rows.map(({ id, proposal, closed_on: closedOn }) => ({ id, proposal, closedOn }))
  }

  async function dropComplaints(ids: readonly string[]): Promise<void> {
    for (const id of ids) await voice.deleteFrom('complaint').where('id', '=', id).execute()
  }

  async function dropSteps(number: string): Promise<void> {
    await identity.deleteFrom('proposal_step').where('proposal', '=', number).execute()
  }

  async function record(disposal: Disposal): Promise<void> {
    await commons
      .insertInto('disposal')
      .values(disposal)
      .onConflict((conflict) =>
        conflict
          .columns(['kind', 'day', 'basis'])
          .doUpdateSet((eb) => ({ items: eb('disposal.items', '+', disposal.items) })),
      )
      .execute()
  }

  /** Lines written up to the end of a day in Japan. */
  async function stepLinesUntil(day: string): Promise<number> {
    const end = new Date(Date.parse(`${day}T24:00:00+09:00`)).toISOString()
    const { lines } = await identity
      .selectFrom('proposal_step')
      .select(({ fn }) => fn.countAll<number>().as('lines'))
      .where('at', '<', end)
      .executeTakeFirstOrThrow()
    return lines
  }
}
