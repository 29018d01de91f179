import { z } from 'zod'

/** Where an entry comes from: a question of the survey, a shown comment, a proposal, or the unit itself. */
export const originSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('item'), survey: z.string(), item: z.string() }),
  z.object({ kind: z.literal('comment'), survey: z.string(), words: z.string().max(200) }),
  z.object({ kind: z.literal('proposal'), number: z.string() }),
  z.object({ kind: z.literal('own') }),
])
export type Origin = z.infer<typeof originSchema>

/** 改善施策: three at most a unit and year. `state`: planned, doing, done, stopped. */
export const actionSchema = z.object({
  title: z.string().min(1).max(80),
  origin: originSchema,
  /** A post (「課長」「係長」), never a name. */
  owner: z.string().max(40),
  due: z.string().length(10).nullable(),
  /** What has changed, for everybody to read: 「あなたの声で変わったこと」. */
  outcome: z.string().max(300),
})

/** やめる業務. `state`: considering, stopped, reduced, merged, kept. */
export const stopWorkSchema = z.object({
  name: z.string().min(1).max(80),
  origin: originSchema,
  /** Hours a year that it frees; null: not counted. */
  hours: z.number().min(0).max(1_000_000).nullable(),
  /** What was decided, and why. */
  decision: z.string().max(300),
  /** Fiscal year of the budget it is for; null: none. */
  budgetYear: z.number().int().nullable(),
})

/** 優良事例. `state`: draft, shared. */
export const caseSchema = z.object({
  title: z.string().min(1).max(80),
  problem: z.string().max(300),
  approach: z.string().max(300),
  effect: z.string().max(300),
  /** 横展開: where else it would help. */
  spread: z.string().max(300),
})

/**
 * Whose work a measure of the programme is. The programme asks four kinds of people for something: everybody in
 * their own work, heads for their unit, the units in charge of a rule for all others, and 推進本部 for what only
 * the whole body can decide.
 */
export const bearers = {
  all: '全職員',
  head: '所属長',
  owner: '制度所管課',
  headquarters: '推進本部',
} as const
export type Bearer = keyof typeof bearers

export const measureSorts = {
  new: '新規',
  extended: '拡充',
  continued: '継続',
  repeated: '再掲',
} as const

/** A measure of the programme (about 50); its unit is in charge (所管). */
export const measureSchema = z.object({
  /** As the programme numbers it: 「1-3」. */
  number: z.string().min(1).max(20),
  /** 柱 as printed: 「１ 事務事業の見直し」. */
  pillar: z.string().min(1).max(60),
  name: z.string().min(1).max(120),
  bearers: z.array(z.enum(['all', 'head', 'owner', 'headquarters'])).min(1),
  sort: z.enum(['new', 'extended', 'continued', 'repeated']),
  /** 再掲: number of the measure that it repeats; else null. */
  repeats: z.string().max(20).nullable(),
  /** 改善状況. */
  progress: z.string().max(500),
})
export type Measure = z.infer<typeof measureSchema>

/** A figure of a published set: kept as a reference, so that the number itself always comes from the set. */
export const groundSchema = z.object({
  survey: z.string().max(40),
  item: z.string().max(60),
  group: z.string().max(200),
})
export type Ground = z.infer<typeof groundSchema>

/** 組織課題, of the whole body (unit ''). */
export const issueSchema = z.object({
  title: z.string().min(1).max(80),
  /** What the figures and the texts say, in words. */
  finding: z.string().max(500),
  grounds: z.array(groundSchema).max(3),
  /** Codes of the units concerned; none: all. */
  units: z.array(z.string().max(20)).max(30),
  /** 改善施策 that were decided. */
  decided: z.string().max(500),
})
export type Issue = z.infer<typeof issueSchema>

const schemas = {
  action: actionSchema,
  'stop-work': stopWorkSchema,
  measure: measureSchema,
  case: caseSchema,
  issue: issueSchema,
}

/** States of each kind, as pages call them in Japanese. */
export const entryStates = {
  action: { planned: '予定', doing: '実施中', done: '実施済', stopped: '中止' },
  'stop-work': {
    considering: '検討中',
    stopped: '廃止',
    reduced: '縮小・簡略化',
    merged: '統合',
    kept: '続ける',
  },
  measure: { planned: '未着手', doing: '実施中', done: '達成', ended: '終了' },
  case: { draft: '準備中', shared: '全庁に共有' },
  issue: { open: '未対応', working: '対応中', watching: '経過を見る', solved: '解決' },
} as const

export type Kind = keyof typeof schemas
export type StateOf<K extends Kind> = keyof (typeof entryStates)[K] & string
export type BodyOf<K extends Kind> = z.infer<(typeof schemas)[K]>

/** One thing that is followed up, in one fiscal year. */
export interface Entry<K extends Kind> {
  readonly id: number
  readonly fiscalYear: number
  readonly kind: K
  /** Code of the unit; '' the whole body. */
  readonly unit: string
  readonly state: StateOf<K>
  readonly body: BodyOf<K>
  /** Day (JST). */
  readonly changedOn: string
  /** Id of last year's entry that it continues. */
  readonly carriedFrom: number | null
}

/** Most 改善施策 of a unit in a year: what is more is not done. */
export const MOST_ACTIONS = 3

/** @throws {z.ZodError} when a stored body is not of its kind; that is a bug of whoever stored it. */
export function bodyOf<K extends Kind>(kind: K, json: string): BodyOf<K> {
  return schemas[kind].parse(JSON.parse(json)) as BodyOf<K>
}

export function isStateOf<K extends Kind>(kind: K, state: string): state is StateOf<K> {
  return Object.hasOwn(entryStates[kind], state)
}
