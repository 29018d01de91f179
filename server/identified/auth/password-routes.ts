import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { readForm } from '../../http/forms.ts'
import { type AuthWords, authWords, faultIn } from '../../../views/words/auth.ts'
import type { Language } from '../../../views/words/language.ts'
import { languageOf } from '../../http/language.ts'
import { definePage } from '../../http/pages.ts'
import { Problem } from '../../http/problems.ts'
import { faultOfNewPassword, PASSWORD_MIN } from './password-rules.ts'
import { networkOf } from './network.ts'
import { isRightPassword } from './password-check.ts'
import { type Asker, normalisePassword } from './passwords.ts'
import type { AuthOptions } from './routes.ts'
import { sessionCookie } from './session-cookie.ts'
import { endAllSessions, startSession } from './sessions.ts'
import { type StaffPerson, signedInPerson, staffFrame } from './signed-in.ts'

type Fields = 'current' | 'password' | 'again'
type Errors = Partial<Record<Fields, string>>

/** `first`: the forced change of the first password, which has just been typed and is not asked again. */
const passwordPage = definePage<
  {
    errors: Errors
    first: boolean
    shortest: number
    /** Day (JST) on which an official reset the password; null: nothing that the person has not confirmed. */
    resetOn: string | null
  },
  AuthWords
>('password', authWords)

const text = z
  .string({ error: '入力してください。' })
  .max(512, 'パスワードが長すぎます。')
  .optional()
  .transform((typed) => typed ?? '')
const passwordForm = z.object({ current: text, password: text, again: text })

/** Changing the own password. Nothing typed here is ever shown again. */
export async function passwordRoutes(app: FastifyInstance, options: AuthOptions): Promise<void> {
  const { identity, now, passwords } = options
  const cookie = sessionCookie(options.tls)

  app.get('/staff/password', async (request, reply) => show(request, reply, 200, {}))

  app.post('/staff/password', { bodyLimit: 16 * 1024 }, async (request, reply) => {
    const person = signedInPerson(request)
    const read = readForm(passwordForm, request.body)
    if (!read.ok) return show(request, reply, 422, read.form.errors)
    const typed = read.value
    const errors = faultsOf(typed, person)
    if (Object.keys(errors).length > 0) return show(request, reply, 422, errors)
    const asker = { network: networkOf(request.ip) }
    const stored = await identity
      .selectFrom('credential')
      .select('password_hash')
      .where('person', '=', person.number)
      .executeTakeFirstOrThrow()
    if (!person.mustChange && !(await isCurrent(stored.password_hash, typed.current))) {
      return show(request, reply, 422, { current: '今のパスワードが違います。' })
    }
    if (await passwords.verify(stored.password_hash, typed.password, asker)) {
      const message = '今のパスワードと同じです。別のものにしてください。'
      return show(request, reply, 422, { password: message })
    }
    await replacePassword(person.number, stored.password_hash, typed.password, asker)
    cookie.write(reply, await startSession(identity, person.number, now(), options.sessionDays))
    return reply.redirect('/staff/?notice=password-changed', 303)

    async function isCurrent(hash: string, password: string): Promise<boolean> {
      const { number } = person
      const stored = async () => hash
      return isRightPassword(options, { number, password, address: request.ip, stored })
    }
  })

  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    status: number,
    errors: Errors,
  ): Promise<FastifyReply> {
    const { number, mustChange: first } = signedInPerson(request)
    const language = languageOf(request)
    const words = authWords[language]
    const title = first ? words.choose : words.change
    const { reset_on: resetOn } = await identity
      .selectFrom('credential')
      .select('reset_on')
      .where('person', '=', number)
      .executeTakeFirstOrThrow()
    return passwordPage.send(reply.code(status), staffFrame(request, title, 'none'), {
      errors: errorsIn(language, errors),
      first,
      shortest: PASSWORD_MIN,
      resetOn,
    })
  }

  /** All sessions of the person end with the old password; the caller starts a new one. */
  async function replacePassword(
    person: string,
    old: string,
    password: string,
    asker: Asker,
  ): Promise<void> {
    const password_hash = await passwords.hash(password, asker)
    await identity.transaction().execute(async (trx) => {
      const changed = await trx
        .updateTable('credential')
        .set({ password_hash, must_change: 0 })
        .where('person', '=', person)
        .where('password_hash', '=', old)
        .executeTakeFirst()
      if (changed.numUpdatedRows !== 1n) throw new Problem('conflict')
      await endAllSessions(trx, person)
    })
  }
}

function errorsIn(language: Language, errors: Errors): Errors {
  const said = Object.entries(errors).map(([field, fault]) => [field, faultIn(language, fault)])
  return Object.fromEntries(said)
}

function faultsOf(typed: Record<Fields, string>, person: StaffPerson): Errors {
  const errors: Errors = {}
  if (!person.mustChange && typed.current === '') {
    errors.current = '今のパスワードを入力してください。'
  }
  const fault = faultOfNewPassword(typed.password, person.number)
  if (fault !== null) errors.password = fault
  else if (typed.again === '') errors.again = '確認のため、もう一度入力してください。'
  else if (normalisePassword(typed.again) !== normalisePassword(typed.password)) {
    errors.again = '１回目と２回目が違います。もう一度入力してください。'
  }
  return errors
}
