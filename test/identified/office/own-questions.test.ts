import { describe, expect, it } from 'vitest'
import { emptyOffice, SURVEY, typeDraft } from './drafts.ts'
import { documentOf, type Fields, pageOf, textOf } from './hand.ts'

const QUESTIONS = `${SURVEY}/draft/questions`
const OWN = `${QUESTIONS}/own`
const good = {
  type: 'scale',
  section: 'EFF',
  text: '窓口の混み方は落ち着いている',
  options: '',
  maxChars: '400',
  audience: 'all',
}

async function officeWithDraft() {
  const made = await emptyOffice()
  await typeDraft(made.office)
  return made
}

describe('A question of one’s own', () => {
  it.each<[string, Fields, string, string]>([
    ['no way of answering', { type: undefined }, 'type', '答え方を選んでください。'],
    ['a theme of one’s own', { section: 'X' }, 'section', '分野を選んでください。'],
    ['no words', { text: ' ' }, 'text', '設問の文を入力してください。'],
    ['121 characters', { text: 'あ'.repeat(121) }, 'text', '設問の文は120文字までにしてください。'],
    [
      'one option only',
      { type: 'multi', options: '甲' },
      'options',
      '選択肢を1行に1つずつ、2つ以上入力してください。',
    ],
    [
      'the same option twice',
      { type: 'multi', options: '甲\n甲' },
      'options',
      '同じ選択肢が2回あります。1つにしてください。',
    ],
    [
      '21 options',
      { type: 'multi', options: 'あいうえおかきくけこさしすせそたちつてとな'.split('').join('\n') },
      'options',
      '選択肢は20行までにしてください。',
    ],
    [
      'room for 2,000 characters',
      { type: 'text', maxChars: '2000' },
      'maxChars',
      '書ける文字数は1000文字以下にしてください。',
    ],
    [
      'a text for 管理職',
      { type: 'text', audience: '管理職' },
      'audience',
      '自由記述は全員に尋ねます。「全員」を選んでください。',
    ],
    ['somebody else asked', { audience: '係長' }, 'audience', '尋ねる人を選んでください。'],
    [
      'too few options in English',
      { type: 'multi', options: '甲\n乙', enText: 'Which?', enOptions: 'A' },
      'enOptions',
      '英語の選択肢を、日本語と同じ順に2行で入力してください（今は1行です）。',
    ],
    [
      'options in やさしい日本語 without a text',
      { type: 'multi', options: '甲\n乙', easyOptions: 'こう\nおつ' },
      'easyText',
      'やさしい日本語の選択肢だけがあります。文も入力してください。',
    ],
    [
      'too long an English text',
      { enText: 'a'.repeat(301) },
      'enText',
      '英語の文は300文字までにしてください。',
    ],
  ])('with %s comes back with a sentence at its field', async (_, fields, field, words) => {
    const { office, rows } = await officeWithDraft()
    const before = await rows()
    const answer = await office.post(OWN, { ...good, ...fields })
    expect(answer.statusCode).toBe(422)
    const link = pageOf(answer).getByRole('link', { name: words })
    expect(link.getAttribute('href')).toBe(`#f-${field}`)
    expect(documentOf(answer).getElementById(`f-${field}`)).not.toBe(null)
    expect(await rows()).toEqual(before)
  })

  it('keeps its words in the other languages', async () => {
    const { office } = await officeWithDraft()
    const enText = 'It is calm at the counter'
    const answer = await office.post(OWN, { ...good, enText })
    expect(answer.statusCode).toBe(303)
    const page = await office.get(`${OWN}/own-1`)
    expect(documentOf(page).getElementById('f-enText')?.textContent).toBe(enText)
  })

  it('is asked at once, changed under the same name, and its name is never given again', async () => {
    const { office, drafts } = await officeWithDraft()
    expect((await office.post(OWN, good)).headers.location).toBe(QUESTIONS)
    expect((await drafts())[0]?.itemIds).toContain('own-1')
    await office.post(`${OWN}/own-1`, { ...good, type: 'multi', options: '甲\n乙' })
    expect((await drafts())[0]?.ownItems).toEqual([
      { ...good, id: 'own-1', type: 'multi', options: ['甲', '乙'], maxChars: 400 },
    ])
    expect(textOf(await office.get(QUESTIONS))).toContain('いくつでも・独自（甲／乙）')
    await office.post(`${OWN}/own-1/removal`)
    const [removed] = await drafts()
    expect([removed?.ownItems, removed?.itemIds.includes('own-1')]).toEqual([[], false])
    await office.post(OWN, good)
    expect((await drafts())[0]?.ownItems.map(({ id }) => id)).toEqual(['own-2'])
    const other = await typeDraft(office)
    await office.post(`${other}/draft/questions/own`, good)
    expect((await drafts())[1]?.ownItems.map(({ id }) => id)).toEqual(['own-3'])
  })

  it('that is not there is not found', async () => {
    const { office } = await officeWithDraft()
    expect((await office.get(`${OWN}/own-7`)).statusCode).toBe(404)
    expect((await office.post(`${OWN}/own-7`, good)).statusCode).toBe(404)
    expect((await office.post(`${OWN}/own-7/removal`)).statusCode).toBe(404)
  })

  it('is the last of twenty', async () => {
    const { office, drafts } = await officeWithDraft()
    for (let i = 0; i < 20; i += 1)
      await office.post(OWN, { ...good, type: 'multi', options: 'あ\nい' })
    const answer = await office.post(OWN, good)
    expect(answer.statusCode).toBe(422)
    expect(textOf(answer)).toContain(
      '独自の設問は20問までです。使わない設問を消してから加えてください。',
    )
    expect((await drafts())[0]?.ownItems).toHaveLength(20)
  })
})

