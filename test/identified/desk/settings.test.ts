import { describe, expect, it } from 'vitest'
import { readSettings, settingsSchema, usualSettings } from '../../../server/proposals/settings.ts'
import { documentOf, pageOf, textOf } from '../office/hand.ts'
import { auditOf, BASE, deskCity, type DeskCity, pageOfProposal, people } from './desk-city.ts'

const HERE = `${BASE}/settings`
const CALENDAR = `${HERE}/calendar`

const settingsOf = (city: DeskCity) => readSettings(city.stores.commonsReader)

const clocks = {
  'clocks-check': '3',
  'clocks-acceptance': '５',
  'clocks-firstReply': '12',
  'clocks-conclusion': '60',
  'clocks-question': '14',
  'clocks-returned': '14',
}

describe('The settings', () => {
  it('are changed a section at a time, take effect at once and go on record', async () => {
    const city = await deskCity()
    const number = await city.post()
    await city.act('desk', number, { act: 'route', units: ['2010'] })
    await city.act('head', number, { act: 'accept' })
    expect(textOf(await city.by('desk').get(pageOfProposal(number)))).toContain(
      '令和8年12月7日（月）まで',
    )
    const saved = await city.by('desk').post(`${HERE}/clocks`, clocks)
    expect([saved.statusCode, saved.headers.location]).toEqual([303, `${HERE}?saved=yes`])
    expect((await settingsOf(city)).clocks).toEqual({ ...usualSettings.clocks, firstReply: 12 })
    expect(textOf(await city.by('desk').get(pageOfProposal(number)))).toContain(
      '令和8年12月9日（水）まで',
    )
    expect(await auditOf(city)).toContainEqual({
      actor: people.desk,
      act: '業務改善提案の設定を変更',
      detail: '所管が一次回答するまで 10→12',
    })
  })

  it('stay as they are when a value is no good, and what was typed stays in the form', async () => {
    const city = await deskCity()
    for (const [value, name] of [
      ['0', 'clocks-check'],
      ['-1', 'clocks-check'],
      ['1.5', 'clocks-check'],
      ['九百', 'clocks-check'],
      ['401', 'clocks-conclusion'],
      ['', 'clocks-question'],
    ] as const) {
      const answer = await city.by('desk').post(`${HERE}/clocks`, { ...clocks, [name]: value })
      expect([value, answer.statusCode]).toEqual([value, 422])
      expect(textOf(answer)).toContain('1から400までの数で書いてください。')
      const field = documentOf(answer).querySelector(
        `#f-${name}`,
      ) as unknown as HTMLInputElement | null
      expect(field?.value).toBe(value)
      expect(field?.getAttribute('aria-invalid')).toBe('true')
    }
    expect(await settingsOf(city)).toEqual(usualSettings)
    expect(await auditOf(city)).toEqual([])
  })

  it('let nobody take away what an author hides among: three proposals, three working days', async () => {
    const city = await deskCity()
    const amounts = {
      'cards-posts': '12',
      'cards-endorsements': '10',
      'release-minimum': '3',
      'release-mostDays': '3',
    }
    for (const name of ['release-minimum', 'release-mostDays']) {
      const answer = await city.by('desk').post(`${HERE}/amounts`, { ...amounts, [name]: '2' })
      expect([answer.statusCode, textOf(answer)]).toEqual([
        422,
        expect.stringMatching(/は、3から[12]0までの数で書いてください。/),
      ])
    }
    expect(await settingsOf(city)).toEqual(usualSettings)
    for (const release of [{ minimum: 2 }, { mostDays: 1 }]) {
      expect(settingsSchema.safeParse({ release }).success).toBe(false)
    }
    const more = { ...amounts, 'release-minimum': '5', 'cards-posts': '1' }
    expect((await city.by('desk').post(`${HERE}/amounts`, more)).statusCode).toBe(303)
    expect((await settingsOf(city)).release).toEqual({ minimum: 5, mostDays: 3 })
  })

  it('name the desks that a proposal is guided to', async () => {
    const city = await deskCity()
    const contacts = {
      'contacts-whistle': '公益通報（監察室）',
      'contacts-harassment': 'ハラスメント相談員',
      'contacts-personnel': '人事課',
      'contacts-health': '産業医',
      'contacts-compliance': '監察室',
    }
    await city.by('desk').post(`${HERE}/contacts`, contacts)
    const number = await city.post()
    const page = pageOf(await city.by('desk').get(pageOfProposal(number)))
    expect(page.getByLabelText('公益通報（監察室）')).toBeTruthy()
  })

  it('have no other sections', async () => {
    const city = await deskCity()
    for (const name of ['stops-x', 'boxSlots', '__proto__', 'constructor']) {
      expect((await city.by('desk').post(`${HERE}/${name}`, clocks)).statusCode).toBe(404)
    }
  })
})

