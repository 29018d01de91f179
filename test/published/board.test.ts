import { within } from '@testing-library/dom'
import { describe, expect, it } from 'vitest'
import type { Proposal } from '../../server/proposals/proposal.ts'
import { type SmallCity, smallCity } from '../support/small-city.ts'
import { untranslated } from '../support/untranslated.ts'
import { openedPage } from '../support/valid-html.ts'
import { answer, change, putProposal, written } from './board-city.ts'

/** A page of the board as a reader without a name meets it; its HTML has to be valid. */
async function open(city: SmallCity, url: string, person?: string) {
  const response = await city.visit(person).get(url)
  const { main, inMain: page, title } = openedPage(response, url)
  return { response, main, page, title }
}

const titled = (title: string, over: Partial<Proposal> = {}) => ({
  written: written({ title }),
  ...over,
})

const chosen = (select: HTMLElement) =>
  select.querySelector('option[selected]')?.getAttribute('value')

const titlesOn = (main: HTMLElement) =>
  [...main.querySelectorAll('.board-list h3')].map((heading) => heading.textContent?.trim())

describe('提案の一覧のページ', () => {
  it('says what to do when there is nothing yet', async () => {
    const city = await smallCity({ survey: 'none' })
    const { page } = await open(city, '/board')
    expect(page.getByText('まだ、公開されている提案はありません。')).toBeTruthy()
    expect(page.getByRole('link', { name: '提案する' }).getAttribute('href')).toBe(
      '/staff/proposals',
    )
    expect(page.queryByRole('search')).toBeNull()
  })

  it('lists proposals with state, theme, unit and last movement, the newest first', async () => {
    const city = await smallCity({ survey: 'none' })
    await putProposal(city.system, titled('先に動いた', { receivedOn: '2026-11-02' }))
    await putProposal(
      city.system,
      titled('後から動いた', { receivedOn: '2026-11-09', state: 'declined', theme: 'office' }),
    )
    const { main, page } = await open(city, '/board')
    expect(titlesOn(main)).toEqual(['後から動いた', '先に動いた'])
    const item = page.getByRole('link', { name: '後から動いた' }).closest('li')
    expect(item?.textContent).toMatch(
      /見送り.*新しいオフィスづくり.*保険年金課.*令和8年11月9日（月）/s,
    )
    const groups = page.getByRole('navigation', { name: '状態で絞り込む' })
    expect(within(groups).getByRole('link', { name: '検討中 1' })).toBeTruthy()
    expect(within(groups).getByRole('link', { name: '実施済 0' })).toBeTruthy()
  })

  it('searches and filters by the address alone, and keeps what was chosen', async () => {
    const city = await smallCity({ survey: 'none' })
    await putProposal(city.system, titled('残業の申請を電子で', { theme: 'general' }))
    await putProposal(city.system, titled('残業時間の見える化', { theme: 'workplace' }))
    await putProposal(
      city.system,
      titled('会議を30分に', { theme: 'workplace', receivedOn: '2026-02-02', state: 'model_case' }),
    )
    const found = async (query: string) => titlesOn((await open(city, `/board?${query}`)).main)
    expect(await found('q=残業')).toHaveLength(2)
    expect(await found('q=残業&theme=workplace')).toEqual(['残業時間の見える化'])
    expect(await found('q=会議')).toEqual(['会議を30分に'])
    expect(await found('year=2025')).toEqual(['会議を30分に'])
    expect(await found('model=1')).toEqual(['会議を30分に'])
    expect(await found('group=done')).toEqual(['会議を30分に'])
    expect(await found('unit=2000')).toHaveLength(3)
    expect(await found('unit=1010')).toEqual([])

    const { page } = await open(city, '/board?q=残業&theme=workplace&year=2026')
    expect(page.getByLabelText('ことばで探す').getAttribute('value')).toBe('残業')
    expect(chosen(page.getByLabelText('テーマ'))).toBe('workplace')
    expect(chosen(page.getByLabelText('受け付けた年度'))).toBe('2026')
    const group = page.getByRole('link', { name: '検討中 1' }).getAttribute('href')
    expect(new URL(group ?? '', 'http://x').searchParams.get('q')).toBe('残業')
    expect(page.getByRole('option', { name: '保険年金課' })).toBeTruthy()
  })

  it('says what to try when nothing is found', async () => {
    const city = await smallCity({ survey: 'none' })
    await putProposal(city.system)
    const { page } = await open(city, '/board?q=ない言葉')
    expect(page.getByText('当てはまる提案はありません。')).toBeTruthy()
    const all = page.getByRole('link', { name: 'すべての提案を見る' }).getAttribute('href')
    expect(titlesOn((await open(city, all ?? '')).main)).toHaveLength(1)
  })

  it('has twenty on a page, and every proposal on exactly one', async () => {
    const city = await smallCity({ survey: 'none' })
    for (let i = 0; i < 45; i += 1) await putProposal(city.system, titled(`提案${i}`))
    const seen: (string | undefined)[] = []
    let url: string | null = '/board?theme=general'
    for (const expected of [20, 20, 5]) {
      const { main, page } = await open(city, url ?? '')
      expect(titlesOn(main)).toHaveLength(expected)
      seen.push(...titlesOn(main))
      url = page.queryByRole('link', { name: '次の20件' })?.getAttribute('href') ?? null
    }
    expect(url).toBeNull()
    expect(new Set(seen).size).toBe(45)
    const beyond = await open(city, '/board?page=999')
    expect(beyond.page.getByText('3／3ページ')).toBeTruthy()
    expect(titlesOn((await open(city, '/board?page=0')).main)).toHaveLength(20)
  })

  it('refuses a search that is too long, clearly, with what was typed', async () => {
    const city = await smallCity({ survey: 'none' })
    await putProposal(city.system)
    const { response, page } = await open(city, `/board?q=${encodeURIComponent('あ'.repeat(101))}`)
    expect(response.statusCode).toBe(422)
    expect(page.getAllByText('探すことばは、100字までにしてください。')).toHaveLength(2)
    expect(page.getByLabelText('ことばで探す').getAttribute('value')).toBe('あ'.repeat(101))
    const huge = await open(city, `/board?q=${'a'.repeat(1_000_000)}`)
    expect(huge.response.statusCode).toBe(422)
    expect(huge.response.body.length).toBeLessThan(20_000)
  })

  it.each([
    'q=a&q=b',
    'theme=nothing&group=%00&year=20x6&model=yes&page=-1',
    'theme[]=x&unit=%27%3B--',
    'page=1e9',
    'q=%ff%fe',
    'q=%00%0d%0aSet-Cookie:x',
    '__proto__=1&constructor=2',
  ])('takes what the page does not offer (%s) as nothing chosen', async (query) => {
    const city = await smallCity({ survey: 'none' })
    await putProposal(city.system)
    const { response } = await open(city, `/board?${query}`)
    expect(response.statusCode).toBe(200)
    expect(response.headers['set-cookie']).toBeUndefined()
  })

  it('answers 304 while nothing that everybody may read has changed', async () => {
    const city = await smallCity({ survey: 'none' })
    const p = await putProposal(city.system)
    for (const url of ['/board', `/board/${p.number}`, '/board/numbers']) {
      const { etag } = (await city.visit().get(url)).headers
      const again = () => city.visit().get(url, { 'if-none-match': String(etag) })
      expect((await again()).statusCode, url).toBe(304)
      await putProposal(city.system, { state: 'received', receivedOn: '2026-11-19' })
      expect((await again()).statusCode, url).toBe(304)
      await change(city.system.proposals.ledger, p.number, {
        state: 'declined',
        steps: [...p.steps, { on: '2026-11-20', role: 'desk', unit: '', act: url, note: '' }],
      })
      expect((await again()).statusCode, url).toBe(200)
      await change(city.system.proposals.ledger, p.number, { state: 'reviewing', steps: p.steps })
    }
  })
})

