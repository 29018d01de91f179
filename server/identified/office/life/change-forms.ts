import { z } from 'zod'
import { formatJst } from '../../../calendar/jst.ts'
import { yearEnd } from '../../../survey/closing-time.ts'
import { instant, line } from '../form-fields.ts'

const TICK = 'よければ、確認の欄に印を付けてください。'
const ticked = (sentence: string) => z.literal('yes', { error: sentence })

/** @param closesAt the closing that is to be moved. */
export function extensionForm(closesAt: Date) {
  const last = yearEnd(closesAt)
  return z.object({
    closesAt: instant('新しい締切')
      .refine((at) => at > closesAt, {
        error: `新しい締切は、今の締切（${formatJst(closesAt)}）より後にしてください。`,
      })
      .refine((at) => at <= last, {
        error: `4月1日をまたいで延長できません。${formatJst(last)}までの日時にしてください。`,
      }),
    words: line('延長する理由', 200),
    confirmed: ticked(`延長は1回だけで、取り消せません。${TICK}`),
  })
}

export const correctionForm = z.object({
  words: z
    .string({ error: 'お知らせの文を入力してください。' })
    .transform((text) => text.replaceAll('\r\n', '\n').trim())
    .refine((text) => text !== '', { error: 'お知らせの文を入力してください。' })
    .refine((text) => text.length <= 600, { error: 'お知らせの文は600文字までにしてください。' })
    .refine((text) => text.split('\n').length <= 12, {
      error: 'お知らせの文は12行までにしてください。',
    })
    .refine((text) => text.isWellFormed() && !/[^\P{C}\n]|[\p{Zl}\p{Zp}]/u.test(text), {
      error: 'お知らせの文に使えない文字（制御文字）があります。',
    }),
  confirmed: ticked(`出したお知らせは、直したり消したりできません。${TICK}`),
})

/** @param days ISO days that a stop may be counted from. */
export function stopForm(days: readonly string[]) {
  return z.object({
    from: z.enum(days, { error: '停止を始める日を選んでください。' }),
    words: line('停止する理由', 200),
    confirmed: ticked(`停止は、すべての職員に知らされます。${TICK}`),
  })
}

export const resumptionForm = z.object({
  confirmed: ticked(`停止を終えると、新しい締切が知らされます。${TICK}`),
})

export const cancellationForm = z.object({
  words: line('中止する理由', 200),
  confirmed: ticked(`中止は取り消せません。届いている回答は、読まれないまま廃棄されます。${TICK}`),
})
