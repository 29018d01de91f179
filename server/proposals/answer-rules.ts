import { addMonths } from '../calendar/working-days.ts'
import type { Answer, Day } from './proposal.ts'

/** A plan that lies further ahead is none. */
const MOST_MONTHS_AHEAD = 36

/**
 * What an answer still lacks, by field: every conclusion has a reason; what is not final has a date.
 *
 * @returns Japanese messages, empty when the answer is whole.
 */
export function answerFaults(answer: Answer, today: Day): Partial<Record<keyof Answer, string>> {
  const faults: Partial<Record<keyof Answer, string>> = {}
  const { conclusion } = answer
  if (answer.reason.trim() === '') faults.reason = '理由を書いてください。'
  if (conclusion === 'planned' || conclusion === 'partly_planned') {
    if (answer.date === null) faults.date = '実施する予定の日を選んでください。'
    else if (answer.date < today) faults.date = '実施の予定は、今日以降の日にしてください。'
    else if (answer.date > addMonths(today, MOST_MONTHS_AHEAD))
      faults.date = '実施の予定は、3年以内の日にしてください。'
  }
  if (conclusion === 'done' || conclusion === 'partly_done') {
    if (answer.date === null) faults.date = '実施した日を選んでください。'
    else if (answer.date > today) faults.date = '実施した日は、今日までの日にしてください。'
    if (answer.hours === null) faults.hours = '見込まれる効果（年間の時間）を書いてください。'
  }
  if (conclusion.startsWith('partly') && answer.part.trim() === '')
    faults.part = 'どの部分を実施し、残りを実施しない理由は何かを書いてください。'
  if (conclusion === 'in_place' && answer.where.trim() === '')
    faults.where = 'どこを見れば分かるか（例：文書名、画面、担当係）を書いてください。'
  if (conclusion === 'continued') {
    if (answer.nextDate === null) faults.nextDate = '次に回答する日を選んでください。'
    else if (answer.nextDate <= today) faults.nextDate = '次の回答は、明日以降の日にしてください。'
    else if (answer.nextDate > addMonths(today, 6))
      faults.nextDate = '次の回答は、6か月以内の日にしてください。'
  }
  if (conclusion === 'declined') {
    if (answer.reasonCode === null) faults.reasonCode = '見送りの理由の区分を選んでください。'
    if (answer.wouldChange.trim() === '')
      faults.wouldChange = '何が変われば実施できるかを書いてください。'
  }
  return faults
}