describe('一つの提案のページ', () => {
  it('shows text, answer with reason and dates, effect, history by day, and who follows', async () => {
    const city = await smallCity({ survey: 'none' })
    const p = await putProposal(city.system, {
      state: 'declined',
      stateOn: '2026-11-18',
      answers: [
        {
          answer: answer({
            conclusion: 'continued',
            reason: '前の理由',
            date: null,
            nextDate: '2026-12-25',
          }),
          units: ['2010'],
          decisionNumber: '',
          on: '2026-11-05',
        },
        {
          answer: answer({
            conclusion: 'declined',
            reason: '改修に費用がかかります。',
            date: null,
            reasonCode: 'cost',
            wouldChange: 'システムの更新の時期になれば、実施できます。',
          }),
          units: ['2010', '2020'],
          decisionNumber: '保年第12号',
          on: '2026-11-18',
        },
      ],
      endorsementsShown: 12,
    })
    const { page, main } = await open(city, `/board/${p.number}`)
    expect(page.getByRole('heading', { level: 1 }).textContent).toBe('照会の回答様式を一つにする')
    const text = main.textContent ?? ''
    for (const words of [
      p.number,
      '庁内の照会ごとに様式が違い',
      '改修に費用がかかります。',
      '費用に見合わない',
      'システムの更新の時期になれば、実施できます。',
      '保険年金課、子育て支援課',
      '保年第12号',
      '令和8年11月18日（水）',
      '前の理由',
      '10人以上',
    ])
      expect(text).toContain(words)
    const history = within(page.getByRole('heading', { name: '経過' }).parentElement as HTMLElement)
    expect(history.getAllByRole('listitem')[0]?.textContent).toContain('受付、所管へ照会、受諾')
    expect(page.queryByRole('link', { name: /自分の所属でも行う/ })).toBeNull()
  })

  it('leads heads to うちでもやる where something can be followed', async () => {
    const city = await smallCity({ survey: 'none' })
    const p = await putProposal(city.system, { state: 'planned' })
    const { page } = await open(city, `/board/${p.number}`)
    expect(page.getByRole('link', { name: /自分の所属でも行う/ }).getAttribute('href')).toBe(
      `/staff/inbox/adopt/${p.number}`,
    )
  })

  it('shows what is masked as ■, and only the 要旨 where the author wished it', async () => {
    const city = await smallCity({ survey: 'none' })
    const masked = await putProposal(city.system, {
      written: written({ current: '田中さんが毎回確認しています。' }),
      masks: [{ part: 'current', start: 0, end: 2 }],
    })
    const { main } = await open(city, `/board/${masked.number}`)
    expect(main.textContent).toContain('■■さんが毎回確認しています。')
    expect(main.textContent).not.toContain('田中')
    const short = await putProposal(city.system, {
      publicity: 'summary',
      summary: {
        title: '要旨の件名',
        text: '要旨の文',
        stage: 'approved',
        askedOn: '2026-11-03',
        note: '',
      },
    })
    const shown = await open(city, `/board/${short.number}`)
    expect(shown.page.getByRole('heading', { level: 1 }).textContent).toBe('要旨の件名')
    expect(shown.main.textContent).not.toContain('様式')
  })

  it('shows hostile texts harmlessly', async () => {
    const city = await smallCity({ survey: 'none' })
    const title = '<img src=x onerror=alert(1)>"><script>alert(1)</script>'
    const p = await putProposal(city.system, {
      written: written({ title, current: '\u202e逆向き\u0000\u200b</p><style>*{}</style>' }),
    })
    for (const url of ['/board', `/board/${p.number}`, '/board?q=%3Cscript%3E']) {
      const { response, main } = await open(city, url)
      for (const foreign of ['<img', '<script>', '<style', '\u202e', '\u0000', '\u200b'])
        expect(response.body).not.toContain(foreign)
      expect(main.textContent).toContain('<img src=x onerror=alert(1)>')
    }
  })

  it('answers the very same for what is hidden, unknown and no number at all', async () => {
    const city = await smallCity({ survey: 'none' })
    const states = [
      'received',
      'returned',
      'referred',
      'out_of_scope',
      'withdrawn',
      'merged',
    ] as const
    const hidden = [
      ...states.map((state) => ({ state })),
      { publicity: 'closed' as const },
      { aboutHead: true, aimedAt: '2010' },
      { publicity: 'summary' as const },
      { state: 'expired' as const, written: null },
    ]
    const numbers: string[] = []
    for (const over of hidden) numbers.push((await putProposal(city.system, over)).number)
    const reference = await city.visit().get('/board/0000-00')
    expect(reference.statusCode).toBe(404)
    const others = ['x', 'ABCD-EFGH', '%F0%9F%98%80', '..%2F..', 'A'.repeat(90), '%00']
    for (const number of [...numbers, ...others]) {
      const response = await city.visit().get(`/board/${number}`)
      expect(response.statusCode, number).toBe(404)
      expect(response.body, number).toBe(reference.body)
      expect({ ...response.headers, date: '' }, number).toEqual({ ...reference.headers, date: '' })
    }
  })
})

