import { describe, expect, it } from 'vitest'
import type { EstimateCoverage } from '../../../server/identified/office/coverage.ts'
import { smallCity } from '../../support/small-city.ts'
import { htmlFaults } from '../../support/valid-html.ts'
import { cityWithDraft } from './drafts.ts'
import { documentOf, draftFields, hand, pageOf, textOf } from './hand.ts'

const NEW = '/staff/office/surveys/new'
const DRAFT = '/staff/office/surveys/r8'

const lean = { attributes: ['age', 'sex'], tables: ['bu', 'ka', 'age', 'sex', 'bu,age', 'bu,sex'] }

async function emptyOffice(people = 3) {
  const city = await smallCity({ survey: 'none', people })
  const drafts = async () => city.stores.commons.selectFrom('survey').selectAll().execute()
  return { city, office: hand(city, city.officials.hr), drafts }
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
    const { office, drafts } = await emptyOffice(72)
    const typed = { ...lean, k: '10', title: '書きかけの題名', scale: undefined, rate: '100' }
    const answer = await office.post(NEW, draftFields({ ...typed, do: 'estimate' }))
    expect(answer.statusCode).toBe(200)
    expect(faultsOf(answer)).toEqual([])
    expect(rows(answer).slice(0, 3)).toEqual([
      ['全庁', '1', '1', '100.0％', '1'],
      ['部', '3', '3', '100.0％', '3'],
      ['課', '6', '6', '100.0％', '6'],
    ])
    expect(rows(answer).map(([name]) => name)).toEqual([
      '全庁',
      '部',
      '課',
      '年代',
      '性別',
      '部×年代',
      '部×性別',
    ])
    expect(textOf(answer)).toContain('対象72人のうち100％（72人）が回答し、10人未満を表示しない')
    expect(textOf(answer)).toContain('回答の内容は使っていません')
    const page = pageOf(answer)
    expect(page.getByLabelText<HTMLInputElement>(/^題名/).value).toBe('書きかけの題名')
    expect(page.getByLabelText<HTMLInputElement>(/^見込みの回答率/).value).toBe('100')
    const ticked = [...documentOf(answer).querySelectorAll('input[name=tables][checked]')]
    expect(ticked.map((box) => box.getAttribute('value'))).toEqual(lean.tables)
    expect(await drafts()).toEqual([])
  })

  it('shows what a lower turnout hides', async () => {
    const { office } = await emptyOffice(72)
    const at = async (rate: string) =>
      rows(await office.post(NEW, draftFields({ ...lean, k: '10', rate, do: 'estimate' })))
    const shown = (table: string[][]) => Object.fromEntries(table.map((r) => [r[0], Number(r[2])]))
    const [full, half] = [shown(await at('100')), shown(await at('50'))]
    expect(full['課']).toBe(6)
    expect(half['課']).toBe(0)
    expect(half['全庁']).toBe(1)
  })

  it('says what the roster does not know, and which attribute is asked for nothing', async () => {
    const { city, office } = await emptyOffice(24)
    await city.stores.identity
      .updateTable('person')
      .set({ age: '不明' })
      .where('number', 'in', city.people.slice(0, 5))
      .execute()
    const plan = { attributes: ['age', 'sex', 'care'], tables: ['bu', 'age', 'care'] }
    const answer = await office.post(NEW, draftFields({ ...plan, do: 'estimate', rate: '80' }))
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
    const { office } = await emptyOffice()
    const answer = await office.post(NEW, draftFields({ rate, do: 'estimate' }))
    expect(answer.statusCode).toBe(422)
    const link = pageOf(answer).getByRole('link', { name: words })
    expect(link.getAttribute('href')).toBe('#f-rate')
    expect(pageOf(answer).getByLabelText<HTMLInputElement>(/^見込みの回答率/).value).toBe(rate)
    expect(documentOf(answer).getElementById('coverage')).toBe(null)
  })

  it('says what a combination of two costs the other tables, as the engine counts it', async () => {
    const { city, office } = await emptyOffice(12)
    const asked: string[][] = []
    const estimate: EstimateCoverage = async ({ tables }) => {
      asked.push(tables.map((t) => t.join('×')))
      const fine = tables.some((t) => t.join() === 'bu,sex')
      return tables.map((table) => ({
        table,
        groups: 5,
        published: table.join() === 'ka' && fine ? 2 : 5,
        rowsPercent: 100,
      }))
    }
    Object.assign(city.system.acts, { estimate })
    const plan = { attributes: ['sex'], tables: ['bu', 'ka', 'sex', 'bu,sex'] }
    const text = textOf(await office.post(NEW, draftFields({ ...plan, do: 'estimate' })))
    expect(text).toContain('「部×性別」を外すと、「課」の表示が3区分増えます。')
    expect(asked).toEqual([
      ['', 'bu', 'ka', 'sex', 'bu×sex'],
      ['', 'bu', 'ka', 'sex'],
    ])
    const coarse = { attributes: ['sex'], tables: ['bu', 'ka', 'sex'] }
    const without = textOf(await office.post(NEW, draftFields({ ...coarse, do: 'estimate' })))
    expect(without).not.toContain('外す')
  })

  it('with tables that do not go together says so instead', async () => {
    const { office } = await emptyOffice()
    const answer = await office.post(NEW, draftFields({ tables: ['ka'], do: 'estimate' }))
    expect(answer.statusCode).toBe(422)
    expect(textOf(answer)).toContain('「課」を公表するには、「部」も選んでください。')
  })

  it('that cannot be calculated says so, and keeps what was typed', async () => {
    const { city, office } = await emptyOffice()
    Object.assign(city.system.acts, { estimate: async () => Promise.reject(new Error('thread')) })
    const answer = await office.post(NEW, draftFields({ ...lean, title: '題', do: 'estimate' }))
    expect(answer.statusCode).toBe(503)
    expect(pageOf(answer).getByRole('alert').textContent).toContain(
      '公表の見込みを計算できませんでした。少し待ってから、もう一度計算してください。',
    )
    expect(pageOf(answer).getByLabelText<HTMLInputElement>(/^題名/).value).toBe('題')
    expect(city.log()).toContain('no estimate')
  })

  it('of a stored draft has a page of its own, with 80 % unless asked otherwise', async () => {
    const plan = { attributes: [], tables: ['bu', 'ka'], k: '10' }
    const { office } = await cityWithDraft(plan, { people: 72 })
    expect(textOf(await office.get(DRAFT))).toContain('公表の見込みを見る')
    const usual = await office.get(`${DRAFT}/coverage`)
    expect(faultsOf(usual)).toEqual([])
    expect(textOf(usual)).toContain('対象72人のうち80％（58人）が回答し')
    expect(await office.get(`${DRAFT}/coverage`).then(rows)).toEqual(rows(usual))
    expect(textOf(await office.get(`${DRAFT}/coverage?rate=50`))).toContain('50％（36人）')
    const wrong = await office.get(`${DRAFT}/coverage?rate=5`)
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
