import { z } from 'zod'
import type { QuestionBank } from './question-bank.ts'
import type { BureauChoice, Questionnaire } from './questionnaire.ts'

/** What 人事課 chooses before the announcement. Instants are ISO 8601 in UTC, days are JST. */
export const draftSchema = z.object({
  title: z.string().min(1).max(80),
  scale: z.union([z.literal(4), z.literal(5)]),
  itemIds: z.array(z.string()).min(1),
  attributeIds: z.array(z.string()).max(4),
  k: z.number().int().min(5).max(100),
  kDecision: z.string().max(60),
  /** The publication plan; drafts from before it could be chosen have 全庁 and 部. */
  tables: z.array(z.array(z.string()).max(2)).default([[], ['bu']]),
  opensAt: z.string(),
  closesAt: z.string(),
  referenceDay: z.string().length(10),
  contact: z.string().min(1).max(60),
  contacts: z.array(z.string().max(100)).max(6),
  keepers: z.object({ need: z.number().int(), posts: z.array(z.string().min(1).max(40)) }),
})

export type SurveyDraft = z.infer<typeof draftSchema>

/** Turns a draft into the questionnaire that is frozen and shown, with the units of the reference day. */
export function composeQuestionnaire(
  survey: string,
  draft: SurveyDraft,
  bank: QuestionBank,
  bureaus: readonly BureauChoice[],
): Questionnaire {
  const items = bank.items
    .filter((i) => draft.itemIds.includes(i.id))
    .map(({ core: _core, ...item }) => item)
  return {
    version: 1,
    survey,
    title: draft.title,
    scale: draft.scale,
    options: bank.scales[draft.scale],
    purpose: bank.purpose,
    contact: draft.contact,
    contacts: draft.contacts,
    minutes: bank.minutes,
    referenceDay: draft.referenceDay,
    sections: bank.sections.filter((s) => items.some((i) => i.section === s.id)),
    items,
    attributes: bank.attributes
      .filter((a) => draft.attributeIds.includes(a.id))
      .map(({ id, label, options }) => ({ id, label, options })),
    bureaus,
    k: draft.k,
    kDistribution: 2 * draft.k,
    tables: draft.tables,
  }
}
