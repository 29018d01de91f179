import { z } from 'zod'
import type { FormState } from '../../http/forms.ts'
import { LEAST_RELEASE, type ProposalSettings } from '../../proposals/settings.ts'
import { line } from '../inbox/typed-fields.ts'

interface Field {
  readonly name: string
  readonly group: 'clocks' | 'cards' | 'release' | 'contacts' | 'retention'
  readonly key: string
  readonly label: string
  /** 「開庁日」; '' for a line of text. */
  readonly unit: string
  /** Largest number, or most characters. */
  readonly most: number
  /** Smallest number. */
  readonly least: number
}

export interface SettingsSection {
  readonly heading: string
  readonly explain: string
  readonly fields: readonly Field[]
}

const days = (key: string, label: string, unit: string): Field =>
  numberField('clocks', key, label, unit, 400)
const months = (key: string, label: string): Field =>
  numberField('retention', key, label, 'か月', 360)
const contact = (key: string, label: string): Field => lineField('contacts', key, label)

/** What 提案担当 may set, as the page shows it. */
export const settingsSections = {
  clocks: {
    heading: '期限',
    explain: '変えると、いま進んでいる提案の期限も変わります。',
    fields: [
      days('check', '提案担当が確認するまで', '開庁日'),
      days('acceptance', '所管が受諾するまで', '開庁日'),
      days('firstReply', '所管が一次回答するまで', '開庁日'),
      days('conclusion', '所管が結論を出すまで', '日、休日も数える'),
      days('question', '質問への返信を待つ間', '日'),
      days('returned', '書き直しや要旨の確認を待つ間', '日'),
    ],
  },
  amounts: {
    heading: '券の枚数と開封',
    explain: '券の枚数は、次の四半期から変わります。',
    fields: [
      numberField('cards', 'posts', '1人が四半期に送れる提案や返信', '件', 40),
      numberField('cards', 'endorsements', '1人が四半期に送れる共感', '件', 40),
      {
        ...numberField('release', 'minimum', 'これより少ないときは開けずに待つ件数', '件', 20),
        least: LEAST_RELEASE,
      },
      {
        ...numberField('release', 'mostDays', '待つ日数の上限', '開庁日', 10),
        least: LEAST_RELEASE,
      },
    ],
  },
  contacts: {
    heading: '窓口',
    explain: '提案を書く画面と、専用窓口のご案内に示します。',
    fields: [
      contact('whistle', '公益通報'),
      contact('harassment', 'ハラスメント'),
      contact('personnel', '人事の個別の相談'),
      contact('health', '健康の相談'),
      contact('compliance', 'コンプライアンス'),
    ],
  },
  retention: {
    heading: '保存期間',
    explain: '提案が終わった年度の末日から数えます。過ぎたものは、自動的に消去し、記録を残します。',
    fields: [
      months('texts', '提案の本文'),
      months('dialogue', '質問と返信'),
      months('receipts', '控え番号の照合用データ'),
      months('ended', '対象外・専用窓口・取下げの本文'),
      months('complaints', 'コンプライアンスへの申出'),
      months('steps', '担当者の操作の記録'),
      lineField('retention', 'basis', '根拠'),
    ],
  },
} as const satisfies Record<string, SettingsSection>
export type SectionName = keyof typeof settingsSections

/** What stands in the fields before anything is typed. */
export function typedSettings(settings: ProposalSettings): FormState['typed'] {
  const sections: readonly SettingsSection[] = Object.values(settingsSections)
  return Object.fromEntries(
    sections.flatMap(({ fields }) =>
      fields.map((field) => [field.name, String(valueOf(settings, field))]),
    ),
  )
}

/** Reads one section's form into the whole settings. */
export function sectionSchema(name: SectionName, now: ProposalSettings) {
  const fields: readonly Field[] = settingsSections[name].fields
  const shape = Object.fromEntries(fields.map((field) => [field.name, typeOf(field)]))
  return z.object(shape).transform((typed: Record<string, unknown>): ProposalSettings => {
    const changed = structuredClone(now) as unknown as Record<string, Record<string, unknown>>
    for (const { name: own, group, key } of fields) {
      const part = changed[group]
      if (part !== undefined) part[key] = typed[own]
    }
    return changed as unknown as ProposalSettings
  })
}

/** 「所管が受諾するまで 5→7」; '' when nothing was changed. */
export function changesOf(name: SectionName, from: ProposalSettings, to: ProposalSettings): string {
  const fields: readonly Field[] = settingsSections[name].fields
  return fields
    .filter((field) => valueOf(from, field) !== valueOf(to, field))
    .map((field) => `${field.label} ${valueOf(from, field)}→${valueOf(to, field)}`)
    .join('、')
}

function numberField(
  group: Field['group'],
  key: string,
  label: string,
  unit: string,
  most: number,
): Field {
  return { name: `${group}-${key}`, group, key, label, unit, most, least: 1 }
}

function lineField(group: Field['group'], key: string, label: string): Field {
  return { name: `${group}-${key}`, group, key, label, unit: '', most: 200, least: 1 }
}

function typeOf({ label, unit, most, least }: Field) {
  if (unit === '') return line(label, most)
  const error = `${label}は、${least}から${most}までの数で書いてください。`
  return z
    .string({ error })
    .transform((text) => text.normalize('NFKC').trim())
    .pipe(z.string().regex(/^\d{1,4}$/, error))
    .transform(Number)
    .pipe(z.number().min(least, error).max(most, error))
}

function valueOf(settings: ProposalSettings, { group, key }: Field): string | number {
  const part: Readonly<Record<string, string | number>> = settings[group]
  return part[key] ?? ''
}
