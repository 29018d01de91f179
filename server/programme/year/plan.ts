import { addDays, type WorkCalendar } from '../../calendar/working-days.ts'
import { type StepId, stepIds } from './steps.ts'

/** Days of the year's survey as far as they are known, ISO (JST); null: not yet. */
export interface SurveyDays {
  readonly id: string
  readonly title: string
  readonly announced: boolean
  readonly referenceDay: string
  readonly approvedOn: string | null
  readonly announcedOn: string | null
  readonly opensOn: string
  readonly closesOn: string
  readonly openedOn: string | null
  readonly publishedOn: string | null
}

/** What is known of a fiscal year besides its calendar. */
export interface YearFacts {
  /** null: no survey was drafted for this year. */
  readonly survey: SurveyDays | null
  /** Day of the year's revision of the programme. */
  readonly revisedOn: string | null
  /** By step: another day than the usual one. */
  readonly moved: ReadonlyMap<string, string>
  /** By step: the day on which 人事課 marked it as done. */
  readonly done: ReadonlyMap<string, string>
}

export interface YearStep {
  readonly id: StepId
  readonly day: string
  /** `record`: the survey or the programme says so, the day cannot be moved here. */
  readonly from: 'usual' | 'moved' | 'record'
  /** Done on this day; null: not yet. */
  readonly doneOn: string | null
  /** It was found done, and cannot be marked or unmarked. */
  readonly doneByItself: boolean
}

/** Working days between the steps around a survey, where nobody has said otherwise. */
const LEAD = { approval: 3, announcement: 5 } as const
const ANSWERING = 9
const AFTER = { opening: 3, publication: 10, feedback: 20, review: 5 } as const

/**
 * The steps of a fiscal year with their days, earliest first. Usual days are working days; those around
 * the survey follow its opening and closing.
 */
export function yearPlan(
  year: number,
  { survey, revisedOn, moved, done }: YearFacts,
  calendar: WorkCalendar,
  today: string,
): YearStep[] {
  const on = (monthDay: string) => calendar.after(`${year}-${monthDay}`, 0)
  const recorded = recordedDays(survey, revisedOn)
  const days = new Map<StepId, Pick<YearStep, 'day' | 'from'>>()
  /** What is recorded, else what 人事課 has said, else what is usual. */
  const put = (id: StepId, usual: string): string => {
    const [record, other] = [recorded.get(id), moved.get(id)]
    const day = record ?? other ?? usual
    const from =
      record !== undefined ? 'record' : other !== undefined && other !== usual ? 'moved' : 'usual'
    days.set(id, { day, from })
    return day
  }

  put('roster', on('03-20'))
  put('moves', on('04-01'))
  put('values', on('05-15'))
  put('revision', on('06-20'))
  put('reference-day', on('06-01'))
  const opens = put('open', on('07-01'))
  const announced = put('announcement', before(opens, LEAD.announcement, calendar))
  put('approval', before(announced, LEAD.approval, calendar))
  const closes = put('close', calendar.after(opens, ANSWERING))
  put('reminder', calendar.after(opens, Math.floor(calendar.between(opens, closes) / 2)))
  const opened = put('opening', calendar.after(closes, AFTER.opening))
  const published = put('publication', calendar.after(opened, AFTER.publication))
  const talked = put('feedback', calendar.after(published, AFTER.feedback))
  put('review', latest(on('09-10'), calendar.after(talked, AFTER.review)))
  put('stop-work', on('09-30'))

  const byItself = doneDays(survey, revisedOn, today)
  return stepIds
    .map((id) => {
      const { day, from } = days.get(id) ?? { day: '', from: 'usual' as const }
      const alone = byItself.get(id)
      const doneOn = alone ?? done.get(id) ?? null
      return { id, day, from, doneOn, doneByItself: alone !== undefined }
    })
    .toSorted((a, b) => (a.day === b.day ? 0 : a.day < b.day ? -1 : 1))
}

/** The nearest step from today on that is not done. */
export function nextStep(steps: readonly YearStep[], today: string): YearStep | undefined {
  return steps.find(({ day, doneOn }) => doneOn === null && day >= today)
}

function recordedDays(
  survey: SurveyDays | null,
  revisedOn: string | null,
): ReadonlyMap<StepId, string> {
  return known([
    ['revision', revisedOn],
    ['reference-day', survey?.referenceDay],
    ['approval', survey?.approvedOn],
    ['announcement', survey?.announcedOn],
    ['open', survey?.opensOn],
    ['close', survey?.closesOn],
    ['opening', survey?.openedOn],
    ['publication', survey?.publishedOn],
  ])
}

function doneDays(
  survey: SurveyDays | null,
  revisedOn: string | null,
  today: string,
): ReadonlyMap<StepId, string> {
  const announced = survey?.announced === true
  const begun = (day: string | undefined) =>
    announced && day !== undefined && day <= today ? day : null
  const passed = (day: string | undefined) => (day === today ? null : begun(day))
  return known([
    ['revision', revisedOn],
    ['reference-day', begun(survey?.referenceDay)],
    ['approval', survey?.approvedOn],
    ['announcement', survey?.announcedOn],
    ['open', begun(survey?.opensOn)],
    ['close', passed(survey?.closesOn)],
    ['opening', survey?.openedOn],
    ['publication', survey?.publishedOn],
  ])
}

function known(
  entries: readonly (readonly [StepId, string | null | undefined])[],
): ReadonlyMap<StepId, string> {
  return new Map(
    entries.flatMap(([id, day]) =>
      day === null || day === undefined ? [] : [[id, day] as [StepId, string]],
    ),
  )
}

/** The n-th working day before. */
function before(day: string, n: number, calendar: WorkCalendar): string {
  let at = day
  for (let left = n; left > 0; ) {
    at = addDays(at, -1)
    if (calendar.isWorkingDay(at)) left -= 1
  }
  return at
}

function latest(one: string, other: string): string {
  return one > other ? one : other
}
