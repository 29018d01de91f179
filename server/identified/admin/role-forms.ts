import { z } from 'zod'
import { addMonths } from '../../calendar/working-days.ts'
import { roleNames, WHOLE_BODY, wholeBodyRoles } from '../auth/roles.ts'
import { staffNumber } from '../auth/staff-number.ts'
import type { RoleGrant } from './role-ledger.ts'

export const roleCodes = [
  'admin',
  'hr',
  'secretariat',
  'compliance',
  'director',
  'head',
  'promoter',
] as const
export type RoleCode = (typeof roleCodes)[number]

const role = z.enum(roleCodes, { error: '役割を選んでください。' })
const unit = z
  .string({ error: '所属コードを入力してください。' })
  .max(20, '所属コードは20文字以下です。')
  .transform((text) => text.normalize('NFKC').trim())

/** `2026-11-22`, or null for an empty field. */
export const optionalDay = z
  .string()
  .max(40, '日付を、2027-04-01 のように入力してください。')
  .optional()
  .transform((text) => (text ?? '').normalize('NFKC').trim())
  .refine((text) => text === '' || isDay(text), {
    message: '日付を、2027-04-01 のように入力してください。',
  })
  .transform((text) => (text === '' ? null : text))

export const roleKey = z.object({ person: z.string().max(20), role, unit })

/** @param today days before it are no period of a new role */
export function giveForm(today: string) {
  return z
    .object({
      number: staffNumber,
      role,
      unit: unit.optional().transform((code) => code ?? ''),
      manner: z
        .enum(['own', 'acting', 'deputy'], { error: '就き方を選んでください。' })
        .default('own'),
      from: optionalDay,
      to: optionalDay,
    })
    .transform(({ number, ...rest }, context): RoleGrant => {
      const fault = (field: string, message: string) =>
        context.addIssue({ code: 'custom', path: [field], message })
      const whole = wholeBodyRoles.includes(rest.role)
      const name = roleNames[rest.role]
      if (whole && rest.unit !== '' && rest.unit !== WHOLE_BODY)
        fault('unit', `${name}は全庁の役割です。所属コードは空欄にしてください。`)
      if (!whole && (rest.unit === '' || rest.unit === WHOLE_BODY))
        fault('unit', `${name}には、担当する所属のコードを入力してください。`)
      if (whole && rest.manner === 'acting')
        fault('manner', '事務取扱は、所属の役割（部長、推進責任者、推進担当者）だけにあります。')
      if (rest.from !== null && rest.from < today)
        fault('from', '始まりの日は、今日以後にしてください。今日からなら、空欄でかまいません。')
      if (rest.from !== null && rest.from > addMonths(today, 24))
        fault('from', '始まりの日は、2年先までにしてください。')
      if (rest.to !== null && rest.to < (rest.from ?? today))
        fault('to', '終わりの日は、始まりの日以後にしてください。')
      return { ...rest, person: number, unit: whole ? WHOLE_BODY : rest.unit }
    })
}

/** @param today a last day before it would be no end but a change of what was */
export function lastDayForm(today: string) {
  return roleKey.extend({
    to: optionalDay.refine((day) => day === null || day >= today, {
      message: '終わりの日は、今日以後にしてください。今すぐ終えるときは「今すぐ外す」を押します。',
    }),
  })
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text
}
