import { z } from 'zod'
import { addDays } from '../calendar/working-days.ts'
import { effects, keysOf, kinds, LONGEST, publicities, themes } from './catalogue.ts'
import { writtenSchema } from './message.ts'
import { stateNames } from './states.ts'

/** A day in Japan, `2026-11-22`, that the calendar has. Nothing in a proposal is finer than that. */
export const daySchema = z
  .string()
  .regex(/^20\d{2}-\d{2}-\d{2}$/, '日付を確かめてください。')
  .refine(
    (day) => !Number.isNaN(Date.parse(`${day}T00:00:00Z`)) && addDays(day, 0) === day,
    '暦にない日付です。',
  )
export type Day = string

export const parts = ['title', 'current', 'idea', 'effect'] as const
export type Part = (typeof parts)[number]

/** Characters [start, end) (UTF-16) of a part that everybody but 提案担当 reads as ■. */
export const maskSchema = z.strictObject({
  part: z.enum(parts),
  start: z.number().int().min(0),
  end: z.number().int().min(1),
})
export type Mask = z.infer<typeof maskSchema>

export const declineReasons = {
  law: '法令等の制約',
  cost: '費用に見合わない',
  effect: '効果が見込めない',
  other_way: '他の方式で対応',
  timing: '時期が適切でない',
} as const
export const outOfScopeReasons = {
  defamation: '個人の中傷',
  no_idea: '改善案がない',
  personnel: '個人の人事・給与',
  beyond: '市の権限の外',
} as const
export const referralDesks = {
  whistle: '内部公益通報窓口',
  harassment: 'ハラスメント相談窓口',
  personnel: '人事相談窓口',
} as const

/** What a department concludes. The first six are written by it; `done` may also follow later. */
export const conclusions = [
  'planned',
  'partly_planned',
  'in_place',
  'continued',
  'declined',
  'done',
  'partly_done',
] as const
export type Conclusion = (typeof conclusions)[number]

const text = (most: number) => z.string().max(most)
const words = z.string().min(1).max(1500)

/**
 * An answer with its mandatory parts (`answerFaults` names what a draft still lacks): `reason` always;
 * `date` when planned or done (when), `nextDate` when continued; `part` what is not done and why when
 * partly; `where` when in place; `reasonCode` and `wouldChange` when declined; `hours` expected a year when
 * done.
 */
export const answerSchema = z.strictObject({
  conclusion: z.enum(conclusions),
  reason: text(1500),
  date: daySchema.nullable(),
  part: text(800),
  where: text(400),
  nextDate: daySchema.nullable(),
  reasonCode: z.enum(keysOf(declineReasons)).nullable(),
  wouldChange: text(800),
  hours: z.number().min(0).max(1_000_000).nullable(),
  /** 部会の議 that allowed a third renewal; ''. */
  committee: text(100),
})
export type Answer = z.infer<typeof answerSchema>

const publishedAnswerSchema = z.strictObject({
  answer: answerSchema,
  /** Units that sign, lead first. */
  units: z.array(z.string()),
  /** 決裁番号 of 電子決裁 where the approval was given there; ''. */
  decisionNumber: text(60),
  on: daySchema,
})
export type PublishedAnswer = z.infer<typeof publishedAnswerSchema>

const unitPartSchema = z.strictObject({
  unit: z.string(),
  acceptedOn: daySchema.nullable(),
  /** Opinion of a joint unit, taken into the answer by the lead. */
  opinion: text(1000),
})

const questionSchema = z.strictObject({
  id: z.string(),
  unit: z.string(),
  text: words,
  stage: z.enum(['screening', 'open', 'answered', 'unanswered', 'refused', 'flagged', 'lapsed']),
  askedOn: daySchema,
  /** The clock stands from here … */
  openedOn: daySchema.nullable(),
  /** … to here (a reply, a flag, or 14 days). */
  closedOn: daySchema.nullable(),
  reply: text(LONGEST.idea),
  /** Why 提案担当 did not pass it on. */
  note: text(1500),
})
export type Question = z.infer<typeof questionSchema>

const adoptionSchema = z.strictObject({
  unit: z.string(),
  on: daySchema,
  stage: z.enum(['planned', 'done']),
  text: text(1500),
  hours: z.number().min(0).max(1_000_000).nullable(),
})

/** Acts that need a second person, waiting for one. */
const pendingSchema = z.strictObject({
  act: z.enum(['refer', 'exclude', 'erase']),
  on: daySchema,
  text: words,
  desk: z.enum(keysOf(referralDesks)).nullable(),
  reasonCode: z.enum(keysOf(outOfScopeReasons)).nullable(),
  /** What `erase` takes away. */
  erase: z.array(z.enum([...parts, 'summary', 'dialogue', 'answer'])),
})

