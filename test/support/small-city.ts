/**
 * A small installation for tests that go through the front door: the real app on real stores in a
 * folder of its own, people brought in by the real roster import, real keys, a real slot box.
 *
 * ```ts
 * const city = await smallCity({ people: 12 })        // closed and removed when the test is over
 * const { survey } = city                             // announced and open
 * const page = await city.visit(city.officials.hr).get(`/staff/office/surveys/${survey.id}`)
 * const cookie = await city.signIn('000104')          // or city.session('000104'): no argon2
 * const card = await city.takeCard(cookie)            // blind signature, over HTTP
 * await city.cast(card, answersOf(survey.questionnaire, 3))
 * city.clock.now = city.survey.closesAt
 * await city.openBox()                                // … city.system.acts.publish(survey.id)
 * ```
 *
 * A city with one announced survey takes about a second (two RSA-3072 keys and argon2). `survey: 'none'`
 * leaves it out, `survey: 'draft'` stops before the announcement.
 */
import { readFileSync, rmSync } from 'node:fs'
import { Writable } from 'node:stream'
import type { LightMyRequestResponse } from 'fastify'
import { onTestFinished } from 'vitest'
import { createSystem, type System } from '../../server/app.ts'
import { jstDay } from '../../server/calendar/jst.ts'
import type { Config } from '../../server/config.ts'
import { projectFile } from '../../server/http/project-file.ts'
import { createPasswordDesk } from '../../server/identified/auth/passwords.ts'
import { startSession } from '../../server/identified/auth/sessions.ts'
import { applyImport } from '../../server/identified/roster/apply.ts'
import { planImport } from '../../server/identified/roster/plan.ts'
import type { Protect } from '../../server/opening/protect-ballots.ts'
import type { Role } from '../../server/stores/identity.ts'
import { openStores, type Stores } from '../../server/stores/open.ts'
import {
  aloneAmong,
  type BallotAnswers,
  encodeBallot,
  isAskedAsManager,
} from '../../server/survey/ballot-form.ts'
import type { DraftInput } from '../../server/survey/draft.ts'
import { loadQuestionBank } from '../../server/survey/question-bank.ts'
import {
  type Audience,
  multiItems,
  type Questionnaire,
  scaleItems,
  textItems,
} from '../../server/survey/questionnaire.ts'
import { findSurvey } from '../../server/survey/surveys.ts'
import { encodeCast } from '../../server/tokens/wire.ts'
import { fromBase64 } from '../../views/client/protocol/bytes.ts'
import { blindedMessage, type Card, finishCard, newSeed } from '../../views/client/protocol/card.ts'
import { castBallot, fetchKey, requestCard } from '../../views/client/protocol/doors.ts'
import { sealBallot } from '../../views/client/protocol/seal.ts'
import { newSlipCode, slipHash } from '../../views/client/protocol/slip.ts'
import { protectHere } from './protect-here.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** Everybody's password; it need not be changed first. */
export const CITY_PASSWORD = 'うみべの図書館まで30分'

export interface CityOptions {
  /** How many people, the three officials included; 12 unless told. Numbers are 000101, 000102, … */
  readonly people?: number
  /** How many of them, the last ones, have no PC of their own; none unless told. */
  readonly withoutPc?: number
  /** `open` unless told: announced and open at the time of the clock. */
  readonly survey?: 'none' | 'draft' | 'open'
  /** What the survey has otherwise than usual: scale, k, items, dates, keepers (one, unless told). */
  readonly draft?: Partial<DraftInput>
  /** The clock at the beginning; 2026-11-20 10:00 JST unless told. */
  readonly now?: Date
  /** Each ballot is written to a second folder too. */
  readonly mirror?: boolean
  readonly publishedAccess?: 'open' | 'staff'
  readonly logLevel?: string
  /** Serves https with the fixture certificate of `test/support/tls/`. */
  readonly tls?: boolean
  /** One-time code of the set-up link. */
  readonly setupCode?: string
  /** False: nobody has a password yet, an empty installation. */
  readonly credentials?: boolean
  /** Kept on the disk, and under this path; the caller removes it. */
  readonly folder?: string
  /** What the environment says otherwise. */
  readonly config?: Partial<Config>
  /** What protects: the engine itself, without its thread, unless told. */
  readonly protect?: Protect
}

