import cookie from '@fastify/cookie'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { requireSameOrigin } from '../../http/headers.ts'
import { logStaffRequests } from '../../http/logging.ts'
import { Problem } from '../../http/problems.ts'
import type { IdentityStore } from '../../stores/identity.ts'
import { readForms } from './form-parser.ts'
import { keepForm } from './kept-form.ts'
import { ownPath } from './own-path.ts'
import { recognise } from './recognise.ts'
import { sessionCookie } from './session-cookie.ts'
import { isForm, showSignIn, wantsPage } from './sign-in-page.ts'
import { maybeSignedIn, PERSON } from './signed-in.ts'

export interface StaffScopeOptions {
  readonly identity: IdentityStore
  readonly now: () => Date
  readonly tls: boolean
  /** Route patterns besides the sign-in that need no session. */
  readonly openRoutes?: readonly string[]
}

const SIGN_IN = '/staff/sign-in'
const alwaysOpen = [SIGN_IN, '/staff/sign-out']
/** What somebody can do who still has the first password; nothing typed there is worth keeping. */
const ownAccount = ['/staff/password', '/staff/sign-out-everywhere']

/**
 * Everything under `/staff` stands in a scope with this plugin: cookies exist only here, writes must
 * come from our own pages, nothing is cached, and **every route needs a session** unless it is listed
 * as open. Routes read who is asking with `signedInPerson(request)`.
 */
export const staffScope = fastifyPlugin(
  async (app: FastifyInstance, options: StaffScopeOptions) => {
    const open = new Set([...alwaysOpen, ...(options.openRoutes ?? [])])
    const sessions = sessionCookie(options.tls)

    await app.register(cookie)
    readForms(app)
    app.decorateRequest(PERSON, null)
    logStaffRequests(app)

    app.addHook('onRequest', async (_request, reply) => {
      reply.header('cache-control', 'no-store')
    })
    app.addHook('onRequest', requireSameOrigin)
    app.addHook('onRequest', async (request) => {
      const id = sessions.read(request)
      if (id !== undefined) await recognise(request, options.identity, id, options.now())
    })
    // A form is read before it is refused, so that what was typed survives; anything else is not.
    app.addHook('onRequest', async (request, reply) =>
      isForm(request) ? undefined : guard(open, request, reply),
    )
    app.addHook('preHandler', async (request, reply) =>
      isForm(request) ? guard(open, request, reply) : undefined,
    )
  },
  { name: 'staff-scope' },
)

/** @throws {Problem} `sign-in-required`, `password-change-required` for scripts and forms. */
async function guard(
  open: ReadonlySet<string>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  const route = request.routeOptions.url ?? ''
  const reading = request.method === 'GET' || request.method === 'HEAD'
  if (open.has(route)) return undefined
  const person = maybeSignedIn(request)
  if (person === null) {
    if (reading && wantsPage(request)) return reply.redirect(signInAddress(request.url), 303)
    if (!reading && isForm(request) && !/json/.test(request.headers.accept ?? '')) {
      return showRefusedForm(request, reply)
    }
    throw new Problem('sign-in-required')
  }
  if (person.mustChange && !ownAccount.includes(route)) {
    if (reading && wantsPage(request)) return reply.redirect('/staff/password', 303)
    throw new Problem('password-change-required')
  }
  return undefined
}

async function showRefusedForm(request: FastifyRequest, reply: FastifyReply) {
  if (ownAccount.includes(request.routeOptions.url ?? '')) return showSignIn(reply, 401, {})
  const kept = keepForm(request)
  return showSignIn(reply, 401, { kept, notice: kept === null ? 'form-lost' : 'form-kept' })
}

function signInAddress(url: string): string {
  const next = ownPath(url)
  if (next === null || next === '/staff' || next === '/staff/') return SIGN_IN
  return `${SIGN_IN}?next=${encodeURIComponent(next)}`
}
