import { emptyForm, type FormState } from '../../http/forms.ts'
import type { PersonRow } from '../../stores/identity.ts'
import { listUnits } from '../../survey/units.ts'
import { mannerMark } from '../auth/role-words.ts'
import { roleNames, WHOLE_BODY } from '../auth/roles.ts'
import { standingOf } from '../auth/roles-in-force.ts'
import type { RosterReaders } from '../roster/stored.ts'
import type { readPerson } from './change-person.ts'
import { type Categories, categoriesOf } from './person-list.ts'
import { type UnitOption, unitOptions } from './unit-choices.ts'

export interface PersonForms {
  readonly move?: FormState
  readonly attributes?: FormState
  readonly leave?: FormState
}

export interface PersonPage {
  readonly person: PersonRow
  readonly unitName: string
  readonly bureauName: string
  readonly isInUnit: boolean
  /** The unit is not there today. */
  readonly isLeftOver: boolean
  readonly hasAccount: boolean
  readonly roles: readonly {
    readonly words: string
    readonly origin: 'roster' | 'hand'
    readonly from: string | null
    readonly to: string | null
    readonly standing: 'now' | 'coming' | 'ended'
  }[]
  readonly units: readonly UnitOption[]
  readonly categories: Categories
  readonly forms: Required<PersonForms>
  readonly open: keyof PersonForms | null
  readonly seen: string
  readonly notice: string | null
}

type StoredPerson = NonNullable<Awaited<ReturnType<typeof readPerson>>>

/** What the roster knows of somebody: no name, no time, nothing about a survey. */
export async function personPage(
  stores: RosterReaders,
  { person, roles, seen }: StoredPerson,
  today: string,
  { forms, notice }: { forms: PersonForms; notice: string | null },
): Promise<PersonPage> {
  const units = await listUnits(stores.commonsReader)
  const unit = units.find(({ code }) => code === person.unit)
  const nameOf = (code: string) => units.find((one) => one.code === code)?.name ?? code
  const account = await stores.identity
    .selectFrom('credential')
    .select('person')
    .where('person', '=', person.number)
    .executeTakeFirst()
  const choices = unitOptions(units, today)
  return {
    person,
    unitName: unit?.name ?? person.unit,
    bureauName:
      unit === undefined || unit.bureau === null || unit.bureau === unit.code
        ? ''
        : nameOf(unit.bureau),
    isInUnit: unit !== undefined,
    isLeftOver: unit !== undefined && !choices.some(({ value }) => value === unit.code),
    hasAccount: account !== undefined,
    roles: roles.map(({ role, unit: of, manner, origin, valid_from, valid_to }) => ({
      words: `${roleNames[role]}${of === WHOLE_BODY ? '' : `：${nameOf(of)}`}${mannerMark(manner)}`,
      origin,
      from: valid_from,
      to: valid_to,
      standing: standingOf({ valid_from, valid_to }, today),
    })),
    units: choices,
    categories: await categoriesOf(stores),
    forms: {
      move: forms.move ?? emptyForm,
      attributes: forms.attributes ?? emptyForm,
      leave: forms.leave ?? emptyForm,
    },
    open:
      (['move', 'attributes', 'leave'] as const).find((one) => forms[one] !== undefined) ?? null,
    seen,
    notice,
  }
}
