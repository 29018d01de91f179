import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { htmlFaults } from '../../support/valid-html.ts'
import { deskCity, type DeskCity, people } from '../desk/desk-city.ts'
import { finished, hand, pageOf, passphraseFields, REVIEWED, textOf } from '../office/hand.ts'
import { by, keeperCity } from '../office/keepers/keeper-city.ts'

const HERE = '/staff/handover'
const MARK = 'しるしの本文ここから'

let city: DeskCity

beforeAll(async () => {
  city = await deskCity({ survey: 'draft' })
  const routed = await city.post({ title: MARK, aimedAt: '2010' })
  await city.act('desk', routed, { act: 'route', units: ['2010'] })
  await city.post({ title: MARK })
})
afterAll(() => city.close())

const heldBy = async (person: string) =>
  city.stores.identity
    .selectFrom('role')
    .select(['role', 'unit', 'manner', 'valid_from', 'valid_to'])
    .where('person', '=', person)
    .orderBy('role')
    .execute()

describe('引継ぎ', () => {
  it('lists the offices of the one who asks, and nobody else’s', async () => {
    const page = await city.by('head').get(HERE)
    expect(htmlFaults(page.body)).toEqual([])
    const links = pageOf(page)
      .getAllByRole('link')
      .map((link) => link.getAttribute('href'))
    expect(links.filter((href) => href?.startsWith(`${HERE}/`))).toEqual([`${HERE}/head-2010`])
    for (const url of [`${HERE}/hr`, `${HERE}/head-2020`, `${HERE}/nothing`])
      expect((await city.by('head').get(url)).statusCode).toBe(404)
    const staff = await city.by('staff').get(HERE)
    expect(textOf(staff)).toContain('今、あなたに役割はありません。')
    expect((await city.by('staff').get(`${HERE}/hr`)).statusCode).toBe(403)
    expect((await city.by().get(HERE)).statusCode).toBe(303)
  })

  it('of 人事課 has the surveys with dates, state and next step, the rosters that wait, and the year', async () => {
    const { identity } = city.stores
    await identity
      .insertInto('roster_import')
      .values({
        effective_on: '2027-04-01',
        state: 'waiting',
        actor: people.hr,
        at: '2026-11-20T01:00:00Z',
        people_name: '4月の名簿.xlsx',
        units_name: null,
        units: null,
        people: null,
        outcome: '{}',
      })
      .execute()
    const page = await city.by('hr').get(`${HERE}/hr`)
    expect(htmlFaults(page.body)).toEqual([])
    const text = textOf(page)
    expect(text).toContain('令和8年度 職員アンケート')
    expect(text).toContain('次にすること 起案と決裁、鍵の作成とリハーサル、実施のお知らせ。')
    expect(text).toContain('令和9年4月1日（木）4月の名簿.xlsx')
    expect(text).toContain('令和9年6月30日（水）ごろ')
    expect(text).toContain('用紙を作り直す（異動・紛失）')
  })

  it('of 提案担当 and of a unit counts proposals and names the nearest day, without a word of their texts', async () => {
    const desk = await city.by('desk').get(`${HERE}/secretariat`)
    expect(htmlFaults(desk.body)).toEqual([])
    expect(textOf(desk)).toContain('受付（確認前）1件')
    expect(textOf(desk)).toContain('所管照会中1件')
    expect(textOf(desk)).toMatch(/提案担当の、いちばん近い期限令和8年11月\d+日/)
    expect(textOf(desk)).toMatch(/令和\d+年4月1日（.）提案の本文と要旨/)
    const head = await city.by('head').get(`${HERE}/head-2010`)
    expect(textOf(head)).toContain('受諾待ち1件')
    expect(textOf(head)).toMatch(/いちばん近い期限令和8年11月\d+日/)
    const director = await city.by('director').get(`${HERE}/director-2000`)
    expect(textOf(director)).toContain('受諾待ち1件')
    expect(textOf(await city.by('otherHead').get(`${HERE}/head-2020`))).toContain(
      '回答を待っている提案はありません。',
    )
    for (const page of [desk, head, director]) expect(page.body).not.toContain(MARK)
  })

  it('counts nothing that the person must not know of', async () => {
    const before = textOf(await city.by('head').get(`${HERE}/head-2010`))
    const number = await city.post({ title: MARK, aimedAt: '2010', aboutHead: true })
    await city.act('desk', number, { act: 'route', units: ['2010'] })
    expect(textOf(await city.by('head').get(`${HERE}/head-2010`))).toBe(before)
    expect(textOf(await city.by('director').get(`${HERE}/director-2000`))).toContain('受諾待ち2件')
  })

  it('of 情報担当 has passwords, the list, and roles that end, begin or were forgotten at a transfer', async () => {
    const { identity } = city.stores
    await identity
      .insertInto('role')
      .values([
        {
          person: '000114',
          role: 'promoter',
          unit: '3010',
          origin: 'hand',
          valid_to: '2026-12-31',
        },
        { person: '000115', role: 'hr', unit: '*', origin: 'hand', valid_from: '2027-04-01' },
      ])
      .execute()
    const page = await city.by('admin').get(`${HERE}/admin`)
    expect(htmlFaults(page.body)).toEqual([])
    const text = textOf(page)
    expect(text).toContain('パスワードのない職員0人')
    expect(text).toContain('最初のパスワードの一覧残っていません')
    expect(text).toMatch(
      /もうすぐ終わる推進担当者：道路河川課 職員番号 000114（令和8年12月31日（木）まで）/,
    )
    expect(text).toMatch(/これから始まる人事課 職員番号 000115（令和9年4月1日（木）から）/)
    expect(text).toMatch(/異動したのに残っている.*職員番号 000114（今の所属は行政管理課）/)
    expect(text).toContain('次に古い記録が消える日 令和9年4月1日（木）')
    await identity.deleteFrom('role').where('person', 'in', ['000114', '000115']).execute()
  })
})

