import { describe, expect, it } from 'vitest'
import { usualDraft } from '../../server/identified/office/editor/usual-draft.ts'
import { answeringMinutes, wordingAdvice } from '../../server/survey/answering-time.ts'
import { allItems, chosenItems, moveItem } from '../../server/survey/chosen-items.ts'
import { chosenAttributes, optionOf } from '../../server/survey/draft-attributes.ts'
import { draftSchema, type SurveyDraft } from '../../server/survey/draft.ts'
import { cityBank as bank } from '../support/small-city.ts'

const usual = usualDraft(bank, new Date('2026-11-20T10:00:00+09:00'))
const draft = (other: object): SurveyDraft => draftSchema.parse({ ...usual, ...other })
const own = { id: 'own-1', type: 'scale', section: 'EFF', text: '独自の設問' }

describe('The bank', () => {
  it('has every kind of question, with the options of 「いくつでも」 and who is asked', () => {
    const count = (type: string) => bank.items.filter((item) => item.type === type).length
    expect([count('scale'), count('multi'), count('text')]).toEqual([35, 1, 3])
    const multi = bank.items.find((item) => item.type === 'multi')
    expect(multi?.type === 'multi' && multi.options).toHaveLength(15)
    const managers = bank.items.filter((item) => 'audience' in item)
    expect(managers.map(({ id }) => id)).toEqual(['Q_MGR_1', 'Q_MGR_2', 'Q_MGR_3'])
  })
})

describe('The questions of a draft', () => {
  it('of one’s own stand at the end of their theme, and move within it only', () => {
    const made = draft({ ownItems: [own], itemIds: ['Q_EFF_KPI', 'Q_ATM_KPI', 'own-1'] })
    const ids = (order: readonly string[]) =>
      chosenItems({ ...made, itemOrder: [...order] }, bank).map(({ id }) => id)
    expect(ids([])).toEqual(['Q_EFF_KPI', 'own-1', 'Q_ATM_KPI'])
    let order = moveItem(made, bank, 'own-1', -1)
    for (let i = 0; i < 20; i += 1)
      order = moveItem({ ...made, itemOrder: [...order] }, bank, 'own-1', -1)
    expect(ids(order)).toEqual(['own-1', 'Q_EFF_KPI', 'Q_ATM_KPI'])
    expect(ids(moveItem(made, bank, 'own-1', 1))).toEqual(['Q_EFF_KPI', 'own-1', 'Q_ATM_KPI'])
    expect(allItems(made, bank)).toHaveLength(bank.items.length + 1)
  })

  it('that are usual take four minutes, and every further one counts', () => {
    const items = chosenItems(usual, bank)
    expect(answeringMinutes(items, 4)).toBe(4)
    expect(answeringMinutes([...items, ...items], 4)).toBeGreaterThan(6)
  })

  it('are advised on when they ask two things at once or are long', () => {
    expect(wordingAdvice('仕事に満足している')).toEqual([])
    expect(wordingAdvice('給与および休暇に満足している')[0]).toContain('2つのことを一度に')
    expect(wordingAdvice('あ'.repeat(51))[0]).toContain('50文字を超えています。')
  })
})

describe('What the roster calls somebody', () => {
  const position = (other: object) => {
    const [attribute] = chosenAttributes(draft({ attributeIds: ['position'], ...other }), bank)
    if (attribute === undefined) throw new Error('no attribute')
    return (said: string) => optionOf(attribute, said)
  }

  it('fits an option by the map of the bank: nine 職位 are three', () => {
    const of = position({})
    expect(['部長級', '係長級', '再任用'].map(of)).toEqual([
      '管理職（課長級以上）',
      '課長補佐・係長級',
      '主査・主任・主事等',
    ])
    expect(of('嘱託')).toBe(null)
  })

  it('fits otherwise where the draft says so, also none', () => {
    const of = position({
      categories: { position: { 嘱託: '主査・主任・主事等', 再任用: '', 係長級: 'ない選択肢' } },
    })
    expect([of('嘱託'), of('再任用'), of('係長級')]).toEqual(['主査・主任・主事等', null, null])
    expect(of('部長級')).toBe('管理職（課長級以上）')
  })
})
