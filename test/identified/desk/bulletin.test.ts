/** かわるばん: composed from what is public, edited, looked at once more, published. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { own, putDone, putEntry, toldCity } from '../../programme/bulletin/told-city.ts'
import { change, putProposal } from '../../published/board-city.ts'
import type { SmallCity } from '../../support/small-city.ts'
import { untranslated } from '../../support/untranslated.ts'
import { htmlFaults } from '../../support/valid-html.ts'
import { documentOf, type Fields, hand, type Hand, textOf } from '../office/hand.ts'

const DESK = '/staff/desk/bulletin'
const MARK = 'ひみつ'
/** Check boxes of one list share their name. */
const SAME_NAMES = { 'form-dup-name': 'off' } as const

let city: SmallCity
let desk: Hand
let done: string
let hidden: string

beforeAll(async () => {
  city = await toldCity()
  desk = hand(city, city.officials.secretariat)
  done = (await putDone(city, '申請書を一枚にする')).number
  hidden = (await putProposal(city.system, { marker: MARK, publicity: 'closed', state: 'done' }))
    .number
})
afterAll(() => city.close())

beforeEach(async () => {
  await city.stores.commons.deleteFrom('bulletin').execute()
})

const begin = async () => (await desk.post(DESK)).headers.location ?? ''
const refusal = (response: { body: string }) =>
  documentOf(response).querySelector('[role=alert]')?.textContent ?? ''
const visitor = async (url: string) => city.visit().get(url)

/** The form of a page as it would be sent. */
async function formAt(url: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  const form = documentOf(await desk.get(url)).querySelector('main form')
  for (const control of form?.querySelectorAll('input, textarea, select') ?? []) {
    const name = control.getAttribute('name') ?? ''
    if (control.getAttribute('type') === 'checkbox') continue
    const chosen = control.querySelector('option[selected]')?.getAttribute('value')
    found[name] =
      control.tagName === 'SELECT'
        ? (chosen ?? '')
        : (control.getAttribute('value') ?? control.textContent ?? '')
  }
  return found
}

async function publish(): Promise<void> {
  const draft = await begin()
  const { stamp = '' } = await formAt(draft)
  const published = await desk.post(`${draft}/publication`, { stamp, confirmed: 'yes' })
  expect(published.headers.location).toBe(`${draft}/published?done=published`)
}

describe('A new number', () => {
  it('is composed by the rule: answers, indicators, やめる業務, 優良事例; figures as marks', async () => {
    const draft = await begin()
    expect(draft).toBe(`${DESK}/1`)
    const form = await formAt(draft)
    expect(form['title']).toBe('申請書を一枚にする')
    expect([0, 1, 2, 3, 4].map((n) => form[`key${n}`])).toEqual([
      `proposal:${done}`,
      expect.stringMatching(/^indicator:/),
      expect.stringMatching(/^indicator:/),
      'stop-work:4',
      'case:5',
    ])
    expect(form['words0']).toContain('実施しました。効果は{時間}です。')
    expect(form['words3']).toBe('廃止しました。{時間}の作業が減ります。電子の記録があるため。')
    expect(await begin()).toBe(draft)
  })

  it('is nobody’s but 行政管理課’s, and a 404 for everybody before it is published', async () => {
    const draft = await begin()
    expect((await visitor('/bulletin/1')).statusCode).toBe(404)
    expect((await visitor('/bulletin')).body).toContain('まだ公表した号はありません')
    const hr = hand(city, city.officials.hr)
    for (const url of [DESK, draft, `${draft}/preview`, `${draft}/publication`])
      expect((await hr.get(url)).statusCode, url).toBe(403)
    expect((await hr.post(DESK)).statusCode).toBe(403)
  })

  it('has valid pages all the way', async () => {
    const draft = await begin()
    for (const url of [DESK, draft, `${draft}/preview`, `${draft}/publication`])
      expect(htmlFaults((await desk.get(url)).body, SAME_NAMES), url).toEqual([])
    await publish()
    for (const url of [`${draft}/published`, '/bulletin', '/bulletin/1'])
      expect(htmlFaults((await desk.get(url)).body), url).toEqual([])
  })

  it('can be put away before it is published, not afterwards', async () => {
    const draft = await begin()
    expect((await desk.post(`${draft}/removal`)).headers.location).toBe(`${DESK}?done=dropped`)
    expect(textOf(await desk.get(`${DESK}?done=dropped`))).toContain('作りかけの号を消しました。')
    await publish()
    await desk.post(`${DESK}/1/removal`)
    expect((await visitor('/bulletin/1')).statusCode).toBe(200)
  })
})

