/**
 * The language in which the sample proposals are told: what was written, when it came out of the box,
 * and who did what after how many working days. Days are never written down: the same stories fit the
 * two years before any today.
 */
import type { Act } from '../server/proposals/acts.ts'
import type { Effect, Kind, Publicity, Theme } from '../server/proposals/catalogue.ts'
import type { Written } from '../server/proposals/message.ts'
import type { Answer, Day } from '../server/proposals/proposal.ts'
import type { State } from '../server/proposals/states.ts'

export interface Story {
  readonly key: string
  readonly out: Out
  readonly form: Form
  readonly written: Written
  /** How many of the staff endorse it in the end. */
  readonly endorsements: number
  readonly steps: readonly StoryStep[]
  readonly ends: State
}

/** When it comes out of the box: a share of a fiscal year, or working days before today. */
export type Out = { readonly year: 'last' | 'this'; readonly at: number } | { readonly ago: number }

export const lastYear = (at: number): Out => ({ year: 'last', at })
export const thisYear = (at: number): Out => ({ year: 'this', at })
export const ago = (days: number): Out => ({ ago: days })

interface Form {
  /** null: 分からない */
  readonly aimedAt: string | null
  readonly theme: Theme
  readonly kind: Kind
  readonly effects: readonly Effect[]
  readonly publicity: Publicity
  readonly aboutHead: boolean
}

/** A proposal that everybody may read; the rest says what is different. */
export function form(
  aimedAt: string | null,
  theme: Theme,
  kind: Kind,
  effects: readonly Effect[],
  rest: { publicity?: Publicity; aboutHead?: boolean } = {},
): Form {
  return { aimedAt, theme, kind, effects, publicity: 'open', aboutHead: false, ...rest }
}

/** `second` is the other of the two 提案担当; `unit` any unit that is not responsible. */
export type Part =
  | 'author'
  | 'desk'
  | 'second'
  | 'compliance'
  | 'promoter'
  | 'head'
  | 'director'
  | 'unit'
  /** Done by the demo in the system's name. */
  | 'system'
  /** Happens by itself: the demo only waits for it. */
  | 'time'

export interface StoryStep {
  /** Working days after the step before (the first: after the release). */
  readonly after: number
  readonly by: Part
  /** Unit acting; '': the lead unit. */
  readonly unit: string
  readonly act: (around: Around) => Act
}

/** What an act may depend on. */
export interface Around {
  /** The n-th working day from the day of the act. */
  readonly later: (days: number) => Day
  /** A working day that many months on. */
  readonly monthsLater: (months: number) => Day
  readonly numberOf: (key: string) => string
  readonly written: Written
}

export type Moment = (around: Around) => Day
export const sameDay: Moment = (around) => around.later(0)
export const days =
  (n: number): Moment =>
  (around) =>
    around.later(n)
export const months =
  (n: number): Moment =>
  (around) =>
    around.monthsLater(n)

export function step(
  after: number,
  by: Part,
  act: Act | ((around: Around) => Act),
  unit = '',
): StoryStep {
  return { after, by, unit, act: typeof act === 'function' ? act : () => act }
}

/** What an answer says; what is left out is empty. */
export interface Said
  extends Partial<Omit<Answer, 'conclusion' | 'reason' | 'date' | 'nextDate'>>,
    Pick<Answer, 'conclusion' | 'reason'> {
  readonly date?: Moment
  readonly nextDate?: Moment
}

export function answerOf(said: Said, around: Around): Answer {
  const { date, nextDate, ...rest } = said
  return {
    part: '',
    where: '',
    reasonCode: null,
    wouldChange: '',
    hours: null,
    committee: '',
    ...rest,
    date: date?.(around) ?? null,
    nextDate: nextDate?.(around) ?? null,
  }
}
