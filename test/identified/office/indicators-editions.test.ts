/** Breaks, names, notes, editions and targets: each entered by one person and approved by another. */
import { beforeAll, describe, expect, it } from 'vitest'
import { readIndicatorBook, targetKey } from '../../../server/programme/indicators/book.ts'
import { htmlFaults } from '../../support/valid-html.ts'
import { textOf } from './hand.ts'
import {
  approveNewest,
  BASE,
  type IndicatorOffice,
  indicatorOffice,
  newest,
  refusalOf,
} from './indicators-city.ts'

describe('人事課', () => {
  let office: IndicatorOffice
  beforeAll(async () => {
    office = await indicatorOffice()
    return () => office.city.close()
  })
  const book = () => readIndicatorBook(office.city.stores.commonsReader)
  const series = async (id: string) => (await book()).indicators.find((one) => one.id === id)

  it('decides a possible break with a reason', async () => {
    const page = await office.a.get(`${BASE}/series/I2-1`)
    expect(htmlFaults(page.body)).toEqual([])
    expect(textOf(page)).toContain('断絶の可能性あり')
    const reason = '数え方は同じで、名称だけを変えたため（行政DX推進課に確認）'
    await office.a.post(`${BASE}/series/I2-1/break`, { year: '2024', state: 'none', reason })
    expect(textOf(await office.b.get(`${BASE}/approvals`))).toContain(
      '断絶の可能性あり（理由：R6表と推移表で名称が異なる）',
    )
    expect((await series('I2-1'))?.breaks.get(2024)?.state).toBe('possible')
    await approveNewest(office)
    expect((await series('I2-1'))?.breaks.get(2024)).toEqual({ state: 'none', reason })
    expect(textOf(await office.a.get(BASE))).not.toContain('断絶の可能性があります')
    const same = { year: '2024', state: 'none', reason }
    const again = await office.a.post(`${BASE}/series/I2-1/break`, same)
    expect(refusalOf(again)).toContain(
      '今の判断と同じです。変えるところがなければ、入力は要りません。',
    )
  })

  it.each([
    [{ reason: '' }, '理由を入力してください。'],
    [{ state: '' }, '断絶とするか、断絶ではないかを選んでください。'],
    [{ year: '1999' }, 'この年度には、断絶の判断を入れられません。一覧から選んでください。'],
    [{ year: 'x' }, '年度を選んでください。'],
  ])('is asked again for a break with %j', async (other, words) => {
    const fields = { year: '2023', state: 'break', reason: '数え方を変えたため', ...other }
    const answer = await office.a.post(`${BASE}/series/I3-2/break`, fields)
    expect(answer.statusCode).toBe(422)
    expect(refusalOf(answer)).toContain(words)
  })

  it('renames a series and sets its long-term goal', async () => {
    const wording = {
      label: '女性管理職の割合（翌年度の４月１日時点）',
      historyLabel: '女性管理職の割合',
      source: '人事情報',
      longTerm: '55％',
    }
    await office.a.post(`${BASE}/series/I3-6/wording`, wording)
    await approveNewest(office)
    expect(await series('I3-6')).toMatchObject(wording)
    const same = await office.a.post(`${BASE}/series/I3-6/wording`, wording)
    expect(refusalOf(same)).toContain(
      '今の名称などと同じです。変えるところがなければ、入力は要りません。',
    )
    const empty = await office.a.post(`${BASE}/series/I3-6/wording`, { ...wording, label: '' })
    expect(refusalOf(empty)).toContain(
      '「現状及び目標」の表での名称を入力してください。参考の指標のほかは、空にできません。',
    )
    expect((await office.a.get(`${BASE}/series/I9`)).statusCode).toBe(404)
  })

  it('edits a note', async () => {
    const text = '災害、選挙事務、国勢調査など臨時的業務に要する他費目を含んだ時間外勤務数。'
    await office.a.post(`${BASE}/notes`, { ref: '※2', text })
    await approveNewest(office)
    expect((await book()).notes.find(({ ref }) => ref === '※2')?.text).toBe(text)
    const same = await office.a.post(`${BASE}/notes`, { ref: '※2', text })
    expect(refusalOf(same)).toContain(
      '今の文と同じです。変えるところがなければ、入力は要りません。',
    )
    expect(htmlFaults(same.body)).toEqual([])
    const empty = await office.a.post(`${BASE}/notes`, { ref: '※2', text: '' })
    expect(refusalOf(empty)).toContain('注の文を入力してください。')
    expect((await office.a.post(`${BASE}/notes`, { ref: '※9', text: 'x' })).statusCode).toBe(404)
  })

  it('makes the edition of June, which begins with the targets of the one before', async () => {
    const page = await office.a.get(`${BASE}/editions`)
    expect(htmlFaults(page.body)).toEqual([])
    const fields = { day: '2026-06-01', currentYear: '2025', source: '実行プログラム' }
    await office.a.post(`${BASE}/editions`, fields)
    expect(textOf(await office.b.get(`${BASE}/approvals`))).toContain(
      '令和8年6月改訂（令和8年6月1日（月）、現状は令和7年度）。目標はR7.6を引き継ぐ。',
    )
    await approveNewest(office)
    expect((await book()).editions.map(({ id }) => id)).toEqual(['R7.6', 'R8.6'])
    const le = { op: 'le', value: '4.0', words: '4.0％以下' }
    for (const year of [2025, 2026]) {
      expect((await series('I3-4'))?.targets.get(targetKey('R8.6', year))).toEqual(le)
    }
    const shown = await office.a.get(`${BASE}/editions/R8.6`)
    expect(htmlFaults(shown.body)).toEqual([])
    expect(shown.body).toContain('/indicators/editions?from=R7.6&amp;to=R8.6')
    expect((await office.a.get(`${BASE}/editions/R9.6`)).statusCode).toBe(404)
  })

  it.each([
    [{ day: '' }, '改訂の日を入力してください。'],
    [{ day: '2026-06-20' }, '同じ月の版が、すでにあります。改訂の日を確かめてください。'],
    [{ day: '2024-06-01', currentYear: '2023' }, '前の版より後の日を入れてください。'],
    [
      { day: '2027-06-01', currentYear: '2025' },
      '現状の年度は、改訂の日の前の年度にしてください（例：令和8年6月の改訂なら令和7年度）。',
    ],
    [{ source: '' }, '出典を入力してください。'],
  ])('is asked again for an edition with %j', async (other, words) => {
    const fields = { day: '2027-06-01', currentYear: '2026', source: '実行プログラム', ...other }
    const answer = await office.a.post(`${BASE}/editions`, fields)
    expect(answer.statusCode).toBe(422)
    expect(refusalOf(answer)).toContain(words)
    expect(htmlFaults(answer.body)).toEqual([])
  })

  it('changes the kind, the value and the words of a target', async () => {
    const at = `${BASE}/editions/R8.6/I3-4/2026`
    const page = await office.a.get(at)
    expect(htmlFaults(page.body)).toEqual([])
    await office.a.post(at, { op: 'le', value: '3.5', words: '3.5％以下' })
    expect(textOf(await office.b.get(`${BASE}/approvals`))).toContain('4.0％以下（判定：以下 4.0）')
    await approveNewest(office)
    const targets = (await series('I3-4'))?.targets
    expect(targets?.get(targetKey('R8.6', 2026))).toEqual({
      op: 'le',
      value: '3.5',
      words: '3.5％以下',
    })
    expect(targets?.get(targetKey('R8.6', 2025))?.words).toBe('4.0％以下')
    expect(targets?.get(targetKey('R7.6', 2025))?.words).toBe('4.0％以下')
    expect((await office.a.get(`${BASE}/editions/R8.6/I3-8ref/2026`)).statusCode).toBe(404)
  })

  it.each([
    [
      'I3-4',
      { op: 'le', value: '' },
      '「以上」「以下」「等しい」の目標には、目標の値を入力してください。',
    ],
    [
      'I3-4',
      { op: 'le', value: '－' },
      '「以上」「以下」「等しい」の目標には、目標の値を入力してください。',
    ],
    ['I3-4', { op: 'le', value: '3.55' }, 'この指標は、小数第1位までで入力してください。'],
    [
      'I3-4',
      { op: 'decrease', value: '3' },
      '前年度や差と比べる目標には、目標の値は要りません。空にしてください。',
    ],
    [
      'I3-4',
      { op: 'converge', value: '' },
      '「近づける」は、男女など2つの系列の差がある指標だけで選べます。',
    ],
    ['I3-4', { op: '' }, '目標の種類を選んでください。'],
    ['I3-4', { words: '' }, '表に印刷する言葉を入力してください。'],
    [
      'I3-5',
      { op: 'ge', value: '12', words: '12日以上' },
      '今の目標と同じです。変えるところがなければ、入力は要りません。',
    ],
  ])('is asked again for a target of %s with %j', async (id, other, words) => {
    const fields = { op: 'le', value: '3.0', words: '3.0％以下', ...other }
    const answer = await office.a.post(`${BASE}/editions/R7.6/${id}/2025`, fields)
    expect(answer.statusCode).toBe(422)
    expect(refusalOf(answer)).toContain(words)
    expect(htmlFaults(answer.body)).toEqual([])
  })

  it.each([
    ['series/I3-2/break', { year: '2023', state: 'break', reason: '数え方を変えたため' }],
    [
      'series/I3-2/wording',
      { label: '新しい名', historyLabel: '新しい名', source: '庶務事務システム', longTerm: '' },
    ],
    ['notes', { ref: '※1', text: '新しい注' }],
    ['editions', { day: '2027-06-01', currentYear: '2026', source: '実行プログラム' }],
    ['editions/R7.6/I3-4/2025', { op: 'le', value: '3.0', words: '3.0％以下' }],
  ])('is told at %s when the same thing waits already', async (at, fields) => {
    expect((await office.a.post(`${BASE}/${at}`, fields)).statusCode).toBe(303)
    const twice = await office.b.post(`${BASE}/${at}`, fields)
    expect(refusalOf(twice)).toContain('同じところの変更が、承認を待っています。')
    await office.a.post(`${BASE}/approvals/${await newest(office)}/withdrawal`)
  })
})
