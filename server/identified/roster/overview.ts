import type { CommonsReader } from '../../stores/commons.ts'
import type { IdentityStore } from '../../stores/identity.ts'
import { IMPORT_ACT } from './apply.ts'
import { listRosters, type WaitingRoster } from './waiting.ts'

export interface RosterOverview {
  readonly people: number
  /** Units valid today. */
  readonly units: number
  /** Units that have ended or not begun. */
  readonly otherUnits: number
  readonly lastImport: {
    readonly at: string
    readonly actor: string
    readonly detail: string
  } | null
  readonly waiting: WaitingRoster | null
  /** A roster whose day came and that no longer fitted, until something was imported after it. */
  readonly failed: WaitingRoster | null
  /** Those that are over: applied, withdrawn, failed before. */
  readonly past: readonly WaitingRoster[]
}

/** What is stored and what waits, for the page of the roster. */
export async function readOverview(
  identity: IdentityStore,
  commons: CommonsReader,
  today: string,
): Promise<RosterOverview> {
  const { people } = await identity
    .selectFrom('person')
    .select((eb) => eb.fn.countAll<number>().as('people'))
    .where('origin', '=', 'roster')
    .executeTakeFirstOrThrow()
  const { all } = await commons
    .selectFrom('unit')
    .select((eb) => eb.fn.countAll<number>().as('all'))
    .executeTakeFirstOrThrow()
  const { units } = await commons
    .selectFrom('unit')
    .select((eb) => eb.fn.countAll<number>().as('units'))
    .where('valid_from', '<=', today)
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', today)]))
    .executeTakeFirstOrThrow()
  const last = await identity
    .selectFrom('audit')
    .select(['at', 'actor', 'detail'])
    .where('act', '=', IMPORT_ACT)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  const rosters = await listRosters(identity)
  const newest = rosters.find(({ state }) => state !== 'waiting')
  const failed =
    newest?.state === 'failed' && (newest.outcome.ended ?? '') > (last?.at ?? '') ? newest : null
  return {
    people,
    units,
    otherUnits: all - units,
    lastImport: last ?? null,
    waiting: rosters.find(({ state }) => state === 'waiting') ?? null,
    failed,
    past: rosters.filter((row) => row.state !== 'waiting' && row !== failed),
  }
}
