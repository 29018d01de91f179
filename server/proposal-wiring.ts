import { jstDay } from './calendar/jst.ts'
import { type Passed, passTime } from './proposals/by-itself.ts'
import { type Ledger, openLedger } from './proposals/ledger.ts'
import { organisationOn } from './proposals/organisation.ts'
import { calendarOf, readSettings } from './proposals/settings.ts'
import { recordedRole } from './identified/auth/recorded-role.ts'
import { unitsOfRole } from './identified/auth/roles-in-force.ts'
import { proposalDesk, type StepRecord, type Surroundings } from './proposals/desk.ts'
import type { Stores } from './stores/open.ts'

/** Monday of the week whose figures of endorsements are shown. */
const SHOWN_WEEK = 'proposals-shown-week'

/** Proposals across the zones: texts in the voice store, officials' steps in the staff file. */
export async function proposalSystem(stores: Stores, now: () => Date) {
  const { identity, commonsReader, voice } = stores
  const ledger: Ledger = await openLedger(voice)

  const surroundings = async (): Promise<Surroundings> => {
    const today = jstDay(now())
    const settings = await readSettings(commonsReader)
    const org = await organisationOn(commonsReader, today, await deskUnits())
    return { today, settings, calendar: calendarOf(settings), org }
  }

  const record: StepRecord = {
    async note(official, role, unit, proposal, act) {
      await identity
        .insertInto('proposal_step')
        .values({
          at: now().toISOString(),
          proposal,
          actor: official.number,
          role: recordedRole(official, role, unit),
          unit,
          act,
        })
        .execute()
    },
    async lastActor(proposal, act) {
      const row = await identity
        .selectFrom('proposal_step')
        .select('actor')
        .where('proposal', '=', proposal)
        .where('act', '=', act)
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row?.actor
    },
  }

  const desk = proposalDesk({ ledger, record, surroundings, complained: openComplaints })
  return { ledger, desk, surroundings, record, complained: openComplaints, letTimePass }

  /** What happens by itself; to be called every few minutes. */
  async function letTimePass(): Promise<Passed> {
    const successors = await commonsReader
      .selectFrom('unit_successor')
      .selectAll()
      .where('main', '=', 1)
      .execute()
    return passTime({
      ledger,
      around: await surroundings(),
      at: now(),
      successors,
      shownWeek: {
        async read() {
          const row = await commonsReader
            .selectFrom('setting')
            .select('value')
            .where('key', '=', SHOWN_WEEK)
            .executeTakeFirst()
          return row?.value ?? null
        },
        async keep(value) {
          await stores.commons
            .insertInto('setting')
            .values({ key: SHOWN_WEEK, value })
            .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
            .execute()
        },
      },
    })
  }

  /** Where 提案担当 work. */
  function deskUnits(): Promise<string[]> {
    return unitsOfRole(identity, 'secretariat', jstDay(now()))
  }

  async function openComplaints(): Promise<ReadonlySet<string>> {
    const rows = await voice
      .selectFrom('complaint')
      .select('proposal')
      .distinct()
      .where('closed_on', 'is', null)
      .execute()
    return new Set(rows.map(({ proposal }) => proposal))
  }
}

export type ProposalSystem = Awaited<ReturnType<typeof proposalSystem>>
