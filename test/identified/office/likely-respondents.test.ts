import { describe, expect, it } from 'vitest'
import {
  type LikelyRespondents,
  likelyRespondents,
} from '../../../server/identified/office/likely-respondents.ts'
import { chosenAttributes } from '../../../server/survey/draft-attributes.ts'
import { bureauChoices, choiceOf, listUnits } from '../../../server/survey/units.ts'
import { cityBank as bank, smallCity } from '../../support/small-city.ts'

const plan = {
  attributes: attributesOf(['position', 'age', 'sex', 'care']),
  tables: [[], ['bu'], ['ka'], ['position'], ['age'], ['sex'], ['care']],
}
const DAY = '2026-11-20'

function attributesOf(attributeIds: string[]) {
  return chosenAttributes({ attributeIds, ownAttributes: [], categories: {} }, bank)
}

async function city(people: number) {
  const made = await smallCity({ survey: 'none', people })
  const { identity, commonsReader } = made.stores
  const units = await listUnits(commonsReader)
  const bureaus = bureauChoices(units, DAY)
  const organisation = {
    bureaus,
    standing: (person: { unit: string }) => {
      const unit = units.find((u) => u.code === person.unit)
      return unit === undefined ? null : choiceOf(bureaus, unit)
    },
  }
  const respondents = (rate: number) => likelyRespondents(identity, plan, organisation, rate)
  return { made, identity, respondents }
}

/** How many said what of one attribute, by label; '' for those who did not say. */
function counts({ groupings, keys, rows }: LikelyRespondents, id: string) {
  const column = groupings.findIndex((g) => g.id === id)
  const found: Record<string, number> = {}
  for (let row = 0; row < rows; row += 1) {
    const code = keys[row * groupings.length + column] ?? 0
    const label = groupings[column]?.categories[code - 1]?.label ?? ''
    found[label] = (found[label] ?? 0) + 1
  }
  return found
}

describe('The people an estimate is made with', () => {
  it('are the roster where everybody answers: each in their unit and with the answers of the ballot', async () => {
    const { identity, respondents } = await city(48)
    const all = await respondents(1)
    expect([all.rows, all.eligible, all.unknown]).toEqual([48, 48, []])
    expect(counts(all, 'ka')).toEqual({
      人事課: 8,
      行政管理課: 8,
      情報政策課: 8,
      保険年金課: 8,
      子育て支援課: 8,
      道路河川課: 8,
    })
    expect(counts(all, 'age')).toEqual({ '20代以下': 12, '30代': 12, '40代': 12, '50代': 12 })
    expect(counts(all, 'position')).toEqual({ '主査・主任・主事等': 48 })
    await identity.updateTable('person').set({ position: '次長級' }).execute()
    expect(counts(await respondents(1), 'position')).toEqual({ '管理職（課長級以上）': 48 })
  })

  it('are exactly as many as the rate says, always the same ones, and no unit is left out altogether', async () => {
    const { respondents } = await city(120)
    const some = await respondents(0.8)
    expect([some.rows, some.eligible]).toEqual([96, 120])
    expect(await respondents(0.8)).toEqual(some)
    expect(Object.keys(counts(some, 'ka'))).toHaveLength(6)
    expect(counts(some, 'ka')).not.toEqual(counts(await respondents(1), 'ka'))
  })

  it('share out equally what the roster does not know, and do not say what fits no answer', async () => {
    const { made, identity, respondents } = await city(300)
    await identity
      .updateTable('person')
      .set({ sex: '未記入' })
      .where('number', 'in', made.people.slice(0, 7))
      .execute()
    const all = await respondents(1)
    expect(all.shared).toEqual(['育児・介護による時間の制約'])
    expect(all.unknown).toEqual([{ label: '性別', people: 7 }])
    expect(counts(all, 'sex')['']).toBe(7)
    const { ある: some, ない: none } = counts(all, 'care')
    expect((some ?? 0) + (none ?? 0)).toBe(300)
    expect(Math.abs((some ?? 0) - 150)).toBeLessThan(30)
  })

  it('leave out accounts without a unit of the organisation', async () => {
    const { made, identity, respondents } = await city(12)
    await identity
      .updateTable('person')
      .set({ unit: '' })
      .where('number', '=', made.people[3] ?? '')
      .execute()
    expect((await respondents(1)).eligible).toBe(11)
  })

  it('are counted where the plan has 全庁 only', async () => {
    const { made } = await city(12)
    const whole = await likelyRespondents(
      made.stores.identity,
      { attributes: [], tables: [[]] },
      { bureaus: [], standing: () => ({ bureau: 0, section: null }) },
      1,
    )
    expect([whole.rows, whole.keys.length, whole.groupings]).toEqual([12, 0, []])
  })
})
