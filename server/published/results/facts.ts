import { type Dates, datesIn } from '../../calendar/dates-in.ts'
import type { Publication } from '../published-sets.ts'

/** What stands above the figures of a survey; days in words: 令和8年10月1日（木） */
export interface Facts {
  readonly survey: string
  readonly title: string
  readonly href: string
  readonly firstDay: string
  readonly lastDay: string
  readonly publishedOn: string
}

/**
 * @param base address of the published pages: '' or '/staff'.
 * @param dates of the reader's language; files have the Japanese ones.
 */
export function surveyFacts(
  publication: Publication,
  base: string,
  dates: Dates = datesIn.ja,
): Facts {
  const { survey, title, opensAt, closesAt, publishedOn } = publication
  return {
    survey,
    title,
    href: `${base}/results/${encodeURIComponent(survey)}`,
    firstDay: dates.day(opensAt),
    // The end is the first instant without answers: midnight closes the day before.
    lastDay: dates.day(new Date(Date.parse(closesAt) - 1)),
    publishedOn: publishedOn === null ? '－' : dates.day(publishedOn),
  }
}
