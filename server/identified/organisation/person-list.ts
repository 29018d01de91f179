import { type Expression, expressionBuilder, type SqlBool } from 'kysely'
import { z } from 'zod'
import type { UnitRow } from '../../stores/commons.ts'
import type { IdentityTables, PersonRow } from '../../stores/identity.ts'
import { listUnits } from '../../survey/units.ts'
import { mannerMark } from '../auth/role-words.ts'
import { roleNames, WHOLE_BODY } from '../auth/roles.ts'
import { inForce } from '../auth/roles-in-force.ts'
import type { RosterReaders } from '../roster/stored.ts'
import { pagingOf, PER_PAGE, type Paging } from './paging.ts'
import { cut, pageNumber } from './unit-list.ts'

const roles = ['director', 'head', 'promoter', 'hr', 'secretariat', 'compliance', 'admin'] as const

/** What the list is asked for; of the categories '' is all. */
export const personSearch = z.object({
  q: cut(40),
  unit: cut(60),
  position: cut(40),
  employment: cut(40),
  appointer: cut(40),
  status: cut(40),
  pc: z.enum(['', 'yes', 'no']).default(''),
  role: z.enum(['', 'any', ...roles]).default(''),
  account: z.enum(['', 'none']).default(''),
  page: pageNumber,
})
export type PersonSearch = z.infer<typeof personSearch>

/** For a category that the roster does not give. */
export const NONE = '*'

export interface ListedPerson {
  readonly person: PersonRow
  readonly unitName: string
  readonly bureauName: string
  /** The unit is not there today. */
  readonly isLeftOver: boolean
  readonly roles: readonly string[]
}

export interface PeopleFound {
  readonly people: readonly ListedPerson[]
  readonly total: number
  readonly paging: Paging
}

export const personRoles = roles.map((value) => ({ value, label: roleNames[value] }))

/** One page of those who fit, unit by unit in 建制順, then by number. */
export async function listPeople(
  { identity, commonsReader }: RosterReaders,
  search: PersonSearch,
  today: string,
  path: string,
): Promise<PeopleFound> {
  const units = await listUnits(commonsReader)
  const fits = conditionsOf(search, units, today)
  const groups = await identity
    .selectFrom('person')
    .select((eb) => ['unit', eb.fn.countAll<number>().as('people')])
    .where(fits)
    .groupBy('unit')
    .execute()
  const places = new Map(units.map(({ code, position }) => [code, position]))
  const ordered = groups.toSorted(
    (a, b) =>
      (places.get(a.unit) ?? Infinity) - (places.get(b.unit) ?? Infinity) ||
      (a.unit < b.unit ? -1 : 1),
  )
  const total = groups.reduce((sum, { people }) => sum + people, 0)
  const paging = pagingOf(path, search, total)
  const { codes, skip } = shownGroups(ordered, (paging.page - 1) * PER_PAGE)
  const rows = await identity
    .selectFrom('person')
    .selectAll()
    .where(fits)
    .where('unit', 'in', codes)
    .orderBy('number')
    .execute()
  const order = new Map(codes.map((code, i) => [code, i]))
  const shown = rows
    .toSorted((a, b) => (order.get(a.unit) ?? 0) - (order.get(b.unit) ?? 0))
    .slice(skip, skip + PER_PAGE)
  return {
    people: await described({ identity, commonsReader }, shown, units, today),
    total,
    paging,
  }
}

/** Values of a category that stand in the roster, in their own order. */
export async function categoriesOf({ identity }: Pick<RosterReaders, 'identity'>) {
  const values = async (column: Category): Promise<string[]> => {
    const rows = await identity
      .selectFrom('person')
      .select(column)
      .distinct()
      .where('origin', '=', 'roster')
      .execute()
    return rows
      .map((row) => row[column])
      .filter((value) => value !== '')
      .toSorted()
  }
  return {
    position: await values('position'),
    age: await values('age'),
    sex: await values('sex'),
    employment: await values('employment'),
    job: await values('job'),
    appointer: await values('appointer'),
    status: await values('status'),
  }
}

export type Category = 'position' | 'age' | 'sex' | 'employment' | 'job' | 'appointer' | 'status'
export type Categories = Readonly<Record<Category, readonly string[]>>

function conditionsOf(
  search: PersonSearch,
  units: readonly UnitRow[],
  today: string,
): Expression<SqlBool> {
  const eb = expressionBuilder<IdentityTables, 'person'>()
  const all: Expression<SqlBool>[] = []
  if (search.q !== '') all.push(eb('number', 'like', `%${search.q.replaceAll(/[%_]/g, '')}%`))
  if (search.unit !== '') all.push(eb('unit', 'in', unitsSaying(search.unit, units)))
  for (const column of ['position', 'employment', 'appointer', 'status'] as const) {
    const value = search[column]
    if (value !== '') all.push(eb(column, '=', value === NONE ? '' : value))
  }
  if (search.pc !== '') all.push(eb('own_pc', '=', search.pc === 'yes' ? 1 : 0))
  if (search.account !== '')
    all.push(eb('number', 'not in', eb.selectFrom('credential').select('credential.person')))
  if (search.role !== '') {
    const held = eb.selectFrom('role').select('role.person').where(inForce(today))
    const { role } = search
    all.push(eb('number', 'in', role === 'any' ? held : held.where('role.role', '=', role)))
  }
  return all.length === 0 ? eb.lit(true) : eb.and(all)
}

/** A code stands for the unit alone, a part of a name for every unit that has it. */
function unitsSaying(text: string, units: readonly UnitRow[]): string[] {
  if (units.some(({ code }) => code === text)) return [text]
  return units.filter(({ name }) => name.normalize('NFKC').includes(text)).map(({ code }) => code)
}

/** The units on which a page falls, and how many people of them stand before it. */
function shownGroups(
  groups: readonly { readonly unit: string; readonly people: number }[],
  from: number,
): { codes: string[]; skip: number } {
  const codes: string[] = []
  let passed = 0
  let skip = 0
  for (const { unit, people } of groups) {
    if (passed + people > from && passed < from + PER_PAGE) {
      if (codes.length === 0) skip = from - passed
      codes.push(unit)
    }
    passed += people
  }
  return { codes, skip }
}

async function described(
  { identity }: RosterReaders,
  people: readonly PersonRow[],
  units: readonly UnitRow[],
  today: string,
): Promise<ListedPerson[]> {
  const byCode = new Map(units.map((unit) => [unit.code, unit]))
  const nameOf = (code: string) => byCode.get(code)?.name ?? code
  const numbers = people.map(({ number }) => number)
  const held = await identity
    .selectFrom('role')
    .selectAll()
    .where('person', 'in', numbers)
    .where(inForce(today))
    .orderBy('role')
    .execute()
  return people.map((person) => {
    const unit = byCode.get(person.unit)
    const until = unit?.valid_to ?? today
    return {
      person,
      unitName: person.unit === WHOLE_BODY || person.unit === '' ? '' : nameOf(person.unit),
      bureauName: unit?.bureau === person.unit ? '' : nameOf(unit?.bureau ?? ''),
      isLeftOver: unit !== undefined && (unit.valid_from > today || until < today),
      roles: held
        .filter((role) => role.person === person.number)
        .map(({ role, unit: of, manner }) => {
          const elsewhere = of === WHOLE_BODY || of === person.unit ? '' : `：${nameOf(of)}`
          return `${roleNames[role]}${elsewhere}${mannerMark(manner)}`
        }),
    }
  })
}
