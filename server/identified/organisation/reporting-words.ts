import type { UnitRow } from '../../stores/commons.ts'
import { chosenHost } from '../../survey/unit-tree.ts'
import { bureauChoices, choiceOf, isValidOn } from '../../survey/units.ts'

/** Where answers of a unit are counted, and why there. */
export interface Reporting {
  /** 「総務部 › 人事課」 */
  readonly where: string
  readonly why: string
  /** 類似所属 that they count in as well; '' for none. */
  readonly similar: string
  /** What was chosen by hand for this unit no longer fits and is not used. */
  readonly isUnused: boolean
}

/** null for the 市, where nobody works. */
export function reportingOf(
  unit: UnitRow,
  units: readonly UnitRow[],
  today: string,
): Reporting | null {
  if (unit.bureau === null) return null
  const byCode = new Map(units.map((one) => [one.code, one]))
  const nameOf = (code: string) => byCode.get(code)?.name ?? code
  const bureaus = bureauChoices(units, dayOf(unit, today))
  const place = choiceOf(bureaus, unit)
  const choice = bureaus[place?.bureau ?? -1]?.sections[place?.section ?? -1]
  const host = choice?.within ?? choice?.code ?? null
  const isBureau = host === null || host === unit.bureau
  return {
    where: isBureau ? nameOf(unit.bureau) : `${nameOf(unit.bureau)} › ${nameOf(host)}`,
    why: whyThere(unit, host, byCode),
    similar: unit.similar,
    isUnused: unit.counts_in !== null && chosenHost(unit, byCode) === null,
  }
}

/** A day on which the unit exists: today, or its first or last one. */
function dayOf(unit: UnitRow, today: string): string {
  if (isValidOn(unit, today)) return today
  return unit.valid_from > today ? unit.valid_from : (unit.valid_to ?? today)
}

function whyThere(
  unit: UnitRow,
  host: string | null,
  byCode: ReadonlyMap<string, UnitRow>,
): string {
  if (unit.code === unit.bureau) return '部なので、そのまま集計します。'
  if (chosenHost(unit, byCode) !== null)
    return 'この所属について、ここで数えると決めているためです。'
  for (let at = byCode.get(unit.parent ?? ''); at && at.code !== unit.bureau; ) {
    if (chosenHost(at, byCode) !== null)
      return `上位の${at.name}について、ここで数えると決めているためです。`
    at = byCode.get(at.parent ?? '')
  }
  if (host === unit.code) return '部のすぐ下の所属なので、そのまま集計します。'
  if (unit.kind === '部付' && host !== null)
    return '部長・次長等だけでは少人数なので、部の最初の課に含めます。'
  return host === null ? '部のすぐ下に課がないためです。' : 'この課の下にある所属のためです。'
}