describe('Editing', () => {
  it('keeps order, headline and words; what is left out can be taken in again', async () => {
    const draft = await begin()
    const form = await formAt(draft)
    const fields: Fields = {
      ...form,
      lead: '仕事が変わりました。',
      headline3: '回覧をやめました',
      order3: '1',
      order0: '2',
      order1: '',
    }
    expect((await desk.post(draft, fields)).headers.location).toBe(`${draft}?saved=yes`)
    const after = await formAt(draft)
    expect([0, 1, 2, 3].map((n) => after[`key${n}`])).toEqual([
      'stop-work:4',
      `proposal:${done}`,
      form['key2'],
      'case:5',
    ])
    expect(after['headline0']).toBe('回覧をやめました')
    await desk.post(draft, { ...after, add: form['key1'] })
    expect((await formAt(draft))['key4']).toBe(form['key1'])
  })

  it('fills the marks in for the preview', async () => {
    const draft = await begin()
    const text = textOf(await desk.get(`${draft}/preview`))
    expect(text).toContain('年間240時間の作業が減ります。')
    expect(text).toContain('年間120時間（見込み）')
    expect(text).not.toContain('{')
  })

  it.each<readonly [string, Fields, string]>([
    ['no title', { title: '' }, '題を書いてください。'],
    [
      'a long title',
      { title: 'あ'.repeat(31) },
      '題は、数字を入れて30字までです（今は31字）。１枚に収めるため、短くしてください。',
    ],
    ['a long lead', { lead: 'あ'.repeat(151) }, 'はじめの文は、数字を入れて150字までです'],
    ['a mark in the lead', { lead: '{時間}減りました。' }, 'はじめの文では、{ }の印は使えません。'],
    ['no headline', { headline0: '' }, '見出しを書いてください。'],
    ['a long headline', { headline0: 'あ'.repeat(33) }, '見出しは、数字を入れて32字までです'],
    ['no words', { words0: '' }, '文を書いてください。'],
    [
      'words that are too long once the figures stand in them',
      { words0: `${'あ'.repeat(80)}{時間}` },
      '文は、数字を入れて90字までです（今は92字）。',
    ],
    [
      'a typed figure that the source does not say',
      { words0: '年間900時間も減りました。' },
      '文の数字「900時間」は、元の内容にありません。数字は打ち込まず、{ }の印で入れてください。',
    ],
    [
      'a typed percentage in the lead',
      { lead: '割合は９９．９％でした。' },
      'はじめの文の数字「99.9%」は、元の内容にありません。',
    ],
    [
      'an unknown mark',
      { words0: '{割合}になりました。' },
      '「{割合}」という印は、この記事では使えません。使えるのは、{時間}です。',
    ],
    [
      'a mark where the source has none',
      { words4: '{時間}減りました。' },
      '「{時間}」という印は、この記事では使えません。この記事に使える印はありません。',
    ],
    ['an unknown mark in a headline', { headline0: '{割合}' }, '見出しに使えない印があります。'],
    [
      'a staff number',
      { lead: '職員番号012345が考えました。' },
      '名前や電話番号、職員番号のように見える言葉があります（「職員番号012345」「012345」）。',
    ],
  ])('refuses %s and keeps what was typed', async (_name, wrong, sentence) => {
    const draft = await begin()
    const form = await formAt(draft)
    const refused = await desk.post(draft, { ...form, headline3: '書きかけの見出し', ...wrong })
    expect(refused.statusCode).toBe(422)
    expect(refusal(refused)).toContain(sentence)
    expect(refused.body).toContain('書きかけの見出し')
  })

  it('words that look like a name pass when they are said to be none', async () => {
    const draft = await begin()
    const fields = { ...(await formAt(draft)), lead: '様式012345をやめました。', cluesSeen: 'yes' }
    expect((await desk.post(draft, fields)).statusCode).toBe(303)
  })

  it('two people who edit at once: the second one is told', async () => {
    const draft = await begin()
    const form = await formAt(draft)
    await desk.post(draft, { ...form, lead: '先に保存' })
    const second = await desk.post(draft, { ...form, lead: '後から保存' })
    expect(second.statusCode).toBe(409)
    expect(refusal(second)).toContain('この号は、ほかの人が先に保存しました。')
    expect(second.body).toContain('後から保存')
  })
})

