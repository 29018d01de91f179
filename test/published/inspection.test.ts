/** 公表前の点検記録: the numbers of this survey in words, and nothing that the published set does not say. */
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { scaleItems } from '../../server/survey/questionnaire.ts'
import { protectHere } from '../support/protect-here.ts'
import { untranslated } from '../support/untranslated.ts'
import { htmlFaults, openedPage } from '../support/valid-html.ts'
import { type CityOptions, answersOf, type SmallCity, smallCity } from '../support/small-city.ts'
import { inTurn, refusing } from '../identified/office/engines.ts'

const TABLES = [[], ['bu'], ['ka'], ['sex'], ['bu', 'sex']]

async function openedCity(ballots: number, options: CityOptions = {}): Promise<SmallCity> {
  const city = await smallCity({ people: 30, draft: { tables: TABLES }, ...options })
  for (const [i, person] of city.people.slice(0, ballots).entries()) {
    const card = await city.takeCard(await city.session(person))
    await city.cast(card, answersOf(city.survey.questionnaire, i))
  }
  city.clock.now = city.survey.closesAt
  await city.openBox()
  return city
}

async function read(city: SmallCity, url: string, who?: string) {
  const answer = await city.visit(who).get(url)
  expect(answer.statusCode).toBe(200)
  const { main } = openedPage(answer, url)
  return { main, text: (main.textContent ?? '').replaceAll(/\s+/g, ' ') }
}

test('is for 人事課 before the publication, and the same for everybody afterwards', async () => {
  const city = await openedCity(30)
  const { id } = city.survey
  const open = `/results/${id}/inspection`
  const office = `/staff/office/surveys/${id}/inspection`
  expect((await city.visit().get(open)).statusCode).toBe(404)
  expect((await city.visit(city.people[5]).get(office)).statusCode).toBe(403)
  const before = await read(city, office, city.officials.hr)
  expect(before.text).toContain('公表（まだ公表していません）')
  await city.system.acts.publish(id)
  const after = await read(city, open)
  expect(after.text).toContain('公表令和8年11月30日（月）')
  for (const page of [open, `/results/${id}/verify`, '/results/keys']) {
    const answer = await city.visit().get(page, { cookie: 'kazetoshi-language=en' })
    expect([page, answer.statusCode, untranslated(answer.body)]).toEqual([page, 200, []])
    expect(htmlFaults(answer.body)).toEqual([])
    const easy = await city.visit().get(page, { cookie: 'kazetoshi-language=easy' })
    expect(htmlFaults(easy.body)).toEqual([])
    expect(easy.body).not.toContain('人に満たない')
  }
  const numbers = (main: HTMLElement) =>
    [...main.querySelectorAll('table, .inspection-checks, .inspection-hashes')].map(
      (part) => part.textContent,
    )
  expect(numbers(after.main)).toEqual(numbers(before.main))

  const set = await city.app.inject(`/api/v1/surveys/${id}/results`)
  const { groups, certificate, audit } = set.json<{
    groups: { table: string[]; state: string; n?: number }[]
    certificate: { minBound: number; patternHash: string }
    audit: { certainBefore: number }
  }>()
  const hash = createHash('sha256').update(set.rawPayload).digest('hex')
  for (const shown of [hash, certificate.patternHash, `${certificate.minBound}人以上`])
    expect(after.text).toContain(shown)
  expect(after.text).toContain(
    audit.certainBefore === 0 ? '回答が決まるものは0組でした' : '0組にしました',
  )
  expect(after.text).toContain(`${30 * scaleItems(city.survey.questionnaire).length}通りのすべて`)
  expect(after.text).toContain('立会い：人事課長')
  expect(after.text).toContain('5人以上（決裁番号 人決第1号）')
  expect(after.text).toContain('残り（最少4人）')
  // The table, counted anew from the set.
  const rows = [...after.main.querySelectorAll('tbody tr')].map((row) =>
    [...row.children].map((cell) => cell.textContent),
  )
  const people = (table: string) =>
    groups
      .filter((g) => g.table.join('×') === table && g.state === 'published')
      .reduce((sum, g) => sum + (g.n ?? 0), 0)
  const count = (table: string, state: string) =>
    String(groups.filter((g) => g.table.join('×') === table && g.state === state).length)
  expect(rows).toEqual(
    TABLES.map((table) => {
      const key = table.join('×')
      const hidden = count(key, 'hidden')
      const published = count(key, 'published')
      return [
        { '': '全庁', bu: '部', ka: '課', sex: '性別', 'bu×sex': '部×性別' }[key],
        String(Number(hidden) + Number(published)),
        published,
        hidden,
        count(key, 'rest'),
        `${(Math.round((people(key) / 30) * 1000) / 10).toFixed(1)}％`,
      ]
    }),
  )
})

test('of too few people tells no number of them', async () => {
  const city = await openedCity(4)
  await city.system.acts.publish(city.survey.id)
  const { text } = await read(city, `/results/${city.survey.id}/inspection`)
  expect(text).toContain('回答者基準の人数に達していません')
  expect(text).toContain('公表した数字はありません。')
  expect(text).not.toContain('通り')
  expect(text).not.toMatch(/[^0-9]4人(?!）の結果)/)
})

test('names the tables that were withdrawn, with the decision', async () => {
  const city = await smallCity({
    people: 30,
    draft: { tables: TABLES },
    protect: inTurn(refusing('audit', [['bu', 'sex']]), protectHere),
  })
  for (const [i, person] of city.people.entries()) {
    const card = await city.takeCard(await city.session(person))
    await city.cast(card, answersOf(city.survey.questionnaire, i))
  }
  city.clock.now = city.survey.closesAt
  await expect(city.openBox()).rejects.toThrow('公表前の点検を通らなかったため')
  const { id } = city.survey
  const wanted = { refusal: 1, tables: [['bu', 'sex']], decision: '人決第20号' }
  expect(await city.system.acts.reducePlan(id, wanted)).toBe(true)
  await city.openBox()
  await city.system.acts.publish(id)
  const { text, main } = await read(city, `/results/${id}/inspection`)
  expect(text).toContain('取りやめた表：部×性別（令和8年11月30日（月）、決裁番号 人決第20号）')
  expect([...main.querySelectorAll('tbody th')].map((th) => th.textContent)).toEqual([
    '全庁',
    '部',
    '課',
    '性別',
  ])
  const results = await read(city, `/results/${id}`)
  expect(results.text).toContain('取りやめた表：部×性別')
})

test('of a survey from before there was a certificate says that there is none', async () => {
  const city = await openedCity(30)
  const { id } = city.survey
  await city.system.acts.publish(id)
  const store = city.stores.commons
  const { body } = await store.selectFrom('opening_record').select('body').executeTakeFirstOrThrow()
  const { inspection: _, ...old } = JSON.parse(body) as Record<string, unknown>
  await store
    .updateTable('opening_record')
    .set({ body: JSON.stringify(old) })
    .execute()
  const { text } = await read(city, `/results/${id}/inspection`)
  expect(text).toContain('組み合わせを計算で確かめた記録はありません。')
  const record = await city.visit(city.officials.hr).get(`/staff/office/surveys/${id}/record`)
  expect(record.statusCode).toBe(200)
})
