import type { UnitRow } from '../../../stores/commons.ts'

/** How many sheets go to one workplace. */
export interface SlipWorkplace {
  readonly bureau: string
  readonly name: string
  readonly people: number
}

/**
 * Workplaces whose people are given 紙の回答券, in 建制順: one envelope each. Numbers of people only, as 人事課
 * has them in the roster anyway; who takes which sheet is known to nobody.
 *
 * @param people by code of the unit.
 */
export function slipWorkplaces(
  units: readonly UnitRow[],
  people: ReadonlyMap<string, number>,
): SlipWorkplace[] {
  const names = new Map(units.map(({ code, name }) => [code, name]))
  return units.flatMap(({ code, name, bureau }) => {
    const count = people.get(code)
    return count === undefined
      ? []
      : [{ bureau: names.get(bureau ?? '') ?? '', name, people: count }]
  })
}
