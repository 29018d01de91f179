import { z } from 'zod'

/**
 * The published set: everything a survey publishes, the same for pages, API and exports. It is kept
 * as the JSON text of `commons.published_set.body` and served byte for byte.
 *
 * Percentages are in percent with at most one decimal; 1 = best, so a `distribution` runs best → worst.
 */
export interface PublishedSet {
  readonly survey: string
  /** Invented answers: every page, print and export made of this set says 「見本データ」. */
  readonly sample?: boolean
  /** Fewest respondents of a group that is shown. */
  readonly k: number
  /** Fewest respondents for a full distribution; null: none below the whole body (simple rule). */
  readonly kDistribution: number | null
  /** A step of a shown percentage covers at least this many people. */
  readonly roundingPeople: number
  readonly scale: 4 | 5
  /** null when they are fewer than k, none included. */
  readonly respondents: number | null
  /** The whole body first, then the plan's tables, each in 建制順; answered or not. */
  readonly groups: readonly PublishedGroup[]
  readonly certificate: Certificate | null
  readonly audit: Audit | null
  /** Set while the protection engine is not the one that made the set. */
  readonly rule?: 'simple'
}

export type PublishedGroup = ShownGroup | HiddenGroup | RestGroup

interface GroupName {
  /** `*` is the whole body, `bu=1100` a 部. */
  readonly id: string
  /** Attributes that cut the table; [] is the whole body. */
  readonly table: readonly string[]
  readonly keys: Readonly<Record<string, string>>
  readonly label: string
}

export interface ShownGroup extends GroupName {
  readonly state: 'published'
  readonly tier: 'full' | 'band'
  readonly n: number
  /** By item id; null: hidden for this group. */
  readonly items: Readonly<Record<string, ItemValue | null>>
}

/** Too small, hidden to protect another group, or empty: the three look alike. */
export interface HiddenGroup extends GroupName {
  readonly state: 'hidden'
}

/** What is left of `parent` without the groups of `minus`: derivable anyway, so it is printed. */
export interface RestGroup {
  readonly id: string
  readonly table: readonly string[]
  readonly state: 'rest'
  readonly parent: string
  readonly minus: readonly string[]
  readonly n: number
  readonly items: Readonly<Record<string, ItemValue | null>>
}

export interface ItemValue {
  /** Valid answers of the item; the whole body only. */
  readonly n?: number
  /** Top two answers ÷ valid answers, percent, a multiple of `step`. */
  readonly favourable: number
  /** Width of the rounding in percentage points. */
  readonly step: number
  /** Percent of each answer, best → worst. */
  readonly distribution?: readonly number[]
  /** Percent of favourable (, neutral) and unfavourable answers. */
  readonly bands?: readonly number[]
}

export interface Certificate {
  readonly ok: boolean
  readonly k: number
  readonly minBound: number
  readonly lps: number
  readonly mips: number
  readonly cuts: number
  readonly rounds: number
  readonly patternHash: string
}

export interface Audit {
  readonly certainBefore: number
  readonly certainAfter: number
  readonly widened: number
  readonly hiddenItems: number
}

const count = z.int().min(0)
/** One decimal at most: more digits could carry counts. */
const isTenths = (value: number) => Math.round(value * 10) / 10 === value
const percent = z.number().min(0).max(100).refine(isTenths)

const itemValue = z.strictObject({
  n: count.exactOptional(),
  favourable: percent,
  step: z.number().positive().max(50).refine(isTenths),
  distribution: z.array(percent).exactOptional(),
  bands: z.array(percent).exactOptional(),
})

const items = z.record(z.string(), itemValue.nullable())

const name = {
  id: z.string().min(1),
  table: z.array(z.string()),
  keys: z.record(z.string(), z.string()),
  label: z.string(),
}

const group = z.discriminatedUnion('state', [
  z.strictObject({
    ...name,
    state: z.literal('published'),
    tier: z.enum(['full', 'band']),
    n: count,
    items,
  }),
  z.strictObject({ ...name, state: z.literal('hidden') }),
  z.strictObject({
    id: name.id,
    table: name.table,
    state: z.literal('rest'),
    parent: z.string(),
    minus: z.array(z.string()),
    n: count,
    items,
  }),
])

/** Strict: a field this version does not know, a figure on a hidden group included, is refused. */
export const publishedSetSchema: z.ZodType<PublishedSet> = z.strictObject({
  survey: z.string().min(1),
  sample: z.boolean().exactOptional(),
  k: count.min(1),
  kDistribution: count.min(1).nullable(),
  roundingPeople: count.min(1),
  scale: z.union([z.literal(4), z.literal(5)]),
  respondents: count.nullable(),
  groups: z.array(group),
  certificate: z
    .strictObject({
      ok: z.boolean(),
      k: count,
      minBound: count,
      lps: count,
      mips: count,
      cuts: count,
      rounds: count,
      patternHash: z.string().regex(/^[0-9a-f]{64}$/),
    })
    .nullable(),
  audit: z
    .strictObject({ certainBefore: count, certainAfter: count, widened: count, hiddenItems: count })
    .nullable(),
  rule: z.literal('simple').exactOptional(),
})
