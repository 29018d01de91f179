import { existsSync, readdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answersOf, type SmallCity, smallCity } from '../../support/small-city.ts'
import { approve, changeDraft, fieldsOf, sheetsOf, typeDraft } from './drafts.ts'
import {
  documentOf,
  draftFields,
  finished,
  type Hand,
  hand,
  pageOf,
  passphraseFields,
  REVIEWED,
  textOf,
} from './hand.ts'

let city: SmallCity
let office: Hand
let passphrases: string[]
const BASE = '/staff/office/surveys/r8'
const step = async () =>
  documentOf(await office.get(BASE)).querySelector('[aria-current=step]')?.textContent

beforeAll(async () => {
  city = await smallCity({ survey: 'none', people: 36, mirror: true })
  office = hand(city, city.officials.hr)
})
afterAll(() => city.close())

/** Presses the only button of this name on a page. */
async function press(url: string, name: string, fields: Record<string, string> = {}) {
  const button = pageOf(await office.get(url)).getByRole('button', { name })
  const form = button.closest('form')
  return office.post(form?.getAttribute('action') ?? '', fields)
}

describe('The whole life of a survey in the pages of 人事課', () => {
  it('begins with the form that is offered, whose usual answers need only a scale', async () => {
    const list = await office.get('/staff/office')
    expect(textOf(list)).toContain('まだありません。「新しいアンケートを作る」から始めてください。')
    const link = pageOf(list)
      .getByRole('link', { name: '新しいアンケートを作る' })
      .getAttribute('href')
    const form = documentOf(await office.get(link ?? ''))
    const usual = Object.fromEntries(
      [...form.querySelectorAll('main input')].map((input) => [
        input.getAttribute('name') ?? '',
        input.getAttribute('value') ?? '',
      ]),
    )
    const made = await office.post(link ?? '', usual)
    expect(made.headers.location).toBe(`${BASE}/draft`)
    const overview = textOf(await office.get(`${BASE}/draft`))
    expect(overview).toContain('実施を決定する前に、あと1か所を直します')
    const early = await press(`${BASE}/draft`, '決裁を登録する', { number: '1', day: '2026-11-20' })
    expect(early.statusCode).toBe(422)
    const scale = fieldsOf('scale', draftFields())
    expect((await office.post(`${BASE}/draft/scale`, scale)).statusCode).toBe(303)
    expect(textOf(await office.get(`${BASE}/draft`))).not.toContain('要対応')
    expect(await step()).toBe('案')
  })

  it('is changed, and gets its keys: three sheets of passphrases', async () => {
    const times = { opensAt: '2026-11-24T08:30', closesAt: '2026-12-04T17:15' }
    await changeDraft(office, BASE, draftFields(times))
    expect(textOf(await office.get(BASE))).toContain('まだ作っていません。')
    const refused = await office.post(`${BASE}/keys`)
    expect(textOf(refused)).toContain('決裁がまだ登録されていません。')
    await approve(office, BASE)
    const made = await press(BASE, '鍵を作る')
    expect(made.headers.location).toBe(`${BASE}/sheets`)
    passphrases = sheetsOf(await office.post(`${BASE}/sheets`, { post: 'all' }))
    expect(passphrases).toHaveLength(3)
    expect(await step()).toBe('案')
  })

  it('is announced when the passphrases typed back have opened a test ballot', async () => {
    const onward = pageOf(await office.get(BASE)).getByRole('link', { name: '試しの開封へ進む' })
    const form = onward.getAttribute('href') ?? ''
    const button = '試しに開封し、実施を決定する'
    const typed = { passphrase0: passphrases[0] ?? '', passphrase2: passphrases[2] ?? '' }
    const announced = await press(form, button, typed)
    expect([announced.statusCode, announced.headers.location]).toEqual([303, BASE])
    expect(await step()).toBe('開始前')
  })

  it('is answered by 30 people, into box and mirror', async () => {
    city.clock.now = new Date('2026-11-25T10:00:00+09:00')
    expect(await step()).toBe('受付中')
    const row = await city.stores.commons.selectFrom('survey').selectAll().executeTakeFirstOrThrow()
    const questionnaire = JSON.parse(
      row.questionnaire ?? '',
    ) as SmallCity['survey']['questionnaire']
    await answer(city, questionnaire, 30)
    expect(
      await city.stores.identity.selectFrom('signing_key').select('survey').execute(),
    ).toHaveLength(1)
  })

  it('closes by itself; nobody is told an answer or a name', async () => {
    city.clock.now = new Date('2026-12-04T17:15:00+09:00')
    expect(await step()).toBe('締切')
    const page = await office.get(BASE)
    expect(textOf(page)).toContain('個々の回答は残りません。')
    for (const number of city.people.slice(3)) expect(page.body).not.toContain(number)
  })

  it('is opened by two keepers and checked before it is published', async () => {
    const link = pageOf(await office.get(BASE)).getByRole('link', { name: '開封・集計へ進む' })
    expect(link.getAttribute('href')).toBe(`${BASE}/opening`)
    await office.post(
      `${BASE}/opening`,
      passphraseFields([passphrases[0] ?? '', '', passphrases[2] ?? '']),
    )
    expect(await finished({ office, base: BASE })).not.toHaveProperty('failed')
    expect(await step()).toBe('開封済')
    expect((await city.app.inject('/results/r8')).statusCode).toBe(404)
    expect(
      pageOf(await office.get(`${BASE}/preview`)).getByRole('heading', {
        level: 1,
        name: '公表前の確認',
      }),
    ).toBeTruthy()
  })

  it('is published for everybody', async () => {
    await office.post(`${BASE}/review`, { checks: REVIEWED })
    const published = await press(`${BASE}/preview`, 'この内容で全職員に公表する')
    expect(published.headers.location).toBe(BASE)
    expect(await step()).toBe('公表')
    expect(
      (await city.app.inject({ url: '/results/r8', headers: { accept: 'text/html' } })).statusCode,
    ).toBe(200)
    const set = (await city.app.inject('/api/v1/surveys/r8/results')).json<{
      respondents: number
    }>()
    expect(set.respondents).toBe(30)
  })

  it('ends with the destruction of box, journal, mirror and wrapped key; the record remains', async () => {
    const files = () =>
      city.folders.flatMap((folder) =>
        readdirSync(folder).filter((name) => /^(box|tally)-/.test(name)),
      )
    expect(files().length).toBeGreaterThanOrEqual(4)
    const onward = pageOf(await office.get(BASE)).getByRole('link', {
      name: '回答箱と鍵の廃棄へ進む',
    })
    const page = onward.getAttribute('href') ?? ''
    const unticked = await press(page, '回答箱と鍵を廃棄する')
    expect(unticked.statusCode).toBe(422)
    expect(pageOf(unticked).getByRole('alert').textContent).toContain(
      '公表した内容を確かめたうえで、確認の欄に印を付けてください。',
    )
    const box = pageOf(unticked).getByRole('checkbox', {
      name: '公表した内容を確かめました。廃棄すると、だれも再び開封できません。',
    })
    expect(files().length).toBeGreaterThanOrEqual(4)
    const ticked = { [box.getAttribute('name') ?? '']: box.getAttribute('value') ?? '' }
    const destroyed = await press(page, '回答箱と鍵を廃棄する', ticked)
    expect(destroyed.headers.location).toBe(`${BASE}/record`)
    expect(files()).toEqual([])
    expect(city.folders.every((folder) => existsSync(folder))).toBe(true)
    expect(await step()).toBe('廃棄')
    const record = documentOf(await office.get(`${BASE}/record`))
    const rows = new Map(
      [...record.querySelectorAll('dt')].map((dt) => [
        dt.textContent,
        dt.nextElementSibling?.textContent,
      ]),
    )
    expect(Object.fromEntries(rows)).toMatchObject({
      開封の日: '令和8年12月4日（金）',
      立ち会った鍵の保管者: '人事課長、行政管理課長',
      対象者: '36人',
      渡した回答券: '30枚',
      使われた回答券: '30枚',
      回答: '30件',
      読み取れなかった回答: '0件',
      集計した回答者: '30人',
      公表の日: '令和8年12月4日（金）',
      回答箱と鍵の廃棄: '令和8年12月4日（金）',
    })
  })

  it('stands in the audit with who did what, without a passphrase or an answer', async () => {
    const acts = await city.stores.identity.selectFrom('audit').selectAll().orderBy('id').execute()
    expect(acts.filter((a) => a.actor === city.officials.hr).map((a) => a.act)).toEqual([
      'アンケートの案を作成',
      ...Array.from({ length: 8 }, () => 'アンケートの案を修正'),
      'アンケートの案の決裁を登録',
      '鍵を作成（前の用紙は無効）',
      '鍵の保管者の用紙を表示',
      '試しに開封（用紙を確認）',
      'アンケートの実施を決定（内容を固定）',
      '開封・集計を開始',
      '公表前の内容を確認',
      '結果を公表',
      '回答箱と鍵を廃棄',
    ])
    expect(acts.some((a) => a.detail.includes(passphrases[0] ?? ''))).toBe(false)
  })

  it('leaves room for the next one', async () => {
    const next = draftFields({
      opensAt: '2027-01-12T08:30',
      closesAt: '2027-01-29T17:15',
      referenceDay: '2027-01-01',
    })
    expect(await typeDraft(office, next)).toBe('/staff/office/surveys/r8-2')
    const rows = pageOf(await office.get('/staff/office'))
      .getAllByRole('row')
      .slice(1)
    expect(rows.map((row) => row.querySelector('.tag')?.textContent)).toEqual([
      '案',
      '公表済・廃棄済',
    ])
  })
})

