import { describe, expect, it } from 'vitest'
import { parsePublishedSet } from '../../../server/published/published-sets.ts'
import { answersOf } from '../../support/small-city.ts'
import { edit, organisationCity, readPage, stampIn, UNITS } from './organisation-city.ts'

const unit = (code: string) => `${UNITS}/${code}`

describe('The page of a unit', () => {
  it('says where it stands, who works and who answers there, and where answers count and why', async () => {
    const { city, hr } = await organisationCity()
    await city.stores.identity
      .insertInto('role')
      .values([
        { person: '000102', role: 'head', unit: '1010', origin: 'roster', manner: 'own' },
        { person: '000103', role: 'head', unit: '1010', origin: 'hand', manner: 'deputy' },
      ])
      .execute()
    const page = readPage(await hr.get(unit('1010')))
    expect(page.texts('.summary-list > div')).toEqual([
      'コード、区分1010 課',
      '上位所属総務部',
      '期間令和8年4月1日（水）から',
      '職員2人',
      '推進責任者など推進責任者 職員番号 000102推進責任者（代理） 職員番号 000103',
      '回答を数える所属総務部 › 人事課部のすぐ下の所属なので、そのまま集計します。',
      '類似所属なし',
    ])
    expect(page.text).toContain('改編の履歴 記録はありません。')
    const bureau = readPage(await hr.get(unit('1000')))
    expect(bureau.text).toContain('職員0人（下の所属を含めて6人）')
    expect(bureau.text).toContain('下の所属人事課、行政管理課、情報政策課')
    expect(bureau.text).toContain('総務部部なので、そのまま集計します。')
    expect(bureau.main.querySelector('[name="countsIn"]')).toBe(null)
    expect((await hr.get(unit('9999'))).statusCode).toBe(404)
  })

  it('names nobody: numbers stand only where somebody answers for the unit', async () => {
    const { hr } = await organisationCity()
    expect((await hr.get(unit('1010'))).body.match(/00010[13-9]|0001[1-9]\d/g)).toBe(null)
  })

  it('says why a 部付 and a 施設 count elsewhere', async () => {
    const { city, hr } = await organisationCity()
    const row = await city.stores.commons
      .selectFrom('unit')
      .selectAll()
      .where('code', '=', '2020')
      .executeTakeFirstOrThrow()
    await city.stores.commons
      .insertInto('unit')
      .values([
        { ...row, code: '2000K', parent: '2000', kind: '部付', name: '部長室', section: '2000K' },
        { ...row, code: '2021', parent: '2020', kind: '施設', name: '北児童館' },
      ])
      .execute()
    expect(readPage(await hr.get(unit('2000K'))).text).toContain(
      '福祉部 › 保険年金課部長・次長等だけでは少人数なので、部の最初の課に含めます。',
    )
    expect(readPage(await hr.get(unit('2021'))).text).toContain(
      '福祉部 › 子育て支援課この課の下にある所属のためです。',
    )
  })
})

