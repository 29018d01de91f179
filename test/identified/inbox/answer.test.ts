/** An answer from its first line to its publication, and what follows from it. */
import { describe, expect, it } from 'vitest'
import type { Conclusion } from '../../../server/proposals/proposal.ts'
import { documentOf, type Fields, pageOf, textOf } from '../office/hand.ts'
import { answerOf, type Town, town, type Who, who } from './town.ts'

const REASON = '様式をまとめても、審査に支障がないことを確かめました。\n来年度から実施します。'

/** What a person fills in; every field is on the page, whatever is chosen. */
const filled: Readonly<Record<Conclusion, Fields>> = {
  planned: { plannedOn: '2027-04-01' },
  partly_planned: { plannedOn: '2027-04-01', part: '申請書だけをまとめます。' },
  in_place: { where: '庁内ポータルの「様式集」' },
  continued: { nextDate: '2027-03-31' },
  declined: { reasonCode: 'cost', wouldChange: '機器を更新するときに、もう一度検討します。' },
  done: { doneOn: '2026-11-20', hours: '１２０' },
  partly_done: { doneOn: '2026-11-20', hours: '60.5', part: '申請書だけをまとめました。' },
}

function save(t: Town, person: Who, number: string, fields: Fields) {
  return t.submit(person, number, 'answer', fields, '/answer')
}

