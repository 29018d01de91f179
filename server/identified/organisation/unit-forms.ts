import { z } from 'zod'
import type { FormState } from '../../http/forms.ts'
import type { Finding } from '../roster/findings.ts'

/** Text as typed: width of signs does not matter, blanks around it go. */
export const typed = (most = 200) =>
  z
    .string({ error: '入力してください。' })
    .max(most, '長すぎます。')
    .transform((text) => text.normalize('NFC').trim())

/** A code or a category that was left out is ''. */
export const optional = z
  .string()
  .max(200, '長すぎます。')
  .optional()
  .transform((text) => (text ?? '').trim())

/** `2027-03-31` from a date field; full-width digits are read too. */
export const dayField = (missing: string) =>
  z
    .string({ error: missing })
    .max(40, missing)
    .transform((text) => text.normalize('NFKC').trim())
    .pipe(z.string().min(1, missing))

export const placeForm = z.object({
  parent: optional,
  similar: typed(),
  countsIn: optional,
})

export const nameForm = z.object({
  name: typed().pipe(z.string().min(1, '所属名を入力してください。')),
  same: z.enum(['yes', 'no'], { error: '仕事と職員が同じかどうかを選んでください。' }),
})

export const endKinds = ['rename', 'merge', 'split', 'move', 'none'] as const

export const endForm = z.object({
  lastDay: dayField('最後の日を入力してください。'),
  kind: z.enum(endKinds, { error: '終わり方を選んでください。' }),
  main: optional,
  other1: optional,
  other2: optional,
  other3: optional,
  other4: optional,
})
export type Ending = z.infer<typeof endForm>

export const newUnitForm = z.object({
  code: z
    .string({ error: '所属コードを入力してください。' })
    .max(40, '所属コードは20文字以下です。')
    .transform((text) => text.normalize('NFKC').trim())
    .pipe(z.string().min(1, '所属コードを入力してください。')),
  parent: z.string({ error: '上位所属を選んでください。' }).min(1, '上位所属を選んでください。'),
  kind: z.enum(['部', '部付', '課', '支所', '施設'], { error: '区分を選んでください。' }),
  name: typed().pipe(z.string().min(1, '所属名を入力してください。')),
  similar: optional,
  firstDay: dayField('始まりの日を入力してください。'),
  dividedFrom: optional,
})
export type NewUnit = z.infer<typeof newUnitForm>

/** What the import would complain of, at the fields where it was typed. */
export function refuseFindings(
  form: FormState,
  problems: readonly Finding[],
  fields: Readonly<Record<string, string>>,
): FormState {
  const errors: Record<string, string> = { ...form.errors }
  for (const { column, message } of problems) {
    const field = fields[column ?? ''] ?? 'form'
    errors[field] ??= message
  }
  return { typed: form.typed, errors }
}
