import { describe, expect, it } from 'vitest'
import { applyImport } from '../../../server/identified/roster/apply.ts'
import { csvPieces } from '../../../server/identified/roster/csv-lines.ts'
import { planImport } from '../../../server/identified/roster/plan.ts'
import { rosterRows } from '../../../server/identified/roster/roster-tables.ts'
import { listUnits } from '../../../server/survey/units.ts'
import { edit, organisationCity, readPage, stampIn, UNITS } from './organisation-city.ts'

const unit = (code: string) => `${UNITS}/${code}`
const NEW = '/staff/roster/new-unit'
const END = { lastDay: '2027-03-31', kind: 'merge', main: '2010' }

/** What an end is refused with, by form. */
async function refusal(hr: Parameters<typeof edit>[0], code: string, fields: object) {
  const answer = await edit(hr, unit(code), 'end', { ...END, ...fields })
  return [answer.statusCode, readPage(answer).summary]
}

describe('The end of a unit', () => {
  it('is a last day and a successor, shown on both pages and in the record', async () => {
    const { city, hr, unitOf, historyOf, acts } = await organisationCity()
    const saved = await edit(hr, unit('2020'), 'end', END)
    expect(saved.headers.location).toBe(`${unit('2020')}?notice=ended`)
    expect((await unitOf('2020')).valid_to).toBe('2027-03-31')
    expect(await historyOf('2020')).toEqual([
      { successor: '2010', kind: 'merge', main: 1, day: '2027-04-01' },
    ])
    const page = readPage(await hr.get(unit('2020')))
    expect(page.text).toContain('令和9年3月31日（水）に終わる予定です')
    expect(page.texts('tbody tr')).toEqual([
      '令和9年4月1日（木）統合で、この所属から保険年金課へ 提案の引継ぎ先',
    ])
    expect([page.value('lastDay'), page.chosen('main')]).toEqual(['2027-03-31', '2010'])
    expect(readPage(await hr.get(unit('2010'))).texts('tbody tr')).toEqual([
      '令和9年4月1日（木）統合で、この所属へ子育て支援課から',
    ])
    expect(await acts()).toEqual([
      [
        city.officials.hr,
        '所属の最後の日を決めた',
        '子育て支援課（2020）　令和9年3月31日（水）まで、統合：保険年金課',
      ],
    ])
  })

  it('tells what to do about people who are still there afterwards', async () => {
    const { city, hr } = await organisationCity()
    await edit(hr, unit('2020'), 'end', END)
    city.clock.now = new Date('2027-04-01T09:00:00+09:00')
    const later = city.visit(city.officials.hr)
    expect(readPage(await later.get(unit('2020'))).text).toContain(
      '終わった所属に、職員が2人います 新しい名簿を取り込むか、1人ずつ異動してください。',
    )
    expect(readPage(await later.get(UNITS)).text).toContain('今はない所属に、職員が2人います')
    expect(readPage(await later.get('/staff/roster/people/000105')).text).toContain(
      '今の所属は、すでにありません 新しい名簿を取り込むか、下の「異動する」で今の所属に移してください。',
    )
  })

  it('is a division with one main successor and others; a new decision replaces the old one', async () => {
    const { hr, unitOf, historyOf } = await organisationCity()
    const split = { ...END, kind: 'split', main: '2010', other1: '1010', other2: '1020' }
    await edit(hr, unit('2020'), 'end', split)
    expect(await historyOf('2020')).toEqual([
      { successor: '1010', kind: 'split', main: 0, day: '2027-04-01' },
      { successor: '1020', kind: 'split', main: 0, day: '2027-04-01' },
      { successor: '2010', kind: 'split', main: 1, day: '2027-04-01' },
    ])
    const page = readPage(await hr.get(unit('2020')))
    expect([page.chosen('main'), page.chosen('other1'), page.chosen('other2')]).toEqual([
      '2010',
      '1010',
      '1020',
    ])
    await edit(hr, unit('2020'), 'end', { lastDay: '2026-12-31', kind: 'move', main: '3010' })
    expect(await historyOf('2020')).toEqual([
      { successor: '3010', kind: 'move', main: 1, day: '2027-01-01' },
    ])
    await edit(hr, unit('2020'), 'end', { lastDay: '2026-12-31', kind: 'none' })
    expect(await historyOf('2020')).toEqual([])
    expect((await unitOf('2020')).valid_to).toBe('2026-12-31')
  })

  it('is taken back, with its successors', async () => {
    const { hr, unitOf, historyOf, acts } = await organisationCity()
    await edit(hr, unit('2020'), 'name', { name: 'こども課', same: 'yes' })
    await edit(hr, unit('2020'), 'end', END)
    const back = await edit(hr, unit('2020'), 'reopening', {})
    expect(back.headers.location).toBe(`${unit('2020')}?notice=reopened`)
    expect((await unitOf('2020')).valid_to).toBe(null)
    expect((await historyOf('2020')).map(({ kind }) => kind)).toEqual(['rename'])
    expect((await acts()).at(-1)?.[1]).toBe('所属の終わりを取り消した')
    const none = await edit(hr, unit('2020'), 'reopening', {})
    expect([none.statusCode, readPage(none).summary]).toEqual([
      422,
      ['この所属の最後の日は決まっていません。取り消すものはありません。'],
    ])
    await edit(hr, unit('3010'), 'end', { lastDay: '2026-10-31', kind: 'none' })
    await edit(hr, unit('3000'), 'end', { lastDay: '2026-10-31', kind: 'none' })
    const below = await edit(hr, unit('3010'), 'reopening', {})
    expect([below.statusCode, readPage(below).summary]).toEqual([
      422,
      ['上位の都市整備部が今はありません。先に、上位所属を今ある所属に変えてください。'],
    ])
  })

  it('is refused with a sentence for each thing that does not fit', async () => {
    const { hr, unitOf, historyOf } = await organisationCity()
    const later = { code: '2030', name: '新課', kind: '課', parent: '2000', firstDay: '2027-06-01' }
    const seen = stampIn(await hr.get(NEW))
    expect((await hr.post(NEW, { ...later, seen })).statusCode).toBe(303)
    const cases: [object, string][] = [
      [{ lastDay: '' }, '最後の日を入力してください。'],
      [{ lastDay: '来年の春' }, '日付として読めません。2027-03-31 のように入力してください。'],
      [
        { lastDay: '2026-03-31' },
        '始まりの日（令和8年4月1日（水））より前です。始まりの日以後にしてください。',
      ],
      [{ kind: '' }, '終わり方を選んでください。'],
      [{ main: '' }, '主な承継先を選んでください。提案の引継ぎ先になります。'],
      [{ kind: 'none' }, '承継する所属がないときは、どの欄も「選ばない」にしてください。'],
      [{ kind: 'split' }, '分割のときは、承継する所属を二つ以上選んでください。'],
      [
        { kind: 'split', other1: '2010' },
        '同じ所属が二度選ばれています。どちらかを「選ばない」にしてください。',
      ],
      [{ other1: '1010' }, '承継する所属が二つ以上あるときは、終わり方を「分割」にしてください。'],
      [{ main: '2020' }, '終わる所属とは別の所属を選んでください。'],
      [
        { main: '2030' },
        '新課は、最後の日の翌日にはありません。その日にある所属を選ぶか、先に新しい所属を追加してください。',
      ],
      [
        { main: '9999' },
        '9999は、最後の日の翌日にはありません。その日にある所属を選ぶか、先に新しい所属を追加してください。',
      ],
    ]
    for (const [fields, sentence] of cases)
      expect(await refusal(hr, '2020', fields)).toEqual([422, [sentence]])
    expect(await refusal(hr, '2000', {})).toEqual([
      422,
      [
        '下に、その後も続く所属があります（保険年金課 2010、子育て支援課 2020、新課 2030）。先に、それぞれの上位所属を変えるか、最後の日を決めてください。',
      ],
    ])
    expect(await refusal(hr, '0000', {})).toEqual([422, ['市は終わりにできません。']])
    await edit(hr, unit('1030'), 'place', { parent: '1000', similar: '', countsIn: '1010' })
    expect(await refusal(hr, '1010', { main: '1020' })).toEqual([
      422,
      [
        '回答をここで数えると決めている所属があります（情報政策課 1030）。先に、その所属の「回答を数える所属」を変えてください。',
      ],
    ])
    expect([(await unitOf('2020')).valid_to, await historyOf('2020')]).toEqual([null, []])
  })

  it('keeps what was typed when it is refused', async () => {
    const { hr } = await organisationCity()
    const refused = await edit(hr, unit('2020'), 'end', {
      lastDay: '2027-03-31',
      kind: 'split',
      main: '2010',
    })
    const page = readPage(refused)
    expect([page.value('lastDay'), page.chosen('main')]).toEqual(['2027-03-31', '2010'])
    expect(page.main.querySelector('[name="kind"][checked]')?.getAttribute('value')).toBe('split')
  })
})