describe('The sheets of the keepers in 引継ぎ', () => {
  const entry = (sheet: string, act: string, day = '2026-11-20') => ({ sheet, act, day, note: '' })

  it('are with whom they were handed to, lost, or not handed over; a test of the passphrase hides none of it', async () => {
    const { city, office, base, id } = await keeperCity()
    const text = async () => textOf(await office.get(`${HERE}/hr`))
    expect(await text()).toContain('人事課長（まだ渡していない）')
    await office.post(`${base}/keepers`, entry('1-1', 'handed-over'))
    await office.post(`${base}/keepers`, entry('2-1', 'lost'))
    const proof = { survey: id, sheet: 1, act: 'proved' as const, day: '2026-11-20', note: '' }
    await city.stores.identity
      .insertInto('keeper_entry')
      .values(
        ['人事課長', '職員側委員', '行政管理課長'].map((post) => ({ ...proof, post, actor: '-' })),
      )
      .execute()
    const day = '令和8年11月20日（金）'
    const page = await text()
    expect(page).toContain(`人事課長（${day} 用紙を渡した）`)
    expect(page).toContain(`職員側委員（${day} 紛失の届け）`)
    expect(page).toContain(`行政管理課長（まだ渡していない。${day} 合言葉を確かめた）`)
  })

  it('stay there after the destruction until each is shredded on record', async () => {
    const { city, office, base } = await keeperCity()
    city.clock.now = city.survey.closesAt
    await office.post(`${base}/opening`, passphraseFields(by(city.survey.passphrases, 0, 2)))
    expect(await finished({ office, base })).not.toHaveProperty('failed')
    await office.post(`${base}/review`, { checks: REVIEWED })
    await office.post(`${base}/publication`)
    await office.post(`${base}/destruction`, { confirmed: 'yes' })
    const text = async () => textOf(await office.get(`${HERE}/hr`))
    expect(await text()).toContain('人事課長（用紙 1-1 細断の記録がまだ）')
    await office.post(`${base}/keepers`, entry('1-1', 'shredded'))
    const some = await text()
    expect(some).not.toContain('人事課長（用紙 1-1')
    expect(some).toContain('行政管理課長（用紙 3-1 細断の記録がまだ）')
    await office.post(`${base}/keepers`, entry('2-1', 'lost'))
    await office.post(`${base}/keepers`, entry('3-1', 'shredded'))
    const none = await text()
    expect(none).not.toContain('細断の記録がまだ')
    expect(none).toContain('今、用紙を持つ保管者はいません。')
  })

  it('of a cancelled survey are listed too', async () => {
    const { office, base } = await keeperCity()
    await office.post(`${base}/cancellation`, {
      words: '設問に重大な誤りがあったため',
      confirmed: 'yes',
    })
    expect(textOf(await office.get(`${HERE}/hr`))).toContain(
      '職員側委員（用紙 2-1 細断の記録がまだ）',
    )
  })
})

