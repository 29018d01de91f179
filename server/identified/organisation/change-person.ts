import type { Transaction } from 'kysely'
import { jstDay } from '../../calendar/jst.ts'
import type { UnitRow } from '../../stores/commons.ts'
import type { IdentityStore, IdentityTables, PersonRow } from '../../stores/identity.ts'
import { recordAct } from '../auth/audit.ts'
import { codeFault, codeHabit } from '../roster/cells.ts'
import { checkRoster } from '../roster/check.ts'
import { csvPieces } from '../roster/csv-lines.ts'
import type { Finding } from '../roster/findings.ts'
import { rosterRows } from '../roster/roster-tables.ts'
import type { RoleRow } from '../roster/stored.ts'
import { stampOf } from './seen.ts'

export interface PersonAct {
  readonly actor: string
  readonly now: Date
  readonly act: string
  readonly detail: string
}

/** Who is stored under a number, with the roles, and the stamp of both. */
export async function readPerson(identity: Pick<IdentityStore, 'selectFrom'>, number: string) {
  const person = await identity
    .selectFrom('person')
    .selectAll()
    .where('number', '=', number)
    .executeTakeFirst()
  if (person === undefined) return null
  const roles: RoleRow[] = await identity
    .selectFrom('role')
    .selectAll()
    .where('person', '=', number)
    .orderBy('role')
    .orderBy('unit')
    .execute()
  return { person, roles, seen: stampOf(person, roles) }
}

/**
 * Does something to a person who is still as the page showed them; the act is recorded with it. What `write`
 * refuses (anything but undefined) is handed on, and nothing is written.
 */
export async function changePerson<Refused>(
  identity: IdentityStore,
  number: string,
  seen: string,
  act: PersonAct,
  write: (trx: Transaction<IdentityTables>) => Promise<Refused | undefined>,
): Promise<'changed' | 'stale' | { readonly refused: Refused }> {
  return identity.transaction().execute(async (trx) => {
    if ((await readPerson(trx, number))?.seen !== seen) return 'stale'
    const refused = await write(trx)
    if (refused !== undefined) return { refused }
    await recordAct(trx, act.now, act.actor, act.act, act.detail)
    return 'changed'
  })
}

/** What the import would complain of in this person's row; nothing: it would be taken. */
export async function personFaults(
  identity: Pick<IdentityStore, 'selectFrom'>,
  units: readonly UnitRow[],
  person: PersonRow,
  now: Date,
): Promise<readonly Finding[]> {
  const rows = rosterRows('people', { units, people: [{ ...person, origin: 'roster' }], roles: [] })
  const bytes = Buffer.from([...csvPieces(rows)].join(''))
  const nobody = { people: [], roles: [] }
  const found = await checkRoster(
    { units, ...nobody },
    { people: { name: '', bytes } },
    jstDay(now),
  )
  const problems = found.ok ? [] : found.problems
  const number = await numberFault(identity, person.number)
  if (number === null || problems.some(({ column }) => column === '職員番号')) return problems
  return [
    { file: null, row: null, column: '職員番号', value: person.number, message: number },
    ...problems,
  ]
}

/** Compared with the numbers of everybody, as a column of an import is: lost zeros. */
async function numberFault(
  identity: Pick<IdentityStore, 'selectFrom'>,
  number: string,
): Promise<string | null> {
  const rows = await identity
    .selectFrom('person')
    .select('number')
    .where('origin', '=', 'roster')
    .execute()
  const stored = rows.map((row) => row.number)
  return codeFault(number, codeHabit(stored, stored))
}