describe('A new unit', () => {
  const fields = {
    code: '2030',
    name: 'こども政策課',
    kind: '課',
    parent: '2000',
    similar: '企画',
    firstDay: '2026-12-01',
  }

  it('stands behind the others of its 部, counts for itself, and is recorded', async () => {
    const { city, hr, unitOf, order, historyOf, acts } = await organisationCity()
    const seen = stampIn(await hr.get(NEW))
    const made = await hr.post(NEW, { ...fields, dividedFrom: '2020', seen })
    expect(made.headers.location).toBe(`${unit('2030')}?notice=added`)
    expect(await unitOf('2030')).toMatchObject({
      parent: '2000',
      bureau: '2000',
      section: '2030',
      similar: '企画',
      valid_from: '2026-12-01',
      valid_to: null,
      counts_in: null,
    })
    expect((await order()).slice(5, 10)).toEqual(['2000', '2010', '2020', '2030', '3000'])
    expect(await historyOf('2020')).toEqual([
      { successor: '2030', kind: 'split', main: 0, day: '2026-12-01' },
    ])
    const page = readPage(await hr.get(String(made.headers.location)))
    expect(page.text).toContain('所属を追加しました。')
    expect(page.texts('tbody tr')).toEqual([
      '令和8年12月1日（火）分割で、この所属へ子育て支援課から',
    ])
    expect(await acts()).toEqual([
      [
        city.officials.hr,
        '所属を追加した',
        'こども政策課（2030）　課、上位所属：福祉部、令和8年12月1日（火）から、子育て支援課から分かれた',
      ],
    ])
  })

  it('is refused as an import would refuse it, with what was typed', async () => {
    const { hr } = await organisationCity()
    const seen = stampIn(await hr.get(NEW))
    const cases: [Record<string, string>, string][] = [
      [{ code: '' }, '所属コードを入力してください。'],
      [
        { code: '2020' },
        'この所属コードは、子育て支援課が使っています。別のコードにしてください。',
      ],
      [
        { code: '203' },
        '先頭の0が失われた可能性があります（ほかの多くは4桁です）。Excelが番号を数値に変えています。列の書式を「文字列」にしてから、元の番号を入れ直してください。',
      ],
      [
        { code: '20/30' },
        '使えない文字があるか、長すぎます。半角の英数字とハイフンで、20文字までにしてください。',
      ],
      [{ name: '' }, '所属名を入力してください。'],
      [{ name: '課'.repeat(61) }, '長すぎます。60文字までにしてください。'],
      [{ kind: '係' }, '区分を選んでください。'],
      [{ parent: '' }, '上位所属を選んでください。'],
      [{ parent: '9999' }, '上位所属が見つかりません。選び直してください。'],
      [{ firstDay: '' }, '始まりの日を入力してください。'],
      [{ firstDay: '春' }, '日付として読めません。2027-04-01 のように入力してください。'],
      [
        { dividedFrom: '9999' },
        '分かれたもとの所属は、始まりの日にもある所属から選んでください。もとの所属が終わるときは、その所属の画面で、承継先として選びます。',
      ],
    ]
    for (const [other, sentence] of cases) {
      const refused = await hr.post(NEW, { ...fields, ...other, seen })
      const page = readPage(refused)
      expect([other, refused.statusCode, page.summary]).toEqual([other, 422, [sentence]])
      expect(page.value('similar')).toBe('企画')
    }
  })

  it('is not added to an organisation that has changed meanwhile', async () => {
    const { hr, unitOf } = await organisationCity()
    const seen = stampIn(await hr.get(NEW))
    await edit(hr, unit('2020'), 'name', { name: 'こども課', same: 'no' })
    const late = await hr.post(NEW, { ...fields, seen })
    expect([late.statusCode, readPage(late).summary[0]]).toEqual([
      409,
      expect.stringContaining('内容がほかの操作で変わりました。まだ保存していません。'),
    ])
    await expect(unitOf('2030')).rejects.toThrow()
    expect((await hr.post(NEW, { ...fields, seen: stampIn(late) })).statusCode).toBe(303)
  })
})

