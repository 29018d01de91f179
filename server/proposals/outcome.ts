import type { Change } from './change.ts'
import type { Answer, Day, Proposal } from './proposal.ts'
import { unitsOf } from './proposal.ts'
import { rules } from './rules.ts'

/** A published answer and the state it brings; `done` at once brings its effect too. */
export function conclude(p: Proposal, answer: Answer, decisionNumber: string, today: Day): Change {
  const done = answer.conclusion === 'done' || answer.conclusion === 'partly_done'
  const again =
    isOpenEnded(answer) &&
    p.answers.some((before) => before.answer.conclusion === answer.conclusion)
  return {
    state: answer.conclusion,
    answers: [...p.answers, { answer, units: unitsOf(p), decisionNumber, on: today }],
    draft: null,
    renewals: again ? p.renewals + 1 : p.renewals,
    outcome: done ? newOutcome(answer.date ?? today, answer.hours ?? 0) : null,
  }
}

/** An answer that puts the matter off: again and again only with 部会. */
export function isOpenEnded({ conclusion }: Pick<Answer, 'conclusion'>): boolean {
  return conclusion === 'continued' || conclusion === 'planned' || conclusion === 'partly_planned'
}

/** An answer without its parts. */
export const plainAnswer: Omit<Answer, 'conclusion' | 'reason'> = {
  date: null,
  part: '',
  where: '',
  nextDate: null,
  reasonCode: null,
  wouldChange: '',
  hours: null,
  committee: '',
}

function newOutcome(doneOn: Day, expectedHours: number): NonNullable<Proposal['outcome']> {
  return { doneOn, expectedHours, measuredHours: null, measuredText: '', measuredOn: null }
}

/** Whether 提案担当 have confirmed the effect as it was last reported, and not an earlier report of it. */
export function isEffectConfirmed(p: {
  readonly outcome: Proposal['outcome']
  readonly steps: readonly Pick<Proposal['steps'][number], 'act' | 'on'>[]
}): boolean {
  const measuredOn = p.outcome?.measuredOn ?? null
  const last = (label: string) => p.steps.findLastIndex(({ act }) => act === label)
  const at = last(rules['confirm-effect'].label)
  const on = p.steps[at]?.on ?? ''
  return measuredOn !== null && at > last(rules['report-effect'].label) && on >= measuredOn
}

export const ERASED = '（消去しました）'

/**
 * Takes parts away for good. Kinds of the schedule: `texts` and `ended` (every text), `dialogue`, `steps`
 * (their notes; what happened on which day stays), `receipts` (columns beside the body, see the ledger); of
 * two persons: single parts of the author's text, `summary`, `dialogue`, `answer` (whatever officials wrote).
 */
export function eraseParts(p: Proposal, what: readonly string[]): Change {
  const gone = new Set(what)
  const erased = [...new Set([...p.erased, ...what])]
  if (gone.has('texts') || gone.has('ended')) {
    return { ...withoutTexts(p), steps: withoutNotes(p.steps), erased }
  }
  return {
    ...withoutParts(p, gone),
    ...(gone.has('dialogue') ? withoutDialogue(p) : {}),
    ...(gone.has('summary') ? { summary: withoutSummary(p) } : {}),
    ...(gone.has('answer') ? withoutOfficialTexts(p) : {}),
    steps: ['dialogue', 'answer', 'steps'].some((kind) => gone.has(kind))
      ? withoutNotes(p.steps)
      : p.steps,
    erased,
  }
}

/** Number, theme, state and figures stay. */
function withoutTexts(p: Proposal): Change {
  return {
    ...withoutOfficialTexts(p),
    state: 'expired',
    expiredFrom: p.state === 'expired' ? p.expiredFrom : p.state,
    written: null,
    masks: [],
    summary: null,
    questions: [],
    interim: null,
    refusal: null,
    reconsideration: null,
    modelCase: null,
    ending: null,
    pending: null,
  }
}

function withoutParts(p: Proposal, gone: ReadonlySet<string>): Change {
  if (p.written === null) return {}
  const kept = (part: string, text: string) => (gone.has(part) ? ERASED : text)
  const { title, current, idea, effect } = p.written
  return {
    written: {
      title: kept('title', title),
      current: kept('current', current),
      idea: kept('idea', idea),
      effect: kept('effect', effect),
    },
    masks: p.masks.filter(({ part }) => !gone.has(part)),
  }
}

/** One that stands goes on standing, so that the whole text does not come to light instead. */
function withoutSummary({ summary }: Proposal): Proposal['summary'] {
  const stands = summary?.stage === 'approved' || summary?.stage === 'lapsed'
  return summary !== null && stands ? { ...summary, title: ERASED, text: ERASED, note: '' } : null
}

/** What author and officials wrote to each other; the reason of 差戻し stands in its step. */
function withoutDialogue(p: Proposal): Change {
  return {
    questions: p.questions.map((q) => ({ ...q, text: ERASED, reply: '', note: '' })),
    summary: p.summary === null ? null : { ...p.summary, note: '' },
    reconsideration: p.reconsideration === null ? null : { ...p.reconsideration, reason: ERASED },
  }
}

function withoutOfficialTexts(p: Proposal): Change {
  return {
    answers: p.answers.map((published) => ({
      ...published,
      answer: { ...published.answer, reason: ERASED, part: '', where: '', wouldChange: '' },
    })),
    draft: null,
    interim: p.interim === null ? null : { ...p.interim, text: ERASED },
    refusal: p.refusal === null ? null : { ...p.refusal, reason: ERASED },
    trial: p.trial === null ? null : { ...p.trial, text: ERASED },
    modelCase: p.modelCase === null ? null : { ...p.modelCase, text: ERASED },
    units: p.units.map((part) => ({ ...part, opinion: '' })),
    adoptions: p.adoptions.map((own) => ({ ...own, text: '' })),
    outcome: p.outcome === null ? null : { ...p.outcome, measuredText: '' },
  }
}

function withoutNotes(steps: Proposal['steps']): Proposal['steps'] {
  return steps.map((step) => ({ ...step, note: '' }))
}
