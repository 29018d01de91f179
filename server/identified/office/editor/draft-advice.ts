import { jstDay } from '../../../calendar/jst.ts'
import { calendarOf, readSettings } from '../../../proposals/settings.ts'
import type { CommonsReader } from '../../../stores/commons.ts'
import { GOAL_MINUTES } from '../../../survey/answering-time.ts'
import type { SurveyDraft } from '../../../survey/draft.ts'

/** Fewer working days than this leave out who is away for a week. */
const FEW_DAYS = 5

/** What is unusual about a draft, in sentences; nothing of it stops the announcement. */
export async function draftAdvice(
  commons: CommonsReader,
  draft: SurveyDraft,
  minutes: number,
  now: Date,
): Promise<string[]> {
  const calendar = calendarOf(await readSettings(commons))
  const [opens, closes] = [new Date(draft.opensAt), new Date(draft.closesAt)]
  const [first, last] = [jstDay(opens), jstDay(closes)]
  const advice = []
  if (opens <= now) {
    advice.push('受付開始の時刻を過ぎています。実施を決定すると、すぐに受付が始まります。')
  }
  if (!calendar.isWorkingDay(first)) {
    advice.push('受付開始が開庁日ではありません。お知らせは開庁日の16時までに出します。')
  }
  if (!calendar.isWorkingDay(last)) {
    advice.push('締切が開庁日ではありません。締切の日に開庁日を選ぶと、気付いた人が答えられます。')
  }
  if (last >= first && calendar.between(first, last) + 1 < FEW_DAYS) {
    advice.push(`受付の期間が開庁日で${FEW_DAYS}日未満です。休みや出張の人が答えられません。`)
  }
  if (minutes > GOAL_MINUTES) {
    advice.push(
      `回答に約${minutes}分かかります。目安の${GOAL_MINUTES}分を超えると、途中でやめる人が増えます。`,
    )
  }
  if (draft.keepers.need === 1) {
    advice.push('鍵の保管者1人だけで開封できる案です。通常は、2人以上がそろって開封します。')
  }
  return advice
}