describe('A later import of the units', () => {
  it('with the present file changes nothing of what was edited one by one', async () => {
    const { city, hr } = await organisationCity()
    await edit(hr, unit('1030'), 'place', { parent: '1000', similar: '管理', countsIn: '1010' })
    await edit(hr, unit('1020'), 'place', { parent: '2000', similar: '', countsIn: '' })
    await edit(hr, unit('2020'), 'name', { name: 'こども課', same: 'yes' })
    await edit(hr, unit('3010'), 'end', { lastDay: '2027-03-31', kind: 'merge', main: '2010' })
    const state = async () => ({
      units: await listUnits(city.stores.commonsReader),
      history: await city.stores.commons.selectFrom('unit_successor').selectAll().execute(),
    })
    const before = await state()
    const rows = rosterRows('units', { units: before.units, people: [], roles: [] })
    const units = { name: '所属.csv', bytes: Buffer.from([...csvPieces(rows)].join('')) }
    const check = await planImport(city.stores, { units }, '2026-11-20')
    if (!check.ok) throw new Error(JSON.stringify(check.problems))
    expect(check.plan.difference.units).toEqual({
      added: [],
      changed: [],
      gone: [],
      reordered: false,
    })
    await applyImport(city.stores, check.plan, { actor: '試験', at: city.clock.now })
    expect(await state()).toEqual(before)
  })

  it('keeps where answers count also when the file says nothing of it', async () => {
    const { city, hr, unitOf } = await organisationCity()
    await edit(hr, unit('1030'), 'place', { parent: '1000', similar: '管理', countsIn: '1010' })
    const all = await listUnits(city.stores.commonsReader)
    const lines = all.map(({ code, parent, kind, name }) => [code, parent ?? '', kind, name].join())
    const text = ['所属コード,上位所属コード,区分,所属名', ...lines].join('\r\n')
    const units = { name: '所属.csv', bytes: new TextEncoder().encode(text) }
    const check = await planImport(city.stores, { units }, '2026-11-20')
    if (!check.ok) throw new Error(JSON.stringify(check.problems))
    await applyImport(city.stores, check.plan, { actor: '試験', at: city.clock.now })
    expect(await unitOf('1030')).toMatchObject({
      counts_in: '1010',
      section: '1010',
      similar: '管理',
    })
  })
})
