import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import readXlsx from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSystem, type System } from '../server/app.ts'
import { jstDay } from '../server/calendar/jst.ts'
import { workCalendar } from '../server/calendar/working-days.ts'
import { projectFile } from '../server/http/project-file.ts'
import { openStores, type Stores } from '../server/stores/open.ts'
import { sampleStories } from '../scripts/demo-proposal-stories.ts'
import { waitingStories } from '../scripts/demo-proposal-other.ts'
import { receiptMac } from '../server/proposals/receipt-mac.ts'
import { fromBase64 } from '../views/client/protocol/bytes.ts'
import { blindedMessage } from '../views/client/protocol/card.ts'
import { slipSecrets } from '../views/client/protocol/slip.ts'
import { boardGroupOf, boardGroups, stateNames, states } from '../server/proposals/states.ts'
import { onBoard } from '../server/proposals/visibility.ts'
import { receiptKeys } from '../views/client/protocol/receipt.ts'
import { serve } from './support/served.ts'

const home = mkdtempSync(join(tmpdir(), 'kazetoshi-demo-'))
const data = join(home, 'city')
const answers = join(home, 'a.csv')
const PEOPLE = 150
/** Another time than now, where an act has its hours. */
let clock: Date | undefined

let stores: Stores
let system: System
let printed = ''

/** The demo itself, once, as `npm run demo` runs it. */
async function demo(args: readonly string[], env: Record<string, string> = {}) {
  const served = serve('scripts/demo.js', env, args)
  const { code } = await served.ended()
  return { code, output: served.output() }
}

