/** Files with which anybody can check a survey: what is there, when, byte for byte, and the page about them. */
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { proofFilesOf, publishedCity } from '../support/proof-city.ts'
import { type SmallCity, smallCity } from '../support/small-city.ts'
import { openedPage } from '../support/valid-html.ts'

const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex')
const json = { accept: 'application/json' }

let city: SmallCity
beforeAll(async () => {
  city = await publishedCity()
})
afterAll(() => city.close())

test('what is hashed are the bytes that are served', async () => {
  const files = await proofFilesOf(city)
  const record = JSON.parse(String(files['record.json']))
  const survey = JSON.parse(String(files['survey.json']))
  expect(sha256(files['results.json'] ?? '')).toBe(record.publishedHash)
  expect(sha256(survey.questionnaire)).toBe(survey.questionnaireHash)
  expect(survey.questionnaireHash).toBe(record.questionnaireHash)
  expect(JSON.parse(survey.questionnaire)).toEqual(city.survey.questionnaire)
  expect(survey).toMatchObject({ survey: city.survey.id, eligible: 30, slips: null, changes: [] })
})

test('the record is the one of 人事課, and is served only after the publication', async () => {
  const { id } = city.survey
  const served = (await city.app.inject(`/api/v1/surveys/${id}/record`)).json()
  expect(served).toEqual(await city.system.acts.record(id))
  const waiting = await smallCity()
  const own = waiting.survey.id
  for (const opened of [false, true]) {
    if (opened) {
      waiting.clock.now = waiting.survey.closesAt
      await waiting.openBox()
    }
    for (const [url, status] of [
      [`/api/v1/surveys/${own}/record`, 404],
      [`/api/v1/surveys/${own}/cards`, 404],
      [`/api/v1/surveys/${own}/results`, 404],
      [`/results/${own}/verify`, 404],
      [`/api/v1/surveys/${own}/survey`, 200],
    ] as const) {
      expect([url, (await waiting.app.inject({ url, headers: json })).statusCode]).toEqual([
        url,
        status,
      ])
    }
  }
})

test('a change of the closing stands in the file of the survey, with what it was before', async () => {
  const other = await smallCity()
  const { id, closesAt } = other.survey
  const later = new Date(closesAt.getTime() + 864e5)
  await other.system.acts.life.extend(id, { words: '停電のため', closesAt: later })
  const file = (await other.app.inject(`/api/v1/surveys/${id}/survey`)).json()
  expect(file.closesAt).toBe(later.toISOString())
  expect(file.changes).toEqual([
    {
      kind: 'extension',
      day: '2026-11-20',
      closedBefore: closesAt.toISOString(),
      closesNow: later.toISOString(),
    },
  ])
  const key = (await other.app.inject(`/voice/surveys/${id}/key`)).json()
  expect([file.signingKey, file.tallyKey]).toEqual([key.signingKey, key.tallyKey])
})

test('the page says which file proves what, with values to compare and commands', async () => {
  const { id } = city.survey
  const url = `/results/${id}/verify`
  const { main, inMain } = openedPage(await city.visit().get(url), url)
  const files = await proofFilesOf(city)
  const record = JSON.parse(String(files['record.json']))
  const text = main.textContent ?? ''
  const links: Record<string, string> = {
    公表データ: `/api/v1/surveys/${id}/results`,
    使われた回答券の一覧: `/api/v1/surveys/${id}/cards`,
    '開封・集計記録': `/api/v1/surveys/${id}/record`,
    設問と公表の計画: `/api/v1/surveys/${id}/survey`,
  }
  for (const [name, href] of Object.entries(links)) {
    const link = inMain.getByRole('link', { name })
    expect(link.getAttribute('href')).toBe(href)
    expect((await city.app.inject({ url: href, headers: json })).statusCode).toBe(200)
  }
  expect(text).toContain(`sha256sum results.json\n  ${record.publishedHash}`)
  expect(text).toContain(`sha256sum\n  ${record.questionnaireHash}`)
  expect(text).toContain(record.keyId)
  expect(text).toContain('for f in results cards record survey; do')
  expect(text).toContain('npm run verify-survey -- kakunin')
  expect(text).toContain('対象者30人')
  expect(text).not.toContain('使われた紙 ')
  expect(inMain.getByRole('link', { name: '公表前の点検記録' }).getAttribute('href')).toBe(
    `/results/${id}/inspection`,
  )
  const results = openedPage(await city.visit().get(`/results/${id}`), `/results/${id}`)
  expect(
    results.inMain.getByRole('link', { name: 'だれでも確かめられます' }).getAttribute('href'),
  ).toBe(url)
})

test('the list of surveys leads to the files', async () => {
  const { surveys } = (await city.app.inject('/api/v1/surveys')).json()
  const { results, cards, record, survey } = surveys[0]
  for (const url of [results, cards, record, survey]) {
    expect((await city.app.inject({ url, headers: json })).statusCode).toBe(200)
  }
})

test('behind the sign-in the page offers the files, and no command that could not get them', async () => {
  const closed = await publishedCity({
    publishedAccess: 'staff',
    people: 12,
    withoutPc: 4,
    draft: { slips: { spare: 2 } },
  })
  const url = `/staff/results/${closed.survey.id}/verify`
  expect((await closed.visit().get(url)).statusCode).not.toBe(200)
  const who = closed.people[4]
  const { main, inMain } = openedPage(await closed.visit(who).get(url), url)
  const href = inMain.getByRole('link', { name: '公表データ' }).getAttribute('href') ?? ''
  expect((await closed.visit(who).get(href)).statusCode).toBe(200)
  expect(main.textContent).not.toContain('curl')
  // 12 people, 2 of those with slips did not answer.
  for (const counted of [
    '12人（うち紙の回答券 4人）',
    '8枚（うち再発行 0枚）',
    '使われた紙 2枚',
    '印刷 6枚、書き損じ （記録なし）、余り （記録なし）、未回収 （記録なし）',
    '回答10件',
  ]) {
    expect(main.textContent).toContain(counted)
  }
})