/** The city's own helpers speak of its survey; this one was made in the pages. */
async function answer(
  made: SmallCity,
  questionnaire: SmallCity['survey']['questionnaire'],
  people: number,
) {
  const id = questionnaire.survey
  const { blindedMessage, finishCard, newSeed } = await import(
    '../../../views/client/protocol/card.ts'
  )
  const { castBallot, fetchKey, requestCard } = await import(
    '../../../views/client/protocol/doors.ts'
  )
  const { sealBallot } = await import('../../../views/client/protocol/seal.ts')
  const { fromBase64 } = await import('../../../views/client/protocol/bytes.ts')
  const { encodeBallot } = await import('../../../server/survey/ballot-form.ts')
  const { encodeCast } = await import('../../../server/tokens/wire.ts')
  const origin = await made.origin()
  const key = await fetchKey(origin, id)
  const [signing, tally] = [fromBase64(key.signingKey), fromBase64(key.tallyKey)]
  for (const [i, number] of made.people.slice(0, people).entries()) {
    const seed = newSeed()
    const headers = { cookie: await made.session(number), origin }
    const signed = await requestCard(origin, id, blindedMessage(seed, signing, id), headers)
    const sealed = sealBallot(tally, encodeBallot(questionnaire, answersOf(questionnaire, i)), id)
    await castBallot(origin, id, encodeCast({ ...finishCard(seed, signing, signed, id), sealed }))
  }
}
