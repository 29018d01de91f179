/** What a unit does on the page of a proposal, through the front door. */
import { describe, expect, it } from 'vitest'
import { pageOf, textOf } from '../office/hand.ts'
import { answerOf, MARK, stampIn, town, who } from './town.ts'
import { htmlFaults } from '../../support/valid-html.ts'

describe('A unit that is asked whether a proposal is its own', () => {
  it('accepts: the clocks of the answer begin, and the page says what comes next', async () => {
    const t = await town()
    const number = await t.routed()
    const before = await t.page('head', `/${number}`)
    before.getByRole('heading', { level: 1, name: MARK })
    before.getByText('受諾するかを答える')
    before.getByText(/令和8年11月30日（月）/)
    const answer = await t.submit('head', number, 'acceptance')
    expect(answer.statusCode).toBe(303)
    expect(answer.headers.location).toBe(`/staff/inbox/${number}?done=acceptance`)
    expect(t.find(number)).toMatchObject({ state: 'reviewing', acceptedOn: '2026-11-20' })
    const after = await t.page('head', `/${number}?done=acceptance`)
    expect(after.getByRole('status').textContent).toContain('受諾しました')
    after.getByText('一次回答をする')
  })

  it('refuses once, naming another unit; after 提案担当 has decided nobody can refuse again', async () => {
    const t = await town()
    const number = await t.routed()
    const page = await t.page('head', `/${number}`)
    page.getByText('この回答ができるのは、1度だけです')
    const fields = { declineNames: '3010', declineText: '道路の占用は、道路河川課の事務です。' }
    expect((await t.submit('head', number, 'refusal', fields)).statusCode).toBe(303)
    expect(t.find(number).refusal).toEqual({
      unit: '2010',
      names: '3010',
      reason: '道路の占用は、道路河川課の事務です。',
      on: '2026-11-20',
    })
    const waiting = await t.page('head', `/${number}`)
    waiting.getByText('所管でない旨を回答済み。提案担当の決定待ち')
    expect(waiting.queryByRole('button', { name: '受諾する' })).toBeNull()
    await t.act('secretariat', number, { act: 'route', units: ['2010'] })
    const settled = await t.page('head', `/${number}`)
    settled.getByRole('button', { name: '受諾する' })
    expect(settled.queryByRole('button', { name: '所管でないと回答する' })).toBeNull()
    const again = await t.submit('head', number, 'refusal', fields)
    expect(again.statusCode).toBe(422)
    expect(textOf(again)).toContain('一度だけできます')
    expect(textOf(again)).toContain('送られなかった文')
    expect(again.body).toContain('道路の占用は、道路河川課の事務です。')
  })

  it('is told what is missing, and what was typed stays', async () => {
    const t = await town()
    const number = await t.routed()
    const fields = { declineNames: '', declineText: '課の事務分掌にありません。' }
    const answer = await t.submit('head', number, 'refusal', fields)
    expect(answer.statusCode).toBe(422)
    const page = pageOf(answer)
    page.getByRole('link', { name: '所属を選んでください。' })
    const typed = page.getByLabelText<HTMLTextAreaElement>(/所管でない理由/)
    expect(typed.value).toBe('課の事務分掌にありません。')
    expect(typed.closest('details')?.hasAttribute('open')).toBe(true)
    const own = await t.submit('head', number, 'refusal', { ...fields, declineNames: '2010' })
    expect(own.statusCode).toBe(422)
    expect(textOf(own)).toContain('ほかの所属を選んでください。')
    const strange = await t.submit('head', number, 'refusal', { ...fields, declineNames: '9999' })
    expect(strange.statusCode).toBe(422)
    expect(t.find(number).refusal).toBeNull()
  })

  it('takes up a proposal again whose answer was put into question, and reads why', async () => {
    const t = await town()
    const number = await t.bring('declined')
    await t.author(number, { act: 'reconsider', text: '様式の要綱が、先月改正されています。' })
    const page = await t.page('head', `/${number}`)
    page.getByText('様式の要綱が、先月改正されています。')
    expect((await t.submit('head', number, 'acceptance')).statusCode).toBe(303)
    expect(t.find(number).state).toBe('reviewing')
  })
})

