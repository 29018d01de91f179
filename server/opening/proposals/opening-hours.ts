import { jstInput } from '../../calendar/jst.ts'

/** JST; from and until. With one opening a day two of them lie fourteen hours apart at least. */
const HOURS = { from: '06:00', until: '16:00' } as const

/**
 * Why the proposal box is not opened now, as the officer reads it; null when it may be. Messages of an evening
 * and of the next morning come out together: nobody can open the box before and after one of them.
 */
export function closedAt(at: Date, isWorkingDay: (day: string) => boolean): string | null {
  const [day = '', time = ''] = jstInput(at).split('T')
  if (isWorkingDay(day) && time >= HOURS.from && time < HOURS.until) return null
  return (
    'いまは開けられません。提案箱を開けられるのは、開庁日の6時から16時まで、1日に1回です。' +
    '書いた時刻が推し量られないようにするためです。次の開庁日の朝に、もう一度開封してください。'
  )
}
