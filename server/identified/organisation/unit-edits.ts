import { formatJstDay } from '../../calendar/jst.ts'
import type { z } from 'zod'
import type { UnitRow } from '../../stores/commons.ts'
import { mayHost } from '../../survey/unit-tree.ts'
import { isValidOn } from '../../survey/units.ts'
import { readDay } from '../roster/cells.ts'
import { withReportingUnits } from '../roster/reporting-units.ts'
import { lostChoices, type UnitChange } from './change-units.ts'
import { placedBelow, subtreeOf } from './unit-choices.ts'
import type { Ending, nameForm, placeForm } from './unit-forms.ts'
import {
  chosenSuccessors,
  dropEnding,
  successorFaults,
  successorKinds,
  writeEnding,
  writeRenaming,
} from './unit-history.ts'
import type { StoredUnit } from './unit-page.ts'

/** A unit as it is stored, and the day on which it is edited. */
export type UnitEdit = StoredUnit & { readonly today: string }

/** What to write, or what to say at which field. */
export type MadeEdit =
  | Pick<UnitChange, 'act' | 'detail' | 'after' | 'also'>
  | { readonly faults: Readonly<Record<string, string>> }

/** 上位所属, 類似所属 and where answers count. */
export function moveUnit(
  { units, unit }: UnitEdit,
  { parent, similar, countsIn }: z.infer<typeof placeForm>,
): MadeEdit {
  const above = unit.kind === '市' ? null : parent
  if (above !== null && subtreeOf(unit.code, units).has(above))
    return { faults: { parent: 'この所属の下にある所属は、上位所属にできません。' } }
  const moved = { ...unit, parent: above, similar, counts_in: countsIn === '' ? null : countsIn }
  const after = withUnit(units, moved)
  const byCode = new Map(after.map((one) => [one.code, one]))
  const host = byCode.get(countsIn)
  if (countsIn !== '' && (host === undefined || !mayHost(host, moved, byCode)))
    return {
      faults: {
        countsIn:
          'この所属では数えられません。同じ部の中で、そのまま集計する課か部を選んでください。上位所属を変えて部が変わるときは、いったん「組織のとおり」にしてください。',
      },
    }
  const lost = lostChoices(units, after)
  if (lost.length > 0) return { faults: { countsIn: guestsInWay(lost) } }
  const details = [
    change('上位所属', nameIn(units, unit.parent), nameIn(after, moved.parent)),
    change('類似所属', unit.similar, moved.similar),
    change('回答を数える所属', nameIn(units, unit.counts_in), nameIn(after, moved.counts_in)),
  ].filter((one) => one !== null)
  if (details.length === 0)
    return { faults: { form: '今の内容と同じです。変えるところを直してください。' } }
  return {
    act: '所属の位置を変えた',
    detail: `${unit.name}（${unit.code}）　${details.join('、')}`,
    after,
  }
}

/** A new name from today on; `same` says that it is otherwise the same unit, for comparisons over years. */
export function renameUnit(
  { units, unit, today }: UnitEdit,
  { name, same }: z.infer<typeof nameForm>,
): MadeEdit {
  if (name === unit.name)
    return { faults: { name: '今の名称と同じです。新しい名称を入力してください。' } }
  const isSame = same === 'yes'
  return {
    act: '所属の名称を変えた',
    detail: `${unit.code}　${unit.name}から${name}へ（${isSame ? '仕事と職員は同じ' : '仕事か職員も変わる'}）`,
    after: units.map((one) => (one.code === unit.code ? { ...one, name } : one)),
    also: (trx) => writeRenaming(trx, unit.code, isSame, today),
  }
}

/** The last day of a unit and who succeeds it. */
export function endUnit({ units, unit }: UnitEdit, ending: Ending): MadeEdit {
  const lastDay = readDay(ending.lastDay)
  if (lastDay === null)
    return { faults: { lastDay: '日付として読めません。2027-03-31 のように入力してください。' } }
  if (lastDay < unit.valid_from)
    return {
      faults: {
        lastDay: `始まりの日（${formatJstDay(unit.valid_from)}）より前です。始まりの日以後にしてください。`,
      },
    }
  if (unit.kind === '市') return { faults: { form: '市は終わりにできません。' } }
  const staying = units.filter(
    (one) => one.parent === unit.code && (one.valid_to === null || one.valid_to > lastDay),
  )
  if (staying.length > 0)
    return {
      faults: {
        lastDay: `下に、その後も続く所属があります（${namesOf(staying)}）。先に、それぞれの上位所属を変えるか、最後の日を決めてください。`,
      },
    }
  const dated = { ...ending, lastDay }
  const faults = successorFaults(unit, dated, units)
  if (Object.keys(faults).length > 0) return { faults }
  const after = withUnit(units, { ...unit, valid_to: lastDay })
  const lost = lostChoices(units, after)
  if (lost.length > 0) return { faults: { lastDay: guestsInWay(lost) } }
  const heirs = chosenSuccessors(dated).map((code) => nameIn(units, code))
  const kind = dated.kind === 'none' ? '承継する所属なし' : successorKinds[dated.kind]
  return {
    act: '所属の最後の日を決めた',
    detail: `${unit.name}（${unit.code}）　${formatJstDay(lastDay)}まで、${kind}${heirs.length > 0 ? `：${heirs.join('、')}` : ''}`,
    after,
    also: (trx) => writeEnding(trx, unit, dated),
  }
}

/** The unit goes on; what was decided of its end is taken back. */
export function reopenUnit({ units, unit, today }: UnitEdit): MadeEdit {
  if (unit.valid_to === null)
    return { faults: { form: 'この所属の最後の日は決まっていません。取り消すものはありません。' } }
  const above = units.find(({ code }) => code === unit.parent)
  if (above !== undefined && !isValidOn(above, today))
    return {
      faults: {
        form: `上位の${above.name}が今はありません。先に、上位所属を今ある所属に変えてください。`,
      },
    }
  return {
    act: '所属の終わりを取り消した',
    detail: `${unit.name}（${unit.code}）　${formatJstDay(unit.valid_to)}まで、を取り消し`,
    after: withUnit(units, { ...unit, valid_to: null }),
    also: (trx) => dropEnding(trx, unit),
  }
}

/** Behind the last unit of a new 上位所属, with all below it, when that changes. */
function withUnit(units: readonly UnitRow[], unit: UnitRow): UnitRow[] {
  const before = units.find(({ code }) => code === unit.code)
  const edited = units.map((one) => (one.code === unit.code ? unit : one))
  if (before?.parent === unit.parent) return withReportingUnits(edited)
  const below = subtreeOf(unit.code, edited)
  const moved = edited.filter(({ code }) => below.has(code))
  return withReportingUnits(placedBelow(edited, moved, unit.parent))
}

function guestsInWay(units: readonly UnitRow[]): string {
  return `回答をここで数えると決めている所属があります（${namesOf(units)}）。先に、その所属の「回答を数える所属」を変えてください。`
}

function namesOf(units: readonly UnitRow[]): string {
  return units
    .slice(0, 5)
    .map(({ name, code }) => `${name} ${code}`)
    .join('、')
}

function nameIn(units: readonly UnitRow[], code: string | null): string {
  return code === null ? '' : (units.find((one) => one.code === code)?.name ?? code)
}

function change(what: string, before: string, after: string): string | null {
  if (before === after) return null
  return `${what}：${before === '' ? 'なし' : before}から${after === '' ? 'なし' : after}へ`
}
