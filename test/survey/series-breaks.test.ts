import { describe, expect, it } from 'vitest'
import { usualDraft } from '../../server/identified/office/editor/usual-draft.ts'
import { composeQuestionnaire, type DraftInput } from '../../server/survey/draft.ts'
import type { Item, Questionnaire } from '../../server/survey/questionnaire.ts'
import { findBreaks } from '../../server/survey/series-breaks.ts'
import { cityBank as bank } from '../support/small-city.ts'

const now = new Date('2026-11-20T10:00:00+09:00')
const compose = (other: Partial<DraftInput> = {}, asked?: Questionnaire['asked']) =>
  composeQuestionnaire('r8', { ...usualDraft(bank, now), ...other }, bank, [], asked)
const last = compose({ itemIds: bank.items.map(({ id }) => id) })
const withItem = (id: string, change: (item: Item) => Item): Questionnaire => ({
  ...last,
  items: last.items.map((item) => (item.id === id ? change(item) : item)),
})

describe('A break of the series', () => {
  it('is not found where nothing has changed but the year, the attributes and which questions are asked', () => {
    const next = compose({ title: '令和9年度', attributeIds: [], k: 12, tables: [[]] })
    expect(findBreaks(next, last, null)).toEqual([])
  })

  it.each<[string, Questionnaire, string, string]>([
    ['another scale', { ...last, scale: 5 }, '*', '尺度が4段階から5段階に変わるため'],
    [
      'other words of the scale',
      { ...last, options: ['はい', ...last.options.slice(1)] },
      '*',
      '選択肢の言葉が変わるため',
    ],
    [
      'other words of a question',
      withItem('Q_EFF_KPI', (item) => ({ ...item, text: '別の文' })),
      'Q_EFF_KPI',
      '設問の文が変わるため',
    ],
    [
      'a question for 管理職 only',
      withItem('Q_EFF_2', (item) => ({ ...item, audience: '管理職' }) as Item),
      'Q_EFF_2',
      '尋ねる人が「全員」から「管理職」に変わるため',
    ],
    [
      'other options of 「いくつでも」',
      withItem('Q_KNOW_1', (item) => ({ ...item, options: ['甲', '乙'] }) as Item),
      'Q_KNOW_1',
      '選択肢が変わるため',
    ],
    [
      'another way of answering',
      withItem('Q_DX_1', (item) => ({ ...item, type: 'multi', options: ['甲', '乙'] })),
      'Q_DX_1',
      '答え方が変わるため',
    ],
    [
      'more people left out',
      { ...last, asked: { people: 1, leftOut: [{ rule: 'status', value: '休職', people: 3 }] } },
      '*',
      '対象から外す職員が増えるため（在職区分が休職）',
    ],
  ])('is found for %s', (_, next, item, reason) => {
    expect(findBreaks(next, last, null)).toEqual([{ item, reason }])
  })

  it('is found for people who are asked again, and not for another number of the same people', () => {
    const rule = { rule: 'unit', value: '消防本部' } as const
    const before = compose({}, { people: 9, leftOut: [{ ...rule, people: 3 }] })
    const same = compose({}, { people: 8, leftOut: [{ ...rule, people: 4 }] })
    expect(findBreaks(same, before, null)).toEqual([])
    expect(findBreaks(compose({}, { people: 12, leftOut: [] }), before, null)).toEqual([
      { item: '*', reason: '対象から外していた職員を含めるため（所属が消防本部）' },
    ])
  })

  it('of the first survey follows from what 人事課 knows of the years before; what nobody knows counts as changed', () => {
    const same = { scale: '4', denominator: 'valid', asked: 'same' } as const
    const reasons = (earlier: Parameters<typeof findBreaks>[2]) =>
      findBreaks(last, null, earlier).map(({ item, reason }) => `${item} ${reason}`)
    expect(reasons(null)).toEqual([])
    expect(reasons(same)).toEqual([])
    expect(reasons({ scale: '5', denominator: 'all', asked: 'other' })).toEqual([
      '* 尺度が5段階から4段階に変わるため',
      '* 割合の分母が「回答者全員」から「有効回答」に変わるため',
      '* 対象の範囲がこれまでの調査と違うため',
    ])
    expect(reasons({ scale: 'unknown', denominator: 'unknown', asked: 'unknown' })).toEqual([
      '* これまでの調査の尺度が分からないため',
      '* これまでの割合の分母が分からないため',
      '* これまでの対象の範囲が分からないため',
    ])
  })
})