describe('Where answers of a unit count', () => {
  it('is chosen on its page, recorded, said with the reason, and used for the next survey', async () => {
    const { city, hr, unitOf, acts } = await organisationCity()
    const page = readPage(await hr.get(unit('1030')))
    expect(page.options('countsIn')).toEqual(['', '1000', '1010', '1020'])
    const saved = await edit(hr, unit('1030'), 'place', {
      parent: '1000',
      similar: '管理',
      countsIn: '1010',
    })
    expect(saved.headers.location).toBe(`${unit('1030')}?notice=placed`)
    expect(await unitOf('1030')).toMatchObject({
      similar: '管理',
      counts_in: '1010',
      section: '1010',
    })
    const after = readPage(await hr.get(String(saved.headers.location)))
    expect(after.text).toContain('所属の位置と集計の仕方を変えました。 実施を決定したアンケートは')
    expect(after.text).toContain(
      '総務部 › 人事課この所属について、ここで数えると決めているためです。',
    )
    expect(readPage(await hr.get(unit('1010'))).text).toContain('ここで数える所属情報政策課')
    expect(readPage(await hr.get(UNITS)).text).toContain('回答は人事課で数える')
    expect(await acts()).toEqual([
      [
        city.officials.hr,
        '所属の位置を変えた',
        '情報政策課（1030）　類似所属：なしから管理へ、回答を数える所属：なしから人事課へ',
      ],
    ])
    await edit(hr, unit('1030'), 'place', { parent: '1000', similar: '管理', countsIn: '' })
    expect(await unitOf('1030')).toMatchObject({ counts_in: null, section: '1030' })
  })

  it('is refused in another 部, in a unit that counts elsewhere, and in the unit itself', async () => {
    const { hr, unitOf, acts } = await organisationCity()
    await edit(hr, unit('1030'), 'place', { parent: '1000', similar: '', countsIn: '1010' })
    const before = await acts()
    for (const countsIn of ['2010', '1030', '1020', '9999']) {
      const refused = await edit(hr, unit('1020'), 'place', {
        parent: '1000',
        similar: '窓口',
        countsIn: countsIn === '1020' ? '1030' : countsIn,
      })
      const page = readPage(refused)
      expect([countsIn, refused.statusCode, page.summary, page.value('similar')]).toEqual([
        countsIn,
        422,
        [
          'この所属では数えられません。同じ部の中で、そのまま集計する課か部を選んでください。上位所属を変えて部が変わるときは、いったん「組織のとおり」にしてください。',
        ],
        '窓口',
      ])
    }
    const host = await edit(hr, unit('1010'), 'place', {
      parent: '1000',
      similar: '',
      countsIn: '1020',
    })
    expect([host.statusCode, readPage(host).summary]).toEqual([
      422,
      [
        '回答をここで数えると決めている所属があります（情報政策課 1030）。先に、その所属の「回答を数える所属」を変えてください。',
      ],
    ])
    expect(await acts()).toEqual(before)
    expect((await unitOf('1010')).counts_in).toBe(null)
  })

  it('is said on the answer page of the next survey, whose answers are then counted there', async () => {
    const { city, hr } = await organisationCity({
      survey: 'draft',
      people: 30,
      draft: { tables: [[], ['bu'], ['bu', 'ka']] },
    })
    await edit(hr, unit('1030'), 'place', { parent: '1000', similar: '', countsIn: '1010' })
    const { questionnaire } = await city.announce()
    const [general] = questionnaire.bureaus
    expect(general?.sections.map(({ name }) => name)).toEqual([
      '人事課',
      '行政管理課',
      '情報政策課（人事課に含めて集計）',
    ])
    const own = async (code: string) =>
      city.stores.identity
        .selectFrom('eligible_class')
        .select((eb) => eb.fn.sum<number>('people').as('people'))
        .where('section', '=', code)
        .executeTakeFirstOrThrow()
    expect([(await own('1010')).people, (await own('1030')).people]).toEqual([10, null])
    // Five of each of the six 課 answer, each from the own line of the page.
    for (const [i, number] of city.people.entries()) {
      const place = i % 6
      const where =
        place < 3
          ? { bureau: 0, section: place }
          : { bureau: place < 5 ? 1 : 2, section: place === 4 ? 1 : 0 }
      const card = await city.takeCard(await city.session(number))
      await city.cast(card, { ...answersOf(questionnaire, i), ...where })
    }
    city.clock.now = city.survey.closesAt
    await city.openBox()
    const { body } = await city.stores.commons
      .selectFrom('published_set')
      .select('body')
      .executeTakeFirstOrThrow()
    const groups = parsePublishedSet(body).groups.filter(({ table }) => table.includes('ka'))
    const counted = groups.map((group) => [group.id, 'n' in group ? group.n : null])
    expect(counted.find(([id]) => String(id).includes('ka=1010'))?.[1]).toBe(10)
    expect(JSON.stringify(counted)).not.toContain('1030')
  })

  it('changes nothing of an announced survey', async () => {
    const { city, hr } = await organisationCity({ survey: 'open' })
    const frozen = async () => ({
      survey: await city.stores.commons.selectFrom('survey').selectAll().execute(),
      cards: await city.stores.identity.selectFrom('card').selectAll().execute(),
      classes: await city.stores.identity.selectFrom('eligible_class').selectAll().execute(),
    })
    const before = await frozen()
    await edit(hr, unit('1030'), 'place', { parent: '2000', similar: '', countsIn: '2010' })
    await edit(hr, unit('2020'), 'name', { name: 'こども課', same: 'no' })
    const people = '/staff/roster/people/000105'
    const moved = await edit(hr, people, 'move', { unit: '3010' })
    expect(moved.statusCode).toBe(303)
    expect(await frozen()).toEqual(before)
  })
})

describe('The 上位所属 of a unit', () => {
  it('is changed with all below it, which then stands behind the others there', async () => {
    const { hr, unitOf, order } = await organisationCity()
    const saved = await edit(hr, unit('1020'), 'place', {
      parent: '2000',
      similar: '',
      countsIn: '',
    })
    expect(saved.statusCode).toBe(303)
    expect(await unitOf('1020')).toMatchObject({ parent: '2000', bureau: '2000', section: '1020' })
    expect(await order()).toEqual([
      '0000',
      '1000',
      '1010',
      '1030',
      '2000',
      '2010',
      '2020',
      '1020',
      '3000',
      '3010',
    ])
  })

  it('is never one of the units below: no ring', async () => {
    const { hr, unitOf } = await organisationCity()
    const refused = await edit(hr, unit('1000'), 'place', {
      parent: '1010',
      similar: '',
      countsIn: '',
    })
    expect([refused.statusCode, readPage(refused).summary]).toEqual([
      422,
      ['この所属の下にある所属は、上位所属にできません。'],
    ])
    expect((await unitOf('1000')).parent).toBe('0000')
  })

  it('has to be a unit that exists, as in an import; and something has to change', async () => {
    const { hr } = await organisationCity()
    const place = async (fields: Record<string, string>) => {
      const answer = await edit(hr, unit('1020'), 'place', { similar: '', countsIn: '', ...fields })
      return [answer.statusCode, readPage(answer).summary]
    }
    expect(await place({ parent: '9999' })).toEqual([
      422,
      ['この所属コードの行がありません。コードを直すか、上位の所属の行を加えてください。'],
    ])
    expect(await place({ parent: '' })).toEqual([
      422,
      ['空です。上位の所属のコードを入れてください。'],
    ])
    expect(await place({ parent: '1000' })).toEqual([
      422,
      ['今の内容と同じです。変えるところを直してください。'],
    ])
    expect(await place({ parent: '1000', similar: 'あ'.repeat(61) })).toEqual([
      422,
      ['長すぎます。60文字までにしてください。'],
    ])
  })
})

