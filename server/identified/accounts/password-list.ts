import type { CommonsReader } from '../../stores/commons.ts'
import type { IdentityStore } from '../../stores/identity.ts'
import { holdLock, LockHeld } from '../auth/file-lock.ts'
import { listSurveys, phaseOf } from '../../survey/surveys.ts'
import { destroySheet, readSheet, type SheetLine } from '../auth/password-sheet.ts'

export interface UnitCount {
  readonly unit: string
  readonly unitName: string
  readonly people: number
}

interface Readers {
  readonly identity: Pick<IdentityStore, 'selectFrom'>
  readonly commons: CommonsReader
}

/** How many people of each unit have no password, in 建制順; units where all have one are left out. */
export async function withoutPassword({ identity, commons }: Readers): Promise<UnitCount[]> {
  const rows = await identity
    .selectFrom('person')
    .leftJoin('credential', 'credential.person', 'person.number')
    .select(({ fn }) => ['person.unit', fn.countAll<number>().as('people')])
    .where('credential.person', 'is', null)
    .groupBy('person.unit')
    .execute()
  const units = await commons.selectFrom('unit').select(['code', 'name', 'position']).execute()
  const known = new Map(units.map((unit) => [unit.code, unit]))
  return rows
    .toSorted((a, b) => (known.get(a.unit)?.position ?? 1e9) - (known.get(b.unit)?.position ?? 1e9))
    .map(({ unit, people }) => ({
      unit,
      people,
      unitName: known.get(unit)?.name ?? '（登録なし）',
    }))
}

/**
 * Lines of the list whose password still opens an account. Who has chosen an own password needs no letter,
 * and who has left has no account.
 */
export async function openLines(identity: Readers['identity'], file: string): Promise<SheetLine[]> {
  const lines = await readSheet(file)
  if (lines.length === 0) return []
  const rows = await identity
    .selectFrom('credential')
    .select('person')
    .where('must_change', '=', 1)
    .execute()
  const waiting = new Set(rows.map(({ person }) => person))
  return lines.filter(({ number }) => waiting.has(number))
}

/**
 * Whether a survey takes answers now. Whoever reads the list then could take the card of everybody who has
 * never signed in.
 */
export async function isSurveyOpen(commons: CommonsReader, now: Date): Promise<boolean> {
  return (await listSurveys(commons)).some((survey) => phaseOf(survey, now) === 'open')
}

/** How many lines stand in the list; 0 when there is none. */
export async function listedLines(file: string): Promise<number> {
  return (await readSheet(file)).length
}

/** @returns false while the list is being made. */
export async function destroyList(file: string): Promise<boolean> {
  try {
    const release = await holdLock(`${file}.lock`)
    try {
      await destroySheet(file)
    } finally {
      await release()
    }
    return true
  } catch (error) {
    if (error instanceof LockHeld) return false
    throw error
  }
}