describe('An unpublished proposal', () => {
  it('stands neither in the draft nor among the candidates', async () => {
    const draft = await begin()
    for (const url of [draft, `${draft}/preview`, `${draft}/publication`]) {
      const { body } = await desk.get(url)
      expect(body, url).not.toContain(MARK)
      expect(body, url).not.toContain(hidden)
    }
  })

  it('is refused when its number is planted in the form', async () => {
    const draft = await begin()
    const form = await formAt(draft)
    const added = await desk.post(draft, { ...form, add: `proposal:${hidden}` })
    expect(added.statusCode).toBe(422)
    expect(refusal(added)).toContain('候補にないものが選ばれています。')
    const planted = await desk.post(draft, { ...form, key0: `proposal:${hidden}` })
    expect(planted.statusCode).toBe(422)
    expect(refusal(planted)).toContain(
      '元の内容が、今は公開されていません。順番の欄で「載せない」を選んでください。',
    )
  })

  it('is refused at the publication even when it was planted in the store', async () => {
    const draft = await begin()
    const row = await city.stores.commons
      .selectFrom('bulletin')
      .selectAll()
      .executeTakeFirstOrThrow()
    const body = row.body.replaceAll(done, hidden)
    expect(body).not.toBe(row.body)
    await city.stores.commons.updateTable('bulletin').set({ body }).execute()
    const { stamp = '' } = await formAt(draft)
    const refused = await desk.post(`${draft}/publication`, { stamp, confirmed: 'yes' })
    expect(refused.statusCode).toBe(409)
    expect((await visitor('/bulletin/1')).statusCode).toBe(404)
    expect((await visitor('/bulletin')).body).not.toContain(hidden)
  })
})

describe('The second look', () => {
  it('asks for a tick before anything is public', async () => {
    const draft = await begin()
    const { stamp = '' } = await formAt(draft)
    const refused = await desk.post(`${draft}/publication`, { stamp })
    expect(refused.statusCode).toBe(422)
    expect(refusal(refused)).toContain(
      '公表した号は、消したり書き直したりできません。よければ、確認の欄に印を付けてください。',
    )
  })

  it('lists what will be public with its source', async () => {
    const draft = await begin()
    const links = [
      ...documentOf(await desk.get(`${draft}/publication`)).querySelectorAll('.bulletin-sources a'),
    ]
    expect(links.map((link) => link.getAttribute('href'))).toContain(`/board/${done}`)
  })

  it('shows a source that has changed, and publishes only after it was looked at', async () => {
    const draft = await begin()
    const before = await formAt(draft)
    const rows = city.stores.commons.updateTable('follow_up').where('id', '=', 4)
    const kept = await city.stores.commons
      .selectFrom('follow_up')
      .select('body')
      .where('id', '=', 4)
      .executeTakeFirstOrThrow()
    await rows.set({ body: kept.body.replace('240', '300') }).execute()
    const look = await desk.get(`${draft}/publication`)
    expect(textOf(look)).toContain(
      '元の内容が、保存した後に変わりました。今の内容を確かめて、もう一度保存してください。',
    )
    expect(look.body).not.toContain('name="confirmed"')
    const { stamp = '' } = before
    const refused = await desk.post(`${draft}/publication`, { stamp, confirmed: 'yes' })
    expect(refused.statusCode).toBe(409)
    expect(refusal(refused)).toContain('このままでは公表できません。')
    const stale = await desk.post(draft, before)
    expect(stale.statusCode).toBe(422)
    expect(refusal(stale)).toContain('元の内容が、画面を開いた後に変わりました。')
    expect((await desk.post(draft, await formAt(draft))).statusCode).toBe(303)
    const ready = await formAt(draft)
    const published = await desk.post(`${draft}/publication`, {
      stamp: ready['stamp'],
      confirmed: 'yes',
    })
    expect(published.statusCode).toBe(303)
    expect((await visitor('/bulletin/1')).body).toContain('年間300時間の作業が減ります。')
    await rows.set({ body: kept.body }).execute()
    expect(textOf(await desk.get(`${draft}/published`))).toContain(
      '公表した後に、元の内容が変わりました',
    )
    expect((await visitor('/bulletin/1')).body).toContain('年間300時間の作業が減ります。')
  })

  it('publishes what was looked at, not what was saved meanwhile', async () => {
    const draft = await begin()
    const form = await formAt(draft)
    await desk.post(draft, { ...form, lead: '後から加えた文' })
    const { stamp = '' } = form
    const refused = await desk.post(`${draft}/publication`, { stamp, confirmed: 'yes' })
    expect(refused.statusCode).toBe(409)
    expect(refusal(refused)).toContain(
      'この画面を開いた後に、号の内容が保存されました。今の内容を確かめて、もう一度押してください。',
    )
  })

  it('nothing to tell is no number', async () => {
    const draft = await begin()
    const form = await formAt(draft)
    const none = Object.fromEntries([0, 1, 2, 3, 4, 5, 6, 7].map((n) => [`order${n}`, '']))
    await desk.post(draft, { ...form, ...none })
    const { stamp = '' } = await formAt(draft)
    const refused = await desk.post(`${draft}/publication`, { stamp, confirmed: 'yes' })
    expect(refused.statusCode).toBe(409)
    expect(refusal(refused)).toContain(
      '記事がありません。「編集に戻る」から、候補を１つ以上加えてください。',
    )
  })

  it('is possible after 16:00, but the notice carries the next working day', async () => {
    city.clock.now = new Date('2026-11-20T16:30:00+09:00')
    await publish()
    const text = textOf(await desk.get(`${DESK}/1/published`))
    expect(text).toContain('16時を過ぎています。今日は知らせません')
    expect(
      documentOf(await desk.get(`${DESK}/1/published`)).querySelector('pre')?.textContent,
    ).toContain('令和8年11月24日')
    city.clock.now = new Date('2026-11-20T10:00:00+09:00')
  })
})

