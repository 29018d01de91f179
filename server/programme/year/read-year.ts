import { z } from 'zod'
import { fiscalYearOf } from '../../calendar/fiscal-year.ts'
import { jstDay } from '../../calendar/jst.ts'
import type { WorkCalendar } from '../../calendar/working-days.ts'
import type { CommonsReader } from '../../stores/commons.ts'
import { listSurveys } from '../../survey/surveys.ts'
import { nextStep, type SurveyDays, type YearFacts, yearPlan, type YearStep } from './plan.ts'

const record = z.object({
  openedOn: z.string().nullish(),
  publishedOn: z.string().nullish(),
})

/** What the stores say of a fiscal year. */
export async function readYear(commons: CommonsReader, year: number): Promise<YearFacts> {
  const rows = await commons
    .selectFrom('year_step')
    .selectAll()
    .where('fiscal_year', '=', year)
    .execute()
  const editions = await commons.selectFrom('programme_edition').select('day').execute()
  const revised = editions.map(({ day }) => day).filter((day) => fiscalYearOf(day) === year)
  const of = (member: 'day' | 'done_on') =>
    new Map(
      rows.flatMap((row) => {
        const day = row[member]
        return day === null ? [] : [[row.step, day] as const]
      }),
    )
  return {
    survey: await surveyOf(commons, year),
    revisedOn: revised.toSorted().at(-1) ?? null,
    moved: of('day'),
    done: of('done_on'),
  }
}

/** The nearest step that is not done, of this fiscal year or of the next one. */
export async function findNextStep(
  commons: CommonsReader,
  calendar: WorkCalendar,
  today: string,
): Promise<{ readonly year: number; readonly step: YearStep } | null> {
  const now = fiscalYearOf(today)
  const found: { year: number; step: YearStep }[] = []
  for (const year of [now, now + 1]) {
    const step = nextStep(yearPlan(year, await readYear(commons, year), calendar, today), today)
    if (step !== undefined) found.push({ year, step })
  }
  return found.toSorted((a, b) => (a.step.day < b.step.day ? -1 : 1))[0] ?? null
}

/** The year's newest survey that was not cancelled. */
async function surveyOf(commons: CommonsReader, year: number): Promise<SurveyDays | null> {
  const surveys = await listSurveys(commons)
  const survey = surveys.find((one) => one.fiscalYear === year && one.state !== 'cancelled')
  if (survey === undefined) return null
  const { id, title, state } = survey
  const approval = await commons
    .selectFrom('survey_approval')
    .select('day')
    .where('survey', '=', id)
    .executeTakeFirst()
  const announcement = await commons
    .selectFrom('key_log')
    .select('day')
    .where('survey', '=', id)
    .orderBy('number')
    .limit(1)
    .executeTakeFirst()
  const opening = await commons
    .selectFrom('opening_record')
    .select('body')
    .where('survey', '=', id)
    .executeTakeFirst()
  const opened = opening === undefined ? {} : record.parse(JSON.parse(opening.body))
  return {
    id,
    title,
    announced: state !== 'draft',
    referenceDay: survey.questionnaire?.referenceDay ?? survey.draft.referenceDay,
    // The approval of a draft is void once the draft is changed.
    approvedOn: state === 'draft' ? null : (approval?.day ?? null),
    announcedOn: announcement?.day ?? null,
    opensOn: jstDay(survey.opensAt),
    closesOn: jstDay(survey.closesAt),
    openedOn: opened.openedOn ?? null,
    publishedOn: opened.publishedOn ?? null,
  }
}
