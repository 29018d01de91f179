import { z } from 'zod'
import type { CommonsReader } from '../stores/commons.ts'
import { type PublishedSet, publishedSetSchema } from '../survey/published-set.ts'
import type { Questionnaire } from '../survey/questionnaire.ts'

/** A survey whose results anyone may see. */
export interface Publication {
  readonly survey: string
  readonly title: string
  readonly fiscalYear: number
  /** Instants, ISO 8601 in UTC. */
  readonly opensAt: string
  readonly closesAt: string
  /** Day of the publication, an ISO date in JST; null when the opening record does not tell. */
  readonly publishedOn: string | null
  readonly questionnaire: Questionnaire
  /** The published set as it was stored, byte for byte. */
  readonly body: string
}

/** @returns null when the survey is unknown or its set is not released: the two look alike. */
export async function readPublication(
  commons: CommonsReader,
  id: string,
): Promise<Publication | null> {
  const row = await visibleSets(commons).where('survey.id', '=', id).executeTakeFirst()
  return row === undefined ? null : publicationOf(row)
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

/** Newest first. */
export async function listPublications(commons: CommonsReader): Promise<Publication[]> {
  const rows = await visibleSets(commons)
    .orderBy('survey.fiscal_year', 'desc')
    .orderBy('survey.closes_at', 'desc')
    .orderBy('survey.id', 'desc')
    .execute()
  return rows.map(publicationOf)
}

/** @throws {ZodError} when a stored set is not one; that is a bug of whoever stored it. */
export function parsePublishedSet(body: string): PublishedSet {
  return publishedSetSchema.parse(JSON.parse(body))
}

/** @returns null before the opening. The set may not be released yet: for 人事課 only. */
export async function readProtectedSet(
  commons: CommonsReader,
  id: string,
): Promise<Publication | null> {
  const row = await storedSets(commons).where('survey.id', '=', id).executeTakeFirst()
  return row === undefined ? null : publicationOf(row)
}

function visibleSets(commons: CommonsReader) {
  return storedSets(commons).where('published_set.visible', '=', 1)
}

function storedSets(commons: CommonsReader) {
  return commons
    .selectFrom('published_set')
    .innerJoin('survey', 'survey.id', 'published_set.survey')
    .leftJoin('opening_record', 'opening_record.survey', 'published_set.survey')
    .select([
      'survey.id as survey',
      'survey.title',
      'survey.fiscal_year as fiscalYear',
      'survey.opens_at as opensAt',
      'survey.closes_at as closesAt',
      'survey.questionnaire',
      'published_set.body',
      'opening_record.body as record',
    ])
}

type Row = Awaited<ReturnType<ReturnType<typeof storedSets>['execute']>>[number]

function publicationOf({ questionnaire, record, ...row }: Row): Publication {
  if (questionnaire === null) throw new Error('a published survey has no questionnaire')
  return {
    ...row,
    questionnaire: JSON.parse(questionnaire) as Questionnaire,
    publishedOn: record === null ? null : recordSchema.parse(JSON.parse(record)).publishedOn,
  }
}

/** The one fact of 「開封・集計記録」 that the results show. */
const recordSchema = z.object({ publishedOn: z.string().nullable() })