const stepSchema = z.strictObject({
  on: daySchema,
  role: z.enum(['author', 'desk', 'compliance', 'promoter', 'head', 'director', 'system']),
  unit: z.string(),
  act: z.string().max(40),
  /** For 提案担当; of `return` also for the author. Nothing of a text of the author. */
  note: text(1500),
})
export type Step = z.infer<typeof stepSchema>

const summarySchema = z.strictObject({
  title: z.string().min(1).max(LONGEST.title),
  text: z.string().min(1).max(800),
  stage: z.enum(['asked', 'approved', 'rejected', 'lapsed']),
  askedOn: daySchema,
  note: text(LONGEST.note),
})

/** One proposal, whole. Strict: an unknown member is a fault, so no time can creep in. */
export const proposalSchema = z.strictObject({
  number: z.string(),
  /** Grows by one an act (reminders and endorsements apart): a page made from an older one is refused. */
  version: z.number().int().min(1),
  receivedOn: daySchema,
  state: z.enum(stateNames),
  stateOn: daySchema,
  /** State in which retention found it; null unless `expired`. */
  expiredFrom: z.enum(stateNames).nullable().default(null),
  /** null once retention or two persons have deleted it. */
  written: writtenSchema.nullable(),
  aimedAt: z.string().nullable(),
  theme: z.enum(keysOf(themes)),
  kind: z.enum(keysOf(kinds)),
  effects: z.array(z.enum(keysOf(effects))),
  publicity: z.enum(keysOf(publicities)),
  aboutHead: z.boolean(),
  masks: z.array(maskSchema),
  summary: summarySchema.nullable(),
  /** Responsible units, lead first. */
  units: z.array(unitPartSchema),
  /** The one refusal: who, why, whom it names. */
  refusal: z
    .strictObject({ unit: z.string(), names: z.string(), reason: words, on: daySchema })
    .nullable(),
  /** True once 提案担当 has decided after a refusal: no second one. */
  settled: z.boolean(),
  /** Days from which clocks run: the check, the acceptance, the answer. */
  routedOn: daySchema.nullable(),
  acceptedOn: daySchema.nullable(),
  interim: z.strictObject({ text: words, on: daySchema, unit: z.string() }).nullable(),
  draft: z
    .strictObject({
      answer: answerSchema,
      stage: z.enum(['drafting', 'submitted', 'approved']),
      decisionNumber: text(60),
      /** Why it came back; ''. */
      note: text(1500),
      on: daySchema,
    })
    .nullable(),
  answers: z.array(publishedAnswerSchema),
  questions: z.array(questionSchema),
  renewals: z.number().int().min(0),
  trial: z.strictObject({ endsOn: daySchema, text: words }).nullable(),
  /** What came of it, hours a year. `measured` is reported by the head and confirmed by 提案担当. */
  outcome: z
    .strictObject({
      doneOn: daySchema,
      expectedHours: z.number().min(0),
      measuredHours: z.number().min(0).nullable(),
      measuredText: text(1500),
      measuredOn: daySchema.nullable(),
    })
    .nullable(),
  modelCase: z.strictObject({ text: words, on: daySchema }).nullable(),
  reconsideration: z
    .strictObject({ by: z.enum(['author', 'desk']), reason: words, on: daySchema })
    .nullable(),
  merged: z.strictObject({ into: z.string(), on: daySchema, from: z.enum(stateNames) }).nullable(),
  /** Endorsements of its own (those of merged ones are added when shown). */
  endorsements: z.number().int().min(0),
  /** As of the last weekly update: the only figure that bands are made of. */
  endorsementsShown: z.number().int().min(0),
  adoptions: z.array(adoptionSchema),
  pending: pendingSchema.nullable(),
  ending: z
    .strictObject({
      text: words,
      desk: z.enum(keysOf(referralDesks)).nullable(),
      reasonCode: z.enum(keysOf(outOfScopeReasons)).nullable(),
    })
    .nullable(),
  /** 開示請求: nothing is deleted while it stands. */
  hold: z.strictObject({ reason: words, on: daySchema }).nullable(),
  /** Which reminders were given: `acceptance+0`, `conclusion+5` … */
  reminders: z.array(z.strictObject({ step: z.string(), on: daySchema })),
  /** Kinds of data already deleted (see retention). */
  erased: z.array(z.string()),
  steps: z.array(stepSchema),
})
export type Proposal = z.infer<typeof proposalSchema>

/** Unit that answers for it; undefined before it is routed. */
export function leadOf(p: Proposal): string | undefined {
  return p.units[0]?.unit
}

export function unitsOf(p: Proposal): string[] {
  return p.units.map(({ unit }) => unit)
}

/** The conclusion in force; undefined before the first and after a reopening. */
export function lastAnswer(p: Proposal): PublishedAnswer | undefined {
  return p.answers.at(-1)
}
