import type { CommonsReader } from '../../stores/commons.ts'
import type { UnitHistory } from './comparable-units.ts'

/**
 * What the stores know of units between two ISO days. A successor is written down when somebody gets
 * round to it, so its own day is not asked: the two questionnaires tell which units ended in between.
 */
export async function readUnitHistory(
  commons: CommonsReader,
  from: string,
  to: string,
): Promise<UnitHistory> {
  const successors = await commons
    .selectFrom('unit_successor')
    .select(['unit', 'successor'])
    .execute()
  const begun = await commons
    .selectFrom('unit')
    .select('code')
    .where('valid_from', '>', from)
    .where('valid_from', '<=', to)
    .execute()
  return {
    successors: new Map(successors.map(({ unit, successor }) => [unit, successor])),
    begun: new Set(begun.map(({ code }) => code)),
  }
}
