import type { Selectable, Transaction } from 'kysely'
import { addDays } from '../../calendar/working-days.ts'
import type { CommonsReader, CommonsTables, UnitRow } from '../../stores/commons.ts'
import { isValidOn } from '../../survey/units.ts'
import type { Ending } from './unit-forms.ts'

export type SuccessorRow = Selectable<CommonsTables['unit_successor']>

export const successorKinds: Readonly<Record<SuccessorRow['kind'], string>> = {
  rename: '名称・コードの変更',
  merge: '統合',
  split: '分割',
  move: '事務の移管',
}

/** What was written down of a unit, whether it went on to others or came from them. */
export async function historyOf(commons: CommonsReader, code: string): Promise<SuccessorRow[]> {
  return commons
    .selectFrom('unit_successor')
    .selectAll()
    .where((where) => where.or([where('unit', '=', code), where('successor', '=', code)]))
    .orderBy('day')
    .orderBy('main', 'desc')
    .orderBy('unit')
    .orderBy('successor')
    .execute()
}

/** Rows of a unit's end; not what was renamed or divided while it stood. */
export function endingRows(unit: UnitRow, history: readonly SuccessorRow[]): SuccessorRow[] {
  const { code, valid_to } = unit
  if (valid_to === null) return []
  return history.filter((row) => row.unit === code && row.successor !== code && row.day > valid_to)
}

/** Codes that were chosen as successors, the main one first. */
export function chosenSuccessors(ending: Ending): string[] {
  const others = [ending.other1, ending.other2, ending.other3, ending.other4]
  return [ending.main, ...others].filter((code) => code !== '')
}

/** What is wrong with the successors of a form, by field; nothing: they fit. */
export function successorFaults(
  unit: UnitRow,
  ending: Ending,
  units: readonly UnitRow[],
): Readonly<Record<string, string>> {
  const chosen = chosenSuccessors(ending)
  const { kind, main, lastDay } = ending
  if (kind === 'none')
    return chosen.length === 0
      ? {}
      : { main: '承継する所属がないときは、どの欄も「選ばない」にしてください。' }
  if (main === '') return { main: '主な承継先を選んでください。提案の引継ぎ先になります。' }
  if (new Set(chosen).size < chosen.length)
    return { other1: '同じ所属が二度選ばれています。どちらかを「選ばない」にしてください。' }
  if (kind === 'split' && chosen.length < 2)
    return { other1: '分割のときは、承継する所属を二つ以上選んでください。' }
  if (kind !== 'split' && chosen.length > 1)
    return { other1: '承継する所属が二つ以上あるときは、終わり方を「分割」にしてください。' }
  const next = addDays(lastDay, 1)
  for (const code of chosen) {
    const found = units.find((one) => one.code === code)
    const fits = found !== undefined && found.kind !== '市' && isValidOn(found, next)
    const field = code === main ? 'main' : 'other1'
    if (code === unit.code) return { [field]: '終わる所属とは別の所属を選んでください。' }
    if (!fits)
      return {
        [field]: `${found?.name ?? code}は、最後の日の翌日にはありません。その日にある所属を選ぶか、先に新しい所属を追加してください。`,
      }
  }
  return {}
}

/** The end of a unit as decided: what was decided of an earlier end goes, the rest of its history stays. */
export async function writeEnding(
  trx: Transaction<CommonsTables>,
  unit: UnitRow,
  ending: Ending,
): Promise<void> {
  await dropEnding(trx, unit)
  if (ending.kind === 'none') return
  const day = addDays(ending.lastDay, 1)
  await trx.updateTable('unit_successor').set({ main: 0 }).where('unit', '=', unit.code).execute()
  for (const successor of chosenSuccessors(ending)) {
    const row = { kind: ending.kind, main: successor === ending.main ? 1 : 0, day }
    await trx
      .insertInto('unit_successor')
      .values({ unit: unit.code, successor, ...row })
      .onConflict((there) => there.columns(['unit', 'successor']).doUpdateSet(row))
      .execute()
  }
}

export async function dropEnding(trx: Transaction<CommonsTables>, unit: UnitRow): Promise<void> {
  if (unit.valid_to === null) return
  await trx
    .deleteFrom('unit_successor')
    .where('unit', '=', unit.code)
    .whereRef('successor', '!=', 'unit')
    .where('day', '>', unit.valid_to)
    .execute()
}

/** Whether the unit under its new name is to be compared with itself under the former one. */
export async function writeRenaming(
  trx: Transaction<CommonsTables>,
  code: string,
  isSame: boolean,
  day: string,
): Promise<void> {
  await trx
    .deleteFrom('unit_successor')
    .where('unit', '=', code)
    .where('successor', '=', code)
    .execute()
  if (!isSame) return
  await trx
    .insertInto('unit_successor')
    .values({ unit: code, successor: code, kind: 'rename', main: 0, day })
    .execute()
}
