import { describe, expect, it } from 'vitest'
import type { EstimateCoverage } from '../../../server/identified/office/coverage.ts'
import { smallCity } from '../../support/small-city.ts'
import { htmlFaults } from '../../support/valid-html.ts'
import { cityWithDraft, emptyOffice, lean, SURVEY, typeDraft } from './drafts.ts'
import { documentOf, draftFields, type Fields, hand, pageOf, textOf } from './hand.ts'

const PUBLICATION = `${SURVEY}/draft/publication`

/** An office with a draft of these attributes and tables. */
async function officeWithDraft(people: number, fields: Fields = lean) {
  const made = await emptyOffice(people)
  await typeDraft(made.office, draftFields(fields))
  return made
}

/** The page of the plan, sent for an estimate. */
function asked(fields: Fields): Fields {
  return { tables: lean.tables, k: '10', kDecision: '', rate: '80', ...fields, do: 'estimate' }
}

/** Boxes of one name, and scrolling regions, are how all our pages are made. */
function faultsOf(answer: { body: string }): string[] {
  const ours = /form-dup-name|prefer-native-element/
  return htmlFaults(Buffer.from(answer.body)).filter((fault) => !ours.test(fault))
}

describe('「公表の見込み」', () => {
  /** 72 people in six 課 of twelve; who stands where is known, so the numbers are too. */
  const rows = (answer: { body: string }) =>
    [...documentOf(answer).querySelectorAll('#coverage tbody tr')].map((row) =>
      [...row.querySelectorAll('th, td')].map((cell) => cell.textContent.trim()),
    )

  it('in the editor counts what is typed, keeps it, and writes nothing', async () => {
    const { office, rows: stored } = await officeWithDraft(72)
    const before = await stored()
    const answer = await office.post(PUBLICATION, asked({ rate: '100', kDecision: '人決' }))
    expect(answer.statusCode).toBe(200)
    expect(faultsOf(answer)).toEqual([])
    expect(rows(answer).slice(0, 3)).toEqual([
      ['全庁', '1', '1', '100.0％', '1'],
      ['部', '3', '3', '100.0％', '3'],
      ['課', '6', '6', '100.0％', '6'],
    ])
    const names = ['全庁', '部', '課', '年代', '性別', '部×年代', '部×性別']
    expect(rows(answer).map(([name]) => name)).toEqual(names)
    expect(textOf(answer)).toContain('対象72人のうち100％（72人）が回答し、10人未満を表示しない')
    expect(textOf(answer)).toContain('回答の内容は使っていません')
    const page = pageOf(answer)
    expect(page.getByLabelText<HTMLInputElement>(/^10人未満にするとき/).value).toBe('人決')
    expect(page.getByLabelText<HTMLInputElement>(/^見込みの回答率/).value).toBe('100')
    const ticked = [...documentOf(answer).querySelectorAll('input[name=tables][checked]')]
    expect(ticked.map((box) => box.getAttribute('value'))).toEqual(lean.tables)
    expect(await stored()).toEqual(before)
  })

  it('shows what a lower turnout hides', async () => {
    const { office } = await officeWithDraft(72)
    const at = async (rate: string) => rows(await office.post(PUBLICATION, asked({ rate })))
    const shown = (table: string[][]) => Object.fromEntries(table.map((r) => [r[0], Number(r[2])]))
    const [full, half] = [shown(await at('100')), shown(await at('50'))]
    expect(full['課']).toBe(6)
    expect(half['課']).toBe(0)
    expect(half['全庁']).toBe(1)
  })

  it('counts only those who are asked', async () => {
    const { city, office } = await officeWithDraft(72)
    await city.stores.identity
      .updateTable('person')
      .set({ status: '休職' })
      .where('number', 'in', city.people.slice(0, 7))
      .execute()
    await office.post(`${SURVEY}/draft/asked`, { referenceDay: '2026-11-20', status: '=休職' })
    const answer = await office.post(PUBLICATION, asked({ rate: '100' }))
    expect(textOf(answer)).toContain('対象65人のうち100％（65人）が回答し')
  })

  it('says what the roster does not know, and which attribute is asked for nothing', async () => {
    const plan = { attributes: ['age', 'sex', 'care'], tables: ['bu', 'age', 'care'] }
    const { city, office } = await officeWithDraft(24, plan)
    await city.stores.identity
      .updateTable('person')
      .set({ age: '不明' })
      .where('number', 'in', city.people.slice(0, 5))
      .execute()
    const answer = await office.post(PUBLICATION, asked({ tables: plan.tables }))
    const text = textOf(answer)
    expect(text).toContain('名簿の「年代」が選択肢に当てはまらない職員が5人います。')
    expect(text).toContain('「育児・介護による時間の制約」は名簿にないため、')
    expect(text).toContain('「性別」は、どの表にも使いません。')
    expect(text).not.toContain('名簿の「性別」')
  })

  it.each([
    ['29', '見込みの回答率は30％以上にしてください。'],
    ['101', '見込みの回答率は100％以下にしてください。'],
    ['八割', '見込みの回答率を整数の数字で入力してください。'],
  ])('with a rate of %s comes back with a sentence at the field', async (rate, words) => {
    const { office } = await officeWithDraft(3)
    const answer = await office.post(PUBLICATION, asked({ rate }))
    expect(answer.statusCode).toBe(422)
    const link = pageOf(answer).getByRole('link', { name: words })
    expect(link.getAttribute('href')).toBe('#f-rate')
    expect(pageOf(answer).getByLabelText<HTMLInputElement>(/^見込みの回答率/).value).toBe(rate)
    expect(documentOf(answer).getElementById('coverage')).toBe(null)
  })

  it('says what a combination of two costs the other tables, as the engine counts it', async () => {
    const { city, office } = await officeWithDraft(12, { attributes: ['sex'], tables: ['bu'] })
    const estimates: string[][] = []
    const estimate: EstimateCoverage = async ({ tables }) => {
      estimates.push(tables.map((t) => t.join('×')))
      const fine = tables.some((t) => t.join() === 'bu,sex')
      return tables.map((table) => ({
        table,
        groups: 5,
        published: table.join() === 'ka' && fine ? 2 : 5,
        rowsPercent: 100,
      }))
    }
    Object.assign(city.system.acts, { estimate })
    const fine = asked({ tables: ['bu', 'ka', 'sex', 'bu,sex'] })
    const text = textOf(await office.post(PUBLICATION, fine))
    expect(text).toContain('「部×性別」を外すと、「課」の表示が3区分増えます。')
    expect(estimates).toEqual([
      ['', 'bu', 'ka', 'sex', 'bu×sex'],
      ['', 'bu', 'ka', 'sex'],
    ])
    const coarse = asked({ tables: ['bu', 'ka', 'sex'] })
    expect(textOf(await office.post(PUBLICATION, coarse))).not.toContain('外すと')
  })

  it('with tables that do not go together says so instead', async () => {
    const { office } = await officeWithDraft(3)
    const answer = await office.post(PUBLICATION, asked({ tables: ['ka'] }))
    expect(answer.statusCode).toBe(422)
    expect(textOf(answer)).toContain('「課」を公表するには、「部」も選んでください。')
  })

  it('that cannot be calculated says so, and keeps what was typed', async () => {
    const { city, office } = await officeWithDraft(3)
    Object.assign(city.system.acts, { estimate: async () => Promise.reject(new Error('thread')) })
    const answer = await office.post(PUBLICATION, asked({ k: '23' }))
    expect(answer.statusCode).toBe(503)
    expect(pageOf(answer).getByRole('alert').textContent).toContain(
      '公表の見込みを計算できませんでした。少し待ってから、もう一度計算してください。',
    )
    expect(pageOf(answer).getByLabelText<HTMLInputElement>(/^公表する最小の人数/).value).toBe('23')
    expect(city.log()).toContain('no estimate')
  })

  it('of a stored draft has a page of its own, with 80 % unless asked otherwise', async () => {
    const plan = { attributes: [], tables: ['bu', 'ka'], k: '10' }
    const { office } = await cityWithDraft(plan, { people: 72 })
    expect(textOf(await office.get(`${SURVEY}/draft`))).toContain('公表の見込みを見る')
    const usual = await office.get(`${SURVEY}/coverage`)
    expect(faultsOf(usual)).toEqual([])
    expect(textOf(usual)).toContain('対象72人のうち80％（58人）が回答し')
    expect(await office.get(`${SURVEY}/coverage`).then(rows)).toEqual(rows(usual))
    expect(textOf(await office.get(`${SURVEY}/coverage?rate=50`))).toContain('50％（36人）')
    const wrong = await office.get(`${SURVEY}/coverage?rate=5`)
    expect(wrong.statusCode).toBe(422)
    expect(textOf(wrong)).toContain('見込みの回答率は30％以上にしてください。')
  })

  it('of a survey that is decided is no longer there', async () => {
    const city = await smallCity({ people: 12 })
    const office = hand(city, city.officials.hr)
    expect((await office.get(`/staff/office/surveys/${city.survey.id}/coverage`)).statusCode).toBe(
      409,
    )
    expect((await office.get('/staff/office/surveys/r1/coverage')).statusCode).toBe(404)
  })
})