describe('数字のページと API', () => {
  it('shows the year by theme and group, and bands of what is not shown', async () => {
    const city = await smallCity({ survey: 'none' })
    await putProposal(city.system, { theme: 'office', receivedOn: '2026-04-02' })
    await putProposal(city.system, { state: 'declined', receivedOn: '2026-03-31' })
    for (let i = 0; i < 6; i += 1)
      await putProposal(city.system, { state: 'withdrawn', receivedOn: '2026-10-05' })
    const { page, main } = await open(city, '/board/numbers')
    const themes = page.getByRole('region', { name: 'テーマと状態' })
    expect(within(themes).getByRole('row', { name: /^新しいオフィスづくり/ })).toBeTruthy()
    const hidden = page.getByRole('region', { name: '一覧に載っていないもの' })
    expect(within(hidden).getByRole('row', { name: /^取下げ/ }).textContent).toContain('5〜9件')
    expect(within(hidden).getByRole('row', { name: /^対象外/ }).textContent).toContain('5件未満')
    expect(main.textContent).toContain('令和8年10月31日（土）現在')
    const before = await open(city, '/board/numbers?year=2025')
    expect(before.page.getByRole('heading', { level: 1 }).textContent).toContain('令和7年度')
    expect(
      (await open(city, '/board/numbers?year=1999')).page.getByRole('heading', { level: 1 })
        .textContent,
    ).toContain('令和8年度')
  })

  it('says that an answer time is not shown below five answers', async () => {
    const city = await smallCity({ survey: 'none' })
    const give = async (unit: string, times: number) => {
      for (let i = 0; i < times; i += 1)
        await putProposal(city.system, {
          state: 'planned',
          answers: [{ answer: answer(), units: [unit], decisionNumber: '', on: '2026-11-05' }],
        })
    }
    await give('2010', 5)
    await give('2020', 4)
    const { page } = await open(city, '/board/numbers')
    const times = page.getByRole('region', { name: '答えの早さ' })
    expect(within(times).getByRole('row', { name: /保険年金課/ }).textContent).toMatch(
      /5件\s*2開庁日/,
    )
    expect(within(times).getByRole('row', { name: /子育て支援課/ }).textContent).toContain(
      '5件未満のため表示しません',
    )
  })

  it('gives the same numbers as JSON, described by the contract', async () => {
    const city = await smallCity({ survey: 'none' })
    await putProposal(city.system)
    const ask = async (url: string) => (await city.visit().get(url, { accept: '*/*' })).json()
    const body = await ask('/api/v1/proposals/statistics')
    expect(body).toMatchObject({ asOf: '2026-11-20', hiddenAsOf: '2026-10-31' })
    expect(body.years[0]).toMatchObject({
      fiscalYear: 2026,
      received: { total: 1, byState: { reviewing: 1, declined: 0 } },
    })
    const { ProposalStatistics } = (await ask('/api/v1/openapi.json')).components.schemas
    const { type: _, ...schema } = ProposalStatistics
    expect(faultsOf(body, { type: 'object', ...schema })).toEqual([])
    // The check can fail.
    expect(faultsOf({ ...body, years: [{}] }, { type: 'object', ...schema })).not.toEqual([])
  })
})

