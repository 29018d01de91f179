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
  const rows = await commons
    .selectFrom('unit_successor')
    .select(['unit', 'successor', 'kind'])
    .orderBy('unit')
    .orderBy('successor')
    .execute()
  const begun = await commons
    .selectFrom('unit')
    .select('code')
    .where('valid_from', '>', from)
    .where('valid_from', '<=', to)
    .execute()
  const successors = new Map<string, string[]>()
  for (const { unit, successor } of rows)
    if (unit !== successor) successors.set(unit, [...(successors.get(unit) ?? []), successor])
  const renamed = rows.filter(({ kind }) => kind === 'rename')
  const isNameOnly = ({ unit, successor }: (typeof rows)[number]) => unit === successor
  return {
    successors,
    calledAnew: new Set(renamed.filter(isNameOnly).map(({ unit }) => unit)),
    recoded: new Map(
      renamed.filter((row) => !isNameOnly(row)).map(({ unit, successor }) => [unit, successor]),
    ),
    begun: new Set(begun.map(({ code }) => code)),
  }
}
