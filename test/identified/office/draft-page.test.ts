import { describe, expect, it } from 'vitest'
import { smallCity } from '../../support/small-city.ts'
import { documentOf, draftFields, encodeForm, type Fields, hand, pageOf, textOf } from './hand.ts'

const NEW = '/staff/office/surveys/new'

async function emptyOffice() {
  const city = await smallCity({ survey: 'none', people: 3 })
  const office = hand(city, city.officials.hr)
  const counts = async () => ({
    surveys: (await city.stores.commons.selectFrom('survey').selectAll().execute()).length,
    acts: (await city.stores.identity.selectFrom('audit').selectAll().execute()).length,
  })
  return { city, office, counts }
}

const bad: readonly [what: string, fields: Fields, sentence: string][] = [
  ['no title', { title: '' }, '題名を入力してください。'],
  ['a title of blanks', { title: ' 　 ' }, '題名を入力してください。'],
  ['no title at all', { title: undefined }, '題名を入力してください。'],
  ['two titles', { title: ['あ', 'い'] }, '題名を入力してください。'],
  ['a title of 81 characters', { title: 'あ'.repeat(81) }, '題名は80文字までにしてください。'],
  [
    'a control character',
    { title: 'アンケート\u0007' },
    '題名に使えない文字（制御文字）があります。',
  ],
  [
    'text that runs backwards',
    { title: 'アンケート\u202eabc' },
    '題名に使えない文字（制御文字）があります。',
  ],
  ['an invisible title', { title: '\u200b' }, '題名に使えない文字（制御文字）があります。'],
  ['no scale', { scale: undefined }, '尺度（4段階か5段階）を選んでください。'],
  ['a scale of 7', { scale: '7' }, '尺度（4段階か5段階）を選んでください。'],
  ['no question', { items: [] }, '選択式の設問を1問以上選んでください。'],
  [
    'an invented question',
    { items: ['Q_EFF_KPI', 'Q_X'] },
    '一覧にない項目が選ばれています。画面を開き直してください。',
  ],
  [
    'an invented attribute',
    { attributes: '氏名' },
    '一覧にない項目が選ばれています。画面を開き直してください。',
  ],
  ['no smallest number', { k: '' }, '公表する最小の人数を整数の数字で入力してください。'],
  ['a word for a number', { k: '十人' }, '公表する最小の人数を整数の数字で入力してください。'],
  ['a fraction', { k: '9.5' }, '公表する最小の人数を整数の数字で入力してください。'],
  ['a number in hexadecimal', { k: '0x10' }, '公表する最小の人数を整数の数字で入力してください。'],
  ['fewer than 5', { k: '4' }, '公表する最小の人数は5人以上にしてください。'],
  ['more than 100', { k: '101' }, '公表する最小の人数は100人以下にしてください。'],
  [
    'fewer than 10 without a decision',
    { k: '9', kDecision: '' },
    '10人未満まで公表するときは、その決裁番号を入力してください。',
  ],
  [
    'a decision of 61 characters',
    { kDecision: 'あ'.repeat(61) },
    '決裁番号は60文字までにしてください。',
  ],
  ['no opening', { opensAt: '' }, '受付開始の日時を入力してください。'],
  ['an opening that is no time', { opensAt: '来週' }, '受付開始の日時を入力してください。'],
  ['30 February', { opensAt: '2026-02-30T08:30' }, '受付開始の日時を入力してください。'],
  ['no close', { closesAt: undefined }, '締切の日時を入力してください。'],
  [
    'a close before the opening',
    { closesAt: '2026-11-24T08:29' },
    '締切は、受付開始より後の日時にしてください。',
  ],
  [
    'a close in the past',
    { opensAt: '2026-11-01T08:30', closesAt: '2026-11-10T17:15', referenceDay: '2026-11-01' },
    '締切は、今より後の日時にしてください。',
  ],
  [
    'a close after 1 April',
    { closesAt: '2027-04-01T00:00' },
    '実施の決定から締切までが4月1日をまたがない日時にしてください。',
  ],
  ['no reference day', { referenceDay: '' }, '基準日を 2026-10-01 の形で入力してください。'],
  [
    'a reference day after the opening',
    { referenceDay: '2026-11-25' },
    '基準日は、受付開始の日以前にしてください。',
  ],
  [
    'a reference day of long ago',
    { referenceDay: '1900-01-01' },
    '基準日は、今年度か前年度の日にしてください。',
  ],
  ['no contact', { contact: '' }, '問い合わせ先を入力してください。'],
  [
    'seven lines of help desks',
    { contacts: 'あ\n'.repeat(7) },
    '相談窓口は6行までにしてください。',
  ],
  [
    'a line of 101 characters',
    { contacts: 'あ'.repeat(101) },
    '相談窓口は1行100文字までにしてください。',
  ],
  ['no keeper', { keeperPosts: ' \n ' }, '鍵の保管者の役職を1行に1つずつ入力してください。'],
  ['six keepers', { keeperPosts: 'い\nろ\nは\nに\nほ\nへ' }, '鍵の保管者は5行までにしてください。'],
  [
    'the same keeper twice',
    { keeperPosts: '人事課長\n人事課長' },
    '同じ役職が2回あります。1つにしてください。',
  ],
  ['no keeper needed', { keeperNeed: '0' }, '開封に必要な人数は1人以上にしてください。'],
  [
    'more keepers needed than there are',
    { keeperNeed: '4' },
    '開封に必要な人数は、保管者の人数以下にしてください。',
  ],
  [
    'a needed number that is none',
    { keeperNeed: '多数' },
    '開封に必要な人数を整数の数字で入力してください。',
  ],
]

