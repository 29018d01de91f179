import { formatJst, formatJstDay, jstDay } from '../calendar/jst.ts'
import { stopNow, type SurveyChange } from './survey-changes.ts'

/** A notice as everybody reads it; the same on every page. */
export interface ChangeNotice {
  readonly kind: SurveyChange['kind']
  readonly title: string
  readonly lines: readonly string[]
}

/** The newest first; a stop that is over is told by its resumption, and a cancellation ends all others. */
export function noticesOf(changes: readonly SurveyChange[]): ChangeNotice[] {
  const end = changes.find(({ kind }) => kind === 'cancellation')
  if (end !== undefined) return [noticeOf(end, false)]
  const standing = stopNow(changes)
  const closing = changes.findLast(({ closesNow }) => closesNow !== null)
  return changes
    .filter((change) => change.kind !== 'stop' || change === standing)
    .map((change) => noticeOf(change, change === closing))
    .toReversed()
}

/** @param closing whether its closing is the one that holds now */
function noticeOf(change: SurveyChange, closing: boolean): ChangeNotice {
  const { kind, day, words, closedBefore, closesNow } = change
  const on = formatJstDay(day)
  const moved =
    closedBefore !== null && closesNow !== null
      ? `（${shortDay(closedBefore)}→${shortDay(closesNow)}）`
      : ''
  const closes = closesNow === null || !closing ? [] : [`新しい締切：${formatJst(closesNow)}`]
  switch (kind) {
    case 'extension':
      return {
        kind,
        title: `締切を延長しました${moved}`,
        lines: [...closes, `理由：${words}`, `お知らせした日：${on}`],
      }
    case 'correction':
      return {
        kind,
        title: '正誤のお知らせ',
        lines: [...words.split('\n'), `お知らせした日：${on}`],
      }
    case 'stop':
      return {
        kind,
        title: '災害等のため、期限を停止しています',
        lines: [
          closedBefore === null
            ? `${on}から、公表の後の確認などの期限を停止しています。`
            : `${on}から、締切を停止しています。${formatJst(closedBefore)}を過ぎても締め切りません。新しい締切は、再開するときにお知らせします。`,
          `理由：${words}`,
        ],
      }
    case 'resumption':
      return {
        kind,
        title: `期限の停止が終わりました${moved}`,
        lines: [...closes, words, `停止の最後の日：${on}`],
      }
  }
  return {
    kind,
    title: 'このアンケートは中止しました',
    lines: [
      `理由：${words}`,
      '届いていた回答は、回答箱を開けずに、箱と鍵ごと廃棄します。だれも読みません。',
      `中止した日：${on}`,
    ],
  }
}

/** 12月4日 */
export function shortDay(at: Date): string {
  const [, month = '', date = ''] = jstDay(at).split('-')
  return `${Number(month)}月${Number(date)}日`
}
