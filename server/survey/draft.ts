import { z } from 'zod'
import { answeringMinutes } from './answering-time.ts'
import { chosenItems } from './chosen-items.ts'
import { chosenAttributes } from './draft-attributes.ts'
import type { QuestionBank } from './question-bank.ts'
import type { Asked, BureauChoice, Questionnaire } from './questionnaire.ts'
import { translationsOf } from './translations.ts'

/** Columns of the roster that an attribute can be estimated from. */
export const rosterColumns = ['position', 'age', 'sex', 'employment', 'job'] as const

/** Words in the other languages: the text, and as many options as in Japanese (or none). */
const ownWords = {
  text: z.string().min(1).max(300),
  options: z.array(z.string().min(1).max(100)).default([]),
}
const inOthers = { easy: z.object(ownWords).optional(), en: z.object(ownWords).optional() }

/** A question of the city's own; its id is never given to another one. */
export const ownItemSchema = z.object({
  id: z.string().regex(/^own-\d{1,4}$/),
  type: z.enum(['scale', 'multi', 'text']),
  section: z.string(),
  text: z.string().min(1).max(120),
  /** Of `multi`, in the order of the page. */
  options: z.array(z.string().min(1).max(40)).max(20).default([]),
  /** Of `text`. */
  maxChars: z.number().int().min(50).max(1000).default(400),
  audience: z.enum(['all', '管理職']).default('all'),
  ...inOthers,
})
export type OwnItem = z.infer<typeof ownItemSchema>

/** An attribute of the city's own; `column` '' when the roster does not know it. */
export const ownAttributeSchema = z.object({
  id: z.string().regex(/^own-a\d{1,4}$/),
  label: z.string().min(1).max(30),
  options: z.array(z.string().min(1).max(30)).min(2).max(10),
  column: z.enum(['', ...rosterColumns]).default(''),
  ...inOthers,
})
export type OwnAttribute = z.infer<typeof ownAttributeSchema>

/** Values of the roster's columns, and codes of units, whose people are not asked. */
export const leftOutSchema = z.object({
  employment: z.array(z.string()).default([]),
  appointer: z.array(z.string()).default([]),
  status: z.array(z.string()).default([]),
  units: z.array(z.string()).default([]),
})
export type LeftOut = z.infer<typeof leftOutSchema>

/** What 人事課 answers about the surveys before the first one in this system. */
export const earlierSchema = z.object({
  scale: z.enum(['4', '5', 'unknown']),
  denominator: z.enum(['valid', 'all', 'unknown']),
  asked: z.enum(['same', 'other', 'unknown']),
})
export type Earlier = z.infer<typeof earlierSchema>

/**
 * What 人事課 chooses before the announcement. Instants are ISO 8601 in UTC, days are JST. A draft may be
 * unfinished: `draftFaults` says what is missing. Members with a usual value are absent in older drafts.
 */
export const draftSchema = z.object({
  title: z.string().min(1).max(80),
  /** '': the Japanese one is shown. */
  titleEasy: z.string().max(160).default(''),
  titleEn: z.string().max(160).default(''),
  scale: z.union([z.literal(4), z.literal(5)]),
  itemIds: z.array(z.string()),
  attributeIds: z.array(z.string()).max(4),
  k: z.number().int().min(5).max(100),
  kDecision: z.string().max(60),
  /** The publication plan; drafts from before it could be chosen have 全庁 and 部. */
  tables: z.array(z.array(z.string()).max(2)).default([[], ['bu']]),
  opensAt: z.string(),
  closesAt: z.string(),
  referenceDay: z.string().length(10),
  contact: z.string().max(60),
  contacts: z.array(z.string().max(100)).max(6),
  keepers: z.object({ need: z.number().int(), posts: z.array(z.string().min(1).max(40)) }),
  /** Ids of questions in the order of the page; those not named follow in the order of the bank. */
  itemOrder: z.array(z.string()).default([]),
  ownItems: z.array(ownItemSchema).default([]),
  ownAttributes: z.array(ownAttributeSchema).default([]),
  /** The last number given to a question or attribute of one's own, in any survey. */
  ownNumber: z.number().int().min(0).default(0),
  /** By attribute: what the roster says → option, '' for none; over what the bank says. */
  categories: z.record(z.string(), z.record(z.string(), z.string())).default({}),
  leftOut: leftOutSchema.prefault({}),
  earlier: earlierSchema.nullable().default(null),
  /** Breaks of the series that 人事課 has confirmed, as `breakKey` names them. */
  confirmedBreaks: z.array(z.string()).default([]),
  /** Posts that read the free texts: one of 人事課, one of elsewhere; [] not said yet. */
  readers: z.array(z.string().min(1).max(40)).max(2).default([]),
  /** 紙の回答券 for workplaces without PCs, with so many spare ones (null: a tenth); null: none. */
  slips: z
    .object({ spare: z.number().int().min(0).max(5000).nullable() })
    .nullable()
    .default(null),
})

export type SurveyDraft = z.infer<typeof draftSchema>
/** A draft as it may be written down: members with a usual value may be absent. */
export type DraftInput = z.input<typeof draftSchema>

/** Turns a draft into the questionnaire that is frozen and shown, with the units of the reference day. */
export function composeQuestionnaire(
  survey: string,
  input: DraftInput,
  bank: QuestionBank,
  bureaus: readonly BureauChoice[],
  asked?: Asked,
): Questionnaire {
  const draft = draftSchema.parse(input)
  const items = chosenItems(draft, bank)
  const attributes = chosenAttributes(draft, bank)
  return {
    version: 1,
    survey,
    title: draft.title,
    scale: draft.scale,
    options: bank.scales[draft.scale],
    purpose: bank.purpose,
    contact: draft.contact,
    contacts: draft.contacts,
    minutes: answeringMinutes(items, attributes.length),
    referenceDay: draft.referenceDay,
    sections: bank.sections.filter((s) => items.some((i) => i.section === s.id)),
    items,
    attributes: attributes.map(({ id, label, options }) => ({ id, label, options })),
    bureaus,
    k: draft.k,
    kDistribution: 2 * draft.k,
    tables: draft.tables,
    translations: translationsOf(draft, bank, { items, attributes }),
    ...readersOf(draft, items),
    ...(asked === undefined ? {} : { asked }),
  }
}

function readersOf({ readers }: SurveyDraft, items: Questionnaire['items']) {
  const [first, second] = readers
  const isAsked = items.some(({ type }) => type === 'text')
  if (!isAsked || first === undefined || second === undefined) return {}
  return { readers: [first, second] as const }
}
