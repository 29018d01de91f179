import type { UnitRow } from '../../stores/commons.ts'
import { emptyForm, type FormState } from '../../http/forms.ts'
import { isValidOn, listUnits } from '../../survey/units.ts'
import type { RosterReaders } from '../roster/stored.ts'
import { type Reporting, reportingOf } from './reporting-words.ts'
import { stampOf } from './seen.ts'
import { hostOptions, subtreeOf, type UnitOption, unitOptions } from './unit-choices.ts'
import {
  countPeople,
  headlessUnits,
  officesByUnit,
  type UnitCounts,
  type UnitOffice,
} from './unit-facts.ts'
import { endingRows, historyOf, successorKinds, type SuccessorRow } from './unit-history.ts'

/** The forms of a unit's page by name; the others are empty. */
export interface UnitForms {
  readonly place?: FormState
  readonly name?: FormState
  readonly end?: FormState
}

export interface NamedUnit {
  readonly code: string
  readonly name: string
  /** Known to the organisation; a link leads there. */
  readonly isKnown: boolean
}

export interface HistoryLine {
  readonly day: string
  readonly kind: string
  readonly other: NamedUnit
  readonly isMain: boolean
}

export interface UnitPage {
  readonly unit: UnitRow
  readonly standing: 'now' | 'coming' | 'ended'
  readonly parent: NamedUnit | null
  readonly children: readonly NamedUnit[]
  readonly counts: UnitCounts
  /** Also in the units below. */
  readonly peopleBelow: number
  readonly offices: readonly UnitOffice[]
  readonly isHeadless: boolean
  readonly reporting: Reporting | null
  /** Units that chose to count here. */
  readonly guests: readonly NamedUnit[]
  readonly predecessors: readonly HistoryLine[]
  readonly successors: readonly HistoryLine[]
  /** Renamed without a change of what it is: the day. */
  readonly renamedOn: string | null
  readonly forms: Required<UnitForms>
  /** Which act is open on the page. */
  readonly open: 'place' | 'name' | 'end' | null
  readonly parents: readonly UnitOption[]
  readonly hosts: readonly UnitOption[]
  readonly heirs: readonly UnitOption[]
  readonly similars: readonly string[]
  /** As decided: the successors, the main one first. */
  readonly decided: { readonly kind: string; readonly codes: readonly string[] }
  readonly seen: string
  readonly notice: string | null
}

/** What is stored of a unit, for a page and for the stamp of its forms. */
export async function readUnit(stores: RosterReaders, code: string) {
  const units = await listUnits(stores.commonsReader)
  const unit = units.find((one) => one.code === code)
  if (unit === undefined) return null
  const history = await historyOf(stores.commonsReader, code)
  const { position: _position, ...facts } = unit
  return { units, unit, history, seen: stampOf(facts, history) }
}

export type StoredUnit = NonNullable<Awaited<ReturnType<typeof readUnit>>>

export async function unitPage(
  stores: RosterReaders,
  { units, unit, history, seen }: StoredUnit,
  today: string,
  { forms, notice }: { forms: UnitForms; notice: string | null },
): Promise<UnitPage> {
  const { identity } = stores
  const { code } = unit
  const countOf = await countPeople(identity)
  const below = subtreeOf(code, units)
  const standing = standingOf(unit, today)
  const named = (one: string): NamedUnit => {
    const found = units.find((other) => other.code === one)
    return { code: one, name: found?.name ?? one, isKnown: found !== undefined }
  }
  const line =
    (other: (row: SuccessorRow) => string) =>
    (row: SuccessorRow): HistoryLine => ({
      day: row.day,
      kind: successorKinds[row.kind],
      other: named(other(row)),
      isMain: row.main === 1,
    })
  const others = history.filter((row) => row.unit !== row.successor)
  const ending = endingRows(unit, history)
  return {
    unit,
    standing,
    parent: unit.parent === null ? null : named(unit.parent),
    children: units
      .filter(({ parent }) => parent === code)
      .map((one) => {
        const ended = standingOf(one, today) === 'ended'
        return ended ? { ...named(one.code), name: `${one.name}（終わり）` } : named(one.code)
      }),
    counts: countOf(code),
    peopleBelow: [...below].reduce((sum, one) => sum + countOf(one).people, 0),
    offices: (await officesByUnit(identity, today)).get(code) ?? [],
    isHeadless: (await headlessUnits(identity, units, today)).has(code),
    reporting: reportingOf(unit, units, today),
    guests: units.filter(({ counts_in }) => counts_in === code).map((one) => named(one.code)),
    predecessors: others.filter((row) => row.successor === code).map(line((row) => row.unit)),
    successors: others.filter((row) => row.unit === code).map(line((row) => row.successor)),
    renamedOn: history.find((row) => row.unit === row.successor)?.day ?? null,
    forms: {
      place: forms.place ?? emptyForm,
      name: forms.name ?? emptyForm,
      end: forms.end ?? emptyForm,
    },
    open: openForm(forms),
    parents: unitOptions(units, today, (one) => !below.has(one.code)),
    hosts: hostOptions(unit, units, today),
    heirs: unitOptions(units, today, (one) => one.kind !== '市' && one.code !== code).concat(
      comingOptions(units, today, code),
    ),
    similars: [...new Set(units.map(({ similar }) => similar).filter((one) => one !== ''))],
    decided: {
      kind: ending[0]?.kind ?? (unit.valid_to === null ? '' : 'none'),
      codes: ending.map(({ successor }) => successor),
    },
    seen,
    notice,
  }
}

export function standingOf(
  unit: Pick<UnitRow, 'valid_from' | 'valid_to'>,
  today: string,
): UnitPage['standing'] {
  if (isValidOn(unit, today)) return 'now'
  return unit.valid_from > today ? 'coming' : 'ended'
}

function openForm({ place, name, end }: UnitForms): UnitPage['open'] {
  if (place !== undefined) return 'place'
  if (name !== undefined) return 'name'
  return end === undefined ? null : 'end'
}

/** Units that begin later can succeed, too. */
function comingOptions(units: readonly UnitRow[], today: string, code: string): UnitOption[] {
  return units
    .filter((one) => one.valid_from > today && one.kind !== '市' && one.code !== code)
    .map((one) => ({ value: one.code, label: `${one.name}（${one.code}、${one.valid_from}から）` }))
}