describe('While a unit considers a proposal', () => {
  it('its head gives a first reply that carries the name of the unit', async () => {
    const t = await town()
    const number = await t.reviewing()
    const text = '来年1月末までに結論をお伝えします。\n様式の所管と調整しています。'
    expect((await t.submit('head', number, 'interim', { interimText: text })).statusCode).toBe(303)
    expect(t.find(number).interim).toEqual({ text, on: '2026-11-20', unit: '2010' })
    const board = await t.as('nobody').get(`/board/${number}`)
    expect(textOf(board)).toContain('来年1月末までに結論をお伝えします。')
  })

  it('a question goes to 提案担当 first; the author need not answer, and the clock stands meanwhile', async () => {
    const t = await town()
    const number = await t.reviewing()
    const page = await t.page('promoter', `/${number}`)
    page.getByText(/答えなくてもかまいません/)
    const askText = '三つの様式のうち、まとめにくいものはどれですか。'
    expect((await t.submit('promoter', number, 'question', { askText })).statusCode).toBe(303)
    expect(t.find(number).questions[0]).toMatchObject({ text: askText, stage: 'screening' })
    const due = (await t.page('promoter', '')).getAllByText(/令和8年12月7日（月）/)
    expect(due.length).toBeGreaterThan(0)
    await t.act('secretariat', number, { act: 'release-question', question: 'Q1XX' })
    const asked = await t.as('promoter').get('/staff/inbox')
    expect(textOf(asked)).toContain('提案者へ質問中')
    expect(textOf(asked)).toContain('期限は止まっています')
    t.city.clock.now = new Date('2026-11-27T10:00:00+09:00')
    await t.author(number, { act: 'reply', question: 'Q1XX', text: '減免の申請書です。' })
    const answered = await t.page('promoter', `/${number}`)
    answered.getByText('減免の申請書です。')
    // Four working days the longer (24 to 27 November).
    answered.getAllByText(/令和8年12月11日（金）/)
  })

  it('a question that asks who somebody is comes back with advice; 提案担当 decides what is left', async () => {
    const t = await town()
    const number = await t.reviewing()
    const ask = (askText: string, other = {}) =>
      t.submit('head', number, 'question', { askText, ...other })
    for (const bad of [
      'どの係の方ですか。',
      'いつから担当していますか。',
      'お名前を教えてください。',
    ]) {
      const answer = await ask(bad)
      expect(answer.statusCode, bad).toBe(422)
      expect(textOf(answer)).toContain('提案者がだれかを尋ねていると受け取られる')
      expect(pageOf(answer).getByLabelText<HTMLTextAreaElement>(/提案者への質問/).value).toBe(bad)
    }
    expect(t.find(number).questions).toEqual([])
    const insisted = await ask('様式はいつから使っていますか。', { askAnyway: 'yes' })
    expect(insisted.statusCode).toBe(303)
    expect(t.find(number).questions[0]?.stage).toBe('screening')
    expect((await t.page('head', `/${number}`)).queryByLabelText(/提案者への質問/)).toBeNull()
  })

  it('that an author complained about a question is not told to the unit', async () => {
    const t = await town()
    const number = await t.reviewing()
    const askText = '様式の欄は、どこが書きにくいですか。'
    await t.submit('promoter', number, 'question', { askText })
    await t.act('secretariat', number, { act: 'release-question', question: 'Q1XX' })
    await t.author(number, {
      act: 'flag-question',
      question: 'Q1XX',
      text: '特定しようとしています',
    })
    const flagged = await t.as('head').get(`/staff/inbox/${number}`)
    expect(textOf(flagged)).toContain('返事なし')
    expect(flagged.body).not.toContain('特定しようと')
    await t.author(number, { act: 'report-hunt', text: '犯人捜しがありました' })
    expect((await t.as('head').get(`/staff/inbox/${number}`)).body).toBe(flagged.body)
  })

  it('its head starts a small trial with an end, and what is tried is told', async () => {
    const t = await town()
    const number = await t.reviewing()
    const bad = await t.submit('head', number, 'trial', {
      trialEndsOn: '2026-11-20',
      trialText: '窓口1か所で試します。',
    })
    expect(bad.statusCode).toBe(422)
    expect(bad.body).toContain('窓口1か所で試します。')
    const good = await t.submit('head', number, 'trial', {
      trialEndsOn: '2027-01-15',
      trialText: '窓口1か所で試します。',
    })
    expect(good.statusCode).toBe(303)
    const page = await t.page('promoter', `/${number}`)
    page.getByText('令和9年1月15日（金）まで', { selector: 'h3' })
  })

  it('a joint unit gives its opinion and no more; the lead reads it beside the draft', async () => {
    const t = await town()
    const number = await t.reviewing(['2010', '2020'])
    const joint = await t.page('jointPromoter', `/${number}`)
    joint.getByText('関係所属の意見を書く')
    expect(joint.queryByRole('link', { name: '回答の案を作る' })).toBeNull()
    const opinionText = '児童手当の様式も、同じ方法でまとめられます。'
    expect((await t.submit('jointPromoter', number, 'opinion', { opinionText })).statusCode).toBe(
      303,
    )
    const lead = await t.as('promoter').get(`/staff/inbox/${number}/answer`)
    expect(textOf(lead)).toContain(opinionText)
    expect((await t.as('jointHead').get(`/staff/inbox/${number}/answer`)).statusCode).toBe(403)
    const interim = await t.submit('jointHead', number, 'interim', { interimText: '検討します。' })
    expect(interim.statusCode).toBe(403)
    expect((await t.submit('head', number, 'opinion', { opinionText })).statusCode).toBe(403)
    expect(t.find(number)).toMatchObject({ interim: null })
    await t.answered(number, answerOf('in_place'))
    const text = await t.as('jointHead').get(`/staff/inbox/${number}/text`)
    expect(text.body).toContain('保険年金課\n子育て支援課')
  })

  it('the director of another 部 gives the opinion of a joint unit below, not the answer', async () => {
    const t = await town()
    const number = await t.reviewing(['2010', '3010'])
    const answer = await t.submit('otherDirector', number, 'interim', {
      interimText: '検討します。',
    })
    expect(answer.statusCode).toBe(403)
    const opinionText = '占用の申請書も含めてください。'
    const opinion = await t.submit('otherDirector', number, 'opinion', { opinionText })
    expect(opinion.statusCode).toBe(303)
    expect(t.find(number).units[1]).toMatchObject({ unit: '3010', opinion: opinionText })
  })
})

