import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Attribute, Item } from './questionnaire.ts'
import type { QuestionnaireWords, Translated } from './questionnaire-words.ts'

const inBoth = { easy: z.string(), en: z.string() }
const scaleOption = z.object({ t: z.string(), ...inBoth, positive: z.boolean().optional() })
const labels = z.object({ label: z.string(), options: z.array(z.string()) })
const itemSchema = z.object({
  id: z.string(),
  section: z.string(),
  type: z.enum(['scale', 'multi', 'text']),
  text: z.string(),
  ...inBoth,
  optional_item: z.boolean(),
  audience: z.enum(['all', '管理職']),
  indicator_id: z.string().optional(),
  kpi_label: z.string().optional(),
  options: z.array(z.string()).min(2).optional(),
  options_easy: z.array(z.string()).optional(),
  options_en: z.array(z.string()).optional(),
  max_chars: z.number().optional(),
})
const bankSchema = z.object({
  title: z.string(),
  title_easy: z.string(),
  title_en: z.string(),
  intro: z.object({
    purpose: z.string(),
    purpose_easy: z.string(),
    purpose_en: z.string(),
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
      easy: labels,
      en: labels,
      default: z.boolean(),
      roster: z.record(z.string(), z.string()).optional(),
    }),
  ),
  sections: z.array(z.object({ id: z.string(), label: z.string(), ...inBoth })),
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
  readonly scales: Scales
  readonly words: Translated<BankWords>
}

interface Scales {
  readonly 4: readonly string[]
  readonly 5: readonly string[]
}

/** The whole bank in another language. */
export interface BankWords extends Omit<QuestionnaireWords, 'options'> {
  readonly title: string
  readonly scales: Scales
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
    words: { easy: wordsIn(bank, 'easy'), en: wordsIn(bank, 'en') },
  }
}

function wordsIn(bank: z.infer<typeof bankSchema>, language: 'easy' | 'en'): BankWords {
  const { agree4, agree5 } = bank.scales
  const options = (item: z.infer<typeof itemSchema>) => item[`options_${language}`]
  return {
    title: bank[`title_${language}`],
    purpose: bank.intro[`purpose_${language}`],
    items: Object.fromEntries(bank.items.map((item) => [item.id, item[language]])),
    multi: Object.fromEntries(
      bank.items
        .filter(({ type }) => type === 'multi')
        .map((item) => [item.id, options(item) ?? []]),
    ),
    sections: Object.fromEntries(bank.sections.map((section) => [section.id, section[language]])),
    attributes: Object.fromEntries(
      bank.attributes.map((a) => {
        const { label, options: all } = a[language]
        return [a.id, { label, options: all.filter((_, i) => a.options[i] !== REFUSAL) }]
      }),
    ),
    scales: {
      4: agree4.options.map((o) => o[language]),
      5: agree5.options.map((o) => o[language]),
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
