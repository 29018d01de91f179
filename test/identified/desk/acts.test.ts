/** Every act of the desk through its form, with what it leaves in the proposal and on record. */
import { describe, expect, it } from 'vitest'
import { addDays } from '../../../server/calendar/working-days.ts'
import type { Proposal } from '../../../server/proposals/proposal.ts'
import { rules } from '../../../server/proposals/rules.ts'
import { textOf } from '../office/hand.ts'
import { ANSWER, type DeskCity, deskCity, formOf, pageOfProposal, people } from './desk-city.ts'

type Fields = Record<string, string | string[]>

/** Sends the form of an act and expects the way back to the page. */
async function send(
  city: DeskCity,
  number: string,
  act: string,
  fields: Fields = {},
  person = 'desk',
) {
  const hand = city.by(person as 'desk')
  const answer = await hand.post(`${pageOfProposal(number)}/${act}`, formOf(city, number, fields))
  expect([act, answer.statusCode, textOf(answer)]).toEqual([act, 303, ''])
  expect(answer.headers.location).toBe(`${pageOfProposal(number)}?done=${act}`)
  return city.find(number)
}

async function routed(city: DeskCity): Promise<string> {
  const number = await city.post()
  await send(city, number, 'route', { routeLead: '2010' })
  return number
}

async function reviewing(city: DeskCity): Promise<string> {
  const number = await routed(city)
  await city.act('head', number, { act: 'accept' })
  return number
}

async function published(
  city: DeskCity,
  answer: Partial<Proposal['answers'][number]['answer']> = {},
) {
  const number = await reviewing(city)
  await city.act('head', number, { act: 'draft', answer: { ...ANSWER, ...answer } })
  await city.act('head', number, { act: 'approve', decisionNumber: '' })
  await send(city, number, 'publish')
  return number
}

