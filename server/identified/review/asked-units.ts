import type { CommonsReader, UnitRow } from '../../stores/commons.ts'
import type { IdentityStore } from '../../stores/identity.ts'
import { isValidOn, listUnits } from '../../survey/units.ts'
import { inForce } from '../auth/roles-in-force.ts'
import { hasRole } from '../auth/roles.ts'
import type { StaffPerson } from '../auth/signed-in.ts'

/** A unit that confirms once a year. */
export interface AskedUnit {
  readonly code: string
  readonly name: string
  /** Its 部, '' for one that stands for itself. */
  readonly bureau: string
  readonly bureauName: string
}

const KINDS: readonly UnitRow['kind'][] = ['課', '支所', '施設']

/** Units of a day (JST) in 建制順: 課, 支所, 施設, and any other that has a head of its own. */
export async function askedUnits(
  commons: CommonsReader,
  identity: IdentityStore,
  day: string,
): Promise<AskedUnit[]> {
  const units = await listUnits(commons)
  const names = new Map(units.map(({ code, name }) => [code, name]))
  const heads = await identity
    .selectFrom('role')
    .select('unit')
    .where('role', '=', 'head')
    .where(inForce(day))
    .execute()
  const headed = new Set(heads.map(({ unit }) => unit))
  return units
    .filter((unit) => isValidOn(unit, day))
    .filter(({ kind, code }) => KINDS.includes(kind) || (kind !== '市' && headed.has(code)))
    .map(({ code, name, bureau }) => {
      const above = bureau === null || bureau === code ? '' : bureau
      return { code, name, bureau: above, bureauName: names.get(above) ?? '' }
    })
}

/** Head and promoter for their unit, 部長 for all of the 部. */
export function mayConfirm(person: StaffPerson, { code, bureau }: AskedUnit): boolean {
  const above = bureau === '' ? code : bureau
  return (
    hasRole(person, 'head', code) ||
    hasRole(person, 'promoter', code) ||
    hasRole(person, 'director', code) ||
    hasRole(person, 'director', above)
  )
}
