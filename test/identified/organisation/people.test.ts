import { describe, expect, it } from 'vitest'
import { edit, organisationCity, PEOPLE, readPage, stampIn } from './organisation-city.ts'

const person = (number: string) => `${PEOPLE}/${number}`
const NEW = '/staff/roster/new-person'
const ATTRIBUTES = {
  position: '主事級',
  age: '20代',
  sex: '女性',
  employment: '正規',
  job: '事務',
  appointer: '',
  status: '',
  pc: 'あり',
}

describe('The list of people', () => {
  it('shows numbers, places and categories in 建制順, with roles; no name, no time', async () => {
    const { city, hr } = await organisationCity()
    const { identity } = city.stores
    await identity
      .insertInto('role')
      .values([
        { person: '000104', role: 'head', unit: '2010', origin: 'roster', manner: 'own' },
        { person: '000104', role: 'head', unit: '2020', origin: 'hand', manner: 'acting' },
      ])
      .execute()
    await identity
      .updateTable('person')
      .set({ own_pc: 0, appointer: '教育委員会', status: '休職' })
      .where('number', '=', '000104')
      .execute()
    const page = readPage(await hr.get(PEOPLE))
    expect(page.texts('thead th')).toEqual([
      '職員番号',
      '所属',
      '職位区分',
      '任用形態',
      '任命権者',
      '在職区分',
      '個人PC',
      '役割',
    ])
    expect(page.texts('tbody th')).toEqual([
      '000101',
      '000107',
      '000102',
      '000108',
      '000103',
      '000109',
      '000104',
      '000110',
      '000105',
      '000111',
      '000106',
      '000112',
    ])
    expect(page.texts('tbody tr')[6]).toBe(
      '000104 保険年金課福祉部 主事級正規教育委員会休職なし 推進責任者（所属長）推進責任者（所属長）：子育て支援課（事務取扱）',
    )
  })

  it('is searched by number and unit and filtered by what the roster says', async () => {
    const { city, hr } = await organisationCity()
    const { identity } = city.stores
    const set = async (number: string, what: object) =>
      identity.updateTable('person').set(what).where('number', '=', number).execute()
    await set('000105', { employment: '会計年度任用職員', own_pc: 0 })
    await set('000106', { status: '休職', appointer: '水道事業管理者' })
    await identity.deleteFrom('credential').where('person', '=', '000111').execute()
    const found = async (query: Record<string, string>) =>
      readPage(await hr.get(`${PEOPLE}?${new URLSearchParams(query).toString()}`)).texts('tbody th')
    expect(await found({ q: '０００１０５' })).toEqual(['000105'])
    expect(await found({ q: '%' })).toHaveLength(12)
    expect(await found({ unit: '2010' })).toEqual(['000104', '000110'])
    expect(await found({ unit: '子育て' })).toEqual(['000105', '000111'])
    expect(await found({ unit: '水道課' })).toEqual([])
    expect(await found({ employment: '会計年度任用職員' })).toEqual(['000105'])
    expect(await found({ pc: 'no' })).toEqual(['000105'])
    expect(await found({ status: '休職' })).toEqual(['000106'])
    expect(await found({ appointer: '*', unit: '3010' })).toEqual(['000112'])
    expect(await found({ account: 'none' })).toEqual(['000111'])
    expect(await found({ role: 'hr' })).toEqual(['000102'])
    expect(await found({ role: 'any' })).toEqual(['000101', '000102', '000103'])
    const none = readPage(await hr.get(`${PEOPLE}?q=9999`))
    expect(none.text).toContain(
      '当てはまる職員はいません。条件を変えるか、絞り込みをやめてください。',
    )
  })

  it('has fifty on a page, each person once', async () => {
    const { hr } = await organisationCity({ people: 120 })
    const numbers: string[] = []
    for (const page of ['1', '2', '3']) {
      const shown = readPage(await hr.get(`${PEOPLE}?page=${page}`))
      expect(shown.text).toContain(`${page}／3ページ`)
      numbers.push(...shown.texts('tbody th'))
    }
    expect(numbers).toHaveLength(120)
    expect(new Set(numbers).size).toBe(120)
    expect(readPage(await hr.get(`${PEOPLE}?page=99`)).text).toContain('3／3ページ')
  })

  it('says what to do first when nobody is there', async () => {
    const { city, hr } = await organisationCity()
    await city.stores.identity
      .updateTable('person')
      .set({ origin: 'setup', unit: '' })
      .where('number', '=', '000102')
      .execute()
    expect(readPage(await hr.get(PEOPLE)).text).toContain('000102 （登録なし）')
    await city.stores.commons.deleteFrom('unit').execute()
    expect(readPage(await hr.get(NEW)).text).toContain('所属は、まだありません')
  })
})

