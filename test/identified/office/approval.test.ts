import { describe, expect, it } from 'vitest'
import { smallCity } from '../../support/small-city.ts'
import { approve, cityWithDraft, emptyOffice, SURVEY, typeDraft } from './drafts.ts'
import { documentOf, draftFields, type Fields, hand, pageOf, textOf } from './hand.ts'

const APPROVAL = `${SURVEY}/approval`

async function officeWithDraft(fields: Fields = {}) {
  const made = await emptyOffice(12)
  await typeDraft(made.office, draftFields(fields))
  const hash = async () => {
    const page = documentOf(await made.office.get(`${SURVEY}/draft`))
    return page.querySelector('input[name=hash]')?.getAttribute('value') ?? ''
  }
  const approvals = () =>
    made.city.stores.commons.selectFrom('survey_approval').selectAll().execute()
  return { ...made, hash, approvals }
}

describe('決裁', () => {
  it.each<[string, Fields, string, string]>([
    ['no number', { number: ' ' }, 'number', '決裁番号を入力してください。'],
    [
      '61 characters',
      { number: 'あ'.repeat(61) },
      'number',
      '決裁番号は60文字までにしてください。',
    ],
    ['no day', { day: '' }, 'day', '決裁日を 2026-10-01 の形で入力してください。'],
    ['no day at all', { day: undefined }, 'day', '決裁日を入力してください。'],
    ['tomorrow', { day: '2026-11-21' }, 'day', '決裁日は、今日以前の日にしてください。'],
  ])('with %s comes back with a sentence at its field', async (_, fields, field, words) => {
    const { office, hash, approvals } = await officeWithDraft()
    const form = { number: '人決第1号', day: '2026-11-20', hash: await hash(), ...fields }
    const answer = await office.post(APPROVAL, form)
    expect(answer.statusCode).toBe(422)
    const link = pageOf(answer).getByRole('link', { name: words })
    expect(link.getAttribute('href')).toBe(`#f-${field}`)
    expect(await approvals()).toEqual([])
  })

  it('without the number of the draft that was printed is refused', async () => {
    const { office, approvals } = await officeWithDraft()
    const answer = await office.post(APPROVAL, { number: '人決第1号', day: '2026-11-20' })
    expect(answer.statusCode).toBe(422)
    expect(pageOf(answer).getByRole('alert').textContent).toContain('画面を開き直してください。')
    expect(await approvals()).toEqual([])
  })

  it('is needed before the keys and the announcement, and says so', async () => {
    const { city, office } = await officeWithDraft()
    const before = await office.get(SURVEY)
    expect(textOf(before)).toContain('決裁がまだです。')
    const link = pageOf(before).getByRole('link', { name: '決裁番号を登録' })
    expect(link.getAttribute('href')).toBe(`${SURVEY}/draft#approval`)
    const keys = await office.post(`${SURVEY}/keys`)
    expect(keys.statusCode).toBe(409)
    expect(pageOf(keys).getByRole('alert').textContent).toContain(
      '決裁がまだ登録されていません。案の画面で、決裁番号と決裁日を登録してください。',
    )
    const direct = await city.system.acts.announce('r8', [])
    expect(direct).toMatchObject({ state: 'refused' })
    await approve(office, SURVEY)
    const after = textOf(await office.get(SURVEY))
    expect(after).toContain('登録済み（決裁番号 人決第100号、令和8年11月20日（金））')
    expect(after).not.toContain('決裁がまだです。')
    expect((await office.post(`${SURVEY}/keys`)).statusCode).toBeLessThan(400)
    const acts = await city.stores.identity.selectFrom('audit').select(['act', 'detail']).execute()
    expect(acts).toContainEqual({
      act: 'アンケートの案の決裁を登録',
      detail: 'r8：決裁番号 人決第100号（令和8年11月20日（金））',
    })
  })

  it('is void as soon as anything of the draft is changed, which is shown, and good again when it is changed back', async () => {
    const { office } = await officeWithDraft()
    await approve(office, SURVEY)
    expect(textOf(await office.get(`${SURVEY}/draft`))).toContain('決裁を登録しました')
    const change = (k: string) =>
      office.post(`${SURVEY}/draft/publication`, { tables: ['bu'], k, kDecision: '人決第12号' })
    await change('12')
    expect(textOf(await office.get(`${SURVEY}/draft`))).toContain('決裁の後に案が変わっています')
    const keys = await office.post(`${SURVEY}/keys`)
    expect(keys.statusCode).toBe(409)
    expect(textOf(keys)).toContain(
      '決裁の後に案が変わっています。もう一度決裁を受け、案の画面で決裁番号を登録し直してください。',
    )
    await change('5')
    expect((await office.post(`${SURVEY}/keys`)).statusCode).toBeLessThan(400)
  })

  it('is given for the draft as it was printed: one that changed in between is refused', async () => {
    const { office, hash, approvals } = await officeWithDraft()
    const printed = await hash()
    await office.post(`${SURVEY}/draft/contacts`, {
      contact: '別の窓口',
      keeperPosts: '人事課長',
      keeperNeed: '1',
    })
    const form = { number: '人決第1号', day: '2026-11-20', hash: printed }
    const answer = await office.post(APPROVAL, form)
    expect(answer.statusCode).toBe(409)
    expect(pageOf(answer).getByRole('alert').textContent).toContain(
      '案が変わっています。起案資料を印刷し直し、同じ案の番号で決裁を受けてから登録してください。',
    )
    expect(await approvals()).toEqual([])
  })

  it('of an unfinished draft is refused', async () => {
    const { office, hash, approvals } = await officeWithDraft({ items: [] })
    const form = { number: '人決第1号', day: '2026-11-20', hash: await hash() }
    const answer = await office.post(APPROVAL, form)
    expect(answer.statusCode).toBe(409)
    expect(textOf(answer)).toContain(
      '案に足りないところがあります。「要対応」のところを直してから、決裁を登録してください。',
    )
    expect(await approvals()).toEqual([])
  })

  it('of a survey that is announced is too late', async () => {
    const city = await smallCity({ people: 6 })
    const office = hand(city, city.officials.hr)
    const answer = await office.post(APPROVAL, { number: '1', day: '2026-11-20', hash: '' })
    expect(answer.statusCode).toBe(409)
  })
})

