import { z } from 'zod'
import type { CommonsReader } from '../../stores/commons.ts'
import type { IndicatorBook, IndicatorValue } from './book.ts'
import { type MeasuredValue, measuredBy, publishedSurveys } from './fill-from-survey.ts'
import type { ProgrammeWriter } from './writer.ts'

/** A year for which a published survey gives a value and another one stands in the tables. */
export interface Conflict {
  readonly measured: MeasuredValue
  readonly stands: IndicatorValue
}

const KEY = 'indicator-surveys-passed-over'
const passedOver = z.array(z.string())

/** Until 人事課 has said which of the two it is. */
export async function conflictsOf(
  commons: CommonsReader,
  { indicators }: Pick<IndicatorBook, 'indicators'>,
): Promise<Conflict[]> {
  const settled = await readSettled(commons)
  const found: Conflict[] = []
  for (const survey of await publishedSurveys(commons)) {
    for (const measured of await measuredBy(commons, survey)) {
      const { indicator, year } = measured
      const stands = indicators.find(({ id }) => id === indicator)?.values.get(year)
      if (stands === undefined || stands.survey === survey) continue
      if (!settled.includes(keyOf(measured))) found.push({ measured, stands })
    }
  }
  return found
}

/** The value of this survey stays out of the tables, and nobody is asked again. */
export async function passOver(
  trx: ProgrammeWriter,
  one: Pick<MeasuredValue, 'indicator' | 'year' | 'survey'>,
): Promise<void> {
  const value = JSON.stringify([...new Set([...(await readSettled(trx)), keyOf(one)])])
  await trx
    .insertInto('setting')
    .values({ key: KEY, value })
    .onConflict((clash) => clash.column('key').doUpdateSet({ value }))
    .execute()
}

async function readSettled(commons: CommonsReader): Promise<string[]> {
  const row = await commons
    .selectFrom('setting')
    .select('value')
    .where('key', '=', KEY)
    .executeTakeFirst()
  return row === undefined ? [] : passedOver.parse(JSON.parse(row.value))
}

function keyOf({
  indicator,
  year,
  survey,
}: Pick<MeasuredValue, 'indicator' | 'year' | 'survey'>): string {
  return `${indicator}/${year}/${survey}`
}
