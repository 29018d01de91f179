import { z } from 'zod'

/**
 * What 人事課 changes in the indicator book. Each says what it found (`before`) and what it makes of it, so
 * that the second person sees old → new, and nothing is written over what has changed in between.
 */
const value = z.object({
  /** A decimal as written; null is 「－」. */
  text: z.string().min(1).nullable(),
  source: z.string().min(1),
  asOfDay: z.string().length(10).nullable(),
})
export type StatedValue = z.infer<typeof value>

const ruling = z.object({ state: z.enum(['possible', 'break', 'none']), reason: z.string().min(1) })

const target = z.object({
  op: z.enum(['increase', 'decrease', 'ge', 'le', 'eq', 'converge']),
  value: z.string().min(1).nullable(),
  words: z.string().min(1),
})
export type StatedTarget = z.infer<typeof target>

const wording = z.object({
  label: z.string(),
  historyLabel: z.string().min(1),
  source: z.string().min(1),
  longTerm: z.string(),
})
export type Wording = z.infer<typeof wording>

const edition = z.object({
  id: z.string().min(1),
  label: z.string().min(1),
  day: z.string().length(10),
  currentYear: z.number().int(),
  source: z.string().min(1),
})

const place = { indicator: z.string().min(1), year: z.number().int() }

const change = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('value'), ...place, before: value.nullable(), after: value }),
  /** Of a year that has two values: whether the survey's is taken. */
  z.object({
    kind: z.literal('survey-value'),
    ...place,
    survey: z.string().min(1),
    before: value,
    measured: z.string().nullable(),
    take: z.boolean(),
  }),
  z.object({ kind: z.literal('break'), ...place, before: ruling.nullable(), after: ruling }),
  z.object({
    kind: z.literal('target'),
    edition: z.string().min(1),
    ...place,
    before: target.nullable(),
    after: target,
  }),
  z.object({
    kind: z.literal('wording'),
    indicator: place.indicator,
    before: wording,
    after: wording,
  }),
  z.object({ kind: z.literal('note'), ref: z.string(), before: z.string(), after: z.string() }),
  /** A new edition; its targets begin as those of the one before. */
  z.object({ kind: z.literal('edition'), copyOf: z.string(), after: edition }),
])
export type Change = z.infer<typeof change>
export type ChangeOf<K extends Change['kind']> = Extract<Change, { kind: K }>

export const changesSchema = z.array(change).min(1)

/** What a change is about: two with the same key exclude each other. */
export function changeKey(one: Change): string {
  if (one.kind === 'note') return `note/${one.ref}`
  if (one.kind === 'edition') return `edition/${one.after.id}`
  if (one.kind === 'wording') return `wording/${one.indicator}`
  if (one.kind === 'target') return `target/${one.edition}/${one.indicator}/${one.year}`
  const kind = one.kind === 'survey-value' ? 'value' : one.kind
  return `${kind}/${one.indicator}/${one.year}`
}