describe('この役割を引き渡す', () => {
  const pass = (office: string) => `${HERE}/${office}/successor`

  it('gives the role to the successor from the day and ends the own one the day before, with no day between', async () => {
    const from = { number: '０００１１４', day: '2026-12-01' }
    const done = await city.by('secondCompliance').post(pass('compliance'), from)
    expect(done.headers.location).toBe(`${HERE}?notice=passed`)
    expect(await heldBy(people.secondCompliance)).toMatchObject([{ valid_to: '2026-11-30' }])
    expect(await heldBy('000114')).toEqual([
      { role: 'compliance', unit: '*', manner: 'own', valid_from: '2026-12-01', valid_to: null },
    ])
    const record = await city.stores.identity
      .selectFrom('audit')
      .select(['actor', 'detail'])
      .where('act', '=', '役割を引き渡した')
      .execute()
    expect(record).toEqual([
      {
        actor: people.secondCompliance,
        detail: 'コンプライアンス担当　職員番号 000114へ、令和8年12月1日（火）から',
      },
    ])
    const successor = hand(city, '000114')
    expect(textOf(await successor.get('/staff/'))).toContain(
      'コンプライアンス担当 令和8年12月1日（火）から',
    )
    expect((await successor.get('/staff/desk')).statusCode).toBe(403)
    const today = city.clock.now
    city.clock.now = new Date('2026-12-01T00:30:00+09:00')
    expect((await successor.get('/staff/desk')).statusCode).toBe(200)
    expect(textOf(await successor.get('/staff/'))).toContain(
      '「引継ぎ」で、最初にすることを確かめる',
    )
    expect((await city.by('secondCompliance').get('/staff/desk')).statusCode).toBe(403)
    city.clock.now = today
  })

  it('lets the last 情報担当 go, from the day on which the successor is there', async () => {
    const done = await city.by('admin').post(pass('admin'), { number: '000115', day: '2026-11-20' })
    expect(done.statusCode).toBe(303)
    expect((await city.by('admin').get('/staff/admin')).statusCode).toBe(403)
    expect((await hand(city, '000115').get('/staff/admin')).statusCode).toBe(200)
    await hand(city, '000115').post(pass('admin'), { number: people.admin, day: '2026-11-20' })
    expect((await city.by('admin').get('/staff/admin')).statusCode).toBe(200)
    expect(await heldBy('000115')).toEqual([])
  })

  it('of 情報担当 is refused to who has never chosen a password, to 人事課, and for less than thirty days', async () => {
    const { identity } = city.stores
    const refused = async (number: string, message: string) => {
      const answer = await city.by('admin').post(pass('admin'), { number, day: '2026-11-24' })
      expect(answer.statusCode).toBe(422)
      expect(textOf(answer)).toContain(message)
      expect(await heldBy(people.admin)).toMatchObject([{ role: 'admin' }])
    }
    await refused(
      people.hr,
      '情報担当と、人事課・行政管理課・コンプライアンス担当は、同じ人が兼ねられません。別の職員を選ぶか、先にもう一方の役割を外してください。',
    )
    const set = async (must_change: 0 | 1) =>
      identity
        .updateTable('credential')
        .set({ must_change })
        .where('person', '=', '000115')
        .execute()
    await set(1)
    await refused(
      '000115',
      'この職員は、まだ自分のパスワードを決めていません。情報担当は、手紙のパスワードでサインインして自分のパスワードを決めた職員に引き渡してください。',
    )
    await set(0)
    const until = async (valid_to: string | null) =>
      identity
        .updateTable('role')
        .set({ valid_to })
        .where('person', '=', people.admin)
        .where('role', '=', 'admin')
        .execute()
    await until('2026-12-22')
    await refused(
      '000115',
      'あなたの役割に終わりの日があるため、後任の役割が30日続きません。先に「役割」の画面で終わりの日を延ばしてから、引き渡してください。',
    )
    await until(null)
  })

  it.each<[string, Record<string, string>, string]>([
    [
      'to oneself',
      { number: people.hr, day: '2026-12-01' },
      'ご自分の職員番号です。後任の職員番号を入力してください。',
    ],
    [
      'to somebody who is not in the roster',
      { number: '999999', day: '2026-12-01' },
      'この職員番号は名簿にありません。先頭の0が抜けていないか確かめてください。４月に来る人は、名簿に入ってから引き渡せます。',
    ],
    [
      'to somebody who cannot sign in',
      { number: '000116', day: '2026-12-01' },
      'この職員は、まだサインインできません。情報担当に、最初のパスワードの手紙を渡してもらってから、引き渡してください。',
    ],
    [
      'to somebody who has the role',
      { number: '000117', day: '2026-12-01' },
      'この職員には、この役割がすでに付いています（これから始まるものを含みます）。ご自分の役割は、情報担当に終えてもらってください。',
    ],
    [
      'on a day that has passed',
      { number: '000118', day: '2026-11-19' },
      '引き渡す日は、今日以後にしてください。',
    ],
    [
      'in years',
      { number: '000118', day: '2027-11-21' },
      '引き渡す日は、1年先までにしてください。',
    ],
    ['without a day', { number: '000118', day: '' }, '引き渡す日を入力してください。'],
    ['without a number', { number: '', day: '2026-12-01' }, '職員番号を入力してください。'],
  ])('is refused %s, with what was typed and what to do', async (_how, fields, message) => {
    const { identity } = city.stores
    await identity.deleteFrom('credential').where('person', '=', '000116').execute()
    await identity
      .insertInto('role')
      .values({ person: '000117', role: 'hr', unit: '*', origin: 'hand', valid_from: '2027-04-01' })
      .onConflict((there) => there.doNothing())
      .execute()
    const before = await identity.selectFrom('role').selectAll().execute()
    const answer = await city.by('hr').post(pass('hr'), fields)
    expect(answer.statusCode).toBe(422)
    expect(textOf(answer)).toContain(message)
    const number = pageOf(answer).getByLabelText<HTMLInputElement>(/後任の職員番号/)
    expect(number.value).toBe(fields['number'])
    expect(await identity.selectFrom('role').selectAll().execute()).toEqual(before)
  })

  it('is refused where the own role would end before, so that no day is without', async () => {
    const { identity } = city.stores
    await identity
      .updateTable('role')
      .set({ valid_to: '2026-12-10' })
      .where('person', '=', people.hr)
      .execute()
    const late = await city.by('hr').post(pass('hr'), { number: '000118', day: '2026-12-12' })
    expect(late.statusCode).toBe(422)
    expect(textOf(late)).toContain(
      'あなたの役割は令和8年12月10日（木）で終わります。間が空かないように、令和8年12月11日（金）までの日を選んでください。',
    )
    const next = await city.by('hr').post(pass('hr'), { number: '000118', day: '2026-12-11' })
    expect(next.statusCode).toBe(303)
    expect(await heldBy('000118')).toMatchObject([{ valid_from: '2026-12-11', valid_to: null }])
  })

  it('is refused for a role of the roster, and the page says what to do instead', async () => {
    await city.stores.identity
      .insertInto('role')
      .values({ person: '000118', role: 'head', unit: '1010', origin: 'roster' })
      .execute()
    const head = hand(city, '000118')
    const words =
      'この役割は名簿から付いています。名簿の「役割」の列を直して取り込むと、後任へ替わります。急ぐときは、情報担当が後任に「事務取扱」か「代理」で役割を付けられます。'
    const page = await head.get(`${HERE}/head-1010`)
    expect(textOf(page)).toContain(words)
    expect(pageOf(page).queryByRole('button', { name: 'この役割を引き渡す' })).toBeNull()
    const answer = await head.post(pass('head-1010'), { number: '000117', day: '2026-12-01' })
    expect(answer.statusCode).toBe(422)
    expect(textOf(answer)).toContain(words)
  })
})

test('who is 人事課 and 情報担当 at once is warned on both pages, nobody else', async () => {
  const warning = 'あなたは、人事課と情報担当の両方の役割を持っています。'
  expect(textOf(await city.by('admin').get('/staff/admin'))).not.toContain(warning)
  await city.stores.identity
    .insertInto('role')
    .values({ person: people.admin, role: 'hr', unit: '*', origin: 'hand' })
    .execute()
  for (const url of ['/staff/admin', '/staff/office'])
    expect(textOf(await city.by('admin').get(url))).toContain(warning)
})
