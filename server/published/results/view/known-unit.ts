import type { CommonsReader } from '../../../stores/commons.ts'
import type { KnownUnit } from './units.ts'

/** A unit of the stored organisation by its code. */
export async function findUnit(
  commons: CommonsReader,
  code: string,
): Promise<KnownUnit | undefined> {
  return commons
    .selectFrom('unit')
    .select(['name', 'bureau', 'section', 'similar'])
    .where('code', '=', code)
    .executeTakeFirst()
}