describe('The name of a unit', () => {
  it('changes at once; whether it is otherwise the same is kept for comparisons over years', async () => {
    const { city, hr, unitOf, historyOf, acts } = await organisationCity()
    const saved = await edit(hr, unit('2020'), 'name', { name: 'こども支援課', same: 'yes' })
    expect(saved.headers.location).toBe(`${unit('2020')}?notice=renamed`)
    expect((await unitOf('2020')).name).toBe('こども支援課')
    expect(await historyOf('2020')).toEqual([
      { successor: '2020', kind: 'rename', main: 0, day: '2026-11-20' },
    ])
    expect(readPage(await hr.get(unit('2020'))).texts('tbody tr')).toEqual([
      '令和8年11月20日（金）名称の変更仕事と職員は同じ',
    ])
    await edit(hr, unit('2020'), 'name', { name: 'こども未来課', same: 'no' })
    expect(await historyOf('2020')).toEqual([])
    expect(await acts()).toEqual([
      [
        city.officials.hr,
        '所属の名称を変えた',
        '2020　子育て支援課からこども支援課へ（仕事と職員は同じ）',
      ],
      [
        city.officials.hr,
        '所属の名称を変えた',
        '2020　こども支援課からこども未来課へ（仕事か職員も変わる）',
      ],
    ])
  })

  it('is refused empty, unchanged, too long, or without saying whether the unit is the same', async () => {
    const { hr, unitOf } = await organisationCity()
    const rename = async (fields: Record<string, string>) => {
      const answer = await edit(hr, unit('2020'), 'name', fields)
      return [answer.statusCode, readPage(answer).summary]
    }
    expect(await rename({ name: ' ', same: 'yes' })).toEqual([422, ['所属名を入力してください。']])
    expect(await rename({ name: '子育て支援課', same: 'yes' })).toEqual([
      422,
      ['今の名称と同じです。新しい名称を入力してください。'],
    ])
    expect(await rename({ name: '課'.repeat(61), same: 'yes' })).toEqual([
      422,
      ['長すぎます。60文字までにしてください。'],
    ])
    expect(await rename({ name: 'こども課' })).toEqual([
      422,
      ['仕事と職員が同じかどうかを選んでください。'],
    ])
    expect((await unitOf('2020')).name).toBe('子育て支援課')
  })
})

describe('Two officials at once', () => {
  it('the second is told, sees what is stored now, keeps what was typed, and can save again', async () => {
    const { city, hr, unitOf } = await organisationCity()
    const seen = stampIn(await hr.get(unit('2020')))
    const admin = city.visit(city.officials.admin)
    await edit(admin, unit('2020'), 'place', { parent: '2000', similar: '窓口', countsIn: '' })
    const late = await hr.post(`${unit('2020')}/name`, { name: 'こども課', same: 'yes', seen })
    const page = readPage(late)
    expect([late.statusCode, page.summary]).toEqual([
      409,
      [
        'この画面を開いたあとで、内容がほかの操作で変わりました。まだ保存していません。今の内容を下に示しています。確かめてから、もう一度保存してください。',
      ],
    ])
    expect([page.value('name'), page.value('similar')]).toEqual(['こども課', '窓口'])
    expect((await unitOf('2020')).name).toBe('子育て支援課')
    const again = await hr.post(`${unit('2020')}/name`, {
      name: 'こども課',
      same: 'yes',
      seen: page.value('seen') ?? '',
    })
    expect(again.statusCode).toBe(303)
    expect(await unitOf('2020')).toMatchObject({ name: 'こども課', similar: '窓口' })
  })

  it('a form without what was seen is not taken', async () => {
    const { hr, acts } = await organisationCity()
    for (const [act, fields] of [
      ['place', { parent: '1000', similar: 'x', countsIn: '' }],
      ['name', { name: 'こども課', same: 'yes' }],
      ['end', { lastDay: '2027-03-31', kind: 'none' }],
      ['reopening', {}],
    ] as const)
      expect([act, (await hr.post(`${unit('2020')}/${act}`, fields)).statusCode]).toEqual([
        act,
        409,
      ])
    expect(await acts()).toEqual([])
  })
})
