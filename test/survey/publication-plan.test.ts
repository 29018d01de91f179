import { describe, expect, it } from 'vitest'
import { usualDraft } from '../../server/identified/office/editor/usual-draft.ts'
import { composeQuestionnaire } from '../../server/survey/draft.ts'
import { planInWords, tablesWith } from '../../server/survey/plan-in-words.ts'
import { plannableTables, tableKey, usualTables } from '../../server/survey/plannable-tables.ts'
import { tableName, tableNames } from '../../server/survey/table-names.ts'
import { cityBank as bank } from '../support/small-city.ts'

const now = new Date('2026-11-20T10:00:00+09:00')
const draft = usualDraft(bank, now)
const usual = composeQuestionnaire('r8', draft, bank, [])

describe('The publication plan', () => {
  it('is, unless something else is chosen, 全庁, 部, 課, 類似所属, each attribute, and 部 by 年代 and by 性別', () => {
    expect(tableNames(usual)).toEqual([
      '全庁',
      '部',
      '課',
      '類似所属',
      '職位区分',
      '年代',
      '性別',
      '育児・介護による時間の制約',
      '部×年代',
      '部×性別',
    ])
  })

  it('never crosses a 課 or a 類似所属 with anything', () => {
    const tables = plannableTables(bank.attributes.map((a) => a.id))
    const fine = tables.filter((t) => t.length > 1 && (t.includes('ka') || t.includes('similar')))
    expect(fine).toEqual([])
    expect(Math.max(...tables.map((t) => t.length))).toBe(2)
    expect(new Set(tables.map(tableKey)).size).toBe(tables.length)
  })

  it('asks for the full distribution from twice the smallest number on', () => {
    expect([usual.k, usual.kDistribution]).toEqual([10, 20])
    expect(composeQuestionnaire('r8', { ...draft, k: 7 }, bank, []).kDistribution).toBe(14)
  })

  it('without attributes is units alone', () => {
    expect(usualTables([]).map(tableKey)).toEqual(['', 'bu', 'ka', 'similar'])
  })
})

describe('A plan in words', () => {
  it('says the tables, the two numbers and what finer is never published', () => {
    expect(planInWords(usual)).toEqual({
      tables: tableNames(usual),
      k: '10人に満たない区分は表示しません。',
      distribution:
        '20人以上の区分では選択肢ごとの割合、20人未満では肯定・否定にまとめた割合だけを表示します。',
      never: '課×年代のような細かい組み合わせは公表しません。',
    })
  })

  it('on a scale of five speaks of three bands, and names another attribute where 年代 is not asked', () => {
    const other = {
      ...draft,
      scale: 5 as const,
      attributeIds: ['sex'],
      tables: usualTables(['sex']),
    }
    const words = planInWords(composeQuestionnaire('r8', other, bank, []))
    expect(words.distribution).toContain('肯定・どちらともいえない・否定の3つに')
    expect(words.never).toBe('課×性別のような細かい組み合わせは公表しません。')
  })

  it('of an older survey without the second number takes twice the first', () => {
    const { kDistribution: _, ...older } = usual
    expect(planInWords(older)).toEqual(planInWords(usual))
  })

  it('says for each attribute in which tables it counts', () => {
    expect(tablesWith(usual, ['sex'])).toEqual(['性別', '部×性別'])
    expect(tablesWith(usual, ['bu', 'ka', 'similar'])).toEqual([
      '部',
      '課',
      '類似所属',
      '部×年代',
      '部×性別',
    ])
    expect(tablesWith({ ...usual, tables: [[]] }, ['sex'])).toEqual([])
  })

  it('shows an attribute it does not know by its id', () => {
    expect(tableName(['bu', 'grade'], bank.attributes)).toBe('部×grade')
  })
})
