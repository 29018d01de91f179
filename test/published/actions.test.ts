import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formIn, publishSurvey } from '../identified/review-town.ts'
import { town, type Town, who } from '../identified/inbox/town.ts'
import { textOf } from '../identified/office/hand.ts'
import { answer, putProposal } from './board-city.ts'
import { untranslated } from '../support/untranslated.ts'
import { openedPage } from '../support/valid-html.ts'

const URL = '/results/actions'

let t: Town
let survey: string
let proposal: string
beforeAll(async () => {
  t = await town()
  survey = await publishSurvey(t.city, {
    whole: [60, 62, 64, 66],
    bureau: [58, 60, 40, 66],
    unit: [70, 30, 60, 50],
  })
  const on = '2026-11-05'
  const answers = [{ answer: answer(), units: ['2010'], decisionNumber: '', on }]
  proposal = (await putProposal(t.city.system, { state: 'planned', answers })).number
  const write = async (person: 'head' | 'otherHead', unit: string, fields: object) => {
    const url = `/staff/review/${unit}`
    const form = formIn(await t.as(person).get(url), url)
    const saved = await t.as(person).post(url, { ...form, ...fields })
    if (saved.statusCode !== 303) throw new Error(textOf(saved))
  }
  await write('otherHead', '3010', {
    'stop-n1-title': '紙の巡回日誌',
    'stop-n1-hours': '90',
    'stop-n1-year': '2027',
    'stop-n1-state': 'stopped',
    'stop-n2-title': 'まだ考えている業務',
    'case-n1-title': '道具の置き場を決めた',
    'case-n1-effect': '探す時間がなくなりました。',
  })
  await write('head', '2010', {
    'action-n1-title': '朝の打合せを10分にする',
    'action-n1-origin': `item ${survey} Q_ATM_KPI`,
    'action-n1-owner': '係長',
    'action-n1-due': '2027-01-29',
    'action-n1-state': 'doing',
    'action-n1-outcome': '相談が早くなりました。',
    'action-n2-title': '帳票を一つにする',
    'action-n2-origin': `proposal ${proposal}`,
    'case-n1-title': '下書きの事例',
    'case-n1-state': 'draft',
  })
})
afterAll(() => t.city.close())

const open = async (query = '', language = 'ja') => {
  const headers = { cookie: `kazetoshi-language=${language}` }
  return t.city.visit().get(`${URL}${query}`, headers)
}
const titles = (body: string) =>
  [...body.matchAll(/<h3 lang="ja">([^<]*)<\/h3>/g)].map(([, title]) => title)

describe('What units are doing, for everybody', () => {
  it('stands by 部 in 建制順; what is only considered or a draft is not there', async () => {
    const page = await open()
    const { main } = openedPage(page, URL)
    expect([...main.querySelectorAll('h2')].map((h) => h.textContent)).toEqual([
      '福祉部',
      '都市整備部',
    ])
    expect(titles(page.body)).toEqual([
      '朝の打合せを10分にする',
      '帳票を一つにする',
      '紙の巡回日誌',
      '道具の置き場を決めた',
    ])
    expect(page.body).not.toContain('まだ考えている業務')
    expect(page.body).not.toContain('下書きの事例')
  })

  it('says why, who (a post), until when, and what has changed', async () => {
    const text = textOf(await open())
    expect(text).toMatch(/きっかけ\s*問2 職場の人間関係や雰囲気が良い/)
    expect(text).toContain('係長')
    expect(text).toContain('令和9年1月29日（金）')
    expect(text).toContain('相談が早くなりました。')
    expect(text).toContain('90時間')
    expect(text).toContain(`業務改善提案 ${proposal}`)
  })

  it('names no person: no staff number of anybody is on the page', async () => {
    const { body } = await open()
    for (const number of [who.head, who.promoter, who.otherHead]) expect(body).not.toContain(number)
  })

  it('is narrowed by unit, 部 and theme; nothing found says so', async () => {
    expect(titles((await open('?unit=3010')).body)).toEqual([
      '紙の巡回日誌',
      '道具の置き場を決めた',
    ])
    expect(titles((await open('?unit=2000')).body)).toHaveLength(2)
    expect(titles((await open('?theme=proposal')).body)).toEqual(['帳票を一つにする'])
    expect(titles((await open('?theme=ATM')).body)).toEqual(['朝の打合せを10分にする'])
    const none = await open('?unit=9999&theme=ATM')
    expect(textOf(none)).toContain('この絞り込みに当たるものはありません。')
    expect((await open('?year=x&unit=a&unit=b')).statusCode).toBe(200)
  })

  it('is in English and in やさしい日本語 too', async () => {
    const english = await open('', 'en')
    expect(untranslated(english.body)).toEqual([])
    expect(textOf(english)).toContain('What has changed')
    expect(textOf(english)).toContain('90 hours')
    openedPage(english, URL)
    const easy = await open('', 'easy')
    expect(textOf(easy)).toContain('所属（しょくば）が していること')
    openedPage(easy, URL)
    expect(untranslated((await open('?theme=ATM', 'en')).body)).toEqual([])
  })

  it('shows nothing of a unit that has not confirmed this year, last year stays as it was', async () => {
    const before = t.city.clock.now
    t.city.clock.now = new Date('2027-04-02T10:00:00+09:00')
    try {
      await t.city.system.letTimePass()
      const url = '/staff/review/3010'
      const tap = formIn(await t.as('otherHead').get(url), `${url}/unchanged`)
      await t.as('otherHead').post(`${url}/unchanged`, tap)
      expect(titles((await open()).body)).toEqual(['道具の置き場を決めた'])
      expect(titles((await open('?year=2026')).body)).toHaveLength(4)
    } finally {
      t.city.clock.now = before
    }
  })
})

describe('A free text that an action comes from', () => {
  const words = '照会の様式を1つにまとめてほしい。'

  it('is quoted for as long as everybody may read it, and no longer', async () => {
    const { commons } = t.city.stores
    const row = await commons
      .selectFrom('follow_up')
      .select(['id', 'body'])
      .where('body', 'like', '%朝の打合せを10分にする%')
      .where('fiscal_year', '=', 2026)
      .executeTakeFirstOrThrow()
    const body = { ...JSON.parse(row.body), origin: { kind: 'comment', survey, words } }
    await commons
      .updateTable('follow_up')
      .set({ body: JSON.stringify(body) })
      .where('id', '=', row.id)
      .execute()
    const text = `${words}月末は特に多い。`
    await commons.insertInto('shown_text').values({ survey, item: 'F', text }).execute()
    expect(textOf(await open('?year=2026'))).toContain(words)
    await commons.deleteFrom('shown_text').execute()
    expect(textOf(await open('?year=2026'))).not.toContain(words)
    expect(textOf(await open('?year=2026'))).toContain('朝の打合せを10分にする')
  })
})

describe('Before anybody has confirmed', () => {
  it('the page says that there is nothing yet', async () => {
    const empty = await town()
    const page = await empty.city.visit().get(URL)
    expect(page.statusCode).toBe(200)
    expect(textOf(page)).toContain('まだ、公表されたものはありません。')
    await empty.city.close()
  })

  it('where published pages are behind the sign-in it is too', async () => {
    const closed = await town({ publishedAccess: 'staff' })
    expect((await closed.city.visit().get(URL)).statusCode).toBe(404)
    expect((await closed.city.visit().get(`/staff${URL}`)).statusCode).toBe(303)
    expect((await closed.as('nobody').get(`/staff${URL}`)).statusCode).toBe(200)
    await closed.city.close()
  })
})