describe('The form of a new survey', () => {
  it('is refused for each thing that is wrong, in a sentence that links to the field, keeps what was typed and writes nothing', async () => {
    const { office, counts } = await emptyOffice()
    const before = await counts()
    const faults: string[] = []
    for (const [what, fields, sentence] of bad) {
      const form = draftFields(fields)
      const answer = await office.post(NEW, form)
      const document = documentOf(answer)
      const alert = document.querySelector('[role=alert]')
      const link = [...(alert?.querySelectorAll('a') ?? [])].find((a) => a.textContent === sentence)
      const target = document.getElementById((link?.getAttribute('href') ?? '#').slice(1))
      if (answer.statusCode !== 422) faults.push(`${what}: ${answer.statusCode}`)
      if (link === undefined) faults.push(`${what}: ${alert?.textContent?.replaceAll(/\s+/g, ' ')}`)
      if (target === null) faults.push(`${what}: the link leads nowhere`)
      for (const [name, typed] of Object.entries(form)) {
        const kept = fieldValue(document, name)
        const expected = [typed ?? []].flat().filter((value) => kept.known(value))
        if (typeof typed === 'string' && expected.length > 0 && !kept.values.includes(typed)) {
          faults.push(`${what}: ${name} was lost (${JSON.stringify(kept.values)})`)
        }
        if (Array.isArray(typed) && name !== 'title' && kept.values.join() !== expected.join()) {
          faults.push(`${what}: ${name} was lost`)
        }
      }
    }
    expect(faults).toEqual([])
    expect(await counts()).toEqual(before)
  })

  it('names all faults at once, in the order of the page', async () => {
    const { office } = await emptyOffice()
    const answer = await office.post(NEW, {})
    const links = pageOf(answer).getByRole('alert').querySelectorAll('a')
    expect([...links].map((a) => a.getAttribute('href'))).toEqual([
      '#f-title',
      '#f-opensAt',
      '#f-closesAt',
      '#f-referenceDay',
      '#f-scale',
      '#f-items',
      '#f-k',
      '#f-contact',
      '#f-keeperPosts',
      '#f-keeperNeed',
    ])
  })

  it.each([
    ['text', 'text/plain', 'title=あ', 422],
    ['JSON that is a number', 'application/json', '5', 422],
    [
      'JSON with numbers for questions',
      'application/json',
      '{"title":1,"items":[1,{}],"k":{}}',
      422,
    ],
    ['broken JSON', 'application/json', '{"title":', 400],
    ['XML', 'application/xml', '<title/>', 415],
    ['a file', 'multipart/form-data; boundary=x', '--x--', 415],
    ['300 KB', 'application/x-www-form-urlencoded', `title=${'a'.repeat(300_000)}`, 413],
  ])('answers %s with a page in Japanese and writes nothing', async (_, type, payload, status) => {
    const { city, counts } = await emptyOffice()
    const before = await counts()
    const cookie = await city.session(city.officials.hr)
    const answer = await city.app.inject({
      method: 'POST',
      url: NEW,
      headers: {
        accept: 'text/html',
        'sec-fetch-site': 'same-origin',
        'content-type': type,
        cookie,
      },
      payload,
    })
    expect(answer.statusCode).toBe(status)
    expect(answer.body).not.toMatch(/Invalid|expected|received|Error/)
    expect(pageOf(answer).getByRole('heading', { level: 1 }).textContent).toMatch(/\p{Script=Han}/u)
    expect(await counts()).toEqual(before)
  })

  it('takes full-width digits, and a survey on a scale of 5 with 10 people without a decision', async () => {
    const { office } = await emptyOffice()
    const fields = { k: '１０', kDecision: '', keeperNeed: '２', scale: '5' }
    const answer = await office.post(NEW, draftFields(fields))
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/staff/office/surveys/r8'])
    const page = await office.get('/staff/office/surveys/r8')
    expect(textOf(page)).toContain('10人に満たない区分は表示しません。')
    expect(textOf(page)).toContain('選択式4問（5段階）')
  })

  it('shows what was typed as text, never as markup, on every page', async () => {
    const { office } = await emptyOffice()
    const title = `<script>alert(1)</script>"'><img src=x onerror=y>`
    await office.post(NEW, draftFields({ title, keeperPosts: '<b>課長</b>', keeperNeed: '1' }))
    for (const url of [
      '/staff/office',
      '/staff/office/surveys/r8',
      '/staff/office/surveys/r8/draft',
    ]) {
      const answer = await office.get(url)
      expect(answer.statusCode).toBe(200)
      expect(documentOf(answer).querySelectorAll('main script, main img, main b')).toHaveLength(0)
      expect(answer.body).not.toContain('<img src=x')
    }
    expect(
      pageOf(await office.get('/staff/office')).getByRole('link', { name: title }),
    ).toBeTruthy()
  })

  it('begins with the usual: core questions, ten people, two of three keepers, two weeks from tomorrow, and no scale chosen', async () => {
    const { office } = await emptyOffice()
    const answer = await office.get(NEW)
    const page = pageOf(answer)
    const value = (label: RegExp) => page.getByLabelText<HTMLInputElement>(label).value
    expect(value(/^公表する最小の人数/)).toBe('10')
    expect(value(/^開封に必要な人数/)).toBe('2')
    expect(value(/^保管者の役職/).split('\n')).toHaveLength(3)
    expect(value(/^受付開始/)).toBe('2026-11-21T08:30')
    expect(value(/^締切/)).toBe('2026-12-05T17:15')
    const document = documentOf(answer)
    expect(document.querySelectorAll('input[name=scale]:checked')).toHaveLength(0)
    expect(document.querySelectorAll('input[name=items]:checked').length).toBeGreaterThan(20)
  })
})

