/** Values that a published survey has filled: not typed over, and a second value is asked about. */
import { describe, expect, it } from 'vitest'
import { FOUR, publish, wholeSet } from '../../programme/indicators/published-survey.ts'
import { htmlFaults } from '../../support/valid-html.ts'
import { documentOf, textOf } from './hand.ts'
import {
  approveNewest,
  BASE,
  indicatorOffice,
  refusalOf,
  stored,
  valueFields,
} from './indicators-city.ts'

const later = { now: new Date('2027-05-18T10:00:00+09:00') }

describe('A value from a published survey', () => {
  it('cannot be typed over, by form or by file', async () => {
    const office = await indicatorOffice(later)
    const id = await publish(office.city, { set: wholeSet(FOUR) })
    const page = await office.a.get(`${BASE}/series/I1`)
    expect(htmlFaults(page.body)).toEqual([])
    expect(textOf(page)).toContain('アンケートの値')
    expect(textOf(page)).toContain('n=1,748')
    const fields = valueFields({ year: '2026', value: '99.0', confirmed: 'yes' })
    const refused = await office.a.post(`${BASE}/series/I1/value`, fields)
    expect(refused.statusCode).toBe(422)
    const words =
      'この年度の値は、公表したアンケートから入っています。手では書き換えられません。誤りがあるときは、アンケートの結果のページを確かめてください。'
    expect(refusalOf(refused)).toContain(words)
    const file = Buffer.from('指標ID,年度,値,出典,時点\r\nI1,2026,99.0,人事情報,年度\r\n')
    expect(textOf(await office.upload(office.a, '値.csv', file))).toContain(words)
    expect(await stored(office, 'I1', 2026)).toMatchObject({ value: '61.7', survey: id })
  })

  it('takes the place of a typed one only when two people have said so', async () => {
    const office = await indicatorOffice(later)
    const { a, b } = office
    const typed = valueFields({ year: '2026', value: '60.0', source: '委託した調査' })
    await a.post(`${BASE}/series/I1/value`, typed)
    await approveNewest(office)
    await a.post(`${BASE}/series/I4-1/value`, { ...typed, value: '70.0' })
    await approveNewest(office)
    const survey = await publish(office.city, { set: wholeSet(FOUR) })
    expect(textOf(await a.get(BASE))).toContain(
      `載せている値は60.0（出典：委託した調査）、アンケート ${survey} の値は61.7です。自動では書き換えていません。`,
    )
    const page = await a.get(`${BASE}/series/I1`)
    expect(htmlFaults(page.body)).toEqual([])
    const asked = { year: '2026', survey }
    const neither = await a.post(`${BASE}/series/I1/survey-value`, asked)
    expect(refusalOf(neither)).toContain('どちらの値を使うか選んでください。')

    await a.post(`${BASE}/series/I1/survey-value`, { ...asked, take: 'yes' })
    const twice = await a.post(`${BASE}/series/I1/survey-value`, { ...asked, take: 'no' })
    expect(refusalOf(twice)).toContain('同じところの変更が、承認を待っています。')
    expect(textOf(await b.get(`${BASE}/approvals`))).toContain(
      `61.7％（アンケート ${survey} の値に替える）`,
    )
    await approveNewest(office)
    expect(await stored(office, 'I1', 2026)).toMatchObject({ value: '61.7', survey })

    await a.post(`${BASE}/series/I4-1/survey-value`, { ...asked, take: 'no' })
    await approveNewest(office)
    expect(await stored(office, 'I4-1', 2026)).toMatchObject({ value: '70.0', survey: null })
    expect(textOf(await a.get(BASE))).not.toContain('の値が2つあります')
    const gone = await a.post(`${BASE}/series/I4-1/survey-value`, { ...asked, take: 'yes' })
    expect(gone.statusCode).toBe(409)
    expect(textOf(gone)).toContain(
      'この年度の値は、もう1つに決まっています。指標の画面を開き直してください。',
    )
  })

  it('of a second survey of the year is asked about too, and the first one does not come back', async () => {
    const office = await indicatorOffice(later)
    const first = await publish(office.city, { set: wholeSet(FOUR) })
    const second = await publish(office.city, {
      set: wholeSet({ ...FOUR, Q_EFF_KPI: { favourable: 63.1, n: 1600 } }),
    })
    expect(second).not.toBe(first)
    expect(await stored(office, 'I1', 2026)).toMatchObject({ survey: first })
    const take = { year: '2026', survey: second, take: 'yes' }
    await office.a.post(`${BASE}/series/I1/survey-value`, take)
    await approveNewest(office)
    expect(await stored(office, 'I1', 2026)).toMatchObject({ value: '63.1', survey: second })
    const notices = [...documentOf(await office.a.get(BASE)).querySelectorAll('.notice-title')]
    expect(notices.map((one) => one.textContent).filter((one) => one?.startsWith('I1　'))).toEqual(
      [],
    )
  })
})
