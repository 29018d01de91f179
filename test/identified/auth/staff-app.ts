import { rmSync } from 'node:fs'
import { Writable } from 'node:stream'
import { type BoundFunctions, type queries, within } from '@testing-library/dom'
import fastify, { type FastifyInstance, type LightMyRequestResponse } from 'fastify'
import { Window } from 'happy-dom'
import { errors } from '../../../server/http/errors.ts'
import { headers } from '../../../server/http/headers.ts'
import { loggingOptions } from '../../../server/http/logging.ts'
import { pages } from '../../../server/http/pages.ts'
import { accountActs } from '../../../server/account-acts.ts'
import { accountNotices } from '../../../server/identified/accounts/notices.ts'
import { accounts } from '../../../server/identified/accounts/routes.ts'
import { admin } from '../../../server/identified/admin/routes.ts'
import { createPasswordDesk, type PasswordDesk } from '../../../server/identified/auth/passwords.ts'
import { requireRole } from '../../../server/identified/auth/roles.ts'
import { authRoutes } from '../../../server/identified/auth/routes.ts'
import { signedInPerson } from '../../../server/identified/auth/signed-in.ts'
import { staffScope } from '../../../server/identified/auth/staff-scope.ts'
import { createThrottle, type ThrottleOptions } from '../../../server/identified/auth/throttle.ts'
import { type HomeSurvey, home, type PastCard } from '../../../server/identified/home/routes.ts'
import type { Role } from '../../../server/stores/identity.ts'
import { openStores, type Stores } from '../../../server/stores/open.ts'
import { sampleSite } from '../../support/site.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

export const PASSWORD = 'うみべの図書館まで30分'

interface StaffAppOptions {
  readonly tls?: boolean
  readonly throttle?: ThrottleOptions
  readonly passwords?: PasswordDesk
  readonly surveys?: readonly HomeSurvey[]
  readonly pastCards?: readonly PastCard[]
}

/** The staff side on real stores in a temporary folder, and what the test may turn. */
export interface StaffApp {
  readonly app: FastifyInstance
  readonly stores: Stores
  readonly clock: { now: Date }
  /** Everything written to the log. */
  log(): string
  /** Bodies that reached `POST /staff/test/draft`, a form of an official. */
  readonly drafts: unknown[]
  addPerson(number: string, options?: { password?: string; mustChange?: boolean }): Promise<void>
  addRole(number: string, role: Role, unit: string): Promise<void>
  visitor(address?: string): Visitor
  close(): Promise<void>
}

const hashes = new Map<string, string>()
const desk = createPasswordDesk()

export async function staffApp(options: StaffAppOptions = {}): Promise<StaffApp> {
  const folder = temporaryFolder('staff')
  const stores = await openStores(folder)
  const { identity, commons } = stores
  const clock = { now: new Date('2026-11-20T10:00:00+09:00') }
  const now = (): Date => clock.now
  const lines: string[] = []
  const stream = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk))
      done()
    },
  })
  const tls = options.tls ?? false
  const passwords = options.passwords ?? desk
  const drafts: unknown[] = []

  const app = fastify(loggingOptions('debug', stream)) as unknown as FastifyInstance
  await app.register(headers, { tls })
  await app.register(pages, { site: () => sampleSite })
  await app.register(errors)
  await app.register(async (staff) => {
    await staff.register(staffScope, { identity, now, tls, openRoutes: ['/staff/test/open'] })
    const throttle = createThrottle(options.throttle)
    await staff.register(authRoutes, { identity, now, tls, passwords, throttle })
    await staff.register(home, {
      review: async () => null,
      results: async () => null,
      texts: async () => null,
      commons: stores.commonsReader,
      now,
      surveys: async () => options.surveys ?? [],
      pastCards: async () => options.pastCards ?? [],
      publishedBase: '',
      account: async (person) =>
        accountNotices({ identity, commons: stores.commonsReader }, person, now()),
    })
    const people = { identity, commons: stores.commonsReader, now }
    const account = accountActs(stores, now)
    await staff.register(admin, { ...people, listFile: account.listFile })
    await staff.register(accounts, { ...people, ...account, passwords })
    staff.get('/staff/test/open', async () => 'open')
    staff.get('/staff/test/facts', async (request, reply) => reply.send(signedInPerson(request)))
    staff.get('/staff/test/hr', { preHandler: requireRole('hr') }, async () => 'hr')
    staff.post('/staff/test/draft', { preHandler: requireRole('hr') }, async (request, reply) => {
      drafts.push(request.body)
      return reply.redirect('/staff/', 303)
    })
  })
  await app.ready()
  await addUnits()

  return {
    app,
    stores,
    clock,
    drafts,
    log: () => lines.join(''),
    visitor: (address = '127.0.0.1') => visit(app, address),
    async addPerson(number, { password = PASSWORD, mustChange = false } = {}) {
      const password_hash = hashes.get(password) ?? (await desk.hash(password))
      hashes.set(password, password_hash)
      await identity.insertInto('person').values(personRow(number)).execute()
      await identity
        .insertInto('credential')
        .values({ person: number, password_hash, must_change: mustChange ? 1 : 0 })
        .execute()
    },
    async addRole(person, role, unit) {
      await identity.insertInto('role').values({ person, role, unit, origin: 'roster' }).execute()
    },
    async close() {
      await app.close()
      await stores.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }

  async function addUnits(): Promise<void> {
    const unit = {
      kind: '課',
      similar: '',
      bureau: null,
      section: null,
      valid_from: '2025-04-01',
    } as const
    await commons
      .insertInto('unit')
      .values([
        { ...unit, code: '1010', parent: '1000', name: '秘書課', position: 2, valid_to: null },
        { ...unit, code: '1110', parent: '1100', name: '人事課', position: 3, valid_to: null },
        {
          ...unit,
          code: '0990',
          parent: '1100',
          name: '旧課',
          position: 9,
          valid_to: '2026-03-31',
        },
      ])
      .execute()
  }
}

