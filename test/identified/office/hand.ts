import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BoundFunctions, type queries, within } from '@testing-library/dom'
import type { LightMyRequestResponse } from 'fastify'
import { Window } from 'happy-dom'
import { onTestFinished } from 'vitest'
import { createSystem, type System } from '../../../server/app.ts'
import { startSession } from '../../../server/identified/auth/sessions.ts'
import type { Protect } from '../../../server/opening/protect-ballots.ts'
import { boxPath } from '../../../server/stores/box.ts'
import { openStores, type Stores } from '../../../server/stores/open.ts'
import { protectHere } from '../../support/protect-here.ts'
import { answersOf, type CityOptions, smallCity } from '../../support/small-city.ts'

export type Fields = Readonly<Record<string, string | readonly string[] | undefined>>

/** An official's browser: pages, and forms in which a name may stand several times. */
export interface Hand {
  get(url: string, headers?: Record<string, string>): Promise<LightMyRequestResponse>
  post(url: string, fields?: Fields): Promise<LightMyRequestResponse>
}

/** What the pages need of a running installation. */
export interface Installation {
  readonly app: System['app']
  readonly stores: Stores
  readonly clock: { now: Date }
}

/** @param number absent for a stranger */
export function hand(city: Installation, number?: string): Hand {
  let session: Promise<string> | undefined
  const own = async (): Promise<Record<string, string>> => {
    if (number === undefined) return {}
    session ??= startSession(city.stores.identity, number, city.clock.now, 400)
    return { cookie: `kazetoshi=${await session}` }
  }
  return {
    async get(url, headers = {}) {
      const all = { accept: 'text/html', ...(await own()), ...headers }
      return city.app.inject({ method: 'GET', url, headers: all })
    },
    async post(url, fields = {}) {
      const headers = {
        accept: 'text/html',
        'sec-fetch-site': 'same-origin',
        'content-type': 'application/x-www-form-urlencoded',
        ...(await own()),
      }
      return city.app.inject({ method: 'POST', url, headers, payload: encodeForm(fields) })
    },
  }
}

export function encodeForm(fields: Fields): string {
  const pairs = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((part): [string, string] => [name, part]),
  )
  return new URLSearchParams(pairs).toString()
}

/** Every field of a good draft on 20 November 2026: two of three keepers, published from five people on. */
export function draftFields(other: Fields = {}): Fields {
  return {
    title: '令和8年度 職員の勤務実態に係るアンケート',
    scale: '4',
    earlierScale: '4',
    earlierDenominator: 'valid',
    earlierAsked: 'same',
    items: ['Q_EFF_KPI', 'Q_ATM_KPI', 'Q_REW_KPI', 'Q_WLB_KPI'],
    attributes: ['age', 'sex'],
    tables: ['bu'],
    k: '5',
    kDecision: '人決第12号',
    opensAt: '2026-11-24T08:30',
    closesAt: '2026-12-08T17:15',
    referenceDay: '2026-11-20',
    contact: '人事課（内線 2305）',
    contacts: '健康相談：産業医',
    keeperPosts: '人事課長\n職員側委員\n行政管理課長',
    keeperNeed: '2',
    ...other,
  }
}

/** What a page says, by role and label. */
export function pageOf(response: LightMyRequestResponse): BoundFunctions<typeof queries> {
  return within(documentOf(response).body as unknown as HTMLElement)
}

export function documentOf(response: Pick<LightMyRequestResponse, 'body'>) {
  const window = new Window({ settings: { disableJavaScriptEvaluation: true } })
  window.document.write(response.body)
  return window.document
}

/** The page's text, blanks joined. */
export function textOf(response: Pick<LightMyRequestResponse, 'body'>): string {
  return (documentOf(response).body.textContent ?? '').replaceAll(/\s+/g, ' ').trim()
}

/** Every file of a folder with its bytes. */
export function filesOf(folder: string): Map<string, Buffer> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((e) =>
    e.isFile(),
  )
  return new Map(files.map((e) => [e.name, readFileSync(join(e.parentPath, e.name))]))
}

export function sha256Of(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex')
}

