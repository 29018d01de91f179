import { jstDay } from '../calendar/jst.ts'
import { addDays } from '../calendar/working-days.ts'
import type { CommonsReader } from '../stores/commons.ts'
import { changesBySurvey, type SurveyChange } from './survey-changes.ts'
import { listSurveys, phaseOf, type Survey } from './surveys.ts'

/** How long everybody is told of a cancellation. */
const CANCELLED_DAYS = 60

/** A survey that everybody is told of until its results are out. */
export interface AnnouncedSurvey {
  readonly survey: Survey
  readonly phase: 'before' | 'open' | 'closed' | 'cancelled'
  readonly changes: readonly SurveyChange[]
}

/** Newest first; a cancelled one for sixty days, if it had been announced at all. */
export async function announcedSurveys(
  commons: CommonsReader,
  now: Date,
): Promise<AnnouncedSurvey[]> {
  const surveys = (await listSurveys(commons)).filter(
    ({ state, questionnaire }) =>
      questionnaire !== null && (state === 'announced' || state === 'cancelled'),
  )
  const changes = await changesBySurvey(
    commons,
    surveys.map(({ id }) => id),
  )
  const since = addDays(jstDay(now), -CANCELLED_DAYS)
  return surveys.flatMap((survey): AnnouncedSurvey[] => {
    const phase = phaseOf(survey, now)
    const own = changes.get(survey.id) ?? []
    if (phase === 'cancelled') {
      const recent = own.some(({ kind, day }) => kind === 'cancellation' && day >= since)
      return recent ? [{ survey, phase, changes: own }] : []
    }
    if (phase !== 'before' && phase !== 'open' && phase !== 'closed') return []
    return [{ survey, phase, changes: own }]
  })
}
