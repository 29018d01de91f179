import { giveRole } from '../server/identified/admin/role-ledger.ts'
import type { Official, Organisation } from '../server/proposals/visibility.ts'
import type { IdentityStore, Role } from '../server/stores/identity.ts'
import type { Part } from './demo-proposal-story.ts'

/** Who acts in the stories: the holders of the roles. */
export interface SampleOfficials {
  /** @param unit the lead unit, or the one that adopts. */
  holder(part: Part, unit: string): Promise<Official>
}

/** Units about whose head there is a sample proposal: nobody from there is appointed elsewhere. */
export async function sampleOfficials(
  identity: IdentityStore,
  org: Organisation,
  closed: readonly string[],
  now: () => Date,
): Promise<SampleOfficials> {
  const held = new Map<string, string[]>()
  const free: string[] = []
  const people = await identity
    .selectFrom('person')
    .leftJoin('role', 'role.person', 'person.number')
    .select(['person.number', 'person.unit', 'role.role', 'role.unit as of'])
    .orderBy('person.number')
    .execute()
  for (const { number, unit, role, of } of people) {
    if (role === null) {
      if (!closed.includes(unit)) free.push(number)
      continue
    }
    const place = `${role} ${of ?? ''}`
    held.set(place, [...(held.get(place) ?? []), number])
  }

  /** Of a small city many units have lost their head: somebody else is named, as 情報担当 would do it. */
  async function appointed(role: Role, unit: string): Promise<string> {
    const person = free.shift()
    if (person === undefined) throw new Error(`nobody can be ${role} of ${unit}`)
    const detail = `${person}：${org.nameOf(unit)}（見本のための兼務）`
    const own = { manner: 'own', from: null, to: null } as const
    await giveRole(identity, { person, role, unit, ...own }, { actor: '見本', now: now(), detail })
    held.set(`${role} ${unit}`, [person])
    return person
  }

  async function officialOf(number: string): Promise<Official> {
    const rows = await identity
      .selectFrom('person')
      .innerJoin('role', 'role.person', 'person.number')
      .select(['person.unit', 'role.role', 'role.unit as of'])
      .where('person.number', '=', number)
      .execute()
    const roles = rows.map(({ role, of }) => ({ role, unit: of }))
    return { number, unit: rows[0]?.unit ?? '', roles }
  }

  return {
    async holder(part, unit) {
      const [role, of, which] = placeOf(part, unit, org)
      const number = held.get(`${role} ${of}`)?.[which] ?? (await appointed(role, of))
      return officialOf(number)
    },
  }
}

function placeOf(part: Part, unit: string, org: Organisation): [Role, string, number] {
  switch (part) {
    case 'desk':
      return ['secretariat', '*', 0]
    case 'second':
      return ['secretariat', '*', 1]
    case 'compliance':
      return ['compliance', '*', 0]
    case 'promoter':
      return ['promoter', unit, 0]
    case 'director':
      return ['director', org.bureauOf(unit) ?? unit, 0]
    default:
      return ['head', unit, 0]
  }
}