describe('The page of a person', () => {
  it('shows what the roster says, roles, and whether there is an account: nothing else', async () => {
    const { city, hr } = await organisationCity({ survey: 'open' })
    const card = await city.takeCard(await city.session('000105'))
    expect(card.nonce.length).toBeGreaterThan(0)
    const page = readPage(await hr.get(person('000105')))
    expect(page.texts('.summary-list > div')).toEqual([
      '所属福祉部 子育て支援課',
      '職位区分主事級',
      '年代、性別20代、女性',
      '任用形態、職種区分正規、事務',
      '任命権者、在職区分（空欄）、（空欄：ふつうの在職）',
      '個人PCあり',
      'アカウントあります。',
      '役割ありません',
    ])
    const before = await hr.get(person('000111'))
    const words = (response: typeof before) =>
      readPage(response).text.replaceAll(/0001\d\d|[2-5]0代|男性|女性/g, '')
    // Somebody who has not taken a card, never signed in, still has the first password: the same page.
    await city.stores.identity.deleteFrom('session').where('person', '=', '000111').execute()
    await city.stores.identity
      .updateTable('credential')
      .set({ must_change: 1 })
      .where('person', '=', '000111')
      .execute()
    const after = await hr.get(person('000111'))
    expect(words(after)).toBe(words(await hr.get(person('000105'))))
    expect(words(after)).toBe(words(before))
    expect((await hr.get(person('999999'))).statusCode).toBe(404)
  })

  it('says when a password was never made, and who makes it', async () => {
    const { city, hr } = await organisationCity()
    await city.stores.identity.deleteFrom('credential').where('person', '=', '000111').execute()
    expect(readPage(await hr.get(person('000111'))).text).toContain(
      'アカウントまだありません。情報担当が「最初のパスワード」の画面で作ります。',
    )
    expect(readPage(await hr.get('/staff/roster/units')).text).toContain('パスワードのない職員 1人')
  })
})

