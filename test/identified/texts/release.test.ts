/** What both readers let through is shown, everything else is not. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SmallCity } from '../../support/small-city.ts'
import { untranslated } from '../../support/untranslated.ts'
import { openedPage } from '../../support/valid-html.ts'
import {
  baseOf,
  CONTACT,
  CRISIS,
  decide,
  everything,
  INQUIRY,
  itemOf,
  LEAVE,
  MEETING,
  NAMED,
  nameReaders,
  officeOf,
  PAPER,
  plain,
  readAll,
  second,
  textsCity,
  WRITTEN,
} from './texts-city.ts'

let city: SmallCity
let base: string
let url: string
beforeAll(async () => {
  city = await textsCity({ published: false })
  base = baseOf(city)
  url = `/results/${city.survey.id}/texts`
  await nameReaders(city)
  await decide(city, city.officials.hr, everything)
})
afterAll(async () => city.close())

const english = async (address: string) =>
  city.app.inject({
    url: address,
    headers: { accept: 'text/html', cookie: 'kazetoshi-language=en' },
  })

describe('Nothing goes out', () => {
  const refused = async (person: string, sentence: string) => {
    for (const response of [
      await city.visit(person).post(`${base}/release`, {}),
      await city.visit(person).get(`${base}/release`),
    ]) {
      expect([409, 403]).toContain(response.statusCode)
      expect(response.body).toContain(sentence)
    }
  }

  it('before the results, while the two differ, or by the second one alone', async () => {
    const { hr } = city.officials
    await refused(hr, '先に、アンケートの結果を公表してください。')
    expect((await city.visit().get(url)).statusCode).toBe(404)
    await city.system.acts.publish(city.survey.id)
    await refused(hr, '2人の判断がそろっていない文章があります。')
    await refused(second(city), '公表は、1人目（人事課）の読む人が行います。')
  })

  it('and until then the results say that two are reading, in three languages', async () => {
    const { main } = openedPage(await city.visit().get(url), url)
    expect(main.textContent).toContain('決められた２名が読んでいます。')
    expect(main.textContent).toContain('書かれた文章は6件です。')
    expect(WRITTEN.filter((text) => main.textContent?.includes(text))).toEqual([])
    expect(untranslated((await english(url)).body)).toEqual([])
  })
})

describe('What everybody reads', () => {
  const hidden = NAMED.replace('佐藤太郎', '■■■■').replace('内線2345', '■■■■■■')
  const shown = [MEETING, INQUIRY, hidden, LEAVE, PAPER].toSorted()
  const quotes = (main: HTMLElement) =>
    [...main.querySelectorAll('blockquote')].map((one) => one.textContent)

  it('is looked at once more before it goes out', async () => {
    await decide(city, second(city), everything)
    const page = openedPage(
      await city.visit(city.officials.hr).get(`${base}/release`),
      `${base}/release`,
    )
    expect(quotes(page.main)).toEqual(shown)
    expect(page.main.textContent).toContain('次の5件を公表します。')
  })

  it('waits while one of the two may not read', async () => {
    const { identity } = city.stores
    const { hr } = city.officials
    const role = { person: second(city), role: 'hr', unit: '*', manner: 'own', origin: 'hand' }
    await identity
      .insertInto('role')
      .values(role as never)
      .execute()
    const refused = await city.visit(hr).post(`${base}/release`, {})
    expect(refused.statusCode).toBe(409)
    expect(refused.body).toContain('今は読めない人がいます。')
    await identity.deleteFrom('role').where('person', '=', second(city)).execute()
  })

  it('is what both let through: masked, sorted, in three languages', async () => {
    const { hr } = city.officials
    // Somebody else reads for a while: two changes, which everybody is told.
    for (const person of [city.people[11] ?? '', second(city)]) {
      await city.visit(hr).post(officeOf(city), { seat: '2', person })
    }
    await decide(city, second(city), everything)
    expect((await city.visit(hr).post(`${base}/release`, {})).statusCode).toBe(303)
    const { main } = openedPage(await city.visit().get(url), url)
    expect(quotes(main)).toEqual(shown)
    expect(main.textContent).toContain('相談などの窓口へ渡した文章は、全体で4件以下です。')
    expect(main.textContent).toContain('原文を読む人を2回、別の人に替えました。')
    expect((await city.visit().get(`/results/${city.survey.id}`)).body).toContain(`${url}"`)
    expect(untranslated((await english(url)).body)).toEqual([])
  })

  it('never holds a masked name or what was passed on: not in any page, file or published table', async () => {
    const { commons } = city.stores
    const tables = ['shown_text', 'text_release', 'published_set', 'opening_record', 'setting']
    const stored = await Promise.all(
      tables.map((table) =>
        commons
          .selectFrom(table as 'shown_text')
          .selectAll()
          .execute(),
      ),
    )
    const pages = await Promise.all(
      ['', '/texts', '/results.csv', '/results.xlsx', '/inspection'].map(
        async (path) => (await city.visit().get(`/results/${city.survey.id}${path}`)).body,
      ),
    )
    const all = [JSON.stringify(stored), ...pages].join('\n')
    const leaked = (text: string) =>
      ['佐藤太郎', '内線2345', CRISIS].filter((one) => text.includes(one))
    expect(leaked(all)).toEqual([])
    expect(leaked(`${all}佐藤太郎`)).toEqual(['佐藤太郎'])
    // How many were passed on is no exact number while they are few.
    expect(JSON.stringify(stored)).toContain('"passedOn\\":\\"few\\"')
  })

  it('offers help to everybody alike, for as long as one of the two wants it', async () => {
    const pages = [`/results/${city.survey.id}`, url]
    const bodies = () => Promise.all(pages.map(async (page) => (await city.visit().get(page)).body))
    const title = 'つらいとき、困っているときは、相談してください'
    for (const body of await bodies()) expect(body).not.toContain(title)
    await city.visit(second(city)).post(`${base}/help`, { shown: '1' })
    for (const body of await bodies()) {
      expect(body).toContain(title)
      expect(body).toContain(CONTACT)
    }
    for (const page of pages) expect(untranslated((await english(page)).body)).toEqual([])
    expect((await city.visit(second(city)).get(`${base}/passed-on`)).body).toContain(
      '相談の案内を取り下げる',
    )
    await city.visit(second(city)).post(`${base}/help`, { shown: '0' })
    for (const body of await bodies()) expect(body).not.toContain(title)
    const acts = await city.stores.identity
      .selectFrom('audit')
      .select(['act', 'detail'])
      .where('act', 'like', '相談の案内%')
      .execute()
    expect(acts).toEqual([
      { act: '相談の案内を掲載', detail: '' },
      { act: '相談の案内を取下げ', detail: '' },
    ])
  })

  it('can be taken away, never added to', async () => {
    const { hr } = city.officials
    const office = officeOf(city)
    const place = { item: itemOf(city), text: PAPER }
    openedPage(await city.visit(hr).get(office), office)
    expect((await city.visit(hr).post(`${office}/withdrawal`, place)).statusCode).toBe(303)
    const { body } = await city.visit().get(url)
    expect(body).not.toContain(PAPER)
    expect(body).toContain('公表の後に、1件を取り下げました。')
    expect((await city.visit(hr).post(`${office}/withdrawal`, place)).body).toContain(
      'この文章は、もう取り下げられています。',
    )
    expect((await city.visit(hr).post(`${base}/release`, {})).body).toContain(
      'もう公表しています。',
    )
    expect((await decide(city, hr, plain)).body).toContain('もう公表しました。')
    expect((await city.visit(hr).post(office, { seat: '1', person: hr })).body).toContain(
      '読む人は変えられません。',
    )
    expect((await city.visit(hr).get('/staff/')).body).not.toContain('自由記述を読む')
  })

  it('leaves the originals for thirty days, then they are gone', async () => {
    const { voice } = city.stores
    const left = () => voice.selectFrom('free_text').select('text').execute()
    city.clock.now = new Date(city.clock.now.getTime() + 29 * 24 * 3_600_000)
    await city.system.letTimePass()
    expect((await left()).length).toBe(WRITTEN.length)
    city.clock.now = new Date(city.clock.now.getTime() + 3 * 24 * 3_600_000)
    await city.system.letTimePass()
    expect(await left()).toEqual([])
    expect(await voice.selectFrom('text_reading').selectAll().execute()).toEqual([])
  })
})

describe('Below the rule', () => {
  it('with fewer than twenty respondents nothing is shown, and the page says why', async () => {
    const small = await textsCity({ people: 19 })
    await readAll(small)
    const { hr } = small.officials
    expect((await small.visit(hr).get('/staff/texts')).body).toContain(
      '回答者か文章が少ないため、載りません。',
    )
    await small.visit(hr).post(`${baseOf(small)}/release`, {})
    const { body } = await small.visit().get(`/results/${small.survey.id}/texts`)
    expect(body).toContain('この設問の文章は載せていません。')
    expect(body).toContain('回答者が20人以上で、文章が5件以上')
    expect(WRITTEN.filter((text) => body.includes(text))).toEqual([])
    await small.close()
  })

  it('with fewer than five texts nothing is shown, not even how many they were', async () => {
    const few = await textsCity()
    await few.stores.voice.deleteFrom('free_text').where('text', 'in', [MEETING, INQUIRY]).execute()
    await readAll(few)
    await few.visit(few.officials.hr).post(`${baseOf(few)}/release`, {})
    const { body } = await few.visit().get(`/results/${few.survey.id}/texts`)
    expect(body).toContain('書かれた文章 4件以下。この設問の文章は載せていません。')
    expect(WRITTEN.filter((text) => body.includes(text))).toEqual([])
    await few.close()
  })

  it('originals that are gone before they were read are never shown', async () => {
    const late = await textsCity()
    await nameReaders(late)
    await late.stores.voice.deleteFrom('free_text').execute()
    const response = await late.visit(late.officials.hr).post(`${baseOf(late)}/release`, {})
    expect(response.body).toContain('原文は、保存期間が過ぎて消去されています。')
    await late.close()
  })

  it('a survey that told nobody who reads keeps its texts unread', async () => {
    const old = await textsCity({ people: 6, draft: { readers: [], itemIds: ['Q_EFF_KPI'] } })
    const response = await old.visit(old.officials.hr).get(officeOf(old))
    expect(response.statusCode).toBe(404)
    expect(response.body).toContain('だれも読まず、公表しません。')
    await old.close()
  })
})
