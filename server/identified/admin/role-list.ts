import { z } from 'zod'
import type { CommonsReader } from '../../stores/commons.ts'
import type { IdentityStore, Manner } from '../../stores/identity.ts'
import { mannerNames } from '../auth/role-words.ts'
import { roleNames, WHOLE_BODY } from '../auth/roles.ts'
import { standingOf } from '../auth/roles-in-force.ts'
import { type RoleCode, roleCodes } from './role-forms.ts'

/** A role as the page lists it. */
export interface ListedRole {
  readonly person: string
  readonly role: RoleCode
  readonly roleName: string
  readonly unit: string
  /** '' for the whole body. */
  readonly unitName: string
  readonly origin: 'roster' | 'hand'
  readonly manner: Manner
  readonly mannerName: string
  readonly from: string | null
  readonly to: string | null
  readonly standing: 'now' | 'coming' | 'ended'
  /** Where the person works, by name. */
  readonly worksIn: string
  /** Address of the page on which it is changed; null for what comes from the roster. */
  readonly change: string | null
}

const cut = (most: number) =>
  z
    .string()
    .max(most)
    .default('')
    .transform((text) => text.normalize('NFKC').trim())

/** What the list is asked for. */
export const roleSearch = z.object({
  q: cut(40),
  role: z.enum(['', ...roleCodes]).default(''),
  unit: cut(60),
  origin: z.enum(['', 'hand', 'roster']).default(''),
  when: z.enum(['now', 'coming', 'ended', 'all']).default('now'),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
})
export type RoleSearch = z.infer<typeof roleSearch>

/** Every role that fits, by office, then in 建制順, then by staff number. */
export async function listRoles(
  { identity, commons }: { identity: IdentityStore; commons: CommonsReader },
  search: RoleSearch,
  today: string,
): Promise<ListedRole[]> {
  const rows = await identity
    .selectFrom('role')
    .innerJoin('person', 'person.number', 'role.person')
    .selectAll('role')
    .select('person.unit as works_in')
    .execute()
  const units = await commons.selectFrom('unit').select(['code', 'name', 'position']).execute()
  const known = new Map(units.map((unit) => [unit.code, unit]))
  const nameOf = (code: string) => (code === WHOLE_BODY ? '' : (known.get(code)?.name ?? code))
  const place = (code: string) => known.get(code)?.position ?? 0
  return rows
    .map((row) => ({ ...row, standing: standingOf(row, today) }))
    .filter((row) => search.when === 'all' || row.standing === search.when)
    .filter((row) => search.role === '' || row.role === search.role)
    .filter((row) => search.origin === '' || row.origin === search.origin)
    .filter((row) => search.q === '' || row.person.includes(search.q))
    .filter((row) => isOf(search.unit, row.unit, nameOf(row.unit)))
    .toSorted(
      (a, b) =>
        roleCodes.indexOf(a.role) - roleCodes.indexOf(b.role) ||
        place(a.unit) - place(b.unit) ||
        (a.person < b.person ? -1 : 1),
    )
    .map((row) => ({
      person: row.person,
      role: row.role,
      roleName: roleNames[row.role],
      unit: row.unit,
      unitName: nameOf(row.unit),
      origin: row.origin,
      manner: row.manner,
      mannerName: mannerNames[row.manner],
      from: row.valid_from,
      to: row.valid_to,
      standing: row.standing,
      worksIn: nameOf(row.works_in),
      change: row.origin === 'hand' ? changeAddress(row) : null,
    }))
}

/** The page on which one role is prolonged or ended. */
export function changeAddress(key: { person: string; role: string; unit: string }): string {
  const { person, role, unit } = key
  return `/staff/admin/roles/change?${new URLSearchParams({ person, role, unit }).toString()}`
}

function isOf(wanted: string, code: string, name: string): boolean {
  return wanted === '' || code === wanted || name.normalize('NFKC').includes(wanted)
}
