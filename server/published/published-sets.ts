import type { CommonsReader } from '../stores/commons.ts'
import { type PublishedSet, publishedSetSchema } from '../survey/published-set.ts'
import type { Questionnaire } from '../survey/questionnaire.ts'

/** A survey whose results anyone may see: what is said about it, without the figures. */
export interface Publication {
  readonly survey: string
  readonly title: string
  readonly fiscalYear: number
  /** Instants, ISO 8601 in UTC. */
  readonly opensAt: string
  readonly closesAt: string
  /** 基準日, an ISO date in JST. */
  readonly referenceDay: string
  /** Day of the publication, an ISO date in JST; null when the opening record does not tell. */
  readonly publishedOn: string | null
  /** Of the stored set, in hex. */
  readonly sha256: string
}

/** The published set as it was stored, byte for byte, and what was asked. */
export interface StoredSet {
  readonly body: string
  readonly questionnaire: Questionnaire
}

/** @returns null when the survey is unknown or its set is not released: the two look alike. */
export async function readPublication(
  commons: CommonsReader,
  id: string,
): Promise<Publication | null> {
  return (await visibleSets(commons).where('survey.id', '=', id).executeTakeFirst()) ?? null
}

/** Newest first. */
export async function listPublications(commons: CommonsReader): Promise<Publication[]> {
  return visibleSets(commons)
    .orderBy('survey.fiscal_year', 'desc')
    .orderBy('survey.closes_at', 'desc')
    .orderBy('survey.id', 'desc')
    .execute()
}

/** Used cards of a released survey, as JSON; null like `readPublication`. */
export async function readSpentList(commons: CommonsReader, id: string): Promise<string | null> {
  const row = await commons
    .selectFrom('spent_list')
    .innerJoin('published_set', 'published_set.survey', 'spent_list.survey')
    .select('spent_list.body')
    .where('spent_list.survey', '=', id)
    .where('published_set.visible', '=', 1)
    .executeTakeFirst()
  return row?.body ?? null
}

/** @returns null before the opening. The set may not be released yet: for 人事課 only. */
export async function readProtectedSet(
  commons: CommonsReader,
  id: string,
): Promise<Publication | null> {
  return (await storedSets(commons).where('survey.id', '=', id).executeTakeFirst()) ?? null
}

/** @throws {Error} when there is none: ask for the publication first. */
export async function readStoredSet(commons: CommonsReader, id: string): Promise<StoredSet> {
  const { body, questionnaire } = await commons
    .selectFrom('published_set')
    .innerJoin('survey', 'survey.id', 'published_set.survey')
    .select(['published_set.body', 'survey.questionnaire'])
    .where('survey.id', '=', id)
    .executeTakeFirstOrThrow()
  if (questionnaire === null) throw new Error('a published survey has no questionnaire')
  return { body, questionnaire: JSON.parse(questionnaire) as Questionnaire }
}

/** @throws {ZodError} when a stored set is not one; that is a bug of whoever stored it. */
export function parsePublishedSet(body: string): PublishedSet {
  return publishedSetSchema.parse(JSON.parse(body))
}

function visibleSets(commons: CommonsReader) {
  return storedSets(commons).where('published_set.visible', '=', 1)
}

/** Sets are large: what lists and addresses need is read without them. */
function storedSets(commons: CommonsReader) {
  return commons
    .selectFrom('published_set')
    .innerJoin('survey', 'survey.id', 'published_set.survey')
    .leftJoin('opening_record', 'opening_record.survey', 'published_set.survey')
    .select((eb) => [
      'survey.id as survey',
      'survey.title',
      'survey.fiscal_year as fiscalYear',
      'survey.opens_at as opensAt',
      'survey.closes_at as closesAt',
      'published_set.sha256',
      eb
        .fn<string>('json_extract', ['survey.questionnaire', eb.val('$.referenceDay')])
        .as('referenceDay'),
      eb
        .fn<string | null>('json_extract', ['opening_record.body', eb.val('$.publishedOn')])
        .as('publishedOn'),
    ])
}
