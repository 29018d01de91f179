import type { WorkCalendar } from '../../../calendar/working-days.ts'
import { noticeDay } from '../../../programme/year/notice-day.ts'
import type { YearFacts, YearStep } from '../../../programme/year/plan.ts'
import type { StepId } from '../../../programme/year/steps.ts'
import { findSurvey } from '../../../survey/surveys.ts'
import { factsOf } from '../life/gather-facts.ts'
import { noticeTexts } from '../life/notice-texts.ts'
import type { OfficeOptions } from '../office.ts'
import { type StepNotice, stepNotice } from './step-notices.ts'

interface Asked {
  readonly year: number
  readonly step: YearStep
  readonly steps: readonly YearStep[]
  readonly facts: YearFacts
  readonly calendar: WorkCalendar
  /** By which the city hall reaches this server. */
  readonly origin: string
}

/** Steps that an announced survey has its own text for: dates, key number and address are in it. */
const KINDS: Partial<Readonly<Record<StepId, string>>> = {
  announcement: 'announcement',
  open: 'opening',
  reminder: 'middle',
  close: 'last',
  publication: 'published',
}

/** The text of a step, dated so that nothing goes out after 16:00: the survey's own where there is one. */
export async function noticeOf(options: OfficeOptions, asked: Asked): Promise<StepNotice> {
  const { commons, now, publishedBase } = options
  const { year, step, steps, facts, calendar, origin } = asked
  const { day: today } = noticeDay(now(), calendar)
  const kind = KINDS[step.id]
  if (facts.survey?.announced === true && kind !== undefined) {
    const survey = await findSurvey(commons, facts.survey.id)
    if (survey !== undefined) {
      const deps = { ...options, record: (id: string) => options.acts.record(id) }
      const known = await factsOf(deps, survey, origin)
      const own = noticeTexts({ ...known, today }, calendar).find((one) => one.kind === kind)
      if (own !== undefined) return own
    }
  }
  const dayOf = (id: StepId) => steps.find((one) => one.id === id)?.day ?? step.day
  return stepNotice(step.id, {
    year,
    day: step.day,
    today,
    survey: facts.survey?.title ?? null,
    opensOn: dayOf('open'),
    closesOn: dayOf('close'),
    staff: `${origin}/staff/`,
    published: `${origin}${publishedBase}`,
  })
}
