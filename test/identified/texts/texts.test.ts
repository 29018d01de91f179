/** 自由記述: two people read, each alone. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stampOf } from '../../../server/texts/reading.ts'
import { type SmallCity, smallCity } from '../../support/small-city.ts'
import { openedPage } from '../../support/valid-html.ts'
import {
  baseOf,
  CRISIS,
  decide as decideIn,
  INQUIRY,
  itemUrl,
  keyOf,
  masked,
  MEETING,
  NAMED,
  nameReaders,
  officeOf,
  passed,
  plain,
  say,
  second,
  textsCity,
  WRITTEN,
} from './texts-city.ts'

let city: SmallCity
let base: string
let office: string
beforeAll(async () => {
  city = await textsCity({ published: false })
  base = baseOf(city)
  office = officeOf(city)
})
afterAll(async () => city.close())

const decide = (person: string, fields: Record<string, string>) => decideIn(city, person, fields)
const read = async (person: string, show = 'all') => {
  const url = `${itemUrl(city)}?show=${show}`
  return openedPage(await city.visit(person).get(url), url)
}

describe('Who reads', () => {
  it('is told to everybody before they answer', async () => {
    expect(city.survey.questionnaire.readers).toEqual(['人事課長', '安全衛生委員会（職員側委員）'])
    const fresh = await smallCity()
    const { body } = await fresh.visit().get(`/voice/surveys/${fresh.survey.id}`)
    expect(body.replaceAll(/<[^>]+>/g, '')).toContain(
      '原文を読むのは人事課長、安全衛生委員会（職員側委員）の２名です。だれのことか分かる言葉を伏せ、回答者が20人以上、文章が5件以上のときだけ、結果に載せます。',
    )
    await fresh.close()
  })

  it('stands in 起案資料, with how long the originals are kept', async () => {
    const draft = await smallCity({ survey: 'draft' })
    const papers = `/staff/office/surveys/${draft.draftId}/proposal-papers`
    const { body } = await draft.visit(draft.officials.hr).get(papers)
    expect(body).toContain(
      '自由記述の原文を読むのは、人事課長、安全衛生委員会（職員側委員）の２名です。',
    )
    expect(body).toContain(
      '原文は、公表から30日（公表しないときは、結果の公表から365日）で消去します',
    )
    await draft.close()
  })

  it('is one of 人事課 and one of elsewhere; others are refused with a sentence', async () => {
    const { hr, admin } = city.officials
    const said = async (seat: string, person: string) =>
      (await city.visit(hr).post(office, { seat, person })).body
    expect(await said('1', second(city))).toContain(
      '1人目は、人事課の役割のある職員にしてください。',
    )
    expect(await said('2', hr)).toContain('2人目は、人事課の外の職員にしてください。')
    expect(await said('2', admin)).toContain('情報担当は、自由記述を読む人になれません。')
    expect(await said('2', '999999')).toContain('この職員番号の職員は、登録がありません。')
    expect(await said('2', '')).toContain('職員番号を入力してください。')
    await nameReaders(city)
    const { page } = openedPage(await city.visit(hr).get(office), office)
    expect(page.getByText(`職員番号 ${second(city)} が読みます。`)).toBeTruthy()
  })

  it('is never one person in both seats, nor somebody else who works in 人事課', async () => {
    const { identity } = city.stores
    const { hr } = city.officials
    const reader = second(city)
    const role = { person: reader, role: 'hr', unit: '*', manner: 'own', origin: 'hand' } as const
    await identity.insertInto('role').values(role).execute()
    // Handed the role on to, the second one could sit on both sides.
    const both = await city.visit(hr).post(office, { seat: '1', person: reader })
    expect(both.statusCode).toBe(422)
    expect(both.body).toContain('2人は、別の職員にしてください。')
    await identity.deleteFrom('role').where('person', '=', reader).execute()
    const { unit } = await identity
      .selectFrom('person')
      .select('unit')
      .where('number', '=', hr)
      .executeTakeFirstOrThrow()
    const mate = city.people[12] ?? ''
    const home = await identity
      .selectFrom('person')
      .select('unit')
      .where('number', '=', mate)
      .executeTakeFirstOrThrow()
    await identity.updateTable('person').set({ unit }).where('number', '=', mate).execute()
    const refused = await city.visit(hr).post(office, { seat: '2', person: mate })
    expect(refused.body).toContain('2人目は、人事課の外の職員にしてください。')
    await identity
      .updateTable('person')
      .set({ unit: home.unit })
      .where('number', '=', mate)
      .execute()
  })

  it('is nobody else: every other office is shut out', async () => {
    const { admin, secretariat } = city.officials
    const closed = ['/staff/texts', itemUrl(city), `${base}/passed-on`, `${base}/release`]
    for (const person of [admin, secretariat, city.people[5] ?? '']) {
      for (const url of closed) {
        const response = await city.visit(person).get(url)
        expect(response.statusCode, `${person} ${url}`).toBe(403)
        expect(response.body).toContain('回答者に知らせた役職の2人だけです。')
      }
      expect((await decide(person, plain)).statusCode).toBe(403)
      for (const url of [`${base}/release`, `${base}/help`]) {
        expect((await city.visit(person).post(url, { shown: '1' })).statusCode).toBe(403)
      }
    }
  })

  it('ends with a transfer into 人事課, or out of it', async () => {
    const { identity } = city.stores
    const { hr } = city.officials
    const role = { unit: '*', manner: 'own', origin: 'hand' } as const
    const given = { ...role, person: second(city), role: 'hr' } as const
    await identity.insertInto('role').values(given).execute()
    expect((await city.visit(second(city)).get(itemUrl(city))).statusCode).toBe(403)
    const { body } = await city.visit(hr).get(office)
    expect(body).toContain('この職員は、今は読めません。')
    expect(body).toContain('2人目は、人事課の外の職員にしてください。')
    await identity
      .updateTable('role')
      .set({ valid_to: '2026-11-01' })
      .where('person', '=', second(city))
      .execute()
    expect((await city.visit(second(city)).get(itemUrl(city))).statusCode).toBe(200)
    await identity
      .updateTable('role')
      .set({ valid_to: '2026-11-01' })
      .where('person', '=', hr)
      .execute()
    expect((await city.visit(hr).get(itemUrl(city))).statusCode).toBe(403)
    await identity.updateTable('role').set({ valid_to: null }).where('person', '=', hr).execute()
    await identity.deleteFrom('role').where('person', '=', second(city)).execute()
  })
})

describe('Reading', () => {
  it('begins with words that may tell who somebody is', async () => {
    const { main } = await read(second(city))
    const ticked = [...main.querySelectorAll<HTMLInputElement>(`[name^="w-${keyOf(NAMED)}-"]`)]
    expect(ticked.map((box) => box.value).join()).toContain('佐藤')
    expect(ticked.every((box) => box.hasAttribute('checked'))).toBe(true)
    const marked = [...main.querySelectorAll(`#t-${keyOf(NAMED)} mark`)]
    expect(marked.map((one) => one.textContent).join()).toContain('（人の名前）')
    expect(main.querySelectorAll('.text-to-read')).toHaveLength(WRITTEN.length)
  })

  it('offers no choice for several texts at once, and none is made beforehand', async () => {
    const { main } = await read(second(city))
    expect(main.querySelectorAll('input[type=radio][checked]')).toHaveLength(0)
    expect(main.querySelectorAll('button')).toHaveLength(1)
  })

  it('asks what a mask, a reason and a counter are, and keeps what was typed', async () => {
    const { hr } = city.officials
    const of = async (fields: Record<string, string>) => {
      const response = await decide(hr, fields)
      expect(response.statusCode).toBe(422)
      return response.body
    }
    expect(await of(say(NAMED, 'mask', { [`m-${keyOf(NAMED)}`]: '' }))).toContain(
      '伏せる言葉を選ぶか、1行に1つずつ入力してください。',
    )
    const typo = await of(say(NAMED, 'mask', { [`m-${keyOf(NAMED)}`]: '山田花子' }))
    expect(typo).toContain('「山田花子」は、この文章にありません。')
    expect(typo).toContain('>山田花子</textarea>')
    expect(await of(say(MEETING, 'hold'))).toContain('掲載しない理由を選んでください。')
    expect(await of(say(CRISIS, 'pass-on'))).toContain('渡す窓口を選んでください。')
  })

  it('is done by each alone: what the other says comes after the own choice', async () => {
    const { hr } = city.officials
    expect((await decide(hr, { ...plain, ...masked, ...passed })).statusCode).toBe(303)
    const before = (await read(second(city))).response.body
    expect(before).not.toContain('もう1人は「')
    expect(before).not.toContain('■■■■')
    // Nobody can follow the other one without having chosen.
    const hrs = stampOf({ verdict: 'show', masked: '', counter: '' })
    await decide(second(city), say(INQUIRY, `same-${hrs}`))
    expect((await read(second(city), 'unread')).main.querySelectorAll('fieldset')).toHaveLength(
      before.match(/<fieldset/g)?.length ?? 0,
    )
    await decide(second(city), say(MEETING, 'hold', { [`h-${keyOf(MEETING)}`]: 'person' }))
    const { main } = await read(second(city), 'differing')
    expect(main.querySelectorAll('.text-to-read')).toHaveLength(1)
    expect(main.textContent).toContain('もう1人は「掲載する」')
  })

  it('shows a mask as it was given, and takes what is ticked with what is typed', async () => {
    const { hr } = city.officials
    const key = keyOf(NAMED)
    await decide(hr, say(NAMED, 'mask', { [`w-${key}-0`]: '内線2345', [`m-${key}`]: '佐藤太郎' }))
    const { main } = await read(hr)
    const text = main.querySelector(`#t-${key}`)
    expect(text?.textContent).toContain('係長の■■■■さんが怒鳴る。■■■■■■に電話すると必ずだ。')
  })

  it('tells on the first page what is left to do, to a reader and to nobody else', async () => {
    const home = async (person: string) => (await city.visit(person).get('/staff/')).body
    expect(await home(second(city))).toContain('まだ読んでいない文章が<strong>5件</strong>')
    expect(await home(city.officials.hr)).toContain(
      '２人の判断がそろっていない文章が<strong>1件</strong>',
    )
    expect(await home(city.people[5] ?? '')).not.toContain('自由記述を読む')
    const { main } = openedPage(await city.visit(second(city)).get('/staff/texts'), '/staff/texts')
    expect(main.querySelector('.texts-items li')?.textContent).toMatch(
      /文章6件\s+まだ読んでいないもの5件\s+そろっていないもの1件\s+そろったもの0件/,
    )
  })

  it('prints at once what one of them passes on, without a word on who wrote it', async () => {
    const url = `${base}/passed-on`
    const { main } = openedPage(await city.visit(second(city)).get(url), url)
    expect(main.textContent).toContain(CRISIS)
    expect(main.textContent).toContain('健康相談')
    expect(main.textContent).not.toContain(MEETING)
  })

  it('is settled by saying the same as the other one', async () => {
    const old = stampOf({ verdict: 'mask', masked: '■', counter: '' })
    const changed = await decide(second(city), say(MEETING, `same-${old}`))
    expect(changed.statusCode).toBe(422)
    expect(changed.body).toContain('もう1人が、この間に判断を変えました。')
    const same = (await read(second(city))).main.querySelector<HTMLInputElement>(
      `[name="v-${keyOf(MEETING)}"][value^="same-"]`,
    )
    await decide(second(city), say(MEETING, same?.value ?? ''))
    const { main } = await read(second(city))
    expect(main.querySelector(`#t-${keyOf(MEETING)}`)?.textContent).toContain('そろいました')
  })

  it('begins anew with another person in the seat, and goes on with the same one', async () => {
    const { hr } = city.officials
    const readings = () =>
      city.stores.voice.selectFrom('text_reading').select('seat').where('seat', '=', 2).execute()
    await city.visit(hr).post(office, { seat: '2', person: second(city) })
    expect(await readings()).toHaveLength(1)
    await city.visit(hr).post(office, { seat: '2', person: city.people[11] ?? '' })
    expect(await readings()).toEqual([])
    expect((await city.visit(second(city)).get(itemUrl(city))).statusCode).toBe(403)
    const acts = await city.stores.identity
      .selectFrom('audit')
      .select('act')
      .where('act', '=', '自由記述を読む人を決定')
      .execute()
    expect(acts).toHaveLength(3)
  })

  it('leaves texts of an opening that was never published for a year', async () => {
    const left = async () =>
      (await city.stores.voice.selectFrom('free_text').select('text').execute()).length
    const day = 24 * 3_600_000
    city.clock.now = new Date(city.clock.now.getTime() + 364 * day)
    await city.system.letTimePass()
    expect(await left()).toBe(WRITTEN.length)
    city.clock.now = new Date(city.clock.now.getTime() + 3 * day)
    await city.system.letTimePass()
    expect(await left()).toBe(0)
  })
})