describe('起案資料', () => {
  it('hold everything that is decided on one print, and the number of the draft', async () => {
    const { city, office } = await cityWithDraft({ keeperNeed: '2', k: '10' })
    await office.post(`${SURVEY}/draft/questions/own`, {
      type: 'multi',
      section: 'EFF',
      text: '困っていること',
      options: '端末\n書類',
      audience: '管理職',
    })
    const answer = await office.get(`${SURVEY}/proposal-papers`)
    const text = textOf(answer)
    for (const words of [
      '1 実施要領',
      '令和8年11月24日（火） 8時30分 から',
      '12人（基準日 令和8年11月20日（金）。',
      '人事課（内線 2305）',
      '問1自分の職場では効率的に仕事が進められている',
      '管理職の問1困っていること（管理職の方へ）いくつでも：端末／書類',
      '公表する表：全庁、部',
      '10人に満たない区分は表示しません。',
      'だれが回答券を受け取ったかと、どの回答がだれのものかは、管理者にも結び付けられません。',
      '残る危険',
      '鍵の番号：（鍵を作った後に記入',
      '人事課長、職員側委員、行政管理課長（このうち2人の合言葉で開封します）',
      '開封の後、公表した内容を確かめて廃棄します（開封から14日以内）',
      '尺度・文言・対象の範囲・分母の変更は見つかっていません。',
    ]) {
      expect(text).toContain(words)
    }
    const number = /案の番号 ([0-9A-F]{4}-[0-9A-F]{4})/.exec(text)?.[1]
    expect(textOf(await office.get(`${SURVEY}/draft`))).toContain(`案の番号 ${number}`)
    for (const person of city.people)
      expect(answer.body.split(person)).toHaveLength(person === city.officials.hr ? 2 : 1)
  })

  it('carry the number of the keys once they are made', async () => {
    const { office } = await cityWithDraft()
    await office.post(`${SURVEY}/keys`)
    const papers = documentOf(await office.get(`${SURVEY}/proposal-papers`))
    const numbers = [...papers.querySelectorAll('.papers .code')].map((code) => code.textContent)
    expect(textOf(await office.get(`${SURVEY}/announcement`))).toContain(numbers.at(-1) ?? '?')
    expect(numbers).toHaveLength(2)
  })
})

describe('The preview of the answer page', () => {
  it('is the real page, with nothing that could send an answer', async () => {
    const { office } = await officeWithDraft()
    for (const width of ['1280', '820']) {
      const answer = await office.get(`${SURVEY}/preview-page?width=${width}`)
      expect(answer.statusCode).toBe(200)
      const page = documentOf(answer)
      expect(page.querySelectorAll('form, script, iframe, noscript')).toHaveLength(0)
      expect(page.body.className).toBe(`preview preview-${width}`)
      expect(textOf(answer)).toContain('ここで選んでも書いても、どこにも送られず、残りません。')
      expect(page.querySelectorAll('fieldset.ask[id^=s]')).toHaveLength(4)
      expect(page.getElementById('form')?.hasAttribute('hidden')).toBe(false)
      expect(textOf(answer)).toContain('福祉部')
      const links = [...page.querySelectorAll('.preview-band a')].map((a) => a.getAttribute('href'))
      expect(links.at(-1)).toBe(`${SURVEY}/draft`)
    }
    expect((await office.get(`${SURVEY}/preview-page?width=99`)).statusCode).toBe(200)
  })

  it('leaves the page that everybody gets as it was', async () => {
    const city = await smallCity({ people: 6 })
    const { body } = await city.app.inject(`/voice/surveys/${city.survey.id}`)
    expect(body).toContain('<form class="step" id="form"')
    expect(body).not.toMatch(/preview|確認用/)
  })
})