beforeAll(async () => {
  const args = ['--no-serve', '--people', String(PEOPLE), '--rate', '0.8']
  const run = spawn(
    process.execPath,
    [projectFile('dist', 'scripts', 'demo.js'), ...args, '--data', data, '--answers', answers],
    { env: { PATH: process.env['PATH'] }, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  for (const stream of [run.stdout, run.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text
    })
  }
  const [code] = await once(run, 'close')
  if (code !== 0) throw new Error(printed)
  stores = await openStores(data)
  system = await createSystem({
    config: {
      host: '127.0.0.1',
      port: 0,
      dataDir: data,
      tls: null,
      boxMirror: null,
      backupDir: null,
      trustProxy: null,
      mail: null,
      publishedAccess: 'open',
      logLevel: 'silent',
    },
    stores,
    now: () => clock ?? new Date(),
  })
}, 300_000)

afterAll(async () => {
  await system?.app.close()
  await stores?.close()
  rmSync(home, { recursive: true, force: true })
})

const page = async (url: string, cookie = '') =>
  system.app.inject({ url, headers: { accept: 'text/html', cookie } })

async function signIn(number: string, password: string): Promise<string> {
  const answer = await system.app.inject({
    method: 'POST',
    url: '/staff/sign-in',
    headers: {
      accept: 'text/html',
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/x-www-form-urlencoded',
    },
    payload: new URLSearchParams({ number, password }).toString(),
  })
  expect([answer.statusCode, answer.headers.location]).toEqual([303, '/staff/'])
  return [answer.headers['set-cookie'] ?? ''].flat()[0]?.split(';')[0] ?? ''
}

/** Role → number and password, read from what the demo printed. */
function logIns(): Map<string, readonly [string, string]> {
  return new Map(
    [...printed.matchAll(/^ {2}(\d{6}) {2}(\S+) {2}(\S+)$/gm)].map((m) => [
      m[3] ?? '',
      [m[1] ?? '', m[2] ?? ''] as const,
    ]),
  )
}

describe('The sample city', () => {
  it('publishes the very four percentages that the people’s own copies give, counted here once more', async () => {
    const rows = parse<Record<string, string>>(readFileSync(answers), { columns: true })
    const { surveys } = (await system.app.inject('/api/v1/surveys')).json<{
      surveys: { id: string; results: string }[]
    }>()
    expect(surveys).toHaveLength(1)
    const set = (await system.app.inject(surveys[0]?.results ?? '')).json<{
      respondents: number
      sample: boolean
      groups: { id: string; items: Record<string, { favourable: number; n: number }> }[]
    }>()
    const whole = set.groups.find((group) => group.id === '*')
    expect([set.respondents, set.sample]).toEqual([rows.length, true])
    expect(rows.length).toBeGreaterThan(PEOPLE * 0.65)
    expect(rows.length).toBeLessThan(PEOPLE * 0.95)
    const told = [
      ...printed.matchAll(/一致 {2}公表 (\d+\.\d)％ {2}数え直し (\d+\.\d)％（n=(\d+)）/g),
    ]
    expect(printed).not.toContain('不一致')
    const indicators = ['Q_EFF_KPI', 'Q_ATM_KPI', 'Q_REW_KPI', 'Q_WLB_KPI'].map((item) => {
      const given = rows.flatMap((row) =>
        row[item] === '' || row[item] === undefined ? [] : [Number(row[item])],
      )
      const agree = given.filter((code) => code <= 2).length
      // Half up in whole numbers: floor(1000·agree/n + 1/2) tenths.
      return {
        tenths: Math.floor((2000 * agree + given.length) / (2 * given.length)),
        n: given.length,
        item,
      }
    })
    for (const { tenths, n, item } of indicators) {
      const value = whole?.items[item]
      expect([item, Math.round((value?.favourable ?? 0) * 10), value?.n]).toEqual([item, tenths, n])
    }
    expect(told.map((m) => [Number(m[1]), Number(m[2]), Number(m[3])])).toEqual(
      indicators.map(({ tenths, n }) => [tenths / 10, tenths / 10, n]),
    )
  })

  it('prints how long each step took and somebody to sign in as for each role', () => {
    expect(printed.match(/… \d+\.\d秒（通算 \d+秒）/g)?.length).toBeGreaterThanOrEqual(6)
    expect([...logIns().keys()]).toEqual(
      expect.arrayContaining([
        '職員',
        '職員（個人PCなし）',
        '推進責任者（所属長）',
        '推進担当者',
        '部長',
        '人事課',
        '提案担当（行政管理課）',
        'コンプライアンス担当',
        '情報担当',
      ]),
    )
  })

  it('has destroyed box and keys of the published survey', async () => {
    const { id } = await stores.commons
      .selectFrom('survey')
      .select('id')
      .where('state', '=', 'announced')
      .executeTakeFirstOrThrow()
    const { id: quarter } = await stores.commons
      .selectFrom('proposal_quarter')
      .select('id')
      .orderBy('opens_on', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
    const files = readdirSync(data).filter(
      (name) => /^(box|tally)-/.test(name) && !name.includes(quarter) && name !== 'tally-desk.json',
    )
    expect(files).toEqual(expect.arrayContaining([`box-${id}.db`, `tally-${id}.json`]))
    expect(
      files.filter((name) => !name.startsWith(`box-${id}.`) && !name.startsWith(`tally-${id}.`)),
    ).toEqual([])
    const keys = await stores.identity.selectFrom('signing_key').select('survey').execute()
    expect(keys.map(({ survey }) => survey).sort()).toEqual(
      [id, `${quarter}-endorse`, `${quarter}-post`].sort(),
    )
  })

  it('lets every printed log-in in, and a visitor can take a card for the second survey', async () => {
    const people = logIns()
    for (const [role, [number, password]] of people) {
      const cookie = await signIn(number, password)
      const first = await page('/staff/', cookie)
      expect([role, first.statusCode]).toEqual([role, 200])
      expect(first.body).toContain('受付中')
    }
    const [number = '', password = ''] = people.get('職員') ?? []
    const cookie = await signIn(number, password)
    const link =
      /href="(\/staff\/surveys\/[^"]+\/card)"/.exec((await page('/staff/', cookie)).body)?.[1] ?? ''
    expect((await page(link, cookie)).statusCode).toBe(200)
    expect((await page(link.replace('/staff/', '/voice/').replace(/\/card$/, ''))).statusCode).toBe(
      200,
    )
  })

  it('lets people without a PC answer on paper slips, and a visitor use one for the second survey', async () => {
    const published = (await system.app.inject('/api/v1/surveys')).json<{
      surveys: { cards: string }[]
    }>()
    const cards = (await system.app.inject(published.surveys[0]?.cards ?? '')).json<{
      slipPeople: number
      slips: { printed: number; exchanged: number }
    }>()
    expect(cards.slipPeople).toBeGreaterThan(PEOPLE * 0.1)
    expect(cards.slips.printed).toBe(cards.slipPeople + Math.ceil(cards.slipPeople / 10))
    expect(cards.slips.exchanged).toBeGreaterThan(cards.slipPeople * 0.5)
    expect(cards.slips.exchanged).toBeLessThanOrEqual(cards.slipPeople)
    const [code = ''] = /^ {2}(S\w{3}-\S+)$/m.exec(printed)?.slice(1) ?? []
    const [survey] = (await system.app.inject('/voice/slip/surveys')).json<{ id: string }[]>()
    const door = `/voice/surveys/${survey?.id}`
    const { signingKey } = (await system.app.inject(`${door}/key`)).json<{ signingKey: string }>()
    const { id, seed } = slipSecrets(code)
    const answer = await system.app.inject({
      method: 'POST',
      url: `${door}/slip-card`,
      headers: { 'content-type': 'application/octet-stream' },
      payload: Buffer.concat([id, blindedMessage(seed, fromBase64(signingKey), survey?.id ?? '')]),
    })
    expect([answer.statusCode, answer.rawPayload.length]).toEqual([200, 384])
  })

  it('has told what has changed: first on the second survey’s page, and in a number of かわるばん', async () => {
    const surveys = await stores.commons
      .selectFrom('survey')
      .select('id')
      .orderBy('opens_at')
      .execute()
    const answer = (await page(`/voice/surveys/${surveys.at(-1)?.id}`)).body
    expect(answer.match(/id="changed"/g)).toHaveLength(1)
    const { statusCode, body } = await page('/bulletin/1')
    expect(statusCode).toBe(200)
    for (const kind of ['提案への回答', '指標', 'やめる業務', '優良事例'])
      expect(body).toContain(kind)
  })

  it('says 見本データ on every page, in every file and in the data', async () => {
    const { surveys, sample } = (await system.app.inject('/api/v1/surveys')).json<{
      surveys: { id: string }[]
      sample: boolean
    }>()
    expect(sample).toBe(true)
    const published = surveys[0]?.id ?? ''
    const open = (
      await stores.commons
        .selectFrom('survey')
        .select('id')
        .where('state', '=', 'announced')
        .executeTakeFirstOrThrow()
    ).id
    const [hr, admin, desk, head] = await Promise.all(
      ['人事課', '情報担当', '提案担当（行政管理課）', '推進責任者（所属長）'].map(async (role) =>
        signIn(...(logIns().get(role) ?? ['', ''])),
      ),
    )
    const urls: (readonly [string, (string | undefined)?])[] = [
      ['/'],
      ['/results'],
      [`/results/${published}`],
      [`/results/${published}/verify`],
      ['/voice/slip'],
      ['/board'],
      ['/board/numbers'],
      ['/staff/sign-in'],
      ['/nothing'],
      [`/voice/surveys/${open}`],
      ['/staff/', hr],
      ['/staff/password', hr],
      [`/staff/surveys/${open}/card`, hr],
      ['/staff/office', hr],
      ['/staff/office/surveys/new', hr],
      [`/staff/office/surveys/${open}`, hr],
      [`/staff/office/surveys/${open}/slips`, hr],
      [`/staff/office/surveys/${published}`, hr],
      [`/staff/office/surveys/${published}/record`, hr],
      [`/staff/office/surveys/${published}/preview`, hr],
      ['/staff/desk', desk],
      ['/staff/inbox', head],
      ['/staff/admin', admin],
      ['/staff/admin/audit', admin],
    ]
    const without: string[] = []
    for (const [url, cookie] of urls) {
      const answer = await page(url, cookie)
      if (!answer.body.includes('見本データ')) without.push(`${answer.statusCode} ${url}`)
    }
    expect(without).toEqual([])
    const base = `/results/${published}/results`
    expect((await system.app.inject(`${base}.csv`)).body).toContain('見本データ')
    const sjis = await system.app.inject(`${base}.csv?encoding=cp932`)
    expect(new TextDecoder('shift_jis').decode(sjis.rawPayload)).toContain('見本データ')
    const sheets = await readXlsx((await system.app.inject(`${base}.xlsx`)).rawPayload)
    expect(sheets.length).toBeGreaterThan(0)
    expect(JSON.stringify(sheets)).toContain('見本データ')
    expect((await system.app.inject(`/api/v1/surveys/${published}/results`)).json()).toMatchObject({
      sample: true,
    })
  })
})