describe('A draft', () => {
  it('can be changed as often as wanted, and a bad change leaves it as it was', async () => {
    const { city, office } = await emptyOffice()
    await office.post(NEW, draftFields())
    const url = '/staff/office/surveys/r8/draft'
    const answer = await office.post(
      url,
      draftFields({ title: '新しい題名', closesAt: '2026-12-10T17:15' }),
    )
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/staff/office/surveys/r8'])
    const before = await city.stores.commons.selectFrom('survey').selectAll().execute()
    expect((await office.post(url, draftFields({ title: '' }))).statusCode).toBe(422)
    expect(await city.stores.commons.selectFrom('survey').selectAll().execute()).toEqual(before)
    const page = pageOf(await office.get(url))
    expect(page.getByLabelText<HTMLInputElement>(/^題名/).value).toBe('新しい題名')
    expect(page.getByLabelText<HTMLInputElement>(/^締切/).value).toBe('2026-12-10T17:15')
    const acts = await city.stores.identity.selectFrom('audit').select(['act', 'actor']).execute()
    expect(acts.slice(-2)).toEqual([
      { act: 'アンケートの案を作成', actor: city.officials.hr },
      { act: 'アンケートの案を修正', actor: city.officials.hr },
    ])
  })

  it('of the same year gets the next free name', async () => {
    const { office } = await emptyOffice()
    for (const id of ['r8', 'r8-2', 'r8-3']) {
      const answer = await office.post(NEW, draftFields())
      expect(answer.headers.location).toBe(`/staff/office/surveys/${id}`)
    }
  })

  it('of an unknown name is not found', async () => {
    const { office } = await emptyOffice()
    for (const id of ['r9', '..%2f..', '%00', 'r8;drop']) {
      const base = `/staff/office/surveys/${id}`
      expect((await office.get(base)).statusCode).toBe(404)
      expect((await office.get(`${base}/draft`)).statusCode).toBe(404)
      expect((await office.post(`${base}/draft`, draftFields())).statusCode).toBe(404)
      expect((await office.post(`${base}/keys`)).statusCode).toBe(404)
      expect((await office.get(`${base}/announcement`)).statusCode).toBe(404)
      expect((await office.post(`${base}/announcement`)).statusCode).toBe(404)
    }
  })

  it('that was typed while the session ran out comes back after signing in', async () => {
    const { city } = await emptyOffice()
    const answer = await city.app.inject({
      method: 'POST',
      url: NEW,
      headers: {
        accept: 'text/html',
        'sec-fetch-site': 'same-origin',
        'content-type': 'application/x-www-form-urlencoded',
      },
      payload: encodeForm(draftFields()),
    })
    expect(answer.statusCode).toBe(401)
    expect(answer.body).toContain('Q_EFF_KPI')
  })
})

/** What a field of the page holds, and whether it could hold a value at all. */
function fieldValue(document: ReturnType<typeof documentOf>, name: string) {
  const inputs = [...document.querySelectorAll(`[name="${name}"]`)]
  const [first] = inputs
  const choice =
    first?.getAttribute('type') === 'checkbox' || first?.getAttribute('type') === 'radio'
  if (!choice) {
    const text = first?.tagName === 'TEXTAREA' ? first.textContent : first?.getAttribute('value')
    return { known: () => true, values: [text ?? ''] }
  }
  const offered = inputs.map((input) => input.getAttribute('value') ?? '')
  const ticked = inputs.filter((input) => input.hasAttribute('checked'))
  return {
    known: (value: string) => offered.includes(value),
    values: ticked.map((input) => input.getAttribute('value') ?? ''),
  }
}
