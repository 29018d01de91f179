import { describe, expect, it } from 'vitest'
import { documentOf, pageOf, textOf } from '../office/hand.ts'
import { ANSWER, deskCity, formOf, pageOfProposal, people } from './desk-city.ts'

describe('The page of a proposal', () => {
  it('says on an older page that somebody was faster, shows the present state and keeps what was typed', async () => {
    const city = await deskCity()
    const number = await city.post()
    const old = formOf(city, number, { returnText: '課長名を役職名にしてください。' })
    await city.act('second', number, { act: 'retheme', theme: 'finance' })
    const answer = await city.by('desk').post(`${pageOfProposal(number)}/return`, old)
    expect(answer.statusCode).toBe(409)
    expect(pageOf(answer).getByRole('alert').textContent).toContain('ほかの操作が先に行われたため')
    expect(textOf(answer)).toContain('財務事務')
    const typed = pageOf(answer).getByLabelText<HTMLTextAreaElement>(/書き添える言葉/)
    expect(typed.value).toBe('課長名を役職名にしてください。')
    expect(typed.closest('details')?.hasAttribute('open')).toBe(true)
    const again = pageOf(answer).getAllByRole('button', {
      name: '書き直しをお願いする',
      hidden: true,
    })
    const version = again[0]?.closest('form')?.querySelector('input[name=version]')
    expect(version?.getAttribute('value')).toBe(String(city.find(number).version))
    expect(city.find(number).state).toBe('received')
  })

  it.each([
    [
      'return',
      { returnSentences: 'idea', returnText: 'あ'.repeat(399) },
      '400字までにしてください',
    ],
    ['return', {}, '提案者に伝えることを選ぶか、書いてください。'],
    ['refer', { referText: 'ご案内です。' }, '案内する窓口を選んでください。'],
    [
      'exclude',
      { excludeReason: 'nonsense', excludeText: '理由です。' },
      '理由の区分を選んでください。',
    ],
    ['erase', { eraseText: '理由です。' }, '消去するところを選んでください。'],
    [
      'erase',
      { eraseParts: ['all'], eraseText: '理由です。' },
      '消去するところを選び直してください。',
    ],
    ['merge', { mergeNumber: '' }, '統合する先を選ぶか、提案番号を書いてください。'],
    ['merge', { mergeNumber: 'ABCD-EF' }, '提案番号「ABCD-EF」は見つかりません。'],
    ['route', { routeJoint1: '2010' }, '主管の所属を選んでください。'],
    ['route', { routeLead: '9999' }, '所属「9999」は、今の組織にありません。'],
    ['retheme', { theme: 'x' }, 'テーマを選んでください。'],
    ['hold', { holdText: ' \u200b ' }, '消去を停止する理由を書いてください。'],
  ])(
    'refuses a bad form of %s in Japanese and keeps what was typed',
    async (act, fields, message) => {
      const city = await deskCity()
      const number = await city.post()
      const form = formOf(city, number, fields)
      const answer = await city.by('desk').post(`${pageOfProposal(number)}/${act}`, form)
      expect([answer.statusCode, textOf(answer)]).toEqual([422, expect.stringContaining(message)])
      expect(textOf(answer)).not.toMatch(/Invalid|expected/)
      for (const [name, value] of Object.entries(fields)) {
        if (!name.endsWith('Text')) continue
        const area = documentOf(answer).querySelector(
          `textarea[name=${name}]`,
        ) as unknown as HTMLTextAreaElement | null
        expect(area?.value).toBe(value)
      }
      expect(city.find(number).version).toBe(1)
    },
  )

  it('shows hostile text harmlessly and cleans what officials type', async () => {
    const city = await deskCity()
    const nasty = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
    const number = await city.post({
      written: {
        title: nasty.slice(0, 50),
        current: `${nasty}\u202e逆さ\u200b見えない\u0007`,
        idea: '</textarea><form action=//evil>',
        effect: '',
      },
    })
    const page = await city.by('desk').get(pageOfProposal(number))
    const dom = documentOf(page)
    expect([...dom.querySelectorAll('script')].every((s) => s.getAttribute('src'))).toBe(true)
    expect(dom.querySelectorAll('img, form[action*=evil]').length).toBe(0)
    for (const hidden of ['\u202e', '\u200b', '\u0007']) expect(page.body).not.toContain(hidden)
    expect(textOf(page)).toContain(nasty)
    const typed = `${nasty}\u202e書き直して\u200bください\u0000`
    await city
      .by('desk')
      .post(`${pageOfProposal(number)}/return`, formOf(city, number, { returnText: typed }))
    expect(city.find(number).steps.at(-1)?.note).toBe(`${nasty}書き直してください`)
    const list = documentOf(await city.by('desk').get('/staff/desk?show=all'))
    expect(list.querySelectorAll('img').length).toBe(0)
  })

  it('refuses a megabyte and thousands of fields clearly, and nothing happens', async () => {
    const city = await deskCity()
    const number = await city.post()
    const url = `${pageOfProposal(number)}/return`
    const big = await city
      .by('desk')
      .post(url, formOf(city, number, { returnText: 'あ'.repeat(400_000) }))
    expect([big.statusCode, textOf(big)]).toEqual([
      413,
      expect.stringContaining('送られた内容が大きすぎます。'),
    ])
    const many = formOf(city, number, {
      returnSentences: Array.from({ length: 500 }, () => 'idea'),
    })
    expect((await city.by('desk').post(url, many)).statusCode).toBe(413)
    const ranges = Array.from({ length: 150 }, (_, i) => `idea:${i}-${i + 1}`)
    const masks = await city
      .by('desk')
      .post(`${pageOfProposal(number)}/mask`, formOf(city, number, { maskRanges: ranges }))
    expect(masks.statusCode).toBe(422)
    expect(city.find(number).version).toBe(1)
  })

  it('knows no other act than those of the desk, and takes none from another site', async () => {
    const city = await deskCity()
    const number = await city.post()
    for (const act of ['accept', 'expire', 'remind', 'constructor', '__proto__', 'approve']) {
      const answer = await city
        .by('desk')
        .post(`${pageOfProposal(number)}/${act}`, formOf(city, number))
      expect([act, answer.statusCode]).toEqual([act, 404])
    }
    const cookie = await city.session(people.desk)
    const headers = { cookie, accept: 'text/html', 'sec-fetch-site': 'same-origin' }
    const other = await city.app.inject({
      method: 'POST',
      url: `${pageOfProposal(number)}/retheme`,
      headers: {
        ...headers,
        'sec-fetch-site': 'cross-site',
        'content-type': 'application/x-www-form-urlencoded',
      },
      payload: 'version=1&theme=finance',
    })
    expect(other.statusCode).toBe(403)
    expect(city.find(number).theme).toBe('documents')
  })

  it('offers what comes next first and everything else folded away', async () => {
    const city = await deskCity()
    const number = await city.post()
    const dom = documentOf(await city.by('desk').get(pageOfProposal(number)))
    const next = dom.querySelector('[aria-labelledby="next"]')
    expect(next?.querySelector('h3')?.textContent).toBe('所管へ照会する')
    const open = [...dom.querySelectorAll('form[action^="/staff/desk/proposals/"]')].filter(
      (form) => form.closest('details:not([open])') === null,
    )
    expect(open.map((form) => form.getAttribute('action')?.split('/').at(-1))).toEqual(['route'])
  })

  it('warns where a unit has nobody who could answer', async () => {
    const city = await deskCity()
    const number = await city.post({ aimedAt: '3010' })
    const before = await city.by('desk').get(pageOfProposal(number))
    const select = pageOf(before).getByLabelText(/^主管の所属/)
    const chosen = select.querySelector('option[selected]')
    expect(chosen?.textContent).toBe('都市整備部　道路河川課（推進責任者がいません）')
    await city.act('desk', number, { act: 'route', units: ['3010'] })
    expect(textOf(await city.by('desk').get(pageOfProposal(number)))).toContain(
      '道路河川課には推進責任者がいません。',
    )
  })

  it('says of a proposal about a head that the 部長 answers, who alone reads of it', async () => {
    const city = await deskCity()
    const number = await city.post({ aboutHead: true })
    await city.act('desk', number, { act: 'route', units: ['2010'] })
    const page = textOf(await city.by('desk').get(pageOfProposal(number)))
    expect(page).toContain('福祉部の部長')
    expect(page).toContain('部長にはこう見えます')
    expect(page).not.toContain('推進責任者がいません')
  })

  it('hands out a published answer as text for 文書管理システム, but not one about a head', async () => {
    const city = await deskCity()
    for (const aboutHead of [false, true]) {
      const number = await city.post({ aboutHead })
      const who = aboutHead ? 'director' : 'head'
      await city.act('desk', number, { act: 'route', units: ['2010'] })
      await city.act(who, number, { act: 'accept' })
      await city.act(who, number, { act: 'draft', answer: ANSWER })
      await city.act(who, number, { act: 'approve', decisionNumber: '' })
      await city.act('desk', number, { act: 'publish' })
      const page = pageOf(await city.by('desk').get(pageOfProposal(number)))
      const text = page.queryByLabelText<HTMLTextAreaElement>('回答の文面')
      expect(text?.value.includes(ANSWER.reason) ?? false).toBe(!aboutHead)
    }
  })
})
