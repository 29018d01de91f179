import { describe, expect, it } from 'vitest'
import { pageOf, textOf } from '../office/hand.ts'
import { BASE, deskCity, type DeskCity, pageOfProposal, type Person } from './desk-city.ts'

const HUNT = '課内で「書いたのはだれか」と一人ずつ聞かれました。'

/** A proposal with a question that its author has flagged, and with a report. */
async function complained(city: DeskCity): Promise<string> {
  const number = await city.post()
  await city.act('desk', number, { act: 'route', units: ['2010'] })
  await city.act('head', number, { act: 'accept' })
  await city.act('promoter', number, { act: 'ask', text: 'その窓口は、どこの階ですか。' })
  const [question] = city.find(number).questions
  await city.act('desk', number, { act: 'release-question', question: question?.id ?? '' })
  return number
}

describe('What authors report', () => {
  it('reaches コンプライアンス with the words of the author and the question that is meant', async () => {
    const city = await deskCity()
    const number = await complained(city)
    const id = city.find(number).questions[0]?.id ?? ''
    await city.author(number, {
      act: 'flag-question',
      question: id,
      text: '階で分かってしまいます。',
    })
    await city.author(number, { act: 'report-hunt', text: HUNT })
    const page = textOf(await city.by('compliance').get(`${BASE}/compliance`))
    for (const words of [
      '処理していない申出 2件',
      '階で分かってしまいます。',
      HUNT,
      'その窓口は、どこの階ですか。',
      '申出のあった質問',
      number,
    ])
      expect(page).toContain(words)
    expect((await city.by('compliance').get(pageOfProposal(number))).statusCode).toBe(200)
  })

  it('is never seen by 提案担当, by units or by anybody else: not even that there is something', async () => {
    const city = await deskCity()
    const number = await complained(city)
    const pages: [Person, string][] = [
      ['desk', pageOfProposal(number)],
      ['desk', `${BASE}?show=all`],
      ['desk', `${BASE}/themes`],
      ['head', `/staff/inbox/${number}`],
      ['head', '/staff/inbox'],
      ['director', `/staff/inbox/${number}`],
    ]
    const seen = () =>
      Promise.all(pages.map(async ([who, url]) => (await city.by(who).get(url)).body))
    // A question that was simply not answered …
    const id = city.find(number).questions[0]?.id ?? ''
    const before = city.find(number)
    await city.author(number, { act: 'leave-unanswered', question: id })
    const unanswered = await seen()
    // … and one that was flagged look the same, and a report changes nothing at all.
    await city.system.proposals.ledger.change(number, null, () => before)
    await city.author(number, {
      act: 'flag-question',
      question: id,
      text: '特定しようとしています。',
    })
    expect(city.find(number).questions[0]?.stage).toBe('flagged')
    const flagged = await seen()
    await city.author(number, { act: 'report-hunt', text: HUNT })
    const reported = await seen()
    expect(flagged).toEqual(unanswered)
    expect(reported).toEqual(unanswered)
    expect(reported.join('')).not.toMatch(/コンプライアンスへ連絡|一人ずつ聞かれ|特定しようと/)
    const steps = textOf(await city.by('compliance').get(pageOfProposal(number)))
    expect(steps).toContain('質問についてコンプライアンスへ連絡')
  })

  it('is closed with an outcome, on record without the number; the proposal is then out of sight again', async () => {
    const city = await deskCity()
    const number = await city.post()
    await city.author(number, { act: 'report-hunt', text: HUNT })
    const compliance = city.by('compliance')
    const [row] = await city.stores.voice.selectFrom('complaint').select('id').execute()
    const url = `${BASE}/compliance/${row?.id}/closure`
    const bare = await compliance.post(url, { outcome: '  ' })
    expect([bare.statusCode, textOf(bare)]).toEqual([
      422,
      expect.stringContaining('処理の内容を書いてください。'),
    ])
    const closed = await compliance.post(url, { outcome: '所属長に、探さないよう指導しました。' })
    expect(closed.statusCode).toBe(303)
    const page = await compliance.get(`${BASE}/compliance`)
    expect(pageOf(page).getByRole('heading', { name: '処理していない申出 0件' })).toBeTruthy()
    expect(textOf(page)).toContain('所属長に、探さないよう指導しました。')
    expect((await compliance.get(pageOfProposal(number))).statusCode).toBe(404)
    expect((await compliance.post(url, { outcome: 'もう一度' })).statusCode).toBe(409)
    const audit = await city.stores.identity.selectFrom('audit').select(['act', 'detail']).execute()
    const own = audit.filter(({ act }) => act.includes('コンプライアンス'))
    expect(own.length).toBeGreaterThan(0)
    expect(JSON.stringify(own)).not.toContain(number)
  })

  it('is closed by nobody else', async () => {
    const city = await deskCity()
    const number = await city.post()
    await city.author(number, { act: 'report-hunt', text: HUNT })
    const [row] = await city.stores.voice.selectFrom('complaint').select('id').execute()
    for (const who of ['desk', 'head', 'admin', 'hr', 'staff', 'director'] as const) {
      const answer = await city
        .by(who)
        .post(`${BASE}/compliance/${row?.id}/closure`, { outcome: 'なし' })
      expect([who, answer.statusCode]).toEqual([who, 403])
    }
    expect(
      (await city.by('compliance').post(`${BASE}/compliance/none/closure`, { outcome: 'x' }))
        .statusCode,
    ).toBe(404)
    const rows = await city.stores.voice.selectFrom('complaint').select('closed_on').execute()
    expect(rows).toEqual([{ closed_on: null }])
  })

  it('about the head of the unit in which コンプライアンス work is not shown to them', async () => {
    const city = await deskCity()
    // Both work at 1010.
    const number = await city.post({ aimedAt: '1010', aboutHead: true })
    await city.author(number, { act: 'report-hunt', text: HUNT })
    const page = await city.by('compliance').get(`${BASE}/compliance`)
    expect(page.body).not.toContain(HUNT)
    expect(page.body).not.toContain(number)
    const [row] = await city.stores.voice.selectFrom('complaint').select('id').execute()
    const closure = await city
      .by('compliance')
      .post(`${BASE}/compliance/${row?.id}/closure`, { outcome: 'x' })
    expect(closure.statusCode).toBe(404)
  })
})
