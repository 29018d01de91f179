import { describe, expect, it } from 'vitest'
import { htmlFaults } from '../../../support/valid-html.ts'
import { documentOf } from '../hand.ts'
import { DISASTER, EXTENSION, type Office, officeOf } from './changing.ts'

const VOLUNTARY =
  '回答は任意です。勤務時間内に回答できます。所属長は、回答したか・何と答えたかを尋ねません。尋ねられたら人事課へ。'
const APPRAISAL =
  'アンケートの回答・集計値、提案の有無や内容、件数は、人事考課に使いません。（見直しの取組そのものは、プログラムにより人事考課の評価項目です。）'

/** The two texts of a moment. */
async function textsOf(office: Office, kind: string): Promise<[string, string]> {
  const page = documentOf(await office.get('notices'))
  const text = (place: string) => page.querySelector(`#${place}-${kind}`)?.textContent ?? ''
  return [text('portal'), text('formal')]
}

/** Moments whose text fits today. */
async function currentOf(office: Office): Promise<string[]> {
  const page = documentOf(await office.get('notices'))
  return [...page.querySelectorAll('main > .notice-text h3')].map((h) => h.id.replace('n-', ''))
}

describe('The ready texts', () => {
  it('announce a survey with the exact words of the promise, dates, address and key number', async () => {
    const office = await officeOf()
    const key = (await office.city.app.inject('/voice/surveys/r8/key')).json<{ keyId: string }>()
    for (const text of await textsOf(office, 'announcement')) {
      expect(text).toContain(VOLUNTARY)
      expect(text).toContain(APPRAISAL)
      expect(text).toContain('令和8年11月30日（月） 10時00分')
      expect(text).toContain(key.keyId)
      expect(text).toContain('http://localhost:80/staff/')
      expect(text).toContain('5人に満たない区分は表示しません。')
      expect(text).toContain('12人')
      expect(text).toContain(
        '合言葉を1人分なくすと、だれにも開けられません。そのときはアンケートを中止し、回答箱は開けずに廃棄します。',
      )
      const address = /確かめ方(?:：|　)(http:\/\/localhost:80\/\S+)/.exec(text)?.[1] ?? ''
      expect((await office.city.app.inject(new URL(address).pathname)).body).toContain(key.keyId)
    }
    const [, formal] = await textsOf(office, 'announcement')
    expect(formal).toMatch(/記\n\n１　目的/)
    expect(formal).toMatch(/１１　問い合わせ先\n　　人事課\n\n　+以上/)
  })

  it('tell who has no PC how the paper slip is used, and say nothing of it otherwise', async () => {
    const office = await officeOf({ withoutPc: 4, draft: { slips: { spare: 1 } } })
    for (const kind of ['announcement', 'opening', 'last']) {
      for (const text of await textsOf(office, kind)) {
        expect(text).toContain(
          'パソコンのない職場の職員は、配られる紙の回答券で、サインインせずに回答できます。',
        )
        const address = /http:\/\/localhost:80(\/voice\/slip) を開いて/.exec(text)?.[1] ?? ''
        expect((await office.city.app.inject(address)).statusCode).toBe(200)
      }
    }
    const [portal] = await textsOf(await officeOf(), 'announcement')
    expect(portal).not.toContain('紙の回答券')
  })

  it('remind everybody in the same words, and name nobody', async () => {
    const office = await officeOf()
    const all = documentOf(await office.get('notices')).querySelector('main')?.textContent ?? ''
    for (const number of office.city.people) expect(all).not.toContain(number)
    for (const kind of ['opening', 'middle', 'last']) {
      for (const text of await textsOf(office, kind)) expect(text).toContain(VOLUNTARY)
    }
    expect((await textsOf(office, 'middle'))[0]).toContain(
      'まだの方も、すでに回答した方にも、同じ文でお知らせしています。',
    )
    expect(all).not.toContain('約0％')
  })

  it('follow the survey: what fits today stands first', async () => {
    const office = await officeOf()
    expect(await currentOf(office)).toEqual(['announcement', 'opening', 'middle', 'last'])
    await office.post('extension', EXTENSION)
    await office.post('correction', { words: '問3の誤り' })
    await office.post('stop', { from: '2026-11-20', words: DISASTER })
    expect(await currentOf(office)).toEqual([
      'announcement',
      'opening',
      'middle',
      'last',
      'extension',
      'correction-2',
      'stop-3',
    ])
    expect((await textsOf(office, 'last'))[0]).toContain('期限を停止中')
    expect((await textsOf(office, 'stop-3'))[1]).toContain(DISASTER)
    await office.post('resumption')
    expect(await currentOf(office)).toContain('resumption-4')
    expect(await currentOf(office)).not.toContain('stop-3')
    const [portal] = await textsOf(office, 'extension')
    expect(portal).toContain('前の締切：令和8年11月30日（月） 10時00分')
    office.city.clock.now = new Date('2026-12-20T10:00:00+09:00')
    expect(await currentOf(office)).toEqual(['correction-2', 'resumption-4', 'closed'])
    await office.post('cancellation', { words: '設問に誤りがあったため' })
    expect(await currentOf(office)).toEqual(['cancellation'])
    expect((await textsOf(office, 'cancellation'))[1]).toContain('設問に誤りがあったため')
  })

  it('stand on valid pages', async () => {
    const office = await officeOf()
    for (const page of ['', 'notices', 'extension', 'correction', 'stop', 'cancellation']) {
      // The row of steps is a list with a name, which every browser reads out.
      const faults = htmlFaults((await office.get(page)).body, { 'aria-label-misuse': 'off' })
      expect(faults, page).toEqual([])
    }
  })
})