describe('One by one, between two imports', () => {
  it('somebody moves: roles of the roster end, those by hand stay, and it is recorded', async () => {
    const { city, hr, personOf, rolesOf, acts } = await organisationCity()
    await city.stores.identity
      .insertInto('role')
      .values([
        { person: '000105', role: 'head', unit: '2020', origin: 'roster', manner: 'own' },
        { person: '000105', role: 'promoter', unit: '1010', origin: 'hand', manner: 'own' },
      ])
      .execute()
    const moved = await edit(hr, person('000105'), 'move', { unit: '1020' })
    expect(moved.headers.location).toBe(`${person('000105')}?notice=moved`)
    expect(readPage(await hr.get(String(moved.headers.location))).text).toContain(
      '異動を登録しました。名簿から付いていた役割は、外れました。',
    )
    expect((await personOf('000105'))?.unit).toBe('1020')
    expect(await rolesOf('000105')).toEqual(['promoter 1010'])
    expect(await acts()).toEqual([
      [city.officials.hr, '職員を異動した', '職員番号 000105　子育て支援課から行政管理課へ'],
    ])
  })

  it('nobody moves nowhere, to the same place, or to a unit that is not there today', async () => {
    const { city, hr, personOf, acts } = await organisationCity()
    await city.stores.commons
      .updateTable('unit')
      .set({ valid_to: '2026-10-31' })
      .where('code', '=', '1020')
      .execute()
    const gone = '異動先の所属が、今の組織にありません。選び直してください。'
    for (const [unit, sentence] of [
      ['', '所属を選んでください。'],
      ['2020', '今の所属と同じです。異動先を選んでください。'],
      ['1020', gone],
      ['0000', gone],
      ['9999', gone],
    ] as const) {
      const refused = await edit(hr, person('000105'), 'move', { unit })
      expect([unit, refused.statusCode, readPage(refused).summary]).toEqual([unit, 422, [sentence]])
    }
    expect((await personOf('000105'))?.unit).toBe('2020')
    expect(await acts()).toEqual([])
  })

  it('categories change; the record says which, never to what', async () => {
    const { city, hr, personOf, acts } = await organisationCity()
    const saved = await edit(hr, person('000105'), 'attributes', {
      ...ATTRIBUTES,
      age: '30代',
      status: '休職',
      pc: 'なし',
    })
    expect(saved.headers.location).toBe(`${person('000105')}?notice=changed`)
    expect(await personOf('000105')).toMatchObject({
      unit: '2020',
      age: '30代',
      status: '休職',
      own_pc: 0,
      origin: 'roster',
    })
    expect(await acts()).toEqual([
      [city.officials.hr, '職員の区分を変えた', '職員番号 000105　年代、在職区分、個人PC'],
    ])
  })

  it('categories are refused as in an import, and when nothing changes', async () => {
    const { hr, acts } = await organisationCity()
    for (const [other, sentence] of [
      [{ position: '長'.repeat(41) }, '長すぎます。40文字までにしてください。'],
      [{ pc: '' }, '個人PCの「あり」か「なし」を選んでください。'],
      [{}, '今の内容と同じです。変えるところを直してください。'],
    ] as const) {
      const refused = await edit(hr, person('000105'), 'attributes', { ...ATTRIBUTES, ...other })
      const page = readPage(refused)
      expect([refused.statusCode, page.summary]).toEqual([422, [sentence]])
      expect(page.value('job')).toBe('事務')
    }
    expect(await acts()).toEqual([])
  })

  it('somebody leaves: account, sessions and roles go, frozen lists stay', async () => {
    const { city, hr, personOf, rolesOf, acts } = await organisationCity({ survey: 'open' })
    await city.session('000105')
    const cards = async () =>
      (await city.stores.identity.selectFrom('card').selectAll().execute()).length
    const before = await cards()
    const unsure = await edit(hr, person('000105'), 'leaving', {})
    expect([unsure.statusCode, readPage(unsure).summary]).toEqual([
      422,
      ['職員番号と所属を確かめて、「この職員の登録を消します」に印を付けてください。'],
    ])
    const left = await edit(hr, person('000105'), 'leaving', { confirm: 'yes' })
    expect(left.headers.location).toBe(`${PEOPLE}?left=000105`)
    expect(readPage(await hr.get(String(left.headers.location))).text).toContain(
      '職員番号 000105 の登録を消しました。',
    )
    expect([await personOf('000105'), await rolesOf('000105')]).toEqual([undefined, []])
    const rest = await city.stores.identity
      .selectFrom('credential')
      .select('person')
      .where('person', '=', '000105')
      .execute()
    expect([rest, await cards()]).toEqual([[], before])
    expect(await acts()).toContainEqual([
      city.officials.hr,
      '退職等の職員の登録を消した',
      '職員番号 000105',
    ])
    expect((await hr.get(person('000105'))).statusCode).toBe(404)
  })

  it('neither oneself nor the last 情報担当 is removed', async () => {
    const { city, hr, personOf } = await organisationCity()
    const own = await edit(hr, person(city.officials.hr), 'leaving', { confirm: 'yes' })
    expect([own.statusCode, readPage(own).summary]).toEqual([
      422,
      [
        'サインインしている自分の登録は消せません。ほかの人事課か情報担当の職員にお願いしてください。',
      ],
    ])
    const admin = await edit(hr, person(city.officials.admin), 'leaving', { confirm: 'yes' })
    expect([admin.statusCode, readPage(admin).summary]).toEqual([
      422,
      [
        '情報担当がいなくなるため、消せません。先に、サインインできる別の職員に情報担当の役割を付けてください。',
      ],
    ])
    expect(await personOf(city.officials.admin)).toBeDefined()
    await city.stores.identity
      .insertInto('role')
      .values({ person: '000106', role: 'admin', unit: '*', origin: 'hand' })
      .execute()
    const after = await edit(hr, person(city.officials.admin), 'leaving', { confirm: 'yes' })
    expect(after.statusCode).toBe(303)
  })

  it('somebody is added, without a password, and is told how they get one', async () => {
    const { city, hr, personOf, acts } = await organisationCity()
    const made = await hr.post(NEW, { ...ATTRIBUTES, number: '０００２０１', unit: '1020' })
    expect(made.headers.location).toBe(`${person('000201')}?notice=added`)
    expect(await personOf('000201')).toMatchObject({
      unit: '1020',
      position: '主事級',
      own_pc: 1,
      origin: 'roster',
    })
    const page = readPage(await hr.get(String(made.headers.location)))
    expect(page.text).toContain('最初のパスワードは、まだありません。')
    expect(page.text).toContain('アカウントまだありません。')
    expect(await acts()).toEqual([
      [city.officials.hr, '職員を追加した', '職員番号 000201　行政管理課'],
    ])
  })

  it('is refused as an import would refuse the row, with what was typed', async () => {
    const { city, hr } = await organisationCity()
    await city.stores.commons
      .updateTable('unit')
      .set({ valid_to: '2026-10-31' })
      .where('code', '=', '1020')
      .execute()
    const zeros =
      '先頭の0が失われた可能性があります（ほかの多くは6桁です）。Excelが番号を数値に変えています。列の書式を「文字列」にしてから、元の番号を入れ直してください。'
    const gone = '所属が、今の組織にありません。選び直してください。'
    for (const [other, sentence] of [
      [{ number: '' }, '職員番号を入力してください。'],
      [
        { number: '000105' },
        'この職員番号は、すでに名簿にあります。番号を確かめるか、その職員の画面で異動や区分を変えてください。',
      ],
      [{ number: '201' }, zeros],
      [
        { number: '201/2' },
        '使えない文字があるか、長すぎます。半角の英数字とハイフンで、20文字までにしてください。',
      ],
      [{ unit: '' }, '所属を選んでください。'],
      [{ unit: '1020' }, gone],
      [{ unit: '0000' }, gone],
      [{ age: '歳'.repeat(41) }, '長すぎます。40文字までにしてください。'],
    ] as const) {
      const refused = await hr.post(NEW, {
        ...ATTRIBUTES,
        number: '000201',
        unit: '1030',
        job: '土木',
        ...other,
      })
      const page = readPage(refused)
      expect([other, refused.statusCode, page.summary]).toEqual([other, 422, [sentence]])
      expect(page.value('job')).toBe('土木')
    }
  })
})

describe('Two officials at once', () => {
  it('the second is told, and nothing is written', async () => {
    const { city, hr, personOf, acts } = await organisationCity()
    const seen = stampIn(await hr.get(person('000105')))
    await edit(city.visit(city.officials.admin), person('000105'), 'move', { unit: '1020' })
    for (const [act, fields] of [
      ['move', { unit: '3010' }],
      ['attributes', { ...ATTRIBUTES, age: '50代' }],
      ['leaving', { confirm: 'yes' }],
    ] as const) {
      const late = await hr.post(`${person('000105')}/${act}`, { ...fields, seen })
      expect([act, late.statusCode, readPage(late).summary]).toEqual([
        act,
        409,
        [
          'この画面を開いたあとで、内容がほかの操作で変わりました。まだ保存していません。今の内容を下に示しています。確かめてから、もう一度保存してください。',
        ],
      ])
    }
    expect((await personOf('000105'))?.unit).toBe('1020')
    expect(await acts()).toHaveLength(1)
  })
})