describe('A page that is older than the proposal', () => {
  it('does nothing, says so, shows the present state and keeps what was typed', async () => {
    const t = await town()
    const number = await t.reviewing()
    const old = stampIn((await t.as('head').get(`/staff/inbox/${number}`)).body)
    await t.act('promoter', number, { act: 'draft', answer: answerOf('in_place') })
    const fields = { stamp: old, interimText: '二週間ほどお待ちください。' }
    const answer = await t.as('head').post(`/staff/inbox/${number}/interim`, fields)
    expect(answer.statusCode).toBe(409)
    const page = pageOf(answer)
    expect(page.getByRole('alert').textContent).toContain('ほかの操作が先に行われていました')
    page.getByText('回答の案を仕上げる')
    expect(page.getByLabelText<HTMLTextAreaElement>(/一次回答/).value).toBe(fields.interimText)
    expect(t.find(number).interim).toBeNull()
    const again = await t
      .as('head')
      .post(`/staff/inbox/${number}/interim`, { ...fields, stamp: stampIn(answer.body) })
    expect(again.statusCode).toBe(303)
  })

  it('of two heads who press at the same moment one is told', async () => {
    const t = await town()
    const number = await t.bring('reviewing', { aboutHead: true })
    const texts = ['一つ目の回答です。', '二つ目の回答です。']
    const stamp = stampIn((await t.as('director').get(`/staff/inbox/${number}`)).body)
    const codes = await Promise.all(
      (['director', 'secondDirector'] as const).map(async (person, i) => {
        const fields = { stamp, interimText: texts[i] }
        return (await t.as(person).post(`/staff/inbox/${number}/interim`, fields)).statusCode
      }),
    )
    expect(codes.toSorted((a, b) => a - b)).toEqual([303, 409])
  })
})

