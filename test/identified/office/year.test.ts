/** The year's calendar of 人事課: steps, days, done marks, texts that are not sent after 16:00. */
import { beforeAll, describe, expect, it } from 'vitest'
import { stepIds } from '../../../server/programme/year/steps.ts'
import { type SmallCity, smallCity } from '../../support/small-city.ts'
import { htmlFaults } from '../../support/valid-html.ts'
import { documentOf, type Hand, hand, textOf } from './hand.ts'
import { refusalOf } from './indicators-city.ts'

const YEAR = '/staff/office/year'
const MORNING = new Date('2026-05-18T10:00:00+09:00')

describe('The year of 人事課', () => {
  let city: SmallCity
  let hr: Hand
  beforeAll(async () => {
    city = await smallCity({ people: 6, survey: 'none', now: MORNING })
    hr = hand(city, city.officials.hr)
    return () => city.close()
  })
  const acts = async () => {
    const rows = await city.stores.identity.selectFrom('audit').selectAll().execute()
    return rows.map(({ act, detail }) => `${act}｜${detail}`)
  }

  it('lists every step with its day, and stands on the front page of 人事課 with the next one', async () => {
    const page = await hr.get(YEAR)
    expect(htmlFaults(page.body)).toEqual([])
    expect(documentOf(page).querySelectorAll('.life > li')).toHaveLength(stepIds.length)
    expect(textOf(page)).toContain('令和8年度の年間の予定')
    const front = await hr.get('/staff/office')
    expect(textOf(front)).toContain('次の段階：アンケートの基準日（令和8年6月1日（月））')
    const next = documentOf(front).querySelector(`a[href="${YEAR}/2026/reference-day"]`)
    expect(next).not.toBeNull()
    expect(textOf(await hr.get(`${YEAR}?year=2027`))).toContain('令和9年3月23日（火）')
    expect(textOf(await hr.get(`${YEAR}?year=1999`))).toContain('令和8年度の年間の予定')
  })

  it('prints on one page', async () => {
    const page = await hr.get(`${YEAR}/plan`)
    expect(htmlFaults(page.body)).toEqual([])
    expect(documentOf(page).querySelectorAll('tbody tr')).toHaveLength(stepIds.length)
    expect(textOf(page)).toContain('令和8年度 働き方・仕事の進め方改革 年間計画')
  })

  it('is marked as done and unmarked, both on record', async () => {
    const at = `${YEAR}/2026/values`
    expect((await hr.post(`${at}/done`)).headers.location).toBe(`${at}?done=marked`)
    expect(textOf(await hr.get(at))).toContain('済（令和8年5月18日（月））')
    expect((await hr.post(`${at}/done`)).headers.location).toBe(`${at}?done=unmarked`)
    expect(textOf(await hr.get(`${at}?done=unmarked`))).toContain('済みの印を外しました。')
    expect(await acts()).toEqual(
      expect.arrayContaining([
        expect.stringContaining('年間の予定に済みの印｜令和8年度　前年度の指標の値の登録'),
        expect.stringContaining('年間の予定の済みの印を外す｜'),
      ]),
    )
  })

  it('is moved to another working day and back, on record', async () => {
    const at = `${YEAR}/2026/values`
    expect((await hr.post(`${at}/day`, { day: '2026-05-29' })).headers.location).toBe(
      `${at}?done=moved`,
    )
    expect(textOf(await hr.get(at))).toContain('令和8年5月29日（金）（人事課が変えた日）')
    expect(await acts()).toEqual(
      expect.arrayContaining([
        expect.stringContaining('令和8年5月15日（金）→令和8年5月29日（金）'),
      ]),
    )
    expect((await hr.post(`${at}/usual-day`)).headers.location).toBe(`${at}?done=usual`)
    expect(textOf(await hr.get(at))).toContain('令和8年5月15日（金）（通常の日）')
  })

  it.each([
    ['', '日を入力してください。通常の日に戻すときは、「通常の日に戻す」を押します。'],
    ['2026-02-30', '日を入力してください。'],
    [
      '2026-05-30',
      '令和8年5月30日（土）は閉庁日です。開庁日を入れてください（次の開庁日は令和8年6月1日（月））。',
    ],
    ['2025-05-15', '令和8年3月1日（日）から令和9年3月31日（水）までの日を入れてください。'],
  ])('is not moved to %j', async (day, words) => {
    const answer = await hr.post(`${YEAR}/2026/values/day`, { day })
    expect(answer.statusCode).toBe(422)
    expect(refusalOf(answer)).toContain(words)
    expect(htmlFaults(answer.body)).toEqual([])
    expect(answer.body).toContain(`name="day" value="${day}"`)
  })

  it.each(stepIds)('has texts to copy for %s, with 記 and nobody’s name', async (id) => {
    const page = await hr.get(`${YEAR}/2026/${id}`)
    expect(htmlFaults(page.body)).toEqual([])
    const document = documentOf(page)
    const formal = document.querySelector('#formal')?.textContent ?? ''
    expect(formal).toMatch(/記\n\n１　内容/)
    expect(formal).toContain('令和8年5月18日\n')
    expect(document.querySelector('#portal')?.textContent).toMatch(/^【.+】\n/)
    expect(document.querySelectorAll('button[data-copy]')).toHaveLength(2)
    for (const number of city.people) expect(formal).not.toContain(number)
  })

  it('asks nobody to send anything after 16:00: the texts carry the next working day', async () => {
    city.clock.now = new Date('2026-05-22T16:00:00+09:00')
    const late = await hr.get(`${YEAR}/2026/values`)
    expect(htmlFaults(late.body)).toEqual([])
    expect(textOf(late)).toContain('16時を過ぎています。今日は知らせません')
    expect(textOf(late)).toContain('次の開庁日（令和8年5月25日（月））')
    const formal = documentOf(late).querySelector('#formal')?.textContent ?? ''
    expect(formal).toContain('令和8年5月25日\n')
    expect(formal).not.toContain('令和8年5月22日')
    city.clock.now = new Date('2026-05-23T10:00:00+09:00')
    expect(textOf(await hr.get(`${YEAR}/2026/values`))).toContain('今日は閉庁日です。')
    city.clock.now = MORNING
  })

  it('knows no other step and no other year', async () => {
    for (const at of ['2026/tea', '26/values', '2026x/values']) {
      expect((await hr.get(`${YEAR}/${at}`)).statusCode).toBe(404)
    }
  })
})