describe('A published number', () => {
  it('stands in the archive, newest first, and says the same as its sources', async () => {
    await publish()
    await putEntry(
      city,
      'case',
      '2010',
      'shared',
      {
        title: '次の号の事例',
        problem: '',
        approach: '毎朝5分だけ工程表を見ます。',
        effect: '',
        spread: '',
      },
      { day: '2026-11-20' },
    )
    await publish()
    const { body } = await visitor('/bulletin')
    const links = [...documentOf({ body }).querySelectorAll('.bulletin-list a')]
    expect(links.map((link) => link.getAttribute('href'))).toEqual(['/bulletin/2', '/bulletin/1'])
    const second = textOf(await visitor('/bulletin/2'))
    expect(second).toContain('次の号の事例')
    expect(second).not.toContain('申請書を一枚にする')
  })

  it('has its frame in three languages around a Japanese page', async () => {
    await publish()
    for (const url of ['/bulletin', '/bulletin/1']) {
      const { body } = await visitor(`${url}?lang=en`)
      expect(untranslated(body), url).toEqual([])
      expect((await visitor(`${url}?lang=easy`)).statusCode).toBe(200)
    }
    expect((await visitor('/bulletin/1?lang=en')).body).toContain('The text is in Japanese.')
  })

  it('is corrected by 訂正, twice at most', async () => {
    await publish()
    const send = (fields: Fields) => desk.post(`${DESK}/1/corrections`, fields)
    const unticked = await send({ words: '題を直します。' })
    expect(unticked.statusCode).toBe(422)
    expect(refusal(unticked)).toContain('出した訂正は、直したり消したりできません。')
    expect(unticked.body).toContain('題を直します。')
    expect(refusal(await send({ words: '', confirmed: 'yes' }))).toContain(
      '訂正の文を書いてください。',
    )
    expect(refusal(await send({ words: 'あ'.repeat(101), confirmed: 'yes' }))).toContain(
      '訂正の文は、100字までで書いてください。',
    )
    expect(refusal(await send({ words: '職員番号012345', confirmed: 'yes' }))).toContain(
      '職員番号のように見える言葉があります',
    )
    for (const words of ['題を直します。', '所属を直します。'])
      expect((await send({ words, confirmed: 'yes' })).statusCode).toBe(303)
    expect(textOf(await visitor('/bulletin/1'))).toMatch(/訂正（令和8年11月20日.*題を直します。/)
    const third = await send({ words: '三つ目', confirmed: 'yes' })
    expect(third.statusCode).toBe(409)
    expect(refusal(third)).toContain(
      '訂正は、1つの号に2件までです。続きは、次の号でお知らせしてください。',
    )
    expect((await visitor('/bulletin')).body).toContain('訂正あり')
  })

  it('takes an article back when its proposal has left the board', async () => {
    await publish()
    expect(textOf(await visitor('/bulletin/1'))).toContain('申請書を一枚にする')
    await change(city.system.proposals.ledger, done, { publicity: 'closed' })
    const text = textOf(await visitor('/bulletin/1'))
    expect(text).toContain('元の提案が公開されなくなったため、この記事を取り下げました。')
    expect(text).not.toContain(done)
    await change(city.system.proposals.ledger, done, { publicity: 'open' })
  })

  it('keeps the name it was published under; the next one has the new name', async () => {
    await publish()
    expect(refusal(await desk.post(`${DESK}/name`, { name: '' }))).toContain(
      '名前を書いてください。',
    )
    expect(refusal(await desk.post(`${DESK}/name`, { name: 'あ'.repeat(17) }))).toContain(
      '名前は、16字までで書いてください。',
    )
    const named = async () => {
      const page = documentOf(await visitor('/bulletin'))
      const link = page.querySelector('.site-nav a[href="/bulletin"]')
      return [page.title, link?.textContent, page.querySelector('h1')?.textContent]
    }
    expect(await named()).toEqual(['かわるばん｜風通し 潮見市', 'かわるばん', 'かわるばん'])
    await desk.post(`${DESK}/name`, { name: '市役所もっと！かわるばん' })
    const name = '市役所もっと！かわるばん'
    expect(await named()).toEqual([`${name}｜風通し 潮見市`, name, name])
    const nameOf = async (n: number) =>
      documentOf(await visitor(`/bulletin/${n}`)).querySelector('.bulletin-name')?.textContent
    expect(await nameOf(1)).toBe('かわるばん')
    await putEntry(
      city,
      'stop-work',
      '2010',
      'reduced',
      {
        name: '月報の集計',
        origin: own,
        hours: null,
        decision: '',
        budgetYear: null,
      },
      { day: '2026-11-20' },
    )
    await publish()
    expect(await nameOf(2)).toBe('市役所もっと！かわるばん')
  })

  it('every act of 行政管理課 is on record', async () => {
    await publish()
    const acts = await city.stores.identity.selectFrom('audit').select('act').execute()
    const said = new Set(acts.map(({ act }) => act))
    for (const act of ['かわるばんの号を作成', 'かわるばんの号を編集', 'かわるばんを公表'])
      expect(said).toContain(act)
  })
})