describe('What is typed', () => {
  const hostile = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    `ふつう\u0000\u0007の\u202e字\u200b`,
    '<%= it.site %> ${7*7}',
    '=HYPERLINK("http://evil")',
  ]

  it.each(hostile)('is shown as text and nothing else: %j', async (text) => {
    const t = await town()
    const number = await t.reviewing()
    expect((await t.submit('head', number, 'interim', { interimText: text })).statusCode).toBe(303)
    const page = await t.as('head').get(`/staff/inbox/${number}`)
    expect(page.statusCode).toBe(200)
    expect(page.body).not.toMatch(/<script>alert|<img src=x/)
    // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
    expect(page.body).not.toMatch(/[\u0000\u0007\u202e\u200b]/)
    const refused = await t.submit('head', number, 'trial', { trialEndsOn: text, trialText: text })
    expect(refused.statusCode).toBe(422)
    expect(refused.body).not.toMatch(/<script>alert|<img src=x/)
  })

  it('is refused clearly when it is far too long', async () => {
    const t = await town()
    const number = await t.reviewing()
    const long = await t.submit('head', number, 'interim', { interimText: 'あ'.repeat(1501) })
    expect(long.statusCode).toBe(422)
    expect(textOf(long)).toContain('1,500字まで')
    const million = await t.submit('head', number, 'interim', {
      interimText: 'a'.repeat(1_000_000),
    })
    expect(million.statusCode).toBe(413)
    expect(t.find(number).interim).toBeNull()
  })

  it('leads nowhere with names of files, numbers of others or numbers that are none', async () => {
    const t = await town()
    for (const number of ['..%2f..%2fetc', '%00', 'x'.repeat(400), '__proto__', "' OR 1=1 --"]) {
      const address = `/staff/inbox/${encodeURIComponent(number)}`
      expect((await t.as('head').get(address)).statusCode, number).toBeLessThan(500)
      expect((await t.as('head').get(address)).statusCode, number).toBeGreaterThanOrEqual(400)
    }
  })
})

describe('The pages of a unit', () => {
  it('are valid HTML in every stage, and name no person', async () => {
    const t = await town()
    const drafted = await t.reviewing(['2010', '2020'])
    await t.act('promoter', drafted, { act: 'draft', answer: answerOf('partly_planned') })
    await t.act('promoter', drafted, { act: 'submit' })
    const numbers = [
      await t.bring('routing'),
      await t.bring('trial'),
      await t.bring('planned'),
      await t.bring('continued'),
      await t.bring('done'),
      await t.bring('reopened'),
      await t.bring('expired'),
      drafted,
    ]
    const paths = numbers.flatMap((number) => [
      `/${number}`,
      `/${number}/answer`,
      `/${number}/text`,
    ])
    const own = new Set<string>([who.head])
    for (const path of ['', '?group=ended', ...paths]) {
      const answer = await t.as('head').get(`/staff/inbox${path}`)
      if (answer.statusCode !== 200) continue
      expect(htmlFaults(answer.body), path).toEqual([])
      for (const number of t.city.people.filter((person) => !own.has(person))) {
        expect(answer.body.includes(number), `${number} on ${path}`).toBe(false)
      }
    }
  })
})
