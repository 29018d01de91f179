import { z } from 'zod'
import type { CommonsReader } from '../stores/commons.ts'

/** 「開封・集計記録」: what remains of an opening beside the published tables. Days are JST. */
export const openingRecordSchema = z.object({
  survey: z.string(),
  title: z.string(),
  openedOn: z.string(),
  postsPresent: z.array(z.string()),
  eligible: z.number().int(),
  cardsIssued: z.number().int(),
  cardsSpent: z.number().int(),
  ballots: z.number().int(),
  malformed: z.number().int(),
  /** null when they are fewer than k, as in the published set. */
  respondents: z.number().int().nullable(),
  freeTexts: z.number().int(),
  keyId: z.string(),
  questionnaireHash: z.string(),
  publishedHash: z.string(),
  publishedOn: z.string().nullable(),
  destroyedOn: z.string().nullable(),
})

export type OpeningRecord = z.infer<typeof openingRecordSchema>

export async function findOpeningRecord(
  commons: CommonsReader,
  survey: string,
): Promise<OpeningRecord | undefined> {
  const row = await commons
    .selectFrom('opening_record')
    .select('body')
    .where('survey', '=', survey)
    .executeTakeFirst()
  return row === undefined ? undefined : openingRecordSchema.parse(JSON.parse(row.body))
}
