import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Attribute, Item } from './questionnaire.ts'

const scaleOption = z.object({ t: z.string(), positive: z.boolean().optional() })
const itemSchema = z.object({
  id: z.string(),
  section: z.string(),
  type: z.enum(['scale', 'multi', 'text']),
  text: z.string(),
  optional_item: z.boolean(),
  audience: z.enum(['all', '管理職']),
  indicator_id: z.string().optional(),
  kpi_label: z.string().optional(),
  options: z.array(z.string()).min(2).optional(),
  max_chars: z.number().optional(),
})
const bankSchema = z.object({
  title: z.string(),
  intro: z.object({
    purpose: z.string(),
    contacts_placeholder: z.array(z.string()),
  }),
  scales: z.object({
    agree4: z.object({ options: z.array(scaleOption).length(4) }),
    agree5: z.object({ options: z.array(scaleOption).length(5) }),
  }),
  attributes: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      options: z.array(z.string()),
      default: z.boolean(),
      roster: z.record(z.string(), z.string()).optional(),
    }),
  ),
  sections: z.array(z.object({ id: z.string(), label: z.string() })),
  items: z.array(itemSchema),
})

/** The bank of ready questions: core items first, in the order of the sections. */
export interface QuestionBank {
  readonly title: string
  readonly purpose: string
  readonly contacts: readonly string[]
  readonly sections: readonly { readonly id: string; readonly label: string }[]
  readonly items: readonly (Item & { readonly core: boolean })[]
  readonly attributes: readonly BankAttribute[]
  /** Labels of both scales, best first. */
  readonly scales: { readonly 4: readonly string[]; readonly 5: readonly string[] }
}

export interface BankAttribute extends Attribute {
  readonly usual: boolean
  /**
   * What the roster's column of this name says, other than an option's own words → option; absent when
   * the roster does not know the attribute.
   */
  readonly roster?: Readonly<Record<string, string>>
}

const REFUSAL = '回答しない'

/** Loads the project's question bank. 回答しない leaves the options (it is code 0). */
export function loadQuestionBank(file: string): QuestionBank {
  const bank = bankSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  return {
    title: bank.title,
    purpose: bank.intro.purpose,
    contacts: bank.intro.contacts_placeholder,
    sections: bank.sections.map((s) => ({ id: s.id, label: s.label.replace('（任意）', '') })),
    items: bank.items.map(itemOf),
    attributes: bank.attributes.map((a) => ({
      id: a.id,
      label: a.label,
      options: a.options.filter((o) => o !== REFUSAL),
      usual: a.default,
      ...(a.roster === undefined ? {} : { roster: a.roster }),
    })),
    scales: {
      4: bank.scales.agree4.options.map((o) => o.t),
      5: bank.scales.agree5.options.map((o) => o.t),
    },
  }
}

function itemOf(stored: z.infer<typeof itemSchema>): Item & { core: boolean } {
  const { id, section, text, type } = stored
  const head = { id, section, text, core: !stored.optional_item }
  if (type === 'text') return { ...head, type, maxChars: stored.max_chars ?? 400 }
  const audience = stored.audience === 'all' ? {} : { audience: stored.audience }
  if (type === 'multi') return { ...head, type, options: stored.options ?? [], ...audience }
  const { indicator_id, kpi_label } = stored
  const indicator =
    indicator_id !== undefined && kpi_label !== undefined
      ? { indicator: { id: indicator_id, label: kpi_label } }
      : {}
  return { ...head, type, ...indicator, ...audience }
}