describe('A draft', () => {
  it('is kept although things are missing, and says what is needed before it is handed on', async () => {
    const t = await town()
    const number = await t.reviewing()
    const fields = { conclusion: 'declined', reason: '', reasonCode: '', wouldChange: '' }
    const answer = await save(t, 'promoter', number, fields)
    expect(answer.statusCode).toBe(303)
    expect(answer.headers.location).toBe(`/staff/inbox/${number}/answer?saved=1`)
    const page = await t.page('promoter', `/${number}/answer?saved=1`)
    page.getByText('下書きを保存しました。')
    page.getByRole('heading', { name: '提出までに必要なこと' })
    const links = page.getAllByRole('link', { name: /してください|書いてください|選んでください/ })
    expect(links.map((link) => link.getAttribute('href'))).toEqual(
      expect.arrayContaining(['#f-reason', '#f-reasonCode', '#f-wouldChange']),
    )
    const own = await t.as('promoter').get(`/staff/inbox/${number}`)
    expect(textOf(own)).toContain('提出までに必要なこと')
    expect(pageOf(own).queryByRole('button', { name: '推進責任者へ提出する' })).toBeNull()
    const forced = await t.submit('promoter', number, 'submission')
    expect(forced.statusCode).toBe(422)
    expect(t.find(number).draft?.stage).toBe('drafting')
  })

  it.each(Object.keys(filled) as Conclusion[])(
    'that concludes %s is complete with its own parts, and names each part that is missing',
    async (conclusion) => {
      const t = await town()
      const number = await t.reviewing()
      const whole: Fields = { conclusion, reason: REASON, ...filled[conclusion], finish: 'yes' }
      const needed = [...Object.keys(filled[conclusion]), 'reason']
      for (const field of needed) {
        const answer = await save(t, 'promoter', number, { ...whole, [field]: '' })
        expect(answer.statusCode, field).toBe(422)
        const page = documentOf(answer)
        expect(page.querySelector(`#f-${field}-error`), field).not.toBeNull()
        expect(page.querySelector(`#f-${field}`)?.getAttribute('aria-invalid')).toBe('true')
        const radio = page.querySelector(`input[name="conclusion"][value="${conclusion}"]`)
        expect(radio?.hasAttribute('checked')).toBe(true)
      }
      expect(t.find(number).draft).toBeNull()
      const answer = await save(t, 'promoter', number, whole)
      expect(answer.headers.location).toBe(`/staff/inbox/${number}?done=draft#draft`)
      expect(t.find(number).draft?.answer).toMatchObject({ conclusion, reason: REASON })
      ;(await t.page('promoter', `/${number}`)).getByRole('button', {
        name: '推進責任者へ提出する',
      })
    },
  )

  it('keeps only what its conclusion needs, so that nothing else is published by mistake', async () => {
    const t = await town()
    const number = await t.reviewing()
    const all = Object.assign({}, ...Object.values(filled)) as Fields
    await save(t, 'promoter', number, {
      ...all,
      conclusion: 'in_place',
      reason: REASON,
      hours: 'x',
    })
    expect(t.find(number).draft?.answer).toEqual(
      answerOf('in_place', { reason: REASON, where: '庁内ポータルの「様式集」' }),
    )
  })

  it('has to conclude something; nothing typed is lost when it does not', async () => {
    const t = await town()
    const number = await t.reviewing()
    const answer = await save(t, 'promoter', number, { reason: REASON, part: '一部です。' })
    expect(answer.statusCode).toBe(422)
    const page = pageOf(answer)
    page.getByRole('link', { name: '結論を選んでください。' })
    expect(page.getByLabelText<HTMLTextAreaElement>(/^理由/).value).toBe(REASON)
    expect(page.getByLabelText<HTMLTextAreaElement>(/^実施する部分/).value).toBe('一部です。')
  })

  it.each([
    ['planned', { plannedOn: '2026-11-19' }, '今日以降'],
    ['planned', { plannedOn: '2027-02-30' }, '実施する予定の日'],
    ['continued', { nextDate: '2027-06-01' }, '6か月以内'],
    ['done', { doneOn: '2026-11-21', hours: '10' }, '今日まで'],
    ['done', { doneOn: '2026-11-19', hours: '10' }, '受け付けた日より前'],
    ['done', { doneOn: '2026-11-20', hours: '-5' }, '0から'],
    ['declined', { reasonCode: 'boss', wouldChange: 'なし' }, '選び直して'],
  ] as const)('that concludes %s with %o is told: %s', async (conclusion, fields, words) => {
    const t = await town()
    const number = await t.reviewing()
    const whole = { conclusion, reason: REASON, ...fields, finish: 'yes' }
    const answer = await save(t, 'head', number, whole)
    expect(answer.statusCode).toBe(422)
    expect(pageOf(answer).getByRole('alert').textContent).toContain(words)
  })

  it('may start from a published answer to a similar proposal, without losing what was typed', async () => {
    const t = await town()
    const old = await t.reviewing(['3010'])
    await t.answered(old, answerOf('declined', { reason: '要綱の改正が先に要るためです。' }))
    const closed = await t.reviewing(['3010'], { publicity: 'closed' })
    await t.answered(closed, answerOf('declined', { reason: '非公開の回答の理由です。' }))
    const number = await t.reviewing()
    const page = await t.as('promoter').get(`/staff/inbox/${number}/answer`)
    expect(textOf(page)).toContain('要綱の改正が先に要るためです。')
    expect(page.body).not.toContain('非公開の回答')
    const typed = { conclusion: 'declined', reason: '書きかけの文', wouldChange: '予算がつけば' }
    const based = await t
      .as('promoter')
      .post(`/staff/inbox/${number}/answer/basis`, { ...typed, basis: old })
    expect(based.statusCode).toBe(200)
    const again = pageOf(based)
    expect(again.getByLabelText<HTMLTextAreaElement>(/^理由/).value).toBe(
      '書きかけの文\n\n要綱の改正が先に要るためです。',
    )
    expect(again.getByLabelText<HTMLTextAreaElement>(/^何が変われば/).value).toBe(typed.wouldChange)
    expect(t.find(number).draft).toBeNull()
    const hidden = await t
      .as('promoter')
      .post(`/staff/inbox/${number}/answer/basis`, { ...typed, basis: closed })
    expect(hidden.statusCode).toBe(404)
  })
})