export interface CitySurvey {
  readonly id: string
  readonly questionnaire: Questionnaire
  readonly opensAt: Date
  readonly closesAt: Date
  /** In the order of the keepers' posts. */
  readonly passphrases: readonly string[]
}

export interface SmallCity {
  readonly system: System
  readonly app: System['app']
  readonly stores: Stores
  readonly config: Config
  /** Data folder, and the mirror's where there is one. */
  readonly folders: readonly string[]
  /** What the server takes for the time: assign `city.clock.now`. */
  readonly clock: { now: Date }
  /** Staff numbers, the officials first. */
  readonly people: readonly string[]
  readonly officials: { readonly admin: string; readonly hr: string; readonly secretariat: string }
  /** The survey of this city; throws when the city has none or only a draft. */
  readonly survey: CitySurvey
  /** Id of the draft of a city made with `survey: 'draft'`. */
  readonly draftId: string
  /** Codes of the 紙の回答券 of the survey, as their paper shows them; empty without slips. */
  readonly slips: readonly string[]
  /** Everything the server has logged. */
  log(): string
  /** Base address of the app on 127.0.0.1; listens at the first use. */
  origin(): Promise<string>
  /** Signs in at the sign-in page. @returns the cookie, `name=value`. */
  signIn(number: string): Promise<string>
  /** A session without the password's 25 ms; the same row and the same cookie as a sign-in. */
  session(number: string): Promise<string>
  /** Requests of one person (of nobody: a stranger without a cookie), by `inject`. */
  visit(number?: string): CityVisitor
  /** Takes a card over HTTP with the browser's code. */
  takeCard(cookie: string): Promise<Card>
  /** Seals and sends a ballot over HTTP with the browser's code; resolves on 204. */
  cast(card: Card, answers: BallotAnswers): Promise<void>
  /** The bytes that `cast` would send. */
  castBytes(card: Card, answers: BallotAnswers): Promise<Uint8Array>
  /** Opens the box with all passphrases and waits; throws what an officer would read. */
  openBox(): Promise<void>
  /** Announces the city's draft (or a draft of your own). */
  announce(id?: string): Promise<CitySurvey>
  /** Makes a survey that a page has announced the survey of this city (without passphrases). */
  know(id: string): Promise<CitySurvey>
  /** Stops the server and starts it anew on the same folders; `between` happens while it is down. */
  restart(between?: () => Promise<void>): Promise<void>
  close(): Promise<void>
}

export interface CityVisitor {
  get(url: string, headers?: Record<string, string>): Promise<LightMyRequestResponse>
  /** Posts a form as our own page would. */
  post(
    url: string,
    form: Record<string, string>,
    headers?: Record<string, string>,
  ): Promise<LightMyRequestResponse>
}

const FIRST_NUMBER = 101
const DAY_MS = 24 * 60 * 60 * 1000

/** 部 with 課 below them, and one 課 that stands for itself. */
export const CITY_UNITS = [
  '0000,,市,潮見市',
  '1000,0000,部,総務部',
  '1010,1000,課,人事課',
  '1020,1000,課,行政管理課',
  '1030,1000,課,情報政策課',
  '2000,0000,部,福祉部',
  '2010,2000,課,保険年金課',
  '2020,2000,課,子育て支援課',
  '3000,0000,部,都市整備部',
  '3010,3000,課,道路河川課',
] as const

const WORKPLACES = ['1010', '1020', '1030', '2010', '2020', '3010']

export const cityBank = loadQuestionBank(projectFile('server', 'survey', 'bank', 'questions.json'))

let hash: Promise<string> | undefined

