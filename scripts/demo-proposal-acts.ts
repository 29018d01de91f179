/** The acts of the sample stories, one short word each; the number is always working days after the step before. */
import type { Part as TextPart } from '../server/proposals/proposal.ts'
import type { Written } from '../server/proposals/message.ts'
import type { outOfScopeReasons, referralDesks } from '../server/proposals/proposal.ts'
import { answerOf, type Moment, type Said, step, type StoryStep } from './demo-proposal-story.ts'

// 提案担当

export const route = (after: number, ...units: string[]) =>
  step(after, 'desk', { act: 'route', units })

/** Hides the first occurrence of these words. */
export const mask = (after: number, ...words: [TextPart, string][]) =>
  step(after, 'desk', ({ written }) => ({
    act: 'mask',
    masks: words.map(([part, word]) => placeOf(written, part, word)),
  }))

export const giveBackToAuthor = (after: number, text: string) =>
  step(after, 'desk', { act: 'return', text })
export const summarise = (after: number, title: string, text: string) =>
  step(after, 'desk', { act: 'summarise', title, text })
export const merge = (after: number, into: string) =>
  step(after, 'desk', ({ numberOf }) => ({ act: 'merge', into: numberOf(into) }))
export const unmerge = (after: number) => step(after, 'desk', { act: 'unmerge' })
export const releaseQuestion = (after: number, question = 'Q1XX') =>
  step(after, 'desk', { act: 'release-question', question })
export const refuseQuestion = (after: number, text: string, question = 'Q1XX') =>
  step(after, 'desk', { act: 'refuse-question', question, text })
export const publish = (after: number) => step(after, 'desk', { act: 'publish' })
export const giveBack = (after: number, text: string) =>
  step(after, 'desk', { act: 'give-back', text })
export const confirmEffect = (after: number) => step(after, 'desk', { act: 'confirm-effect' })
export const modelCase = (after: number, text: string) =>
  step(after, 'desk', { act: 'model-case', text })
export const reopen = (after: number, text: string) => step(after, 'desk', { act: 'reopen', text })

/** Two persons: one proposes it, the other confirms it. */
export const referTo = (after: number, desk: keyof typeof referralDesks, text: string) => [
  step(after, 'desk', { act: 'refer', desk, text }),
  step(0, 'second', { act: 'confirm' }),
]
export const exclude = (
  after: number,
  reasonCode: keyof typeof outOfScopeReasons,
  text: string,
) => [
  step(after, 'desk', { act: 'exclude', reasonCode, text }),
  step(1, 'second', { act: 'confirm' }),
]
export const erase = (after: number, parts: TextPart[], text: string) => [
  step(after, 'desk', { act: 'erase', erase: parts, text }),
  step(0, 'second', { act: 'confirm' }),
]

// 所管

export const accept = (after: number) => step(after, 'head', { act: 'accept' })
export const notOurs = (after: number, names: string, text: string) =>
  step(after, 'head', { act: 'decline', names, text })
export const interim = (after: number, text: string) =>
  step(after, 'head', { act: 'interim', text })
export const ask = (after: number, text: string) => step(after, 'promoter', { act: 'ask', text })
export const opinion = (after: number, unit: string, text: string) =>
  step(after, 'promoter', { act: 'opinion', text }, unit)
export const draft = (after: number, said: Said) =>
  step(after, 'promoter', (around) => ({ act: 'draft', answer: answerOf(said, around) }))
export const submit = (after: number) => step(after, 'promoter', { act: 'submit' })
export const sendBack = (after: number, text: string) =>
  step(after, 'head', { act: 'send-back', text })
export const approve = (after: number, decisionNumber = '') =>
  step(after, 'head', { act: 'approve', decisionNumber })

/** The usual way of an answer: drafted, submitted, approved, published. */
export const answered = (after: number, said: Said, decisionNumber = ''): StoryStep[] => [
  draft(after, said),
  submit(0),
  approve(2, decisionNumber),
  publish(1),
]

/** The answer of a 部長, where the head must not know of the proposal. */
export const answeredByDirector = (after: number, said: Said): StoryStep[] => [
  step(after, 'director', (around) => ({ act: 'draft', answer: answerOf(said, around) })),
  step(1, 'director', { act: 'approve', decisionNumber: '' }),
  publish(1),
]

export const startTrial = (after: number, endsOn: Moment, text: string) =>
  step(after, 'head', (around) => ({ act: 'start-trial', endsOn: endsOn(around), text }))
export const markDone = (
  after: number,
  conclusion: 'done' | 'partly_done',
  hours: number,
  text: string,
) =>
  step(after, 'head', ({ later }) => ({
    act: 'mark-done',
    conclusion,
    doneOn: later(0),
    hours,
    text,
  }))
export const reportEffect = (after: number, hours: number, text: string) =>
  step(after, 'head', { act: 'report-effect', hours, text })

// うちでもやる

export const adopt = (after: number, unit: string, text: string) =>
  step(after, 'unit', { act: 'adopt', text }, unit)
export const reportAdoption = (after: number, unit: string, hours: number, text: string) =>
  step(after, 'unit', { act: 'report-adoption', hours, text }, unit)

// 提案者

export const rewrite = (after: number, written: Partial<Written>) =>
  step(after, 'author', (around) => ({
    act: 'rewrite',
    written: { ...around.written, ...written },
  }))
export const approveSummary = (after: number) => step(after, 'author', { act: 'approve-summary' })
export const rejectSummary = (after: number, text: string) =>
  step(after, 'author', { act: 'reject-summary', text })
export const reply = (after: number, text: string, question = 'Q1XX') =>
  step(after, 'author', { act: 'reply', question, text })
export const leaveUnanswered = (after: number, question = 'Q1XX') =>
  step(after, 'author', { act: 'leave-unanswered', question })
export const flagQuestion = (after: number, text: string, question = 'Q1XX') =>
  step(after, 'author', { act: 'flag-question', question, text })
export const withdraw = (after: number) => step(after, 'author', { act: 'withdraw' })
export const reconsider = (after: number, text: string) =>
  step(after, 'author', { act: 'reconsider', text })
export const reportHunt = (after: number, text: string) =>
  step(after, 'author', { act: 'report-hunt', text })

// By itself

export const acceptedByTime = (after = 7) => step(after, 'time', { act: 'accept-by-time' })
export const returnLapsed = (after = 12) => step(after, 'time', { act: 'return-lapsed' })
export const questionLapsed = (after = 12, question = 'Q1XX') =>
  step(after, 'time', { act: 'question-lapsed', question })

function placeOf(written: Written, part: TextPart, word: string) {
  const start = written[part].indexOf(word)
  if (start < 0) throw new Error(`「${word}」 is not in ${part}`)
  return { part, start, end: start + word.length }
}
