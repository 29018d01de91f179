/** From stories to days: who does what on which working day before today. */
import { fiscalYearOf } from '../server/calendar/fiscal-year.ts'
import { addDays, type WorkCalendar } from '../server/calendar/working-days.ts'
import type { Day } from '../server/proposals/proposal.ts'
import type { Out, Story } from './demo-proposal-story.ts'

export interface PlannedStep {
  readonly day: Day
  readonly story: Story
  /** −1: it comes out of the box. */
  readonly step: number
}

export interface Plan {
  /** By day; on one day in the order of the stories. */
  readonly steps: readonly PlannedStep[]
  /** Days on which the box is opened for them. */
  readonly openings: ReadonlySet<Day>
}

/** The period of the sample: from `start` to `end`, both working days; `end` lies in this fiscal year. */
export interface Period {
  readonly calendar: WorkCalendar
  readonly start: Day
  readonly end: Day
}

/** Arrivals of this many working days come out together. */
const TOGETHER = 10
/** The first opening needs as many as that: nothing is there yet to be endorsed. */
const FIRST = 3

export function planStories(stories: readonly Story[], period: Period): Plan {
  const wanted = stories
    .map((story) => ({ story, day: releaseDay(story, period) }))
    .toSorted((a, b) => a.day.localeCompare(b.day))
  const first = wanted[0]?.day ?? period.start
  const openings = new Set([first])
  const released = wanted.map(({ story, day }, i) => {
    const early = i < FIRST ? first : together(story, day, openings, period.calendar)
    openings.add(early)
    return { story, day: early }
  })
  const steps = released.flatMap(({ story, day }) => stepsOf(story, day, openings, period.calendar))
  return { steps: steps.toSorted((a, b) => a.day.localeCompare(b.day)), openings }
}

/** What an author does comes out at an opening as well: one that is near, or one of its own. */
function stepsOf(
  story: Story,
  released: Day,
  openings: Set<Day>,
  calendar: WorkCalendar,
): PlannedStep[] {
  const steps: PlannedStep[] = [{ day: released, story, step: -1 }]
  let day = released
  for (const [i, { after, by }] of story.steps.entries()) {
    if (after > 0) day = calendar.after(day, after)
    if (by === 'author') {
      const near = [0, 1, 2, 3].map((n) => (n === 0 ? day : calendar.after(day, n)))
      day = near.find((one) => openings.has(one)) ?? day
      openings.add(day)
    }
    steps.push({ day, story, step: i })
  }
  return steps
}

/** As the story says, but early enough for all of it to happen before the end. */
function releaseDay(story: Story, period: Period): Day {
  const { calendar, start, end } = period
  const authors = story.steps.filter(({ by }) => by === 'author').length
  const needed = story.steps.reduce((sum, { after }) => sum + after, 3 * authors)
  const latest = workingDaysBefore(calendar, end, needed)
  const wanted = asTold(story.out, period)
  const day = wanted < latest ? wanted : latest
  return day < start ? start : day
}

function asTold(out: Out, { calendar, start, end }: Period): Day {
  if ('ago' in out) return workingDaysBefore(calendar, end, out.ago)
  const newYear = `${fiscalYearOf(end)}-04-01`
  const [from, to] = out.year === 'last' ? [start, addDays(newYear, -1)] : [newYear, end]
  const span = Math.max(0, (Date.parse(to) - Date.parse(from)) / 86_400_000)
  const day = calendar.after(addDays(from, Math.round(out.at * span)), 0)
  return day > end ? end : day
}

function together(
  { out }: Story,
  day: Day,
  openings: ReadonlySet<Day>,
  calendar: WorkCalendar,
): Day {
  if ('ago' in out) return day
  let near = day
  for (let i = 0; i < TOGETHER; i += 1) {
    if (openings.has(near)) return near
    near = workingDaysBefore(calendar, near, 1)
  }
  return day
}

export function workingDaysBefore(calendar: WorkCalendar, day: Day, days: number): Day {
  let at = day
  for (let left = days; left > 0; ) {
    at = addDays(at, -1)
    if (calendar.isWorkingDay(at)) left -= 1
  }
  return at
}