/** @throws when a fixture is wrong; never leaves an open server behind after the test. */
export async function smallCity(options: CityOptions = {}): Promise<SmallCity> {
  const made = options.folder === undefined
  const folder = options.folder ?? temporaryFolder('city')
  const mirror = options.mirror === true ? temporaryFolder('mirror') : null
  const clock = { now: options.now ?? new Date('2026-11-20T10:00:00+09:00') }
  const lines: string[] = []
  const logStream = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk))
      done()
    },
  })
  const config: Config = {
    host: '127.0.0.1',
    port: 0,
    dataDir: folder,
    tls: options.tls === true ? testCertificate() : null,
    boxMirror: mirror,
    backupDir: null,
    trustProxy: null,
    mail: null,
    publishedAccess: options.publishedAccess ?? 'open',
    logLevel: options.logLevel ?? 'debug',
    ...options.config,
  }
  const start = async () => {
    const stores = await openStores(folder)
    const setup = options.setupCode === undefined ? {} : { setupCode: options.setupCode }
    const { protect = protectHere } = options
    const now = () => clock.now
    const system = await createSystem({ config, stores, now, logStream, protect, ...setup })
    return { stores, system }
  }
  let running = await start()
  const people = await moveIn(
    running.stores,
    options.people ?? 12,
    options.withoutPc ?? 0,
    clock.now,
  )
  if (options.credentials === false)
    await running.stores.identity.deleteFrom('credential').execute()
  const [admin = '', hr = '', secretariat = ''] = people
  let survey: CitySurvey | undefined
  let slips: readonly string[] = []
  let draftId = ''
  let closed = false

  const city: SmallCity = {
    get system() {
      return running.system
    },
    get app() {
      return running.system.app
    },
    get stores() {
      return running.stores
    },
    config,
    folders: mirror === null ? [folder] : [folder, mirror],
    clock,
    people,
    officials: { admin, hr, secretariat },
    get survey() {
      if (survey === undefined) throw new Error('this city has no announced survey')
      return survey
    },
    get draftId() {
      return draftId
    },
    get slips() {
      return slips
    },
    log: () => lines.join(''),
    async origin() {
      if (!city.app.server.listening) await city.app.listen({ host: '127.0.0.1', port: 0 })
      const address = city.app.server.address()
      if (typeof address !== 'object' || address === null) throw new Error('not listening')
      return `${config.tls === null ? 'http' : 'https'}://127.0.0.1:${address.port}`
    },
    async signIn(number) {
      const answer = await city.visit().post('/staff/sign-in', { number, password: CITY_PASSWORD })
      const cookie = [answer.headers['set-cookie'] ?? []].flat()[0]?.split(';')[0]
      if (answer.statusCode !== 303 || cookie === undefined) {
        throw new Error(`sign-in of ${number} answered ${answer.statusCode}`)
      }
      return cookie
    },
    async session(number) {
      const name = options.tls === true ? '__Secure-kazetoshi' : 'kazetoshi'
      return `${name}=${await startSession(city.stores.identity, number, clock.now)}`
    },
    visit(number) {
      let cookie: Promise<string> | undefined
      const send = async (request: {
        method: 'GET' | 'POST'
        url: string
        headers: Record<string, string>
        payload?: string
      }) => {
        if (number !== undefined) cookie ??= city.session(number)
        const own: Record<string, string> = cookie === undefined ? {} : { cookie: await cookie }
        const headers = { accept: 'text/html,*/*;q=0.8', ...own, ...request.headers }
        return city.app.inject({ ...request, headers })
      }
      return {
        get: (url, headers = {}) => send({ method: 'GET', url, headers }),
        post: (url, form, headers = {}) =>
          send({
            method: 'POST',
            url,
            headers: {
              'content-type': 'application/x-www-form-urlencoded',
              'sec-fetch-site': 'same-origin',
              ...headers,
            },
            payload: new URLSearchParams(form).toString(),
          }),
      }
    },
    async takeCard(cookie) {
      const origin = await city.origin()
      const { id } = city.survey
      const signingKey = fromBase64((await fetchKey(origin, id)).signingKey)
      const seed = newSeed()
      const blinded = blindedMessage(seed, signingKey, id)
      const signed = await requestCard(origin, id, blinded, { cookie, origin })
      return finishCard(seed, signingKey, signed, id)
    },
    async castBytes(card, answers) {
      const { id, questionnaire } = city.survey
      const { tallyKey } = await fetchKey(await city.origin(), id)
      const sealed = sealBallot(fromBase64(tallyKey), encodeBallot(questionnaire, answers), id)
      return encodeCast({ ...card, sealed })
    },
    async cast(card, answers) {
      const bytes = await city.castBytes(card, answers)
      await castBallot(await city.origin(), city.survey.id, bytes)
    },
    async openBox() {
      const { id, passphrases } = city.survey
      const frozen = await city.system.acts.findFrozen(id)
      if (frozen === undefined) throw new Error('not announced')
      city.system.acts.startOpening(frozen, passphrases)
      for (;;) {
        const progress = city.system.acts.openingProgress(id)
        if (progress?.failed !== undefined) throw new Error(progress.failed)
        if (progress?.finished === true) return
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
    },
    async announce(id = draftId) {
      const { acts } = city.system
      await acts.approveDraft(id, { number: '人決第100号', day: jstDay(clock.now) })
      const prepared = await acts.prepareAnnouncement(id)
      if (prepared.state === 'refused') throw new Error(prepared.reason)
      slips = await printSlips(city, id)
      const passphrases = prepared.keepers.map((keeper) => keeper.passphrase)
      const announced = await acts.announce(id, passphrases)
      if (announced.state === 'refused') throw new Error(announced.reason)
      survey = { ...(await city.know(id)), passphrases }
      return survey
    },
    async know(id) {
      const found = await findSurvey(city.stores.commonsReader, id)
      if (found === undefined || found.questionnaire === null) throw new Error('not announced')
      const { questionnaire, opensAt, closesAt } = found
      survey = { id, questionnaire, opensAt, closesAt, passphrases: [] }
      return survey
    },
    async restart(between = async () => {}) {
      await closeApp(running.system.app)
      await running.stores.close()
      await between()
      running = await start()
    },
    async close() {
      if (closed) return
      closed = true
      await closeApp(running.system.app)
      await running.stores.close()
      if (made) rmSync(folder, { recursive: true, force: true })
      if (mirror !== null) rmSync(mirror, { recursive: true, force: true })
    },
  }
  closeAfterTest(city)
  if (options.survey !== 'none') {
    draftId = await running.system.acts.createDraft(cityDraft(clock.now, options.draft))
    if (options.survey !== 'draft') await city.announce()
  }
  return city
}

