import { formatJst } from '../../calendar/jst.ts'
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
): SurveyNews | null {
  const opens = formatJst(survey.opensAt)
  const closes = formatJst(survey.closesAt)
  const text: Record<Phase, string | null> = {
    draft: null,
    before: `回答の受付は、${opens}から${closes}までです。結果は、締切の後に集計して公表します。`,
    open: `${survey.stoppedOn === null ? `${closes}まで` : ''}回答を受け付けています。途中の結果は出しません。締切の後に集計して公表します。`,
    closed: `${closes}に締め切りました。集計と確認が終わりしだい公表します。`,
    opened: '集計が終わり、公表に向けて確認しています。',
    published: '公表できる結果はありませんでした。',
    destroyed: '公表できる結果はありませんでした。',
    cancelled: 'このアンケートは中止しました。結果はありません。',
  }
  const found = survey.questionnaire === null ? null : text[phase]
  if (found === null) return null
  return { title: survey.title, text: found, notices: noticesOf(changes) }
}
