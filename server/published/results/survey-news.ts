import type { Language } from '../../../views/words/language.ts'
import { resultsPagesWords } from '../../../views/words/results-pages.ts'
import { datesIn } from '../../calendar/dates-in.ts'
import { type ChangeNotice, noticesOf } from '../../survey/change-notices.ts'
import type { SurveyChange } from '../../survey/survey-changes.ts'
import type { Phase, Survey } from '../../survey/surveys.ts'

/** A survey without published results: where it stands and when to look again. */
export interface SurveyNews {
  readonly title: string
  readonly text: string
  /** What was changed since the announcement. */
  readonly notices: readonly ChangeNotice[]
}

/** null for what was never announced: nobody outside 人事課 knows of it. */
export function surveyNews(
  survey: Survey,
  phase: Phase,
  changes: readonly SurveyChange[],
  language: Language,
): SurveyNews | null {
  const w = resultsPagesWords[language].news
  const opens = datesIn[language].at(survey.opensAt)
  const closes = datesIn[language].at(survey.closesAt)
  const text: Record<Phase, string | null> = {
    draft: null,
    before: w.before(opens, closes),
    open: w.open(survey.stoppedOn === null ? closes : null),
    closed: w.closed(closes),
    opened: w.opened,
    published: w.nothing,
    destroyed: w.nothing,
    cancelled: w.cancelled,
  }
  const found = survey.questionnaire === null ? null : text[phase]
  if (found === null) return null
  return { title: survey.title, text: found, notices: noticesOf(changes) }
}
