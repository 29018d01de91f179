import { describe, expect, it } from 'vitest'
import {
  cityWithDraft,
  emptyOffice,
  lean,
  SURVEY,
  sheetsOf,
  sheetsPageIn,
  typeDraft,
} from './drafts.ts'
import { documentOf, draftFields, type Fields, passphraseFields, textOf } from './hand.ts'

const PUBLICATION = `${SURVEY}/draft/publication`
const usual = { k: '10', kDecision: '' }

describe('The publication plan of a new survey', () => {
  it('is offered in groups for the attributes that are asked, with the usual tables ticked and nothing finer than two', async () => {
    const { office } = await emptyOffice()
    await office.post('/staff/office/surveys/new', {
      title: '題',
      opensAt: '2026-11-24T08:30',
      closesAt: '2026-12-08T17:15',
    })
    const document = documentOf(await office.get(PUBLICATION))
    const boxes = [...document.querySelectorAll('input[name=tables]')]
    const ticked = boxes.filter((box) => box.hasAttribute('checked'))
    expect(ticked.map((box) => box.getAttribute('value'))).toEqual([
      'bu',
      'ka',
      'similar',
      'position',
      'age',
      'sex',
      'care',
      'bu,age',
      'bu,sex',
    ])
    expect(boxes).toHaveLength(3 + 4 + 4 + 6)
    const legends = [...document.querySelectorAll('.plan legend')].map((l) => l.textContent.trim())
    expect(legends).toEqual([
      '公表する表（公表計画）',
      '所属ごと',
      '属性ごと（全庁）',
      '部ごとの属性',
      '2つの属性の組み合わせ（全庁）',
    ])
    const whole = document.querySelector('.plan input:not([name])')
    expect(['checked', 'disabled'].map((a) => whole?.hasAttribute(a))).toEqual([true, true])
    expect(document.querySelector('.plan details')?.hasAttribute('open')).toBe(false)
  })

  it.each<[string, Fields, string]>([
    [
      '課 without 部',
      { attributes: [], tables: ['ka'] },
      '「課」を公表するには、「部」も選んでください。',
    ],
    [
      '部×性別 without 部',
      { attributes: ['sex'], tables: ['sex', 'bu,sex'] },
      '「部×性別」を公表するには、「部」も選んでください。',
    ],
    [
      'two attributes without the first of them',
      { attributes: ['age', 'sex'], tables: ['sex', 'age,sex'] },
      '「年代×性別」を公表するには、「年代」も選んでください。',
    ],
    [
      'a table that nobody offers',
      { attributes: ['age'], tables: ['ka,age'] },
      '一覧にない項目が選ばれています。画面を開き直してください。',
    ],
  ])(
    'with %s comes back with a sentence at the tables, as it was typed',
    async (_, plan, words) => {
      const { office, rows } = await emptyOffice()
      const attributes = plan['attributes']
      await typeDraft(office, draftFields({ attributes, tables: ['bu'] }))
      const before = await rows()
      const answer = await office.post(PUBLICATION, { ...usual, tables: plan['tables'] })
      expect(answer.statusCode).toBe(422)
      const document = documentOf(answer)
      const link = [...document.querySelectorAll('[role=alert] a')].find(
        (a) => a.textContent === words,
      )
      expect(link?.getAttribute('href')).toBe('#f-tables')
      expect(document.getElementById('f-tables')?.getAttribute('name')).toBe('tables')
      expect(document.getElementById('f-tables-error')?.textContent.trim()).toBe(words)
      const offered = (plan['tables'] as string[]).filter((t) => t !== 'ka,age')
      const kept = [...document.querySelectorAll('input[name=tables][checked]')]
      expect(kept.map((box) => box.getAttribute('value'))).toEqual(offered)
      expect(await rows()).toEqual(before)
    },
  )

  it('still shows a table of an attribute that is no longer asked, and says what to do', async () => {
    const { office, drafts } = await emptyOffice()
    const tables = ['bu', 'age', 'sex', 'bu,sex']
    await typeDraft(office, draftFields({ attributes: ['age', 'sex'], tables }))
    await office.post(`${SURVEY}/draft/attributes`, { attributes: ['age'] })
    const words =
      '「性別」「部×性別」を公表するには、属性で「性別」を選んでください。尋ねないときは、この表を外してください。'
    expect(textOf(await office.get(`${SURVEY}/draft`))).toContain(`公表：${words}`)
    const answer = await office.post(PUBLICATION, { ...usual, tables })
    expect(answer.statusCode).toBe(422)
    expect(textOf(answer)).toContain(words)
    expect((await office.post(PUBLICATION, { ...usual, tables: ['bu', 'age'] })).statusCode).toBe(
      303,
    )
    expect((await drafts())[0]?.tables).toEqual([[], ['bu'], ['age']])
  })

  it('keeps its order whatever the order of ticking, and always has 全庁', async () => {
    const { office, drafts } = await emptyOffice()
    await typeDraft(office, draftFields({ ...lean, tables: lean.tables.toReversed() }))
    const tables = [[], ['bu'], ['ka'], ['age'], ['sex'], ['bu', 'age'], ['bu', 'sex']]
    expect((await drafts())[0]?.tables).toEqual(tables)
    await office.post(PUBLICATION, usual)
    expect((await drafts())[0]?.tables).toEqual([[]])
  })

  it('opens the folded part where one of it is ticked', async () => {
    const { office } = await cityWithDraft({ ...lean, tables: ['age', 'age,sex'] })
    const document = documentOf(await office.get(PUBLICATION))
    expect(document.querySelector('.plan details')?.hasAttribute('open')).toBe(true)
  })
})

describe('Before the decision', () => {
  it('the plan stands in words on the page of the survey and above the passphrases, and is frozen as it was shown', async () => {
    const { city, office } = await cityWithDraft({ ...lean, k: '10' })
    const tables = '全庁、部、課、年代、性別、部×年代、部×性別'
    expect(textOf(await office.get(SURVEY))).toContain(`公表する表${tables}`)
    const passphrases = sheetsOf(await sheetsPageIn(office, SURVEY))
    const rehearsal = await office.get(`${SURVEY}/announcement`)
    for (const words of [
      `公表する表：${tables}`,
      '10人に満たない区分は表示しません。',
      '20人以上の区分では選択肢ごとの割合、20人未満では肯定・否定にまとめた割合だけを表示します。',
      '課×年代のような細かい組み合わせは公表しません。',
      '実施を決定した後は、表を増やすことも、人数を変えることもできません。',
    ]) {
      expect(textOf(rehearsal)).toContain(words)
    }
    const decided = await office.post(`${SURVEY}/announcement`, passphraseFields(passphrases))
    expect(decided.statusCode).toBe(303)
    const { questionnaire } = await city.know('r8')
    expect(questionnaire.tables.map((t) => t.join())).toEqual(['', ...lean.tables])
    expect([questionnaire.k, questionnaire.kDistribution]).toEqual([10, 20])
    const late = await office.post(PUBLICATION, { ...usual, tables: ['bu'] })
    expect(late.statusCode).toBe(409)
    expect((await city.know('r8')).questionnaire.tables).toEqual(questionnaire.tables)
    expect(textOf(await office.get(SURVEY))).toContain(`公表する表${tables}`)
  })
})
