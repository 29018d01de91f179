import type { CommonsReader, SurveyChangeRow } from '../stores/commons.ts'

/** What was said publicly about a survey after its announcement. `day` in JST. */
export interface SurveyChange {
  readonly number: number
  readonly kind: SurveyChangeRow['kind']
  readonly day: string
  /** The reason; of a correction the text itself. */
  readonly words: string
  /** The closing before and after; null for what does not concern it. */
  readonly closedBefore: Date | null
  readonly closesNow: Date | null
}

/** In the order in which they were made. */
export async function listChanges(commons: CommonsReader, survey: string): Promise<SurveyChange[]> {
  const rows = await commons
    .selectFrom('survey_change')
    .selectAll()
    .where('survey', '=', survey)
    .orderBy('number')
    .execute()
  return rows.map(changeOf)
}

/** The same of several surveys, by survey. */
export async function changesBySurvey(
  commons: CommonsReader,
  surveys: readonly string[],
): Promise<Map<string, SurveyChange[]>> {
  const found = new Map<string, SurveyChange[]>(surveys.map((id) => [id, []]))
  if (surveys.length === 0) return found
  const rows = await commons
    .selectFrom('survey_change')
    .selectAll()
    .where('survey', 'in', surveys)
    .orderBy('number')
    .execute()
  for (const row of rows) found.get(row.survey)?.push(changeOf(row))
  return found
}

/** The stop that stands; null when clocks run. */
export function stopNow(changes: readonly SurveyChange[]): SurveyChange | null {
  const last = changes.findLast(({ kind }) => kind === 'stop' || kind === 'resumption')
  return last?.kind === 'stop' ? last : null
}

function changeOf(row: SurveyChangeRow): SurveyChange {
  const { number, kind, day, words, closed_before, closes_now } = row
  return {
    number,
    kind,
    day,
    words,
    closedBefore: closed_before === null ? null : new Date(closed_before),
    closesNow: closes_now === null ? null : new Date(closes_now),
  }
}
