import type { Item } from './questionnaire.ts'

/** The survey is to take so long at most: one sitting, between two telephone calls. */
export const GOAL_MINUTES = 4

const SECONDS = { unit: 15, attribute: 5, scale: 7, multi: 10, option: 1, text: 20 }

/**
 * Minutes that answering takes, rounded up: 7 seconds a choice on the scale, 10 and one more an option
 * for 「いくつでも」, 20 a text (most leave it blank), 15 for the unit and 5 an attribute.
 */
export function answeringMinutes(items: readonly Item[], attributes: number): number {
  const questions = items.reduce((sum, item) => sum + secondsOf(item), 0)
  return Math.ceil((questions + SECONDS.unit + SECONDS.attribute * attributes) / 60)
}

function secondsOf(item: Item): number {
  if (item.type === 'multi') return SECONDS.multi + SECONDS.option * item.options.length
  return SECONDS[item.type]
}

const LONG = 50
/** Words that join two statements: who agrees with one of them only cannot answer. */
const JOINING = /および|及び|ならびに|並びに|かつ|とともに|しながら/

/** What is doubtful about the wording of a question, in sentences; nothing of it is forbidden. */
export function wordingAdvice(text: string): string[] {
  const advice = []
  if (JOINING.test(text)) {
    advice.push('2つのことを一度に尋ねているようです。片方だけに当てはまる人が答えられません。')
  }
  if (text.length > LONG) advice.push(`${LONG}文字を超えています。短いほど、読み違いが減ります。`)
  return advice
}
