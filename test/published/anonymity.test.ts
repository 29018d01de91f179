/** 「匿名性のしくみ」: every sentence leads to a proof that is there, and every fact comes from the settings. */
import { existsSync, readFileSync } from 'node:fs'
import { Window } from 'happy-dom'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { projectFile } from '../../server/http/project-file.ts'
import { AUDIT_YEARS } from '../../server/identified/admin/audit-retention.ts'
import { publishedCity } from '../support/proof-city.ts'
import { type SmallCity, smallCity } from '../support/small-city.ts'
import { untranslated } from '../support/untranslated.ts'
import { openedPage } from '../support/valid-html.ts'

const PAGE = '/anonymity'
const APPRAISAL =
  'アンケートの回答・集計値、提案の有無や内容、件数は、人事考課に使いません。（見直しの取組そのものは、プログラムにより人事考課の評価項目です。）'
const KEEPERS = { need: 2, posts: ['人事課長', '職員側委員', '行政管理課長'] }

const scripts = (
  JSON.parse(readFileSync(projectFile('package.json'), 'utf8')) as {
    scripts: Record<string, string>
  }
).scripts

/** A page's sentences without a proof, and proofs that are not there. */
async function unproved(html: string, city: SmallCity, reader?: string): Promise<string[]> {
  const window = new Window({ settings: { disableJavaScriptEvaluation: true } })
  window.document.write(html)
  const { document } = window
  const faults: string[] = []
  for (const said of document.querySelectorAll('[data-sentence]')) {
    const ids = [...said.querySelectorAll('a[href^="#proof-"]')].map((a) =>
      a.getAttribute('href')?.slice(1),
    )
    if (ids.length === 0) faults.push(`no proof: ${said.textContent}`)
    for (const id of ids) {
      if (document.getElementById(id ?? '') === null) faults.push(`dead link: ${id}`)
    }
  }
  for (const proof of document.querySelectorAll('.proofs > li')) {
    const files = [...proof.querySelectorAll('details li')].map((li) => li.textContent ?? '')
    if (files.length === 0) faults.push(`no test: ${proof.id}`)
    faults.push(...files.filter((file) => !existsSync(projectFile(file))))
    for (const code of proof.querySelectorAll('code')) {
      const command = /^npm run ([\w-]+)/.exec(code.textContent ?? '')?.[1]
      if (command !== undefined && scripts[command] === undefined) faults.push(command)
    }
    for (const link of proof.querySelectorAll('a[href^="/"]')) {
      const href = link.getAttribute('href') ?? ''
      const who = href.startsWith('/staff') ? (reader ?? city.people[5]) : reader
      const { statusCode } = await city.visit(who).get(href)
      if (statusCode !== 200) faults.push(`${statusCode} ${href}`)
    }
  }
  return faults
}

let published: SmallCity
let open: SmallCity
/** Behind the sign-in, with slips, a mirror and three keepers. */
let staff: SmallCity
beforeAll(async () => {
  published = await publishedCity()
  open = await smallCity()
  staff = await smallCity({
    withoutPc: 4,
    mirror: true,
    publishedAccess: 'staff',
    draft: { slips: { spare: 2 }, keepers: KEEPERS, k: 10, kDecision: '' },
  })
})
afterAll(async () => {
  await published?.close()
  await open?.close()
  await staff?.close()
})

