import type { Answer, Day, Proposal } from './proposal.ts'
import { unitsOf } from './proposal.ts'

/** A published answer and the state it brings; `done` at once brings its effect too. */
export function conclude(
  p: Proposal,
  answer: Answer,
  decisionNumber: string,
  today: Day,
): Partial<Proposal> {
  const done = answer.conclusion === 'done' || answer.conclusion === 'partly_done'
  const again = answer.conclusion === 'continued' && p.state === 'continued'
  return {
    state: answer.conclusion,
    answers: [...p.answers, { answer, units: unitsOf(p), decisionNumber, on: today }],
    draft: null,
    trial: null,
    renewals: again ? p.renewals + 1 : p.renewals,
    outcome: done
      ? {
          doneOn: answer.date ?? today,
          expectedHours: answer.hours ?? 0,
          measuredHours: null,
          measuredText: '',
          measuredOn: null,
        }
      : p.outcome,
  }
}

export const ERASED = '（消去しました）'

/**
 * Takes parts away for good. Kinds of the schedule: `texts`, `dialogue`, `receipts` (the columns beside
 * the body, see the ledger); of two persons: single parts of the text, `summary`, `dialogue`, `answer`.
 */
export function eraseParts(p: Proposal, what: readonly string[]): Partial<Proposal> {
  const gone = new Set(what)
  const erased = [...new Set([...p.erased, ...what])]
  const change: Partial<Proposal> = { erased, draft: null, masks: [] }
  if (gone.has('texts')) {
    return {
      ...change,
      state: 'expired',
      written: null,
      summary: null,
      questions: [],
      interim: null,
      reconsideration: null,
      ending: null,
      pending: null,
    }
  }
  if (p.written !== null) {
    const { title, current, idea, effect } = p.written
    const kept = (part: string, text: string) => (gone.has(part) ? ERASED : text)
    const written = {
      title: kept('title', title),
      current: kept('current', current),
      idea: kept('idea', idea),
      effect: kept('effect', effect),
    }
    change.written = written
    change.masks = p.masks.filter(({ part }) => !gone.has(part))
  }
  if (gone.has('summary')) change.summary = null
  if (gone.has('dialogue')) {
    change.questions = p.questions.map((q) => ({ ...q, text: ERASED, reply: '', note: '' }))
  }
  if (gone.has('answer')) {
    change.answers = p.answers.map((published) => ({
      ...published,
      answer: { ...published.answer, reason: ERASED, part: '', where: '', wouldChange: '' },
    }))
    change.interim = p.interim === null ? null : { ...p.interim, text: ERASED }
  }
  return change
}