/** Every box of 公表前の点検表. */
export const REVIEWED = ['tables', 'hidden', 'counts', 'changes', 'notice'] as const

/** A city whose survey has closed with some ballots in the box; the server is stopped. */
export interface ClosedCity {
  readonly folder: string
  readonly survey: string
  readonly passphrases: readonly string[]
  readonly hr: string
  readonly closedAt: Date
  remove(): void
}

export const TEXTS = ['照会の様式を1つにまとめてほしい。', '朝の10分の打合せで残業が減った。']

/** For beforeAll: cards and ballots of `ballots` people, then past the close. */
export async function closedCity(ballots: number, options: CityOptions = {}): Promise<ClosedCity> {
  const folder = mkdtempSync(join(tmpdir(), 'kazetoshi-closed-'))
  const city = await smallCity({ people: 30, ...options, folder })
  for (const [i, number] of city.people.slice(0, ballots).entries()) {
    const card = await city.takeCard(await city.session(number))
    await city.cast(card, answersOf(city.survey.questionnaire, i, [TEXTS[i % 7] ?? '']))
  }
  const { survey, officials } = city
  await city.close()
  return {
    folder,
    survey: survey.id,
    passphrases: survey.passphrases,
    hr: officials.hr,
    closedAt: new Date(survey.closesAt.getTime() + 60_000),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

export interface Copy extends Installation {
  readonly folder: string
  readonly system: System
  readonly box: string
  readonly office: Hand
  readonly base: string
}

/** A copy of a closed city that runs until the test is over; `before` may spoil its files. */
export async function copyOf(
  closed: ClosedCity,
  options: {
    before?: (folder: string) => void
    stores?: (stores: Stores) => Stores
    protect?: Protect
  } = {},
): Promise<Copy> {
  const folder = mkdtempSync(join(tmpdir(), 'kazetoshi-copy-'))
  cpSync(closed.folder, folder, { recursive: true })
  options.before?.(folder)
  return runOn(folder, closed, options.stores, options.protect)
}

export async function runOn(
  folder: string,
  closed: ClosedCity,
  change: (stores: Stores) => Stores = (stores) => stores,
  protect: Protect = protectHere,
): Promise<Copy> {
  const stores = change(await openStores(folder))
  const clock = { now: closed.closedAt }
  const config = {
    host: '127.0.0.1',
    port: 0,
    dataDir: folder,
    tls: null,
    boxMirror: null,
    backupDir: null,
    trustProxy: null,
    mail: null,
    publishedAccess: 'open' as const,
    logLevel: 'silent',
  }
  const system = await createSystem({ config, stores, now: () => clock.now, protect })
  const installation = { app: system.app, stores, clock }
  onTestFinished(async () => {
    await system.app.close()
    await stores.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return {
    ...installation,
    folder,
    system,
    box: boxPath(folder, closed.survey),
    office: hand(installation, closed.hr),
    base: `/staff/office/surveys/${closed.survey}`,
  }
}

/** The form of an opening, and of its rehearsal: passphrases by position, '' for a keeper who is absent. */
export function passphraseFields(typed: readonly string[]): Fields {
  return Object.fromEntries(typed.map((text, i) => [`passphrase${i}`, text]))
}

/** Asks for the progress until the opening has finished, as the page does. */
export async function finished(copy: Pick<Copy, 'office' | 'base'>) {
  for (;;) {
    const answer = await copy.office.get(`${copy.base}/opening/progress.json`)
    if (answer.statusCode !== 200) throw new Error(`progress answered ${answer.statusCode}`)
    const progress = answer.json<{
      phase: string
      finished: boolean
      failed?: string
      next?: string
    }>()
    if (progress.finished) return progress
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** Everything an opening may write; how long the protection took is left out, it never is the same. */
export async function written({ stores }: Pick<Copy, 'stores'>) {
  const records = await stores.commons.selectFrom('opening_record').selectAll().execute()
  return {
    sets: await stores.commons.selectFrom('published_set').selectAll().execute(),
    records: records.map((r) => ({
      ...r,
      body: r.body.replace(/"seconds":\{.*?\}/, '"seconds":{}'),
    })),
    texts: await stores.voice.selectFrom('free_text').selectAll().execute(),
  }
}
