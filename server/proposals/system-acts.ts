import { type Changes, Refused, type Turn } from './change.ts'
import { askedSummary } from './author-acts.ts'
import { duesOf, isAuthorTimeOver } from './clocks.ts'
import { eraseParts } from './outcome.ts'
import { withQuestion } from './questions.ts'
import { calendarOf } from './settings.ts'
import { accepted } from './unit-acts.ts'

type SystemAct =
  | 'accept-by-time'
  | 'return-lapsed'
  | 'summary-lapsed'
  | 'question-lapsed'
  | 'remind'
  | 'expire'

/** What happens by itself, when its time has come; never before. */
export const systemActs: Changes<SystemAct> = {
  'accept-by-time': (turn) => {
    const { p, at, today } = turn
    const work = { settings: at.settings, calendar: calendarOf(at.settings), today }
    const due = duesOf(p, work).find(({ clock }) => clock === 'acceptance')
    if (due === undefined || due.day === null || due.day >= today) throw new Refused(NOT_YET)
    return accepted(turn)
  },
  'return-lapsed': (turn) => {
    requireTimeOver(turn, turn.p.stateOn, turn.at.settings.clocks.returned)
    return { state: 'received' }
  },
  'summary-lapsed': (turn) => {
    const summary = askedSummary(turn.p)
    requireTimeOver(turn, summary.askedOn, turn.at.settings.clocks.returned)
    return { summary: { ...summary, stage: 'lapsed' } }
  },
  'question-lapsed': (turn, { question: id }) => {
    const { p, at, today } = turn
    const question = p.questions.find((one) => one.id === id)
    requireTimeOver(turn, question?.openedOn ?? today, at.settings.clocks.question)
    return withQuestion(p, id, 'open', { stage: 'lapsed', closedOn: today })
  },
  remind: ({ p, today }, { steps }) => ({
    reminders: [...p.reminders, ...steps.map((step) => ({ step, on: today }))],
  }),
  expire: ({ p }, { kinds }) => {
    if (p.hold !== null) throw new Refused('開示請求のため、消去を停止しています。')
    return eraseParts(p, kinds)
  },
}

const NOT_YET = 'まだ期限ではありません。'

function requireTimeOver({ at, today }: Turn, from: string, days: number): void {
  if (!isAuthorTimeOver(at.settings, from, days, today)) throw new Refused(NOT_YET)
}
