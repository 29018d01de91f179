import { describe, expect, it } from 'vitest'
import { emptyOffice, fieldsOf, NEW, partOf, SURVEY, typeDraft } from './drafts.ts'
import { documentOf, draftFields, encodeForm, type Fields, pageOf, textOf } from './hand.ts'

const PERIOD = fieldsOf('period', draftFields())

async function counted() {
  const made = await emptyOffice()
  const counts = async () => ({
    surveys: await made.rows(),
    acts: (await made.city.stores.identity.selectFrom('audit').selectAll().execute()).length,
  })
  return { ...made, counts }
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
  [
    'no answer about the earlier scale',
    { earlierScale: undefined },
    'これまでの調査の尺度を選んでください。分からないときは「わからない」を選びます。',
  ],
  [
    'no answer about the earlier denominator',
    { earlierDenominator: '1' },
    'これまでの割合の分母を選んでください。分からないときは「わからない」を選びます。',
  ],
  [
    'no answer about who was asked earlier',
    { earlierAsked: undefined },
    'これまでの対象の範囲を選んでください。分からないときは「わからない」を選びます。',
  ],
  [
    'five attributes',
    { attributes: ['position', 'age', 'sex', 'employment', 'care'] },
    '属性は4つまで選べます。',
  ],
  [
    'an invented 在職区分',
    { status: '=なまけもの' },
    '一覧にない項目が選ばれています。画面を開き直してください。',
  ],
  [
    'an invented unit',
    { units: '9999' },
    '一覧にない項目が選ばれています。画面を開き直してください。',
  ],
  ['a scale of 7', { scale: '7' }, '尺度（4段階か5段階）を選んでください。'],
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
    { opensAt: '2026-11-01T08:30', closesAt: '2026-11-10T17:15' },
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
  ['six keepers', { keeperPosts: 'い\nろ\nは\nに\nほ\nへ' }, '鍵の保管者は5行までにしてください。'],
  [
    'the same keeper twice',
    { keeperPosts: '人事課長\n人事課長' },
    '同じ役職が2回あります。1つにしてください。',
  ],
  [
    'the same reader of texts twice',
    { readers: '人事課長\n人事課長' },
    '違う役職を2つ、1行に1つずつ入力してください。1人は人事課の外の人にします。',
  ],
  [
    'three readers of texts',
    { readers: '人事課長\n職員側委員\n産業医' },
    '自由記述を読む人は2行までにしてください。',
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

describe('The editor of a draft', () => {
  it('refuses each thing that is wrong, in a sentence that links to the field, keeps what was typed and writes nothing', async () => {
    const { office, counts } = await counted()
    await typeDraft(office)
    const before = await counts()
    const faults: string[] = []
    for (const [what, fields, sentence] of bad) {
      const part = partOf(Object.keys(fields)[0] ?? '')
      const form = fieldsOf(part, draftFields(fields))
      const answer = await office.post(`${SURVEY}/draft/${part}`, form)
      const document = documentOf(answer)
      const alert = document.querySelector('[role=alert]')
      const link = [...(alert?.querySelectorAll('a') ?? [])].find((a) => a.textContent === sentence)
      const target = document.getElementById((link?.getAttribute('href') ?? '#').slice(1))
      if (answer.statusCode !== 422) faults.push(`${what}: ${answer.statusCode}`)
      if (link === undefined) faults.push(`${what}: ${alert?.textContent?.replaceAll(/\s+/g, ' ')}`)
      if (target === null && !what.startsWith('an invented 在')) {
        faults.push(`${what}: the link leads nowhere`)
      }
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

  it('names all faults of a page at once, in its order', async () => {
    const { office } = await emptyOffice()
    await typeDraft(office)
    const links = async (url: string) =>
      [
        ...pageOf(await office.post(url, {}))
          .getByRole('alert')
          .querySelectorAll('a'),
      ].map((a) => a.getAttribute('href'))
    expect(await links(NEW)).toEqual(['#f-title', '#f-opensAt', '#f-closesAt'])
    expect(await links(`${SURVEY}/draft/scale`)).toEqual([
      '#f-scale',
      '#f-earlierScale',
      '#f-earlierDenominator',
      '#f-earlierAsked',
    ])
  })

  it('shows the page of a new survey again with each fault of its dates', async () => {
    const { office, counts } = await counted()
    const before = await counts()
    for (const [, fields, sentence] of bad) {
      if (partOf(Object.keys(fields)[0] ?? '') !== 'period') continue
      const answer = await office.post(NEW, { ...PERIOD, ...fields })
      expect([answer.statusCode, textOf(answer).includes(sentence)]).toEqual([422, true])
    }
    expect(await counts()).toEqual(before)
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
    const { city, counts } = await counted()
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
    const fields = { k: '１０', kDecision: '', keeperNeed: '２', scale: '5', earlierScale: '5' }
    expect(await typeDraft(office, draftFields(fields))).toBe(SURVEY)
    const page = await office.get(SURVEY)
    expect(textOf(page)).toContain('10人に満たない区分は表示しません。')
    expect(textOf(page)).toContain('選択式4問（5段階）')
  })

  it('shows what was typed as text, never as markup, on every page', async () => {
    const { office } = await emptyOffice()
    const title = `<script>alert(1)</script>"'><img src=x onerror=y>`
    await typeDraft(office, draftFields({ title, keeperPosts: '<b>課長</b>', keeperNeed: '1' }))
    for (const url of [
      '/staff/office',
      NEW,
      SURVEY,
      `${SURVEY}/draft`,
      `${SURVEY}/draft/period`,
      `${SURVEY}/draft/contacts`,
      `${SURVEY}/proposal-papers`,
      `${SURVEY}/preview-page`,
    ]) {
      const answer = await office.get(url)
      expect(answer.statusCode).toBe(200)
      expect(documentOf(answer).querySelectorAll('main script, main img')).toHaveLength(0)
      expect(answer.body).not.toContain('<b>課長')
      expect(answer.body).not.toContain('<img src=x')
    }
    expect(
      pageOf(await office.get('/staff/office')).getByRole('link', { name: title }),
    ).toBeTruthy()
  })

  it('begins with the usual: core questions, ten people, two of three keepers, two weeks from tomorrow, and no scale chosen', async () => {
    const { office } = await emptyOffice()
    const first = pageOf(await office.get(NEW))
    const value = (page: typeof first, label: RegExp) =>
      page.getByLabelText<HTMLInputElement>(label).value
    expect(value(first, /^受付開始/)).toBe('2026-11-21T08:30')
    expect(value(first, /^締切/)).toBe('2026-12-05T17:15')
    await office.post(NEW, PERIOD)
    const part = async (name: string) => office.get(`${SURVEY}/draft/${name}`)
    expect(value(pageOf(await part('publication')), /^公表する最小の人数/)).toBe('10')
    const contacts = pageOf(await part('contacts'))
    expect(value(contacts, /^開封に必要な人数/)).toBe('2')
    expect(value(contacts, /^保管者の役職/).split('\n')).toHaveLength(3)
    const ticked = async (name: string, field: string) =>
      documentOf(await part(name)).querySelectorAll(`input[name=${field}]:checked`).length
    expect(await ticked('scale', 'scale')).toBe(0)
    expect(await ticked('questions', 'items')).toBeGreaterThan(20)
    expect(await ticked('attributes', 'attributes')).toBe(4)
  })

  it('keeps an unfinished draft, and says on its overview what is missing', async () => {
    const { office, drafts } = await emptyOffice()
    await office.post(NEW, PERIOD)
    const empty: readonly [part: string, fields: Fields][] = [
      ['questions', {}],
      ['contacts', { contact: '', keeperPosts: ' \n ', keeperNeed: '2' }],
    ]
    for (const [part, fields] of empty) {
      expect((await office.post(`${SURVEY}/draft/${part}`, fields)).statusCode).toBe(303)
    }
    const text = textOf(await office.get(`${SURVEY}/draft`))
    for (const words of [
      '実施を決定する前に、あと3か所を直します',
      '設問：段階で答える設問を1問以上選んでください。',
      '尺度と系列：尺度と、これまでの調査（令和5・6年度など）について答えてください。',
      '問い合わせ先と鍵の保管者：問い合わせ先を入力してください。',
      '問い合わせ先と鍵の保管者：鍵の保管者の役職を1行に1つずつ入力してください。',
    ]) {
      expect(text).toContain(words)
    }
    expect((await drafts())[0]?.itemIds).toEqual([])
    const keys = await office.post(`${SURVEY}/keys`)
    expect(keys.statusCode).toBe(409)
    expect(textOf(keys)).toContain(
      '案に足りないところがあります。案の修正で直してください。段階で答える設問を1問以上選んでください。',
    )
  })

  it('leads on to the next part, or back to the overview', async () => {
    const { office } = await emptyOffice()
    const made = await office.post(NEW, PERIOD)
    expect(made.headers.location).toBe(`${SURVEY}/draft`)
    const period = `${SURVEY}/draft/period`
    const next = await office.post(period, { ...PERIOD, do: 'next' })
    expect(next.headers.location).toBe(`${SURVEY}/draft/asked`)
    expect((await office.post(period, PERIOD)).headers.location).toBe(`${SURVEY}/draft`)
  })

  it('mentions what is unusual without refusing it', async () => {
    const { office } = await emptyOffice()
    const fields = { opensAt: '2026-11-20T08:30', closesAt: '2026-11-22T17:15' }
    const base = await typeDraft(office, draftFields({ ...fields, keeperNeed: '1' }))
    const text = textOf(await office.get(`${base}/draft`))
    for (const words of [
      '受付開始の時刻を過ぎています。実施を決定すると、すぐに受付が始まります。',
      '締切が開庁日ではありません。',
      '受付の期間が開庁日で5日未満です。',
      '鍵の保管者1人だけで開封できる案です。',
    ]) {
      expect(text).toContain(words)
    }
    await office.post(`${base}/draft/period`, { ...PERIOD, opensAt: '2026-11-23T17:30' })
    expect(textOf(await office.get(`${base}/draft`))).toContain('受付開始が開庁日ではありません。')
  })
})

describe('A draft', () => {
  it('can be changed as often as wanted, and a bad change leaves it as it was', async () => {
    const { city, office, rows } = await emptyOffice()
    await office.post(NEW, PERIOD)
    const url = `${SURVEY}/draft/period`
    const change = { ...PERIOD, title: '新しい題名', closesAt: '2026-12-10T17:15' }
    const answer = await office.post(url, change)
    expect([answer.statusCode, answer.headers.location]).toEqual([303, `${SURVEY}/draft`])
    const before = await rows()
    expect((await office.post(url, { ...change, title: '' })).statusCode).toBe(422)
    expect(await rows()).toEqual(before)
    const page = pageOf(await office.get(url))
    expect(page.getByLabelText<HTMLInputElement>(/^題名/).value).toBe('新しい題名')
    expect(page.getByLabelText<HTMLInputElement>(/^締切/).value).toBe('2026-12-10T17:15')
    const acts = await city.stores.identity.selectFrom('audit').select(['act', 'detail']).execute()
    expect(acts.slice(-2)).toEqual([
      { act: 'アンケートの案を作成', detail: 'r8' },
      { act: 'アンケートの案を修正', detail: 'r8：題名と期間' },
    ])
  })

  it('of the same year gets the next free name', async () => {
    const { office } = await emptyOffice()
    for (const id of ['r8', 'r8-2', 'r8-3']) {
      const answer = await office.post(NEW, PERIOD)
      expect(answer.headers.location).toBe(`/staff/office/surveys/${id}/draft`)
    }
  })

  it('of an unknown name is not found', async () => {
    const { office } = await emptyOffice()
    for (const id of ['r9', '..%2f..', '%00', 'r8;drop']) {
      const base = `/staff/office/surveys/${id}`
      for (const path of ['', '/draft', '/draft/period', '/draft/questions/own', '/preview-page']) {
        expect((await office.get(`${base}${path}`)).statusCode).toBe(404)
      }
      expect((await office.get(`${base}/announcement`)).statusCode).toBe(404)
      for (const path of ['/draft/period', '/approval', '/copy', '/keys', '/announcement']) {
        expect((await office.post(`${base}${path}`, PERIOD)).statusCode).toBe(404)
      }
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
      payload: encodeForm({ ...PERIOD, title: '書きかけの題名' }),
    })
    expect(answer.statusCode).toBe(401)
    expect(answer.body).toContain('書きかけの題名')
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
