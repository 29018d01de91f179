import { describe, expect, it } from 'vitest'
import { emptyOffice, SURVEY, typeDraft } from './drafts.ts'
import { documentOf, draftFields, type Fields, pageOf, textOf } from './hand.ts'

const ATTRIBUTES = `${SURVEY}/draft/attributes`
const OWN = `${ATTRIBUTES}/own`
const good = { label: '通勤時間', options: '30分未満\n30分以上', column: '' }

async function officeWithDraft(fields: Fields = {}, people = 12) {
  const made = await emptyOffice(people)
  await typeDraft(made.office, draftFields(fields))
  return made
}

describe('An attribute of one’s own', () => {
  it.each<[string, Fields, string, string]>([
    ['no name', { label: '' }, 'label', '属性の名前を入力してください。'],
    ['one option', { options: '甲' }, 'options', '選択肢を1行に1つずつ、2つ以上入力してください。'],
    [
      'the same option twice',
      { options: '甲\n甲' },
      'options',
      '同じ選択肢が2回あります。1つにしてください。',
    ],
    [
      '「回答しない」 among its options',
      { options: '甲\n回答しない' },
      'options',
      '「回答しない」はいつも付きます。選択肢から消してください。',
    ],
    [
      'a column that the roster does not have',
      { column: 'name' },
      'column',
      '名簿の項目を一覧から選んでください。',
    ],
  ])('with %s comes back with a sentence at its field', async (_, fields, field, words) => {
    const { office, rows } = await officeWithDraft()
    const before = await rows()
    const answer = await office.post(OWN, { ...good, ...fields })
    expect(answer.statusCode).toBe(422)
    const link = pageOf(answer).getByRole('link', { name: words })
    expect(link.getAttribute('href')).toBe(`#f-${field}`)
    expect(await rows()).toEqual(before)
  })

  it('can be asked and published, and takes its tables along when it is removed', async () => {
    const { office, drafts } = await officeWithDraft()
    await office.post(OWN, good)
    await office.post(ATTRIBUTES, { attributes: ['age', 'own-a1'] })
    const tables = ['bu', 'age', 'own-a1', 'bu,own-a1']
    const plan = { tables, k: '10', kDecision: '' }
    expect((await office.post(`${SURVEY}/draft/publication`, plan)).statusCode).toBe(303)
    expect(textOf(await office.get(SURVEY))).toContain('全庁、部、年代、通勤時間、部×通勤時間')
    await office.post(`${OWN}/own-a1`, { ...good, label: '通勤のしかた' })
    expect(textOf(await office.get(`${SURVEY}/proposal-papers`))).toContain(
      '通勤のしかた：30分未満／30分以上／回答しない',
    )
    await office.post(`${OWN}/own-a1/removal`)
    const [draft] = await drafts()
    expect([draft?.attributeIds, draft?.tables]).toEqual([['age'], [[], ['bu'], ['age']]])
    expect((await office.get(`${OWN}/own-a1`)).statusCode).toBe(404)
  })

  it('is the last of four', async () => {
    const { office } = await officeWithDraft()
    for (let i = 0; i < 4; i += 1) await office.post(OWN, good)
    const answer = await office.post(OWN, good)
    expect(answer.statusCode).toBe(422)
    expect(textOf(answer)).toContain(
      '独自の属性は4つまでです。使わない属性を消してから加えてください。',
    )
  })
})

describe('The map from the roster to the ballot', () => {
  /** Five people of a 職位 that the bank does not know. */
  async function withStrangers() {
    const made = await officeWithDraft({ attributes: ['position'], tables: ['bu', 'position'] })
    await made.city.stores.identity
      .updateTable('person')
      .set({ position: '嘱託' })
      .where('number', 'in', made.city.people.slice(3, 8))
      .execute()
    return made
  }

  it('is shown from what the roster really says, with counts of what fits no option', async () => {
    const { office } = await withStrangers()
    const page = await office.get(ATTRIBUTES)
    const cells = [...documentOf(page).querySelectorAll('tbody tr')].map((row) =>
      [...row.querySelectorAll('th, td')].map((cell) =>
        cell.textContent.replaceAll(/\s+/g, ' ').trim(),
      ),
    )
    expect(cells).toEqual([
      ['主事級', '7人', '主査・主任・主事等'],
      ['嘱託', '5人', '対応なし 「回答しない」とします'],
    ])
    expect(textOf(page)).toContain('対応のない職員が5人います。')
  })

  it('is changed, and the estimate of what can be published follows it', async () => {
    const { office, drafts } = await withStrangers()
    const url = `${ATTRIBUTES}/categories`
    const form = documentOf(await office.get(url))
    const select = [...form.querySelectorAll('select')]
    const typed = Object.fromEntries(
      select.map((s) => [s.getAttribute('name') ?? '', '主査・主任・主事等']),
    )
    const coverage = async () => textOf(await office.get(`${SURVEY}/coverage?rate=100`))
    expect(await coverage()).toContain(
      '名簿の「職位区分」が選択肢に当てはまらない職員が5人います。',
    )
    expect((await office.post(url, typed)).headers.location).toBe(ATTRIBUTES)
    expect((await drafts())[0]?.categories).toEqual({
      position: { 主事級: '主査・主任・主事等', 嘱託: '主査・主任・主事等' },
    })
    expect(await coverage()).not.toContain('当てはまらない職員')
  })

  it('takes no option that the ballot does not have', async () => {
    const { office, rows } = await withStrangers()
    const before = await rows()
    const url = `${ATTRIBUTES}/categories`
    const [first] = documentOf(await office.get(url)).querySelectorAll('select')
    const answer = await office.post(url, { [first?.getAttribute('name') ?? '']: '係長' })
    expect(answer.statusCode).toBe(422)
    const link = pageOf(answer).getByRole('link', { name: '選択肢を一覧から選んでください。' })
    const target = (link.getAttribute('href') ?? '').slice(1)
    expect(documentOf(answer).getElementById(target)).not.toBe(null)
    expect(await rows()).toEqual(before)
  })

  it('of a survey without attributes of the roster says where to begin', async () => {
    const { office } = await officeWithDraft({ attributes: ['care'], tables: ['bu'] })
    expect(textOf(await office.get(`${ATTRIBUTES}/categories`))).toContain(
      '名簿にある属性は選ばれていません。先に「属性」で選んでください。',
    )
  })
})