describe('Every sentence of the page', () => {
  it('leads to a proof whose tests, pages and commands are there', async () => {
    const { response } = openedPage(await published.visit().get(PAGE), PAGE)
    expect(response.body.match(/data-sentence/g)?.length).toBeGreaterThan(50)
    expect(await unproved(response.body, published)).toEqual([])
  })

  it('does so behind the sign-in too', async () => {
    const reader = staff.people[5] ?? ''
    const { response } = openedPage(await staff.visit(reader).get(`/staff${PAGE}`), `/staff${PAGE}`)
    expect(await unproved(response.body, staff, reader)).toEqual([])
    expect(response.body).not.toMatch(/href="\/(anonymity|results|api)/)
  })

  it('would be found without one, or with one that is gone', async () => {
    const { body } = await published.visit().get(PAGE)
    const bare = body.replace('<a class="proof-link-inline"', '<a class="was" data-was')
    const broken = bare
      .replace(/href="(#proof-\w+)"/, 'data-href="$1"')
      .replace('id="proof-box"', 'id="proof-gone"')
      .replace('test/promises/box-bytes.test.ts', 'test/promises/none.test.ts')
      .replace('npm run verify-survey', 'npm run nothing')
      .replace('"/results/keys"', '"/results/no-keys"')
    const faults = await unproved(broken, published)
    expect(faults.join('\n')).toMatch(/no proof: [\s\S]*dead link: proof-box/)
    expect(faults).toEqual(
      expect.arrayContaining(['test/promises/none.test.ts', 'nothing', '404 /results/no-keys']),
    )
  })

  it('is said plainly: no 投票, no token, and the limits stand beside the promises', async () => {
    const { main } = openedPage(await published.visit().get(PAGE), PAGE)
    const text = main.textContent ?? ''
    expect(text).toContain(APPRAISAL)
    expect(text).not.toMatch(/投票|開票|選挙|トークン/)
    for (const limit of [
      '通信をその場で見張る人',
      '庁内のサーバーが配ります',
      '約束に反し',
      '答えない人の分の券',
      'だれが書いたか推し量られる',
      '入力を記録する道具',
      '再発行は対象者の2％まで（このアンケートでは1枚まで）',
      '履歴に残ります',
      '更新の前の写し',
      '当たりそうな推測',
      '直近10分のサインインの順',
    ]) {
      expect(text).toContain(limit)
    }
  })
})

describe('The facts of the page', () => {
  const factsOf = (main: HTMLElement) =>
    Object.fromEntries(
      [...main.querySelectorAll('.summary-list > div')].map((row) => [
        row.querySelector('dt')?.textContent,
        row.querySelector('dd')?.textContent,
      ]),
    )

  it('are those of the frozen survey and of the configuration', async () => {
    const reader = staff.visit(staff.people[5])
    const { main } = openedPage(await reader.get(`/staff${PAGE}`), `/staff${PAGE}`)
    const keys = (await reader.get('/staff/results/keys')).body
    const facts = factsOf(main)
    expect(keys).toContain(facts['鍵の番号'])
    expect(facts).toMatchObject({
      段階: '受付中',
      公表する表: '全庁、部\n10人に満たない区分は表示しません。',
      鍵の保管者: '人事課長、職員側委員、行政管理課長\nこのうち2人の合言葉で開きます',
      紙の回答券: '4人に配ります。予備を含めて6枚',
      回答券の再発行: '1枚まで',
      回答箱の控え: '2台目のディスクにも書いてから、受け付けます',
      通信の暗号化: 'していません',
      結果を見られる人: '職員（サインインが要ります）',
    })
    expect(main.textContent).toContain('10人に満たない区分は表示しません。引き算で')
    expect(main.textContent).toContain(`${AUDIT_YEARS}年度`)
    expect(main.textContent).not.toContain('回答箱の控えがない')
    expect(main.textContent).toContain('暗号化していない通信')
  })

  it('change with them', async () => {
    const { main } = openedPage(await published.visit().get(PAGE), PAGE)
    expect(factsOf(main)).toMatchObject({
      段階: '結果を公表しました',
      紙の回答券: '使いません',
      回答箱の控え: '書いていません',
      結果を見られる人: '庁内のだれでも（サインインなし）',
    })
    expect(main.textContent).toContain('回答箱の控えがない')
  })

  it('are left out before there is a survey', async () => {
    const city = await smallCity({ survey: 'draft', people: 3 })
    const { main } = openedPage(await city.visit().get(PAGE), PAGE)
    expect(main.textContent).toContain('アンケートは、まだ決まっていません。')
    expect(main.querySelector('.summary-list')).toBeNull()
    expect((await city.visit().get(`${PAGE}/${city.draftId}`)).statusCode).toBe(404)
  })

  it('are for staff alone where the results are', async () => {
    expect((await staff.visit().get(PAGE)).statusCode).toBe(404)
    const answer = await staff.visit().get(`/staff${PAGE}`)
    expect([answer.statusCode, answer.headers.location]).toEqual([
      303,
      expect.stringContaining('/staff/sign-in'),
    ])
  })
})

describe('The documents beside it', () => {
  it.each([
    ['attack-report', '攻撃の記録'],
    ['verify', 'verify-survey'],
    ['limits', '限界'],
  ])('are served as text (%s)', async (name, word) => {
    const answer = await published.visit().get(`${PAGE}/documents/${name}`)
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8')
    expect(answer.body).toContain(word)
    expect(answer.body).not.toContain('## ライセンス')
  })

  it.each(['nothing', '__proto__', '..%2F..%2Fpackage.json'])(
    'are these alone (%s)',
    async (name) =>
      expect((await published.visit().get(`${PAGE}/documents/${name}`)).statusCode).toBe(404),
  )
})

describe('説明資料', () => {
  it('says of one survey what was decided, and where it can be checked', async () => {
    const { id } = published.survey
    const { main } = openedPage(await published.visit().get(`${PAGE}/${id}`), `${PAGE}/${id}`)
    const text = main.textContent ?? ''
    const keys = (await published.visit().get('/results/keys')).body
    expect(keys).toContain(/鍵の番号([0-9A-Z-]{19})/.exec(text)?.[1])
    for (const said of [
      published.survey.questionnaire.title,
      '対象基準日（令和8年11月20日（金））の職員 30人',
      '人事課長。全員の合言葉がそろわないと、だれにも開けられません。',
      '合言葉を1人分なくすと、だれにも開けられません。',
      '表：全庁、部',
      '開封から14日以内に廃棄',
      '答えない人の券',
      `/results/${id}/verify`,
      '問い合わせ先人事課',
      APPRAISAL,
    ]) {
      expect(text).toContain(said)
    }
  })

  it('is not there for a survey that nobody knows', async () =>
    expect((await published.visit().get(`${PAGE}/none`)).statusCode).toBe(404))
})

describe('The way to the page', () => {
  it('leads from the pages people come by', async () => {
    const { id } = staff.survey
    const own = open.visit(open.people[5])
    const pages: [string, string][] = [
      ['/', (await open.visit().get('/')).body],
      ['/results', (await open.visit().get('/results')).body],
      ['/staff/', (await own.get('/staff/')).body],
      ['card', (await own.get(`/staff/surveys/${open.survey.id}/card`)).body],
    ]
    for (const [name, body] of pages) {
      expect(body.split('<footer')[0], name).toContain('href="/anonymity"')
      expect(body.split('<footer')[1], name).toContain('href="/anonymity"')
    }
    expect((await staff.visit(staff.people[5]).get(`/staff/surveys/${id}/card`)).body).toContain(
      'href="/staff/anonymity"',
    )
  })

  it('leads from the list of keys, and from a survey’s files also to its 説明資料', async () => {
    const { id } = published.survey
    const keys = (await published.visit().get('/results/keys')).body
    const verify = (await published.visit().get(`/results/${id}/verify`)).body
    for (const body of [keys, verify]) {
      expect(body.split('<footer')[0]).toContain('href="/anonymity"')
    }
    expect(verify).toContain(`href="/anonymity/${id}"`)
  })

  it('from the anonymous side opens beside, tells nothing of where one comes from, and never asks to sign in', async () => {
    for (const url of [`/voice/surveys/${open.survey.id}`, '/voice/proposals']) {
      const { body } = await open.visit().get(url)
      expect(body).toContain('href="/anonymity" target="_blank" rel="noreferrer"')
    }
    for (const url of [`/voice/surveys/${staff.survey.id}`, '/voice/proposals']) {
      expect((await staff.visit().get(url)).body).not.toContain('/anonymity')
    }
  })
})

describe('In other languages', () => {
  it('nothing of the page is left in Japanese but names, titles and commands', async () => {
    const reader = staff.people[5] ?? ''
    const session = await staff.session(reader)
    const nothing = await smallCity({ survey: 'none' })
    for (const [city, url, cookie] of [
      [published, PAGE, ''],
      [open, PAGE, ''],
      [nothing, PAGE, ''],
      [staff, `/staff${PAGE}`, `${session}; `],
    ] as const) {
      const { body } = await city.app.inject({
        url,
        headers: { accept: 'text/html', cookie: `${cookie}kazetoshi-language=en` },
      })
      expect(untranslated(body), url).toEqual([])
      expect(body).not.toMatch(/undefined|\{\w+\}/)
    }
  })

  it('every sentence has its own words in やさしい日本語, with the same numbers', async () => {
    const sentences = async (language: string) => {
      const { body } = await published.app.inject({
        url: PAGE,
        headers: { accept: 'text/html', cookie: `kazetoshi-language=${language}` },
      })
      const { document } = new Window()
      document.write(body)
      return [...document.querySelectorAll('[data-sentence]')].map((one) => one.textContent ?? '')
    }
    const [plain, easy] = [await sentences('ja'), await sentences('easy')]
    expect(easy).toHaveLength(plain.length)
    expect(plain.filter((sentence, i) => sentence === easy[i])).toEqual([])
  })
})
