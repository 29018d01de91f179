import type { CommonsReader } from '../stores/commons.ts'

/** Day (JST) on which the texts of a survey were let out; null: not yet. */
export async function findReleaseDay(
  commons: CommonsReader,
  survey: string,
): Promise<string | null> {
  const row = await commons
    .selectFrom('text_release')
    .select('released_on')
    .where('survey', '=', survey)
    .executeTakeFirst()
  return row?.released_on ?? null
}

/** What everybody reads of a survey, sorted. */
export function listShownTexts(
  commons: CommonsReader,
  survey: string,
): Promise<{ item: string; text: string }[]> {
  return commons
    .selectFrom('shown_text')
    .select(['item', 'text'])
    .where('survey', '=', survey)
    .orderBy('item')
    .orderBy('text')
    .execute()
}