/** A survey that has been open for an hour and is open for ten days; one keeper, so that it is quick. */
export function cityDraft(now: Date, other: Partial<DraftInput> = {}): DraftInput {
  const chosen = cityBank.items.filter((i) => i.core || i.type === 'text')
  return {
    title: '令和8年度 職員アンケート',
    scale: 4,
    itemIds: chosen.map((i) => i.id),
    attributeIds: cityBank.attributes.filter((a) => a.usual).map((a) => a.id),
    k: 5,
    kDecision: '人決第1号',
    tables: [[], ['bu']],
    opensAt: new Date(now.getTime() - 60 * 60 * 1000).toISOString(),
    closesAt: new Date(now.getTime() + 10 * DAY_MS).toISOString(),
    referenceDay: jstDay(new Date(now.getTime() - 60 * 60 * 1000)),
    contact: '人事課',
    contacts: [],
    keepers: { need: 1, posts: ['人事課長'] },
    readers: ['人事課長', '安全衛生委員会（職員側委員）'],
    earlier: { scale: '4', denominator: 'valid', asked: 'same' },
    ...other,
  }
}

/** What the page of printing does: codes stay on paper, hashes are sent. Without slips nothing. */
async function printSlips(city: SmallCity, id: string): Promise<string[]> {
  const wanted = await findSurvey(city.stores.commonsReader, id)
  if (wanted === undefined || wanted.draft.slips === null) return []
  const base = `/staff/office/surveys/${id}/slips`
  const page = await city.visit(city.officials.hr).get(`${base}/sheets`)
  const count = Number(/data-count="(\d+)"/.exec(page.body)?.[1] ?? 0)
  const codes = Array.from({ length: count }, () => newSlipCode('survey'))
  if (count === 0) return codes
  const hashes = codes.map((code) => Buffer.from(slipHash(code)))
  const sent = await city.app.inject({
    method: 'POST',
    url: `${base}/hashes`,
    headers: {
      cookie: await city.session(city.officials.hr),
      'content-type': 'application/octet-stream',
      'sec-fetch-site': 'same-origin',
    },
    payload: Buffer.concat(hashes.toSorted((a, b) => Buffer.compare(a, b))),
  })
  if (sent.statusCode !== 204) throw new Error(`slips: ${sent.statusCode} ${sent.body}`)
  return codes
}