describe('The way of an answer', () => {
  it('leads from 推進担当者 to 推進責任者 to 提案担当, and is published to the letter', async () => {
    const t = await town()
    const number = await t.reviewing()
    const fields = { conclusion: 'partly_planned', reason: REASON, ...filled.partly_planned }
    await save(t, 'promoter', number, { ...fields, finish: 'yes' })
    expect((await t.submit('promoter', number, 'submission')).statusCode).toBe(303)
    const forbidden = await t.submit('promoter', number, 'approval')
    expect(forbidden.statusCode).toBe(403)
    expect(textOf(forbidden)).toContain('推進責任者が行います')
    expect(t.find(number).draft?.stage).toBe('submitted')

    const page = await t.page('head', `/${number}`)
    page.getByText('回答の案を確かめて承認する')
    page.getByText('申請書だけをまとめます。')
    const back = await t.submit('head', number, 'return', {
      returnText: '予定日を早められませんか。',
    })
    expect(back.statusCode).toBe(303)
    ;(await t.page('promoter', `/${number}`)).getByText('推進責任者から戻されました')
    await t.submit('promoter', number, 'submission')
    expect((await t.submit('head', number, 'approval')).statusCode).toBe(303)
    const approved = t.find(number).draft
    expect(approved?.stage).toBe('approved')

    await t.act('secretariat', number, { act: 'give-back', text: '職員の名前を消してください。' })
    ;(await t.page('head', `/${number}`)).getByText('提案担当から戻されました')
    await t.submit('promoter', number, 'submission')
    await t.submit('head', number, 'approval')
    await t.act('secretariat', number, { act: 'publish' })
    const { state, answers } = t.find(number)
    expect(state).toBe('partly_planned')
    expect(answers).toEqual([
      { answer: approved?.answer, units: ['2010'], decisionNumber: '', on: '2026-11-20' },
    ])
    const board = await t.as('nobody').get(`/board/${number}`)
    expect(textOf(board)).toContain('来年度から実施します。')
    for (const person of t.city.people) {
      if (person !== who.nobody) expect(board.body.includes(person), person).toBe(false)
    }
  })

  it('cannot be changed by the unit once it is approved', async () => {
    const t = await town()
    const number = await t.reviewing()
    await t.act('head', number, { act: 'draft', answer: answerOf('in_place') })
    const stale = await t.as('head').get(`/staff/inbox/${number}/answer`)
    await t.act('head', number, { act: 'approve', decisionNumber: '' })
    const page = await t.as('head').get(`/staff/inbox/${number}/answer`)
    expect(page.statusCode).toBe(303)
    const stamp = /name="stamp" value="([^"]*)"/.exec(stale.body)?.[1] ?? ''
    const rewrite = { stamp, conclusion: 'planned', reason: '別の理由', plannedOn: '2027-04-01' }
    const answer = await t.as('head').post(`/staff/inbox/${number}/answer`, rewrite)
    expect(answer.statusCode).toBe(409)
    expect(answer.body).toContain('別の理由')
    expect(t.find(number).draft?.answer.conclusion).toBe('in_place')
    ;(await t.page('promoter', `/${number}`)).getByText('提案担当の公表待ち')
  })

  it('may be approved by 電子決裁: its number stands for the approval and is published', async () => {
    const t = await town()
    const number = await t.reviewing()
    await save(t, 'promoter', number, {
      conclusion: 'in_place',
      reason: REASON,
      ...filled.in_place,
    })
    const field = (await t.page('promoter', `/${number}`)).getByLabelText<HTMLInputElement>(
      /^決裁番号（電子決裁で承認を得たとき）/,
    )
    expect([field.name, field.required]).toEqual(['submitNumber', false])
    const handed = await t.submit('promoter', number, 'submission', {
      submitNumber: '保年第１２号',
    })
    expect(handed.statusCode).toBe(303)
    expect(t.find(number).draft).toMatchObject({
      stage: 'approved',
      decisionNumber: '保年第１２号',
    })
    await t.act('secretariat', number, { act: 'publish' })
    const text = await t.as('head').get(`/staff/inbox/${number}/text`)
    expect(text.body).toContain('決裁番号　保年第１２号')
  })

  it('carries the 決裁番号 that 推進責任者 gives', async () => {
    const t = await town()
    const number = await t.reviewing()
    await t.act('promoter', number, { act: 'draft', answer: answerOf('in_place') })
    const answer = await t.submit('head', number, 'approval', { decisionNumber: '保年第7号' })
    expect(answer.statusCode).toBe(303)
    expect(t.find(number).draft?.decisionNumber).toBe('保年第7号')
    const long = await t.submit('head', number, 'approval', { decisionNumber: '九'.repeat(61) })
    expect([409, 422]).toContain(long.statusCode)
  })

  it('is the 部長 alone where it is about the head of the unit', async () => {
    const t = await town()
    const number = await t.bring('reviewing', { aboutHead: true })
    const page = await t.page('director', `/${number}`)
    page.getByText('所属長本人に関わる提案です')
    const fields = { conclusion: 'declined', reason: REASON, ...filled.declined, finish: 'yes' }
    expect((await save(t, 'director', number, fields)).statusCode).toBe(303)
    expect((await t.submit('secondDirector', number, 'approval')).statusCode).toBe(303)
    await t.act('secretariat', number, { act: 'publish' })
    expect(t.find(number).answers[0]?.units).toEqual(['2010'])
    expect((await t.as('director').get(`/staff/inbox/${number}/text`)).statusCode).toBe(404)
    for (const person of ['head', 'promoter', 'nobody'] as const) {
      expect((await t.as(person).get(`/board/${number}`)).statusCode).toBe(404)
    }
  })
})