describe('The questions of a survey', () => {
  it('are moved within their theme, with the ticks that were set', async () => {
    const { office, drafts } = await officeWithDraft()
    const items = ['Q_EFF_KPI', 'Q_EFF_2', 'Q_ATM_KPI']
    const moved = await office.post(QUESTIONS, { items, do: 'up:Q_EFF_2' })
    expect(moved.headers.location).toBe(`${QUESTIONS}#q-Q_EFF_2`)
    const [draft] = await drafts()
    expect(draft?.itemIds).toEqual(items)
    expect(draft?.itemOrder.slice(0, 2)).toEqual(['Q_EFF_2', 'Q_EFF_KPI'])
    const first = documentOf(await office.get(QUESTIONS)).querySelector('input[name=items]')
    expect(first?.getAttribute('value')).toBe('Q_EFF_2')
  })

  it('show how long they take before they are saved', async () => {
    const { office, rows } = await officeWithDraft()
    const before = await rows()
    const all = [
      ...documentOf(await office.get(QUESTIONS)).querySelectorAll('input[name=items]'),
    ].map((box) => box.getAttribute('value') ?? '')
    const answer = await office.post(QUESTIONS, { items: all, do: 'minutes' })
    expect(answer.statusCode).toBe(200)
    expect(textOf(answer)).toContain('目安を超えています')
    expect(textOf(answer)).toContain('回答にかかる時間は約6分です（目安は4分）。')
    expect(await rows()).toEqual(before)
  })

  it('are forty to choose, five to write and 3,000 characters at most', async () => {
    const { office, drafts } = await officeWithDraft()
    for (let i = 0; i < 6; i += 1) {
      await office.post(OWN, { ...good, type: 'text', maxChars: '1000', text: `記述${i}` })
    }
    for (let i = 0; i < 5; i += 1) await office.post(OWN, { ...good, text: `設問${i}` })
    const bank = documentOf(await office.get(QUESTIONS)).querySelectorAll('input[name=items]')
    const all = [...bank].map((box) => box.getAttribute('value') ?? '')
    const own = (await drafts())[0]?.ownItems ?? []
    const texts = own.filter(({ type }) => type === 'text').map(({ id }) => id)
    const choices = all.filter((id) => !texts.includes(id) && !id.startsWith('Q_FREE'))
    for (const [items, words] of [
      [choices, '選んで答える設問は40問までにしてください（今は41問）。'],
      [['Q_EFF_KPI', ...texts], '自由記述は5問までにしてください（今は6問）。'],
      [
        ['Q_EFF_KPI', ...texts.slice(0, 4)],
        '自由記述の文字数は、合わせて3000文字までにしてください（今は4000文字）。',
      ],
    ] as const) {
      const answer = await office.post(QUESTIONS, { items })
      expect([answer.statusCode, textOf(answer).includes(words)]).toEqual([422, true])
      expect(documentOf(answer).getElementById('f-items')).not.toBe(null)
    }
  })
})
