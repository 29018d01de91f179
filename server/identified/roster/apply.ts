import type { Transaction } from 'kysely'
import type { CommonsStore } from '../../stores/commons.ts'
import type { IdentityStore, IdentityTables } from '../../stores/identity.ts'
import { listUnits, replaceUnits } from '../../survey/units.ts'
import { recordAct } from '../auth/audit.ts'
import { keyOf } from './outcome.ts'
import type { ImportPlan } from './plan.ts'
import { fingerprintPeople, fingerprintUnits, pause, peopleInSlices } from './stored.ts'
import { describeFile, describeTotals } from './wording.ts'

/** The act of an import in the record of officials' acts. */
export const IMPORT_ACT = '名簿の取込み'

/** The two stores an import writes; `Stores` of stores/open.ts fits. */
export interface RosterWriters {
  readonly identity: IdentityStore
  readonly commons: CommonsStore
}

/** Someone changed the roster between the check and the import; nothing was written. */
export class StaleImport extends Error {
  constructor() {
    super(
      '確かめたあとで登録内容が変わりました。何も書き込んでいません。もう一度やり直してください。',
    )
    this.name = 'StaleImport'
  }
}

export interface ImportAct {
  /** Who is written into the audit. */
  readonly actor: string
  readonly at: Date
  /** Told now and then how many people have been written. */
  readonly progress?: (done: number, total: number) => void
  /** What stands or falls with the import, in the same transaction. */
  readonly also?: (trx: Transaction<IdentityTables>) => Promise<void>
  /** Undoes everything as long as nothing is committed. */
  readonly signal?: AbortSignal
}

/** At most eleven columns a row: below 999 variables in one statement. */
const CHUNK = 90

/**
 * Writes a checked plan: all or nothing. Cards of announced surveys are never touched.
 *
 * Two files cannot commit as one. So everything that can fail is done first: people, roles and audit
 * stand written but uncommitted in identity.db while the units are written and committed in
 * commons.db; then identity.db commits. A refused row in either store undoes both. Only a crash
 * between the two commits leaves new units with the former people, and the same import again, made
 * afresh from the same files, completes it: units then show no difference, people do. Whoever needs
 * both stores takes identity.db first, as here: the other order could wait for ever.
 *
 * Between the chunks requests that need nothing of identity.db are answered; the others wait for the end.
 *
 * @throws {StaleImport} when the stored roster is not the one the plan was made against.
 */
export async function applyImport(
  stores: RosterWriters,
  plan: ImportPlan,
  act: ImportAct,
): Promise<void> {
  await stores.identity.transaction().execute(async (identity) => {
    const stored = fingerprintPeople()
    for await (const slice of peopleInSlices(identity)) stored.add(slice)
    if (stored.digest() !== plan.basis.people) throw new StaleImport()
    if (plan.writesPeople) await writePeople(identity, plan, act)
    await writeAudit(identity, plan, act)
    await act.also?.(identity)
    act.signal?.throwIfAborted()
    await writeUnits(stores.commons, plan)
  })
}

async function writeUnits(commons: CommonsStore, plan: ImportPlan): Promise<void> {
  await commons.transaction().execute(async (trx) => {
    if (fingerprintUnits(await listUnits(trx)) !== plan.basis.units) throw new StaleImport()
    if (plan.writesUnits) await replaceUnits(trx, plan.outcome.units)
  })
}

/** Sessions, credentials and roles of who has left go with the person (ON DELETE CASCADE). */
async function writePeople(
  trx: Transaction<IdentityTables>,
  plan: ImportPlan,
  act: ImportAct,
): Promise<void> {
  const { people, roles } = plan.difference
  const written = new Set([
    ...people.added,
    ...people.adopted,
    ...people.moved.map((move) => move.number),
    ...people.changed.map((change) => change.number),
  ])
  const rows = plan.outcome.people.filter((person) => written.has(person.number))
  let done = 0
  const total = rows.length + people.left.length
  const step = async (count: number) => {
    done += count
    act.progress?.(done, total)
    await pause()
    act.signal?.throwIfAborted()
  }
  const leavers = people.left.map((person) => person.number)
  for (const numbers of chunksOf(leavers)) {
    await trx.deleteFrom('person').where('number', 'in', numbers).execute()
    await step(numbers.length)
  }
  for (const chunk of chunksOf(rows)) {
    await trx
      .insertInto('person')
      .values(chunk)
      .onConflict((conflict) =>
        conflict.column('number').doUpdateSet((row) => ({
          unit: row.ref('excluded.unit'),
          position: row.ref('excluded.position'),
          age: row.ref('excluded.age'),
          sex: row.ref('excluded.sex'),
          employment: row.ref('excluded.employment'),
          job: row.ref('excluded.job'),
          own_pc: row.ref('excluded.own_pc'),
          origin: row.ref('excluded.origin'),
          appointer: row.ref('excluded.appointer'),
          status: row.ref('excluded.status'),
        })),
      )
      .execute()
    await step(chunk.length)
  }
  const left = new Set(leavers)
  for (const ended of roles.ended) {
    if (left.has(ended.person)) continue
    await trx
      .deleteFrom('role')
      .where('person', '=', ended.person)
      .where('role', '=', ended.role)
      .where('unit', '=', ended.unit)
      .execute()
  }
  const outcome = new Map(plan.outcome.roles.map((role) => [keyOf(role), role]))
  const given = roles.given.flatMap((role) => outcome.get(keyOf(role)) ?? [])
  for (const chunk of chunksOf(given)) {
    await trx.insertInto('role').values(chunk).execute()
    await pause()
  }
}

/** Counts only: the audit names no member of staff but the actor. */
async function writeAudit(
  trx: Transaction<IdentityTables>,
  plan: ImportPlan,
  act: ImportAct,
): Promise<void> {
  const detail = [...plan.files.map(describeFile), ...describeTotals(plan.difference)].join('　')
  await recordAct(trx, act.at, act.actor, IMPORT_ACT, detail)
}

function* chunksOf<Row>(rows: readonly Row[]): Generator<Row[]> {
  for (let i = 0; i < rows.length; i += CHUNK) yield rows.slice(i, i + CHUNK)
}