describe('After the publication', () => {
  it('what was planned is reported as done, then what it really saves, three months later at the earliest', async () => {
    const t = await town()
    const number = await t.reviewing()
    await t.answered(number, answerOf('planned', { date: '2026-12-01', hours: 100 }))
    t.city.clock.now = new Date('2026-12-02T10:00:00+09:00')
    const page = await t.page('head', `/${number}`)
    page.getByText('実施したら報告する')
    expect(page.getByLabelText<HTMLInputElement>(/見込まれる効果/).value).toBe('100')
    const fields = {
      doneConclusion: 'done',
      doneOn: '2026-12-01',
      doneHours: '1,200',
      doneText: '窓口の様式を1枚にしました。',
    }
    const future = await t.submit('head', number, 'completion', { ...fields, doneOn: '2026-12-03' })
    expect(future.statusCode).toBe(422)
    expect(future.body).toContain('窓口の様式を1枚にしました。')
    expect((await t.submit('promoter', number, 'completion', fields)).statusCode).toBe(403)
    expect((await t.submit('head', number, 'completion', fields)).statusCode).toBe(303)
    expect(t.find(number)).toMatchObject({
      state: 'done',
      outcome: { doneOn: '2026-12-01', expectedHours: 1200, measuredHours: null },
    })
    ;(await t.page('head', `/${number}`)).getByText(/令和9年3月1日（月）から報告できます/)
    const effect = { effectHours: '980', effectText: '3か月の件数から計算しました。' }
    expect((await t.submit('head', number, 'effect', effect)).statusCode).toBe(409)
    expect(t.find(number).outcome?.measuredHours).toBeNull()
    t.city.clock.now = new Date('2027-03-01T10:00:00+09:00')
    ;(await t.page('head', '')).getAllByText('実際の効果を報告する')
    expect((await t.submit('head', number, 'effect', effect)).statusCode).toBe(303)
    expect(t.find(number).outcome).toMatchObject({ measuredHours: 980, measuredOn: '2027-03-01' })
    ;(await t.page('head', `/${number}`)).getByText('提案担当の効果の確認待ち')
  })

  it('継続検討 is renewed twice; a third time needs 部会', async () => {
    const t = await town()
    const number = await t.reviewing()
    await t.answered(number, answerOf('continued', { nextDate: '2027-04-30' }))
    for (const [now, nextDate] of [
      ['2027-04-26', '2027-10-01'],
      ['2027-09-27', '2028-03-01'],
    ] as const) {
      t.city.clock.now = new Date(`${now}T10:00:00+09:00`)
      ;(await t.page('promoter', '')).getAllByText('次の回答の案を作る')
      const fields = { conclusion: 'continued', reason: REASON, nextDate, finish: 'yes' }
      expect((await save(t, 'promoter', number, fields)).statusCode).toBe(303)
      await t.act('head', number, { act: 'approve', decisionNumber: '' })
      await t.act('secretariat', number, { act: 'publish' })
    }
    expect(t.find(number).renewals).toBe(2)
    t.city.clock.now = new Date('2028-02-28T10:00:00+09:00')
    const page = await t.page('promoter', `/${number}/answer`)
    page.getByText(/これまで2回/)
    const third = { conclusion: 'continued', reason: REASON, nextDate: '2028-08-01', finish: 'yes' }
    const refused = await save(t, 'promoter', number, third)
    expect(refused.statusCode).toBe(422)
    expect(textOf(refused)).toContain('部会の議を経て')
    const allowed = await save(t, 'promoter', number, {
      ...third,
      committee: '令和10年2月10日 部会',
    })
    expect(allowed.statusCode).toBe(303)
  })

  it('実施予定 is put off twice; a third time the form asks for 部会, outside of what 継続検討 shows', async () => {
    const t = await town()
    const number = await t.reviewing()
    for (const date of ['2027-04-01', '2027-05-01', '2027-06-01']) {
      const page = documentOf(await t.as('promoter').get(`/staff/inbox/${number}/answer`))
      expect(page.querySelector('[name="committee"]')).toBeNull()
      await t.answered(number, answerOf('planned', { date }))
    }
    expect(t.find(number).renewals).toBe(2)
    const page = documentOf(await t.as('promoter').get(`/staff/inbox/${number}/answer`))
    const block = page.querySelector('[name="committee"]')?.closest('.need')
    // Only the conclusion that comes again: the script shows the field with it, and with no other.
    expect(block?.getAttribute('data-for')).toBe('planned')
    expect(block?.querySelector('[name="nextDate"]')).toBeNull()

    const fields = { conclusion: 'planned', reason: REASON, plannedOn: '2027-07-01', finish: 'yes' }
    const refused = await save(t, 'promoter', number, fields)
    expect(refused.statusCode).toBe(422)
    expect(documentOf(refused).querySelector('#f-committee-error')?.textContent).toContain(
      '部会の議を経て',
    )
    const committee = '令和8年11月18日 部会'
    expect((await save(t, 'promoter', number, { ...fields, committee })).statusCode).toBe(303)
    expect((await t.submit('promoter', number, 'submission')).statusCode).toBe(303)
    await t.act('head', number, { act: 'approve', decisionNumber: '' })
    await t.act('secretariat', number, { act: 'publish' })
    expect(t.find(number).answers.at(-1)?.answer.committee).toBe(committee)
  })

  it('a promise may be changed by a new answer that goes the same way', async () => {
    const t = await town()
    const number = await t.bring('planned')
    ;(await t.page('promoter', `/${number}`)).getByRole('link', { name: /新しい回答の案を作る/ })
    const fields = {
      conclusion: 'declined',
      reason: '予算がつきませんでした。',
      ...filled.declined,
    }
    expect((await save(t, 'promoter', number, { ...fields, finish: 'yes' })).statusCode).toBe(303)
    await t.submit('head', number, 'approval')
    await t.act('secretariat', number, { act: 'publish' })
    const page = await t.page('head', `/${number}`)
    page.getByRole('heading', { name: /今の回答 見送り/ })
    page.getByRole('heading', { name: /前の回答 実施予定/ })
  })
})
