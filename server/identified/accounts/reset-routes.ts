import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { emptyForm, type FormState, readForm, refuseForm } from '../../http/forms.ts'
import { definePage } from '../../http/pages.ts'
import { Problem } from '../../http/problems.ts'
import { unitNames } from '../auth/role-words.ts'
import { signedInPerson, staffFrame } from '../auth/signed-in.ts'
import { staffNumber } from '../auth/staff-number.ts'
import { letterWords, type LetterWords } from './letter-words.ts'
import { type Letter, letterOf } from './letters.ts'
import { resetPassword, type ResetOutcome } from './reset.ts'
import type { AccountsPages } from './routes.ts'

const formPage = definePage<{
  form: FormState
  checks: readonly string[]
  notice: 'gone' | null
}>('admin-reset')

const letterPage = definePage<{
  id: string
  letter: Letter
  on: string
  cardsFrom: string
  words: LetterWords
}>('admin-reset-letter')

const HERE = '/staff/admin/passwords/reset'
const BODY = { bodyLimit: 16 * 1024 }

/** How 情報担当 has made sure who asks. */
const checks = [
  '本人が窓口に来て、顔写真のある証明書で確かめた',
  '所属長（または所属の庶務担当）が、本人の求めであることを書面で示した',
  '折り返しの内線電話で、本人と所属長の両方に確かめた',
] as const

const resetForm = z.object({
  number: staffNumber,
  reason: z
    .string({ error: '理由を入力してください。' })
    .max(100, '理由は100文字以下です。')
    .transform((text) => text.replaceAll(/\s+/gu, ' ').trim())
    .refine((text) => text !== '', { message: '理由を入力してください。' }),
  check: z.enum(checks, { error: '本人をどのように確かめたかを選んでください。' }),
})

const refusals: Readonly<
  Record<Exclude<ResetOutcome['state'], 'reset'>, readonly [field: string, message: string]>
> = {
  own: [
    'number',
    '自分のパスワードは再発行できません。「パスワードを変える」で変えるか、ほかの情報担当に頼んでください。',
  ],
  'no-such-person': [
    'number',
    'この職員番号は名簿にありません。先頭の0が抜けていないか確かめてください。',
  ],
  'no-password': [
    'number',
    'この職員には、まだパスワードがありません。「最初のパスワード」から作って、手紙を渡してください。',
  ],
  'list-busy': [
    'form',
    '最初のパスワードを作っているところです。終わってから、もう一度お試しください。',
  ],
}

interface Waiting {
  readonly actor: string
  readonly letter: Letter
  readonly on: string
  readonly cardsFrom: string
  readonly until: number
}

/** A letter of a reset waits so long in memory, and nowhere else, for whoever made it. */
const WAITS_MS = 15 * 60 * 1000

/** One person's new password as one letter: asked for with reason and check, shown, and gone. */
export async function resetRoutes(app: FastifyInstance, options: AccountsPages): Promise<void> {
  const { commons, now } = options
  const letters = new Map<string, Waiting>()

  app.get(HERE, async (request, reply) => {
    const query = z.object({ notice: z.literal('gone') }).safeParse(request.query)
    return show(request, reply, emptyForm, query.success ? 'gone' : null)
  })

  app.post(HERE, BODY, async (request, reply) => {
    const read = readForm(resetForm, request.body)
    if (!read.ok) return show(request, reply.code(422), read.form)
    const { number: person, reason, check } = read.value
    const actor = signedInPerson(request).number
    const outcome = await resetPassword(options, { actor, person, reason, check })
    if (outcome.state !== 'reset') {
      const [field, message] = refusals[outcome.state]
      return show(request, reply.code(422), refuseForm(read.form, field, message))
    }
    const nameOf = await unitNames(commons, [outcome.unit])
    const { unit, password, on, cardsFrom } = outcome
    const unitName = unit === '*' ? '（所属の登録なし）' : nameOf(unit)
    dropOld()
    const id = randomBytes(16).toString('base64url')
    letters.set(id, {
      actor,
      letter: letterOf({ number: person, unit, unitName, password }),
      on,
      cardsFrom,
      until: now().getTime() + WAITS_MS,
    })
    return reply.redirect(`${HERE}/letters/${id}`, 303)
  })

  app.get<{ Params: { id: string } }>(`${HERE}/letters/:id`, async (request, reply) => {
    dropOld()
    const { id } = request.params
    const found = letters.get(id)
    if (found?.actor !== signedInPerson(request).number) {
      throw new Problem('gone', {
        detail: 'この手紙は消えました。印刷できていないときは、もう一度再発行してください。',
      })
    }
    const { letter, on, cardsFrom } = found
    const words = await letterWords(commons, request)
    const frame = staffFrame(request, '再発行したパスワードの手紙', 'none')
    return letterPage.send(reply, frame, { id, letter, on, cardsFrom, words })
  })

  app.post<{ Params: { id: string } }>(
    `${HERE}/letters/:id/destruction`,
    BODY,
    async (request, reply) => {
      const { id } = request.params
      if (letters.get(id)?.actor === signedInPerson(request).number) letters.delete(id)
      return reply.redirect(`${HERE}?notice=gone`, 303)
    },
  )

  function dropOld(): void {
    const at = now().getTime()
    for (const [id, { until }] of letters) if (until < at) letters.delete(id)
  }

  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    form: FormState,
    notice: 'gone' | null = null,
  ): Promise<FastifyReply> {
    return formPage.send(reply, staffFrame(request, 'パスワードの再発行', 'admin'), {
      form,
      checks,
      notice,
    })
  }
}