export function personRow(number: string, unit = '1010') {
  const attributes = {
    position: '係長級',
    age: '40代',
    sex: '女性',
    employment: '正規',
    job: '事務',
  }
  return { number, unit, ...attributes, own_pc: 1, origin: 'roster' as const }
}

/** A browser as far as the server sees one: a cookie, an address, our own pages as the origin. */
export interface Visitor {
  cookie: string
  get(url: string, headers?: Record<string, string>): Promise<LightMyRequestResponse>
  post(
    url: string,
    fields: Record<string, string> | string,
    headers?: Record<string, string>,
  ): Promise<LightMyRequestResponse>
  signIn(
    number: string,
    password?: string,
    more?: Record<string, string>,
  ): Promise<LightMyRequestResponse>
}

function visit(app: FastifyInstance, address: string): Visitor {
  const visitor: Visitor = {
    cookie: '',
    async get(url, headers = {}) {
      return send({ method: 'GET', url, headers })
    },
    async post(url, fields, headers = {}) {
      const payload = typeof fields === 'string' ? fields : new URLSearchParams(fields).toString()
      const ours = {
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
        ...headers,
      }
      return send({ method: 'POST', url, headers: ours, payload })
    },
    async signIn(number, password = PASSWORD, more = {}) {
      return visitor.post('/staff/sign-in', { number, password, ...more })
    },
  }
  async function send(request: {
    method: 'GET' | 'POST'
    url: string
    headers: Record<string, string>
    payload?: string
  }): Promise<LightMyRequestResponse> {
    const headers = {
      accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
      ...(visitor.cookie === '' ? {} : { cookie: visitor.cookie }),
      ...request.headers,
    }
    const response = await app.inject({ ...request, headers, remoteAddress: address })
    for (const line of [response.headers['set-cookie'] ?? []].flat()) {
      visitor.cookie = /;\s*Max-Age=0/i.test(line) ? '' : (line.split(';')[0] ?? '')
    }
    return response
  }
  return visitor
}

/** What a page says, by role and label. */
export function pageOf(response: LightMyRequestResponse): BoundFunctions<typeof queries> {
  const window = new Window({ settings: { disableJavaScriptEvaluation: true } })
  window.document.write(response.body)
  return within(window.document.body as unknown as HTMLElement)
}

/** Every value of every table of `identity.db`, as `table.column` and text, the audit left out. */
export async function identityValues(stores: Stores): Promise<[string, string][]> {
  const tables = await stores.identity.introspection.getTables()
  const values: [string, string][] = []
  for (const table of tables) {
    if (table.name === 'audit') continue
    const rows: Record<string, unknown>[] = await stores.identity
      .selectFrom(table.name as 'session')
      .selectAll()
      .execute()
    for (const row of rows) {
      for (const [column, value] of Object.entries(row)) {
        const text = Buffer.isBuffer(value) ? value.toString('latin1') : String(value)
        values.push([`${table.name}.${column}`, text])
      }
    }
  }
  return values
}