interface Schema {
  readonly type?: string | readonly string[]
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
}

/** As much of JSON Schema as the contract uses: type, required, known properties, items. */
function faultsOf(value: unknown, schema: Schema, path = ''): string[] {
  const types = [schema.type ?? []].flat()
  const kind = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value
  const is = (type: string) => type === kind || (kind === 'number' && type === 'integer')
  if (types.length > 0 && !types.some(is)) return [`${path}: ${kind}`]
  if (Array.isArray(value))
    return value.flatMap((one, i) => faultsOf(one, schema.items ?? {}, `${path}[${i}]`))
  if (kind !== 'object') return []
  const members = value as Record<string, unknown>
  const missing = (schema.required ?? []).filter((name) => !(name in members))
  const foreign = Object.keys(members).filter((name) => schema.properties?.[name] === undefined)
  return [
    ...missing.map((name) => `${path}.${name} is missing`),
    ...foreign.map((name) => `${path}.${name} is unknown`),
    ...Object.entries(members).flatMap(([name, own]) =>
      faultsOf(own, schema.properties?.[name] ?? {}, `${path}.${name}`),
    ),
  ]
}

describe('PUBLISHED_ACCESS=staff', () => {
  it('keeps the board behind the sign-in', async () => {
    const city = await smallCity({ survey: 'none', publishedAccess: 'staff' })
    const p = await putProposal(city.system)
    const urls = [
      '/staff/board',
      `/staff/board/${p.number}`,
      '/staff/board/numbers',
      '/staff/api/v1/proposals/statistics',
    ]
    for (const url of urls) {
      const stranger = await city.visit().get(url)
      expect(stranger.statusCode, url).toBe(303)
      expect(stranger.headers.location).toMatch(/^\/staff\/sign-in/)
      const member = await city.visit(city.people[5]).get(url)
      expect(member.statusCode, url).toBe(200)
    }
    expect((await city.visit().get('/board')).statusCode).toBe(404)
    const { page } = await open(city, '/staff/board', city.people[5])
    expect(
      page.getByRole('link', { name: '照会の回答様式を一つにする' }).getAttribute('href'),
    ).toBe(`/staff/board/${p.number}`)
  })
})

describe('In English', () => {
  it('nothing but names and what people wrote is left in Japanese', async () => {
    const city = await smallCity({ survey: 'none' })
    await putProposal(city.system)
    const done = await putProposal(city.system, {
      ...titled('会議を30分に'),
      state: 'model_case',
      answers: [
        {
          answer: answer({ conclusion: 'done', hours: 120 }),
          units: ['2010'],
          decisionNumber: '第12号',
          on: '2026-11-10',
        },
      ],
      modelCase: { on: '2026-11-12', text: 'ほかの所属でもできる' },
    })
    const addresses = [
      '/board',
      '/board?q=ない言葉',
      `/board?q=${'あ'.repeat(101)}`,
      '/board/numbers',
      `/board/${done.number}`,
    ]
    for (const url of addresses) {
      const { body } = await city.app.inject({
        url,
        headers: { accept: 'text/html', cookie: 'kazetoshi-language=en' },
      })
      expect(untranslated(body), url).toEqual([])
      expect(body, url).not.toContain('undefined')
    }
  })
})