describe('The year with a survey', () => {
  it('has the survey’s own days and texts, which are changed on its page', async () => {
    const city = await smallCity({ people: 6 })
    const hr = hand(city, city.officials.hr)
    const page = await hr.get(`${YEAR}/2026/open`)
    expect(htmlFaults(page.body)).toEqual([])
    const text = textOf(page)
    expect(text).toContain('令和8年11月20日（金）（アンケートかプログラムの版から）')
    const key = (await city.app.inject('/voice/surveys/r8/key')).json<{ keyId: string }>()
    expect(documentOf(page).querySelector('#portal')?.textContent).toContain(key.keyId)
    expect(text).toContain('このアンケートのお知らせの文')
    const moved = await hr.post(`${YEAR}/2026/open/day`, { day: '2026-11-25' })
    expect(moved.statusCode).toBe(422)
    const words =
      'この日は、アンケートかプログラムの版から決まっています。変えるときは、その画面で変えてください。'
    expect(refusalOf(moved)).toContain(words)
    expect(refusalOf(await hr.post(`${YEAR}/2026/open/usual-day`))).toContain(words)
    const marked = await hr.post(`${YEAR}/2026/announcement/done`)
    expect(marked.statusCode).toBe(422)
    expect(refusalOf(marked)).toContain(
      'この段階は、アンケートかプログラムの版から済みと分かるので、印は変えられません。',
    )
    expect(textOf(await hr.get(YEAR))).toContain('令和8年度 職員アンケート')
    const late = new Date('2026-11-20T16:30:00+09:00')
    city.clock.now = late
    const formal = documentOf(await hr.get(`${YEAR}/2026/open`)).querySelector('#formal')
    expect(formal?.textContent).toContain('令和8年11月24日\n')
  })
})
