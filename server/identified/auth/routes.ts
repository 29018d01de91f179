import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type FormState, readForm } from '../../http/forms.ts'
import { type HomeWords, homeWords } from '../../../views/words/home.ts'
import { languageOf } from '../../http/language.ts'
import { definePage } from '../../http/pages.ts'
import { refusalIn } from '../../http/refusal-words.ts'
import { Problem } from '../../http/problems.ts'
import type { IdentityStore } from '../../stores/identity.ts'
import { KEPT_BYTES, type KeptForm, readKeptForm } from './kept-form.ts'
import { HOME, ownPath } from './own-path.ts'
import { passwordRoutes } from './password-routes.ts'
import { isRightPassword } from './password-check.ts'
import type { PasswordDesk } from './passwords.ts'
import { recognise } from './recognise.ts'
import { sessionCookie } from './session-cookie.ts'
import { endAllSessions, endSession, startSession } from './sessions.ts'
import { showSignIn, type SignInNotice, wantsPage } from './sign-in-page.ts'
import { maybeSignedIn, signedInPerson, staffFrame } from './signed-in.ts'
import { staffNumber } from './staff-number.ts'
import type { Throttle } from './throttle.ts'

export interface AuthOptions {
  readonly identity: IdentityStore
  readonly now: () => Date
  readonly tls: boolean
  readonly passwords: PasswordDesk
  readonly throttle: Throttle
  /** A session is good through this many days after the day of sign-in. */
  readonly sessionDays?: number
}

const signInForm = z.object({
  number: staffNumber,
  password: z
    .string({ error: 'パスワードを入力してください。' })
    .min(1, 'パスワードを入力してください。')
    .max(512, 'パスワードが長すぎます。'),
  next: z.unknown().optional().transform(ownPath),
  kept: z.unknown().optional().transform(readKeptForm),
})

/** Room for the kept form, three bytes in the request for one of it (%E3), and for the other fields. */
const SIGN_IN_BYTES = 3 * KEPT_BYTES + 8 * 1024

/** After signing in: the form that waited, with a button that sends it again. */
const resumePage = definePage<{ kept: KeptForm; number: string }, HomeWords>('resume', homeWords)

/** Signing in and out, and the own password. */
export async function authRoutes(app: FastifyInstance, options: AuthOptions): Promise<void> {
  const { identity, now } = options
  const cookie = sessionCookie(options.tls)

  app.get('/staff/sign-in', async (request, reply) => {
    const query = z.record(z.string(), z.unknown()).catch({}).parse(request.query)
    const next = ownPath(query.next)
    if (maybeSignedIn(request) !== null) return reply.redirect(next ?? HOME, 303)
    return showSignIn(reply, 200, { next: next ?? '', notice: noticeOf(query.notice) })
  })

  app.post('/staff/sign-in', { bodyLimit: SIGN_IN_BYTES }, async (request, reply) => {
    const read = readForm(signInForm, request.body)
    if (!read.ok) return showAgain(request, reply, new Problem('form-invalid'), read.form)
    const { number, password, next, kept } = read.value
    try {
      await checkPassword(number, password, request.ip)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      return showAgain(request, reply, error, read.form)
    }
    const old = cookie.read(request)
    if (old !== undefined) await endSession(identity, old)
    const session = await startSession(identity, number, now(), options.sessionDays)
    cookie.write(reply, session)
    if (kept === null) return reply.redirect(next ?? HOME, 303)
    await recognise(request, identity, session, now())
    const person = signedInPerson(request)
    if (person.mustChange) return reply.redirect(HOME, 303)
    return resumePage.send(
      reply,
      staffFrame(request, homeWords[languageOf(request)].keptTitle, 'none'),
      {
        kept,
        number: person.number,
      },
    )
  })

  app.post('/staff/sign-out', { bodyLimit: 4 * 1024 }, async (request, reply) => {
    const id = cookie.read(request)
    if (id !== undefined) await endSession(identity, id)
    cookie.clear(reply)
    return reply.redirect('/staff/sign-in?notice=signed-out', 303)
  })

  app.post('/staff/sign-out-everywhere', { bodyLimit: 4 * 1024 }, async (request, reply) => {
    await endAllSessions(identity, signedInPerson(request).number)
    cookie.clear(reply)
    return reply.redirect('/staff/sign-in?notice=signed-out-everywhere', 303)
  })

  await app.register(passwordRoutes, options)

  /** An unknown number, a number without a password and a wrong password look and last the same. */
  async function checkPassword(number: string, password: string, address: string): Promise<void> {
    const stored = async (): Promise<string | undefined> => {
      const row = await identity
        .selectFrom('credential')
        .select('password_hash')
        .where('person', '=', number)
        .executeTakeFirst()
      return row?.password_hash
    }
    const right = await isRightPassword(options, { number, password, address, stored })
    if (!right) throw new Problem('sign-in-failed')
  }
}

/** The page again, with the number and a form that waits kept; a script gets the problem itself. */
async function showAgain(
  request: FastifyRequest,
  reply: FastifyReply,
  problem: Problem,
  form: FormState,
): Promise<FastifyReply> {
  if (!wantsPage(request)) throw problem
  if (problem.retryAfter !== undefined) reply.header('retry-after', String(problem.retryAfter))
  return showSignIn(reply, problem.status, {
    form,
    next: ownPath(form.typed.next) ?? '',
    kept: readKeptForm(form.typed.kept),
    refusal: problem.code === 'form-invalid' ? null : refusalIn(languageOf(request), problem),
  })
}

function noticeOf(text: unknown): SignInNotice | null {
  return text === 'signed-out' || text === 'signed-out-everywhere' ? text : null
}
