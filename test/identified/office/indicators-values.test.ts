/** Values of the indicators: typed by one person of 人事課, public after the other one's approval. */
import { beforeAll, describe, expect, it } from 'vitest'
import { htmlFaults } from '../../support/valid-html.ts'
import { hand, textOf } from './hand.ts'
import {
  approveNewest,
  BASE,
  indicatorOffice,
  newest,
  refusalOf,
  stampSeen,
  stored,
  type IndicatorOffice,
  valueFields,
} from './indicators-city.ts'

const VALUE = `${BASE}/series/I3-2/value`

describe('A value typed by 人事課', () => {
  let office: IndicatorOffice
  beforeAll(async () => {
    office = await indicatorOffice()
    return () => office.city.close()
  })

  it('waits for the second person, and is public only after the approval', async () => {
    const { a, b } = office
    const sent = await a.post(VALUE, valueFields())
    expect(sent.headers.location).toBe(`${BASE}/approvals?done=entered`)
    expect(await stored(office, 'I3-2', 2025)).toBeUndefined()
    const page = await b.get(`${BASE}/approvals`)
    expect(htmlFaults(page.body, { 'aria-label-misuse': 'off' })).toEqual([])
    expect(textOf(page)).toContain('11.8時間（出典：庶務事務システム、時点：年度）')
    expect(textOf(await a.get(BASE))).toContain('承認待ち1件')
    expect(textOf(await b.get('/staff/office'))).toContain('承認待ち1件')
    expect((await approveNewest(office)).headers.location).toBe(`${BASE}/approvals?done=approved`)
    expect(await stored(office, 'I3-2', 2025)).toMatchObject({
      value: '11.8',
      source: '庶務事務システム',
      as_of_day: null,
      survey: null,
      sample: 0,
      approved_on: '2026-05-18',
    })
    const acts = await office.city.stores.identity.selectFrom('audit').selectAll().execute()
    expect(acts.map(({ act }) => act)).toEqual(
      expect.arrayContaining(['プログラムの指標を取込み', '指標の変更を入力', '指標の変更を承認']),
    )
    expect(acts.find(({ act }) => act === '指標の変更を承認')).toMatchObject({
      actor: office.second,
      detail: expect.stringContaining(
        'I3-2 職員一人あたりの月平均時間外勤務数　令和7年度：11.8時間',
      ) as string,
    })
  })

  it('is not approved by who has entered it', async () => {
    const { a } = office
    await a.post(`${BASE}/series/I3-5/value`, valueFields({ value: '13.9' }))
    const id = await newest(office)
    const refused = await a.post(`${BASE}/approvals/${id}/approval`)
    expect(refused.statusCode).toBe(403)
    expect(refusalOf(refused)).toContain(
      '自分が入力したものは、自分では承認も差戻しもできません。人事課のもう1人に頼んでください。間違えたときは「取り下げる」を押します。',
    )
    const returned = await a.post(`${BASE}/approvals/${id}/return`, { reason: '確認のため' })
    expect(returned.statusCode).toBe(403)
    expect(await stored(office, 'I3-5', 2025)).toBeUndefined()
    expect((await a.post(`${BASE}/approvals/${id}/withdrawal`)).headers.location).toBe(
      `${BASE}/approvals?done=withdrawn`,
    )
    const gone = await approveNewestOf(id)
    expect(gone.statusCode).toBe(409)
    expect(refusalOf(gone)).toContain(
      'この変更は、すでに承認、差戻し、取下げのどれかになっています。下の一覧で確かめてください。',
    )
  })

  it('is approved as it was seen: an entry that has taken its place meanwhile is refused', async () => {
    const { a, b } = office
    const url = `${BASE}/series/I3-5/value`
    await a.post(url, valueFields({ value: '13.9' }))
    const id = await newest(office)
    const seen = await stampSeen(office, id)
    await a.post(`${BASE}/approvals/${id}/withdrawal`)
    await a.post(url, valueFields({ value: '12.1' }))
    // Its number has come back.
    expect(await newest(office)).toBe(id)
    const refused = await b.post(`${BASE}/approvals/${id}/approval`, seen)
    expect(refused.statusCode).toBe(409)
    expect(refusalOf(refused)).toContain('画面を開いた後に、この変更の中身が変わりました。')
    const returned = await b.post(`${BASE}/approvals/${id}/return`, { ...seen, reason: '桁の誤り' })
    expect(returned.statusCode).toBe(409)
    expect(returned.body).toContain('value="桁の誤り"')
    expect(await stored(office, 'I3-5', 2025)).toBeUndefined()
    await a.post(`${BASE}/approvals/${id}/withdrawal`)
  })

  it('goes back with a reason that who has entered it reads, and can be entered anew', async () => {
    const { a, b } = office
    const fields = valueFields({ value: '7', source: '庶務事務システム' })
    await a.post(`${BASE}/series/I3-3/value`, { ...fields, confirmed: 'yes' })
    const id = await newest(office)
    const empty = await b.post(`${BASE}/approvals/${id}/return`, { reason: '' })
    expect(empty.statusCode).toBe(422)
    expect(refusalOf(empty)).toContain('差し戻す理由を入力してください。')
    await b.post(`${BASE}/approvals/${id}/return`, {
      ...(await stampSeen(office, id)),
      reason: '消防の分が入っていません',
    })
    expect(textOf(await a.get(BASE))).toContain('差し戻された入力が1件あります')
    expect(textOf(await a.get(`${BASE}/approvals`))).toContain('理由：消防の分が入っていません')
    expect(textOf(await b.get(BASE))).not.toContain('差し戻された入力')
    const gone = await b.post(`${BASE}/approvals/${id}/approval`)
    expect(gone.statusCode).toBe(409)
    const again = await a.post(`${BASE}/series/I3-3/value`, {
      ...fields,
      value: '9',
      confirmed: 'yes',
    })
    expect(again.statusCode).toBe(303)
    expect(textOf(await a.get(BASE))).not.toContain('差し戻された入力')
    await approveNewest(office)
    expect(await stored(office, 'I3-3', 2025)).toMatchObject({ value: '9' })
  })

  it('corrects what is public, old and new shown', async () => {
    const { a, b } = office
    const fields = valueFields({
      year: '2024',
      value: '12.1',
      source: '庶務事務システム（再集計）',
    })
    await a.post(VALUE, fields)
    const text = textOf(await b.get(`${BASE}/approvals`))
    expect(text).toContain('12.0時間（出典：「働き方・仕事の進め方改革」実行プログラム')
    expect(text).toContain('12.1時間（出典：庶務事務システム（再集計）、時点：年度）')
    await approveNewest(office)
    expect(await stored(office, 'I3-2', 2024)).toMatchObject({ value: '12.1' })
  })

  it('is 「－」 for a year that was not surveyed', async () => {
    const { a } = office
    await a.post(`${BASE}/series/I3-8/value`, valueFields({ value: '-', source: '人事情報' }))
    await approveNewest(office)
    expect(await stored(office, 'I3-8', 2025)).toMatchObject({ value: null })
  })

  it('of 1 April carries that day', async () => {
    const { a } = office
    const fields = valueFields({ value: '17.8', source: '人事情報', asOf: '翌年度4月1日' })
    await a.post(`${BASE}/series/I3-6/value`, fields)
    await approveNewest(office)
    expect(await stored(office, 'I3-6', 2025)).toMatchObject({ as_of_day: '2026-04-01' })
  })

  it.each([
    ['I3-4', { value: '' }, '値を入力してください。調べていない年度は「－」にします。'],
    ['I3-4', { value: '7時間' }, '数字か「－」で入力してください（例：12.0）。単位は付けません。'],
    ['I3-4', { value: '6.55' }, 'この指標は、小数第1位までで入力してください。'],
    [
      'I3-4',
      { value: '0.066' },
      'Excelの「％」の書式のセルは、17.0％が0.17と読まれます。書式を「標準」にして入れ直してください。',
    ],
    ['I3-4', { value: '-1' }, 'マイナスの値は入れられません。値を確かめてください。'],
    ['I3-4', { value: '100.1' }, '100％を超えています。値を確かめてください。'],
    ['I2-1', { value: '900.5' }, 'この指標は、整数で入力してください。'],
    [
      'I3-4',
      { asOf: '翌年度4月1日' },
      'この指標の時点は「年度」です。時点が違う値は、この指標には入れられません。',
    ],
    ['I3-4', { source: '' }, '出典を入力してください。'],
    [
      'I3-4',
      { year: '2026' },
      '令和8年度は、まだ終わっていません。令和7年度までの値を入力してください。',
    ],
    ['I3-4', { year: '二〇二五' }, '年度を選んでください。'],
    [
      'I3-4',
      {
        year: '2024',
        value: '6.6',
        source: '「働き方・仕事の進め方改革」実行プログラム（令和7年6月改訂）',
      },
      '今の値と同じです。変えるところがなければ、入力は要りません。',
    ],
    ['I3-4', { value: '12.0' }, '前年度は6.6％でした。50％を超えて変わります。'],
    ['I3-8ref', { value: '5' }, '令和5年度は52.5日でした。50％を超えて変わります。'],
  ])('is refused for %s with %j, and what was typed stays', async (id, other, words) => {
    const fields = valueFields({ value: '6.5', ...other })
    const refused = await office.a.post(`${BASE}/series/${id}/value`, fields)
    expect(refused.statusCode).toBe(422)
    expect(refusalOf(refused)).toContain(words)
    expect(refused.body).toContain(`value="${String(fields['source'])}"`)
    expect(htmlFaults(refused.body)).toEqual([])
  })

  it('far from the year before is taken once it is confirmed', async () => {
    const { a } = office
    const fields = valueFields({ value: '12.0' })
    const asked = await a.post(`${BASE}/series/I3-4/value`, fields)
    expect(textOf(asked)).toContain('この値で間違いありません。')
    const sent = await a.post(`${BASE}/series/I3-4/value`, { ...fields, confirmed: 'yes' })
    expect(sent.statusCode).toBe(303)
    const twice = await a.post(`${BASE}/series/I3-4/value`, { ...fields, confirmed: 'yes' })
    expect(refusalOf(twice)).toContain(
      '同じところの変更が、承認を待っています。「承認待ち」で、先に承認するか取り下げてください。',
    )
    await a.post(`${BASE}/approvals/${await newest(office)}/withdrawal`)
  })

  it('is not approved when the value has changed meanwhile', async () => {
    const { a, city } = office
    await a.post(`${BASE}/series/I2-2/value`, valueFields({ year: '2024', value: '70' }))
    await city.stores.commons
      .updateTable('indicator_value')
      .set({ value: '69' })
      .where('indicator', '=', 'I2-2')
      .where('fiscal_year', '=', 2024)
      .execute()
    const stale = await approveNewest(office)
    expect(stale.statusCode).toBe(409)
    expect(refusalOf(stale)).toContain(
      '入力した後に、公表している値や目標が変わりました。このままでは承認できません。差し戻して、今の値から入力し直してもらってください。',
    )
    expect(await stored(office, 'I2-2', 2024)).toMatchObject({ value: '69' })
    await a.post(`${BASE}/approvals/${await newest(office)}/withdrawal`)
  })

  it('is approved again after a crash between the two databases', async () => {
    const { a, city } = office
    await a.post(`${BASE}/series/I2-1/value`, valueFields({ value: '990' }))
    await city.stores.commons
      .insertInto('indicator_value')
      .values({
        indicator: 'I2-1',
        fiscal_year: 2025,
        value: '990',
        source: '庶務事務システム',
        as_of_day: null,
        respondents: null,
        survey: null,
        approved_on: '2026-05-18',
      })
      .execute()
    expect((await approveNewest(office)).statusCode).toBe(303)
    expect(textOf(await a.get(`${BASE}/approvals`))).not.toContain('990件')
  })

  async function approveNewestOf(id: number) {
    return office.b.post(`${BASE}/approvals/${id}/approval`)
  }
})

describe('人事課 with one person only', () => {
  it('is told whom to ask for a second one', async () => {
    const office = await indicatorOffice()
    await office.city.stores.identity
      .deleteFrom('role')
      .where('person', '=', office.second)
      .execute()
    await office.a.post(VALUE, valueFields())
    expect(textOf(await office.a.get(`${BASE}/approvals`))).toContain(
      '人事課の役割を持つ人が、あなたのほかにいません。情報担当に頼んで、人事課のもう1人にも役割を付けてもらってください。',
    )
    const other = hand(office.city, '000105')
    expect((await other.get(`${BASE}/approvals`)).statusCode).toBe(403)
  })
})