describe('A number that would not fit on one page', () => {
  it('refuses a ninth article', async () => {
    for (let i = 0; i < 5; i += 1) await putDone(city, `増えた提案${i}`)
    const draft = await begin()
    const page = documentOf(await desk.get(draft))
    const add = [...page.querySelectorAll('input[name=add]')].map(
      (box) => box.getAttribute('value') ?? '',
    )
    const refused = await desk.post(draft, { ...(await formAt(draft)), add })
    expect(refused.statusCode).toBe(422)
    expect(refusal(refused)).toMatch(/記事は8つまでです（今は\d+）。１枚に収めるため、/)
  })
})

it('stands behind the sign-in where published pages do', async () => {
  const own = await toldCity({ publishedAccess: 'staff' })
  const secretariat = hand(own, own.officials.secretariat)
  const draft = (await secretariat.post(DESK)).headers.location ?? ''
  const page = documentOf(await secretariat.get(draft))
  const stamp = page.querySelector('input[name=stamp]')?.getAttribute('value') ?? ''
  await secretariat.post(`${draft}/publication`, { stamp, confirmed: 'yes' })
  expect((await own.visit().get('/bulletin/1')).statusCode).toBe(404)
  expect((await own.visit().get('/staff/bulletin/1')).statusCode).toBe(303)
  const shown = await hand(own, own.people[5]).get('/staff/bulletin/1')
  expect(shown.statusCode).toBe(200)
  expect(documentOf(shown).querySelector('.bulletin-article a')?.getAttribute('href')).toMatch(
    /^\/staff\/(indicators|results\/actions|board)/,
  )
})
