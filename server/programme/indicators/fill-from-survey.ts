import type { CommonsReader } from '../../stores/commons.ts'
import { publishedSetSchema, type PublishedSet } from '../../survey/published-set.ts'
import type { Questionnaire } from '../../survey/questionnaire.ts'
import { ALL_ITEMS, readBreaks } from '../../survey/series-breaks.ts'
import type { ProgrammeWriter } from './writer.ts'

/** One of the four values that a published survey gives. */
export interface MeasuredValue {
  readonly indicator: string
  readonly year: number
  readonly survey: string
  /** 「60.6」; null: withheld, `source` says why. */
  readonly value: string | null
  readonly source: string
  /** 基準日, ISO. */
  readonly asOfDay: string
  readonly respondents: number | null
  readonly sample: boolean
  /** Not comparable with the years before; null: it is. */
  readonly breakReason: string | null
}

export const SURVEY_SOURCE = '職員アンケート'

/**
 * Writes the survey's indicators of its fiscal year from the published set: the whole body, one decimal.
 * A year that has a value of another source keeps it; `conflictsOf` finds both. In the transaction of
 * the publication, so that there is nothing to repair after a crash.
 *
 * @param day of the publication, ISO (JST).
 */
export async function fillFromSurvey(
  trx: ProgrammeWriter,
  survey: string,
  day: string,
): Promise<void> {
  for (const measured of await measuredBy(trx, survey)) {
    const { indicator, year } = measured
    const there = await trx
      .selectFrom('indicator_value')
      .select('survey')
      .where('indicator', '=', indicator)
      .where('fiscal_year', '=', year)
      .executeTakeFirst()
    if (there === undefined) await writeMeasured(trx, measured, day)
  }
}

/** Puts the survey's value in, and from this year on the break where the survey has one. */
export async function writeMeasured(
  trx: ProgrammeWriter,
  measured: MeasuredValue,
  day: string,
): Promise<void> {
  const { indicator, year, breakReason: reason } = measured
  const row = {
    value: measured.value,
    source: measured.source,
    as_of_day: measured.asOfDay,
    respondents: measured.respondents,
    survey: measured.survey,
    sample: measured.sample ? (1 as const) : (0 as const),
    approved_on: day,
  }
  await trx
    .insertInto('indicator_value')
    .values({ indicator, fiscal_year: year, ...row })
    .onConflict((clash) => clash.columns(['indicator', 'fiscal_year']).doUpdateSet(row))
    .execute()
  if (reason === null) return
  await trx
    .insertInto('indicator_break')
    .values({ indicator, fiscal_year: year, reason, state: 'break' })
    .onConflict((clash) =>
      clash.columns(['indicator', 'fiscal_year']).doUpdateSet({ reason, state: 'break' }),
    )
    .execute()
}

/** Surveys whose results everybody can read, oldest first. */
export async function publishedSurveys(commons: CommonsReader): Promise<string[]> {
  const rows = await commons
    .selectFrom('published_set')
    .innerJoin('survey', 'survey.id', 'published_set.survey')
    .select('survey.id')
    .where('published_set.visible', '=', 1)
    .orderBy('survey.fiscal_year')
    .orderBy('survey.closes_at')
    .execute()
  return rows.map(({ id }) => id)
}

/** What a survey that is published says of the indicators it has asked about. */
export async function measuredBy(commons: CommonsReader, survey: string): Promise<MeasuredValue[]> {
  const row = await commons
    .selectFrom('published_set')
    .innerJoin('survey', 'survey.id', 'published_set.survey')
    .select(['survey.fiscal_year', 'survey.questionnaire', 'published_set.body'])
    .where('published_set.survey', '=', survey)
    .where('published_set.visible', '=', 1)
    .executeTakeFirst()
  if (row === undefined || row.questionnaire === null) return []
  const questionnaire = JSON.parse(row.questionnaire) as Questionnaire
  const set = publishedSetSchema.parse(JSON.parse(row.body))
  const breaks = await readBreaks(commons, survey)
  const series = await commons
    .selectFrom('indicator')
    .select(['id', 'item', 'decimals'])
    .where('item', 'is not', null)
    .orderBy('position')
    .execute()
  return series.flatMap(({ id, item, decimals }) => {
    const asked = questionnaire.items.some((one) => one.id === item && one.type === 'scale')
    if (item === null || !asked) return []
    return [
      {
        indicator: id,
        year: row.fiscal_year,
        survey,
        sample: set.sample === true,
        ...wholeValue(set, item, decimals),
        asOfDay: questionnaire.referenceDay,
        breakReason: reasonOf(breaks, item),
      },
    ]
  })
}

function wholeValue(set: PublishedSet, item: string, decimals: number) {
  const whole = set.groups.find(({ id }) => id === '*')
  if (whole?.state !== 'published') {
    const source = `${SURVEY_SOURCE}（回答者が${set.k}人に満たず、公表していないため）`
    return { value: null, source, respondents: null }
  }
  const found = whole.items[item] ?? null
  if (found === null) {
    const source = `${SURVEY_SOURCE}（この設問への回答が少なく、公表していないため）`
    return { value: null, source, respondents: null }
  }
  const respondents = found.n ?? null
  return { value: found.favourable.toFixed(decimals), source: SURVEY_SOURCE, respondents }
}

function reasonOf(breaks: ReadonlyMap<string, string>, item: string): string | null {
  const reasons = [breaks.get(ALL_ITEMS), breaks.get(item)].filter((one) => one !== undefined)
  return reasons.length === 0 ? null : reasons.join('、')
}
