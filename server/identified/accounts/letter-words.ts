import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { CommonsReader } from '../../stores/commons.ts'

/** What every letter says besides number and password; kept as JSON under `letters` in `setting`. */
export const letterWordsSchema = z.object({
  address: z
    .string({ error: 'アドレスを入力してください。' })
    .max(200, 'アドレスは200文字以下です。')
    .transform((text) => text.normalize('NFKC').trim())
    .refine((text) => /^https?:\/\/\S+$/.test(text) && URL.canParse(text), {
      message: 'http:// か https:// で始まるアドレスを入力してください。',
    }),
  contact: z
    .string({ error: '問い合わせ先を入力してください。' })
    .max(60, '問い合わせ先は60文字以下です。')
    .transform((text) => text.trim())
    .refine((text) => text !== '', { message: '問い合わせ先を入力してください。' }),
})
export type LetterWords = z.infer<typeof letterWordsSchema>

export const LETTER_WORDS = 'letters'

/** As 情報担当 has set them; before that, the address that this request came to. */
export async function letterWords(
  commons: CommonsReader,
  request: FastifyRequest,
): Promise<LetterWords> {
  const row = await commons
    .selectFrom('setting')
    .select('value')
    .where('key', '=', LETTER_WORDS)
    .executeTakeFirst()
  if (row !== undefined) return letterWordsSchema.parse(JSON.parse(row.value))
  return { address: `${request.protocol}://${request.host}/`, contact: '情報担当' }
}