/** Answers that differ from person to person and are the same in every run; no free text. */
export function answersOf(q: Questionnaire, person: number, texts?: string[]): BallotAnswers {
  const bureau = person % q.bureaus.length
  const sections = q.bureaus[bureau]?.sections.length ?? 0
  const attributes = q.attributes.map((a, i) => (person + i) % (a.options.length + 1))
  const asked = (item: { readonly audience?: Audience }) =>
    item.audience === undefined || isAskedAsManager(q, attributes)
  return {
    bureau,
    section: sections === 0 ? null : person % sections,
    attributes,
    scale: scaleItems(q).map((item, i) => (asked(item) ? ((person * 7 + i * 3) % q.scale) + 1 : 0)),
    multi: multiItems(q).map((item) => (asked(item) ? aloneOr(item.options, person) : [])),
    texts: textItems(q).map((_, i) => texts?.[i] ?? ''),
  }
}

function aloneOr(options: readonly string[], person: number): number[] {
  const alone = aloneAmong(options)
  if (alone !== null && person % 7 === 0) return [alone]
  return [...options.keys()].filter((i) => i !== alone && (person >> (i % 5)) % 2 === 1)
}

/** Units and people by the real import, officials by hand, one and the same password hash for all. */
async function moveIn(
  stores: Stores,
  count: number,
  withoutPc: number,
  now: Date,
): Promise<string[]> {
  const numbers = Array.from({ length: count }, (_, i) => String(FIRST_NUMBER + i).padStart(6, '0'))
  const roster = numbers.map((number, i) => {
    const unit = WORKPLACES[i % WORKPLACES.length]
    const [age, sex] = [['20代', '30代', '40代', '50代'][i % 4], ['女性', '男性'][i % 2]]
    return `${number},${unit},主事級,${age},${sex},正規,事務,${i < count - withoutPc ? 'あり' : 'なし'},`
  })
  const check = await planImport(
    stores,
    {
      units: csvFile('所属.csv', '所属コード,上位所属コード,区分,所属名', CITY_UNITS),
      people: csvFile(
        '職員.csv',
        '職員番号,所属コード,職位区分,年代,性別,任用形態,職種区分,個人PC,役割',
        roster,
      ),
    },
    '2026-04-01',
  )
  if (!check.ok) throw new Error(`roster of the test: ${JSON.stringify(check.problems[0])}`)
  await applyImport(stores, check.plan, { actor: '試験', at: now })
  hash ??= createPasswordDesk().hash(CITY_PASSWORD)
  const password_hash = await hash
  for (let i = 0; i < numbers.length; i += 100) {
    const rows = numbers
      .slice(i, i + 100)
      .map((person) => ({ person, password_hash, must_change: 0 }))
    await stores.identity.insertInto('credential').values(rows).execute()
  }
  const offices: readonly Role[] = ['admin', 'hr', 'secretariat']
  for (const [i, role] of offices.entries()) {
    const person = numbers[i]
    if (person === undefined) continue
    await stores.identity
      .insertInto('role')
      .values({ person, role, unit: '*', origin: 'hand' })
      .execute()
  }
  return numbers
}

function csvFile(name: string, header: string, rows: readonly string[]) {
  return { name, bytes: new TextEncoder().encode(`${[header, ...rows].join('\r\n')}\r\n`) }
}

function testCertificate() {
  const read = (name: string) => readFileSync(projectFile('test', 'support', 'tls', name))
  return { cert: read('test-only.crt'), key: read('test-only.key') }
}

/** A browser holds connections that never asked for anything; closing waits for them for minutes. */
async function closeApp(app: System['app']): Promise<void> {
  const cut = setTimeout(() => app.server.closeAllConnections(), 1000)
  await app.close()
  clearTimeout(cut)
}

/** Outside a test (beforeAll, a script) the caller closes. */
function closeAfterTest(city: SmallCity): void {
  try {
    onTestFinished(() => city.close())
  } catch {
    // Called outside of a test.
  }
}
