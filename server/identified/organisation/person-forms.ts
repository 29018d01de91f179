import { z } from 'zod'
import type { PersonRow } from '../../stores/identity.ts'
import { staffNumber } from '../auth/staff-number.ts'
import { optional } from './unit-forms.ts'

const unit = z
  .string({ error: '所属を選んでください。' })
  .max(40, '所属を選び直してください。')
  .min(1, '所属を選んでください。')

export const moveForm = z.object({ unit })

/** What the roster says of somebody besides the unit; empty where it says nothing. */
export const attributesForm = z.object({
  position: optional,
  age: optional,
  sex: optional,
  employment: optional,
  job: optional,
  appointer: optional,
  status: optional,
  pc: z.enum(['あり', 'なし'], { error: '個人PCの「あり」か「なし」を選んでください。' }),
})
export type Attributes = z.infer<typeof attributesForm>

export const leaveForm = z.object({
  confirm: z.literal('yes', {
    error: '職員番号と所属を確かめて、「この職員の登録を消します」に印を付けてください。',
  }),
})

export const newPersonForm = attributesForm.extend({ number: staffNumber, unit })

/** Attributes in the order of the form: field of the form, column of the import, column stored. */
export const ATTRIBUTES = [
  { name: 'position', label: '職位区分' },
  { name: 'age', label: '年代' },
  { name: 'sex', label: '性別' },
  { name: 'employment', label: '任用形態' },
  { name: 'job', label: '職種区分' },
  { name: 'appointer', label: '任命権者' },
  { name: 'status', label: '在職区分' },
] as const

/** What an import calls the columns of the fields. */
export const PERSON_FIELDS: Readonly<Record<string, string>> = {
  職員番号: 'number',
  所属コード: 'unit',
  個人PC: 'pc',
  ...Object.fromEntries(ATTRIBUTES.map(({ name, label }) => [label, name])),
}

export function withAttributes<Row extends object>(
  row: Row,
  { pc, position, age, sex, employment, job, appointer, status }: Attributes,
): Row & Omit<PersonRow, 'number' | 'unit' | 'origin'> {
  const attributes = { position, age, sex, employment, job, appointer, status }
  return { ...row, ...attributes, own_pc: pc === 'あり' ? 1 : 0 }
}

/** Names of what differs. Their values are nobody's business in a record of acts. */
export function changedAttributes(before: PersonRow, after: PersonRow): string[] {
  const changed: string[] = ATTRIBUTES.filter(({ name }) => before[name] !== after[name]).map(
    ({ label }) => label,
  )
  return before.own_pc === after.own_pc ? changed : [...changed, '個人PC']
}