describe('「災害等による期限停止」', () => {
  it('takes two clicks to begin and two to end, moves every clock, and is on record', async () => {
    const city = await deskCity()
    const number = await city.post()
    const desk = city.by('desk')
    const start = { stopFrom: '2026-11-20', stopReason: '大雨の災害対応のため' }
    const asked = await desk.post(`${HERE}/stops`, start)
    expect([asked.statusCode, textOf(asked)]).toEqual([
      200,
      expect.stringContaining('期限を停止します。よろしいですか'),
    ])
    expect((await settingsOf(city)).stops).toEqual([])
    const done = await desk.post(`${HERE}/stops`, { ...start, confirmed: 'yes' })
    expect(done.headers.location).toBe(`${CALENDAR}?notice=started`)
    expect(textOf(await desk.get(pageOfProposal(number)))).toContain('期限を停止しています')
    const twice = await desk.post(`${HERE}/stops`, { ...start, confirmed: 'yes' })
    expect([twice.statusCode, textOf(twice)]).toEqual([
      422,
      expect.stringContaining('すでに期限を停止しています。'),
    ])
    const early = await desk.post(`${HERE}/stops/end`, { stopTo: '2026-11-19', confirmed: 'yes' })
    expect(early.statusCode).toBe(422)
    expect((await desk.post(`${HERE}/stops/end`, { stopTo: '2026-11-24' })).statusCode).toBe(200)
    expect((await settingsOf(city)).stops[0]?.to).toBeNull()
    await desk.post(`${HERE}/stops/end`, { stopTo: '2026-11-24', confirmed: 'yes' })
    expect((await settingsOf(city)).stops).toEqual([
      { from: '2026-11-20', to: '2026-11-24', reason: start.stopReason },
    ])
    // 20 (Fri) to 24 (Tue) do not count: the three working days are 25, 26 and 27.
    expect(textOf(await desk.get(pageOfProposal(number)))).toContain('令和8年11月27日（金）まで')
    expect((await auditOf(city)).map(({ act, detail }) => `${act} ${detail}`)).toEqual([
      '期限の停止を開始 2026-11-20から　大雨の災害対応のため',
      '期限の停止を終了 2026-11-20から2026-11-24まで',
    ])
  })

  it.each([
    [{ stopFrom: '2026-02-30', stopReason: '理由' }, '停止を始める日を選んでください。'],
    [{ stopFrom: '2026-11-20', stopReason: '' }, '停止する理由を書いてください。'],
    [{ stopFrom: '2026-01-01', stopReason: '理由' }, '60日前までの日にしてください。'],
    [{ stopFrom: '2027-11-20', stopReason: '理由' }, '60日先までの日にしてください。'],
  ])('is not begun with a bad form', async (fields, message) => {
    const city = await deskCity()
    const answer = await city.by('desk').post(`${HERE}/stops`, { ...fields, confirmed: 'yes' })
    expect([answer.statusCode, textOf(answer)]).toEqual([422, expect.stringContaining(message)])
    expect((await settingsOf(city)).stops).toEqual([])
  })
})

describe('The calendar', () => {
  it('takes closed and open days of this city hall, and gives them back', async () => {
    const city = await deskCity()
    const desk = city.by('desk')
    await desk.post(`${HERE}/closed-days`, { closedDay: '2026-11-25', closedName: '市制記念日' })
    await desk.post(`${HERE}/open-days`, { openDay: '2026-11-23' })
    const settings = await settingsOf(city)
    expect([settings.closedDays, settings.openDays]).toEqual([
      [{ day: '2026-11-25', name: '市制記念日' }],
      ['2026-11-23'],
    ])
    expect(textOf(await desk.get(CALENDAR))).toContain('令和8年11月25日（水） 市制記念日')
    await desk.post(`${HERE}/closed-days/removal`, { day: '2026-11-25' })
    await desk.post(`${HERE}/open-days/removal`, { day: '2026-11-23' })
    const after = await settingsOf(city)
    expect([after.closedDays, after.openDays]).toEqual([[], []])
    const bad = await desk.post(`${HERE}/closed-days`, { closedDay: '来週', closedName: '休み' })
    expect([bad.statusCode, textOf(bad)]).toEqual([
      422,
      expect.stringContaining('閉庁する日を選んでください。'),
    ])
    expect((await auditOf(city)).map(({ act }) => act)).toEqual([
      '閉庁日を登録',
      '開庁日を登録',
      '閉庁日を取消し',
      '開庁日を取消し',
    ])
  })
})
