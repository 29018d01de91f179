import { z } from 'zod'

/**
 * 職員番号 as typed: full-width digits become half-width and blanks around it go, leading zeros stay.
 */
export const staffNumber = z
  .string({ error: '職員番号を入力してください。' })
  .max(200, '職員番号は20文字以下で入力してください。')
  .transform((text) => text.normalize('NFKC').trim())
  .pipe(
    z
      .string()
      .min(1, '職員番号を入力してください。')
      .max(20, '職員番号は20文字以下で入力してください。')
      .regex(/^\P{Cc}*$/u, '職員番号に使えない文字があります。'),
  )