describe('提案担当', () => {
  it('sends a proposal to its unit and to units that give their opinion', async () => {
    const city = await deskCity()
    const number = await city.post()
    const p = await send(city, number, 'route', { routeLead: '2010', routeJoint2: '3010' })
    expect([p.state, p.units.map(({ unit }) => unit)]).toEqual(['routing', ['2010', '3010']])
  })

  it('asks for another wording with ready sentences and own words', async () => {
    const city = await deskCity()
    const number = await city.post()
    const fields = { returnSentences: ['others', 'idea'], returnText: '課長名の部分です。' }
    const p = await send(city, number, 'return', fields)
    expect(p.state).toBe('returned')
    expect(p.steps.at(-1)?.note).toBe(
      '個人のお名前や、特定の個人が分かる書き方があります。役割などの言い方に変えてください。\nどう改善したらよいか、案を書いてください。\n課長名の部分です。',
    )
  })

  it('makes a 要旨 that the author approves before the unit reads it', async () => {
    const city = await deskCity()
    const number = await city.post({ publicity: 'summary' })
    const refused = await city
      .by('desk')
      .post(`${pageOfProposal(number)}/route`, formOf(city, number, { routeLead: '2010' }))
    expect(refused.statusCode).toBe(422)
    expect(textOf(refused)).toContain('要旨を作り、提案者の確認を受けてから送ってください。')
    const fields = { summaryTitle: '還付の手続き', summaryText: '印を減らす提案です。' }
    const p = await send(city, number, 'summarise', fields)
    expect(p.summary).toMatchObject({ title: '還付の手続き', stage: 'asked' })
    await city.author(number, { act: 'approve-summary' })
    expect((await send(city, number, 'route', { routeLead: '2010' })).state).toBe('routing')
  })

  it('joins a proposal to another one, and undoes it within 30 days only', async () => {
    const city = await deskCity()
    const [first, second] = [await city.post(), await city.post({ title: '同じ提案' })]
    const p = await send(city, second, 'merge', { mergeNumber: ` ${first.toLowerCase()} ` })
    expect([p.state, p.merged?.into]).toEqual(['merged', first])
    expect((await send(city, second, 'unmerge')).state).toBe('received')
    await send(city, second, 'merge', { mergeInto: first })
    city.clock.now = new Date(`${addDays('2026-11-20', 31)}T10:00:00+09:00`)
    const late = await city
      .by('desk')
      .post(`${pageOfProposal(second)}/unmerge`, formOf(city, second))
    expect([late.statusCode, textOf(late)]).toEqual([422, expect.stringContaining('30日')])
  })

  it('is offered similar proposals to join it to, of those it may know of only', async () => {
    const city = await deskCity()
    const texts = [
      '会議の資料を前日までに配る',
      '公用車の鍵を一か所にまとめる',
      '窓口の椅子を増やす',
    ]
    for (const title of texts)
      await city.post({
        title,
        written: { title, current: `${title}。`, idea: `${title}とよい。`, effect: '' },
      })
    const title = '研修の申込みを電子申請にする'
    const written = {
      title,
      current: '研修の申込みが紙です。',
      idea: '電子申請にします。',
      effect: '',
    }
    const like = await city.post({ written })
    const number = await city.post({ written: { ...written, title: '研修の申込みを電子化する' } })
    const page = await city.by('desk').get(`${pageOfProposal(number)}/similar`)
    expect(page.body).toContain(`name="mergeInto" value="${like}"`)
    expect(page.body).not.toContain('公用車')
  })

  it('decides after the one refusal, and the unit cannot refuse again', async () => {
    const city = await deskCity()
    const number = await routed(city)
    await city.act('head', number, {
      act: 'decline',
      names: '2020',
      text: '様式は2020のものです。',
    })
    const page = await city.by('desk').get(pageOfProposal(number))
    expect(textOf(page)).toContain('保険年金課は所管でないと回答し、子育て支援課を挙げています。')
    const p = await send(city, number, 'route', { routeLead: '2020' })
    expect([p.settled, p.units[0]?.unit]).toEqual([true, '2020'])
    await expect(
      city.act('otherHead', number, { act: 'decline', names: '2010', text: '違います。' }),
    ).rejects.toThrow()
  })

  it('passes a question on, or gives it back with a reason', async () => {
    const city = await deskCity()
    const number = await reviewing(city)
    await city.act('promoter', number, { act: 'ask', text: 'どの係の方ですか。' })
    const page = await city.by('desk').get(pageOfProposal(number))
    expect(textOf(page)).toContain('提案者がだれかを尋ねる言葉があります')
    expect(page.body).toMatch(/<mark>どの係/)
    const [question] = city.find(number).questions
    const fields = { question: question?.id ?? '', refuseText: '係は尋ねないでください。' }
    const back = await send(city, number, 'refuse-question', fields)
    expect(back.questions[0]).toMatchObject({ stage: 'refused', note: '係は尋ねないでください。' })
    await city.act('promoter', number, { act: 'ask', text: '何枚使いますか。' })
    const id = city.find(number).questions[1]?.id ?? ''
    const on = await send(city, number, 'release-question', { question: id })
    expect(on.questions[1]).toMatchObject({ stage: 'open', openedOn: '2026-11-20' })
  })

  it('publishes an approved answer as it is, or gives it back; it has no field to change it', async () => {
    const city = await deskCity()
    const number = await reviewing(city)
    await city.act('promoter', number, { act: 'draft', answer: ANSWER })
    await city.act('promoter', number, { act: 'submit' })
    expect((await city.by('desk').get(pageOfProposal(number))).body).not.toContain('/publish"')
    await city.act('head', number, { act: 'approve', decisionNumber: '保年第12号' })
    const back = await send(city, number, 'give-back', { giveBackText: '理由をもう少し。' })
    expect(back.draft).toMatchObject({ stage: 'drafting', note: '理由をもう少し。' })
    await city.act('promoter', number, { act: 'submit' })
    await city.act('head', number, { act: 'approve', decisionNumber: '保年第12号' })
    // Fields that nobody asked for change nothing.
    const p = await send(city, number, 'publish', { conclusion: 'declined', reason: '変えた理由' })
    expect([p.state, p.answers[0]?.answer]).toEqual(['planned', ANSWER])
    expect(p.answers[0]?.decisionNumber).toBe('保年第12号')
  })

  it('confirms a reported effect and then takes it for a good example', async () => {
    const city = await deskCity({ now: new Date('2026-06-01T10:00:00+09:00') })
    const number = await published(city, { conclusion: 'done', date: '2026-06-01', hours: 50 })
    const early = await city
      .by('desk')
      .post(`${pageOfProposal(number)}/confirm-effect`, formOf(city, number))
    expect([early.statusCode, textOf(early)]).toEqual([
      422,
      expect.stringContaining('効果の報告を待って'),
    ])
    city.clock.now = new Date('2026-09-02T10:00:00+09:00')
    await city.act('head', number, {
      act: 'report-effect',
      hours: 44,
      text: '処理の記録で数えました。',
    })
    expect((await send(city, number, 'confirm-effect')).state).toBe('confirmed')
    const p = await send(city, number, 'model-case', { modelText: '三つの印をやめた例です。' })
    expect([p.state, p.modelCase?.text]).toEqual(['model_case', '三つの印をやめた例です。'])
  })

  it('asks a unit to think again about a published answer', async () => {
    const city = await deskCity()
    const number = await published(city)
    const p = await send(city, number, 'reopen', { reopenText: '規則が変わりました。' })
    expect([p.state, p.reconsideration?.by, p.answers.length]).toEqual(['reopened', 'desk', 1])
  })

  it('hands a proposal on to another unit, changes its theme, holds its deletion and releases it', async () => {
    const city = await deskCity()
    const number = await reviewing(city)
    const moved = await send(city, number, 'transfer', { transferFrom: '2010', transferTo: '2020' })
    expect(moved.units[0]?.unit).toBe('2020')
    expect((await send(city, number, 'retheme', { theme: 'finance' })).theme).toBe('finance')
    const held = await send(city, number, 'hold', { holdText: '開示請求（情第5号）のため' })
    expect(held.hold).toEqual({ reason: '開示請求（情第5号）のため', on: '2026-11-20' })
    expect((await send(city, number, 'release-hold')).hold).toBeNull()
  })

  it('leaves every act on record with person, role and the exact time', async () => {
    const city = await deskCity()
    const number = await routed(city)
    city.clock.now = new Date('2026-11-20T10:07:33.250+09:00')
    await city.act('head', number, { act: 'accept' })
    await send(city, number, 'retheme', { theme: 'finance' }, 'second')
    const rows = await city.stores.identity
      .selectFrom('proposal_step')
      .select(['at', 'proposal', 'actor', 'role', 'unit', 'act'])
      .orderBy('id')
      .execute()
    const at = '2026-11-20T01:07:33.250Z'
    expect(rows).toEqual([
      {
        at: '2026-11-20T01:00:00.000Z',
        proposal: number,
        actor: people.desk,
        role: 'desk',
        unit: '',
        act: rules.route.label,
      },
      {
        at,
        proposal: number,
        actor: people.head,
        role: 'head',
        unit: '2010',
        act: rules.accept.label,
      },
      {
        at,
        proposal: number,
        actor: people.second,
        role: 'desk',
        unit: '',
        act: rules.retheme.label,
      },
    ])
    const page = textOf(await city.by('desk').get(pageOfProposal(number)))
    expect(page).toContain(
      `令和8年11月20日（金） 10時07分テーマを変更提案担当 職員番号 ${people.second}`,
    )
  })

  it('goes on record for nothing that is refused', async () => {
    const city = await deskCity()
    const number = await city.post()
    await city
      .by('desk')
      .post(`${pageOfProposal(number)}/route`, formOf(city, number, { routeLead: '9999' }))
    await city.by('desk').post(`${pageOfProposal(number)}/publish`, formOf(city, number))
    expect(await city.stores.identity.selectFrom('proposal_step').selectAll().execute()).toEqual([])
    expect(city.find(number).state).toBe('received')
  })
})