describe('The proposals of the sample city', () => {
  const all = () => system.proposals.ledger.all()

  it('are sixty, in every state there is, as the table says that was printed', () => {
    expect(all()).toHaveLength(60)
    for (const state of stateNames) {
      const count = all().filter((p) => p.state === state).length
      expect([state, count > 0]).toEqual([state, true])
      expect(printed).toContain(`${String(count).padStart(5)}  ${states[state]}\n`)
    }
  })

  it('stand on the board in all seven groups, and of a hidden one neither title nor number', async () => {
    let listed = ''
    const numbers = new Set<string>()
    for (let number = 1, known = -1; known < numbers.size; number += 1) {
      known = numbers.size
      const { body } = await page(`/board?page=${number}`)
      for (const [, one = ''] of body.matchAll(/"\/board\/([0-9A-Z-]+)"/g)) numbers.add(one)
      listed += body
    }
    const shown = all().filter(onBoard)
    for (const group of boardGroups) {
      const count = shown.filter(({ state }) => boardGroupOf(state) === group).length
      expect([group, count >= 4]).toEqual([group, true])
    }
    expect([...numbers].sort()).toEqual(shown.map(({ number }) => number).sort())
    for (const { key, written } of sampleStories) {
      const p = all().find((one) => one.written?.title === written.title)
      if (p === undefined || onBoard(p)) continue
      expect([key, listed.includes(written.title), listed.includes(p.number)]).toEqual([
        key,
        false,
        false,
      ])
    }
    for (const { written } of waitingStories) expect(listed).not.toContain(written.title)
  })

  it('have their texts in voice.db and in no other file; what pages tell of is a title of the board', async () => {
    const stories = [...sampleStories, ...waitingStories].map(({ written }) => written)
    const { board } = await system.proposals.board.present()
    const told = new Set(board.lines.map(({ entry }) => entry.title))
    const secrets = stories.flatMap(({ title, current, idea }) => [
      current.slice(0, 24),
      idea.slice(0, 24),
      ...(told.has(title) ? [] : [title]),
    ])
    const [withSecrets, withTitles] = [new Set<string>(), new Set<string>()]
    for (const entry of readdirSync(data, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue
      const bytes = readFileSync(join(entry.parentPath, entry.name))
      if (secrets.some((text) => bytes.includes(text))) withSecrets.add(entry.name)
      if (stories.some(({ title }) => bytes.includes(title))) withTitles.add(entry.name)
    }
    expect([...withSecrets]).toEqual(['voice.db'])
    withTitles.delete('commons.db-wal')
    expect([...withTitles].toSorted()).toEqual(['commons.db', 'voice.db'])
  })

  it('can be followed with the printed receipts, and the printed passphrase opens what waits', async () => {
    const receipts = [...printed.matchAll(/^ {2}((?:\w{4}-){5}\w) {2}(\S+) {2}(.+)$/gm)]
    expect(receipts).toHaveLength(3)
    for (const [, receipt = '', state, title] of receipts) {
      const { lookup } = receiptKeys(receipt)
      const reading = all().find((p) => p.written?.title === title)
      const found = system.proposals.ledger.findByReceipt(receiptMac(stores.receiptKey, lookup))
      expect([found?.number, states[found?.state ?? 'expired']]).toEqual([reading?.number, state])
    }
    const [, number = '', passphrase = ''] =
      /提案担当 (\d{6}) の合言葉で、開庁日の6時から16時まで開封できます\n {2}(\S+)\n/.exec(
        printed,
      ) ?? []
    clock = new Date(`${workCalendar().after(jstDay(new Date()), 1)}T09:00:00+09:00`)
    const outcome = await system.proposalBox.openAndWait(number, passphrase)
    clock = undefined
    expect(outcome).toMatchObject({ state: 'released', released: { posts: 3, dropped: 0 } })
    expect(all()).toHaveLength(63)
  })
})

describe('The demo refuses', () => {
  const mine = join(home, 'mine')

  it.each<[string, string[], RegExp]>([
    [
      'a number of people that is none',
      ['--people', 'x'],
      /^--people は 100 から 2300 までの数で指定してください。$/,
    ],
    ['too few people', ['--people', '99'], /^--people は/],
    ['half a person', ['--people', '150.5'], /^--people は/],
    ['a rate above 1', ['--rate', '1.1'], /^--rate は 0 から 1 までの数で指定してください。$/],
    ['an empty rate', ['--rate', ''], /^--rate は/],
    ['a seed below 0', ['--seed=-1'], /^--seed は/],
    ['an unknown option', ['--bogus'], /^使えない指定があります/],
    ['a word too many', ['extra'], /^使えない指定があります/],
    ['an option without its value', ['--data'], /^使えない指定があります/],
    [
      'a folder for answers that is not there',
      ['--answers', '/nowhere/a.csv'],
      /^--answers のフォルダー「\/nowhere」がありません。$/,
    ],
  ])('%s: one sentence, exit 2, no stack', async (_, args, sentence) => {
    const { code, output } = await demo([
      '--no-serve',
      ...(args.includes('--data') ? [] : ['--data', mine]),
      ...args,
    ])
    expect(code).toBe(2)
    expect(output.trim().split('\n')[0]).toMatch(sentence)
    expect(output).not.toMatch(/^\s+at /m)
    expect(existsSync(mine)).toBe(false)
  })

  it('a folder that it did not make, and leaves it as it is', async () => {
    mkdirSync(mine)
    writeFileSync(join(mine, 'identity.db'), 'precious')
    const { code, output } = await demo(['--no-serve', '--data', mine])
    expect(code).toBe(2)
    expect(output).toContain(
      'は見本の市のものではないため、使いません。--data で別の名前を指定してください。',
    )
    expect(readFileSync(join(mine, 'identity.db'), 'utf8')).toBe('precious')
  })

  it.each([
    ['an address that others can reach', { HOST: '0.0.0.0' }],
    ['a proxy that others can reach', { TRUST_PROXY: '127.0.0.1' }],
  ])('%s', async (_, env) => {
    const { code, output } = await demo(['--no-serve', '--data', join(home, 'other')], env)
    expect([code, output]).toEqual([
      2,
      '見本の市は、この端末の中（HOST=127.0.0.1、TRUST_PROXY なし）だけで動かせます。\n',
    ])
    expect(existsSync(join(home, 'other'))).toBe(false)
  })
})
