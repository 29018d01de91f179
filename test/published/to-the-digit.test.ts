import { afterEach, describe, expect, it } from 'vitest'
import type { ItemValue, PublishedSet } from '../../server/survey/published-set.ts'
import { publishedIds, type Questionnaire } from '../../server/survey/questionnaire.ts'
import { withEveryType } from '../views/every-type.ts'
import { cityRows } from './city-set.ts'
import { putCity } from './city-survey.ts'
import { engineSet } from './engine-set.ts'
import { get, publishedApp, type PublishedApp } from './published-app.ts'
import {
  differences,
  numbersOf,
  numbersOfCrosses,
  numbersOfCsv,
  numbersOfPages,
  numbersOfTables,
  numbersOfWorkbook,
} from './read-back.ts'
import { smallFrame } from './small-frame.ts'

let house: PublishedApp

afterEach(async () => house.close())

const EVERYTHING = { steps: true, shares: true }

describe.each([4, 5] as const)('ページ・CSV・Excel・JSON（%i択）', (scale) => {
  it('say the same numbers to the digit, every group and item of every table', async () => {
    house = await publishedApp()
    await putCity(house.stores, { year: 2025, scale, change: smallFrame })
    const { id, questionnaire: q } = await putCity(house.stores, {
      year: 2026,
      scale,
      change: (questionnaire) => ({
        ...withEveryType(smallFrame(questionnaire)),
        attributes: withManagers(questionnaire),
        kDistribution: 40,
      }),
      protect: (questionnaire) => engineSet(questionnaire, cityRows(questionnaire, 2026)),
    })
    const items = q.items.flatMap(publishedIds)
    expect(items).toEqual(expect.arrayContaining(['Q_KNOW_1.15', 'Q_MGR_1', 'OWN_1.1']))
    const set = (await get(house.app, `/api/v1/surveys/${id}/results`)).json<PublishedSet>()
    const expected = numbersOf(set, items, EVERYTHING)
    expect(new Set(set.groups.map(({ state }) => state)).size).toBe(3)
    expect([...expected.keys()].some((key) => key.includes('bands'))).toBe(true)
    expect([...expected.keys()].some((key) => key.startsWith('bu=1100 '))).toBe(true)

    const forms = {
      csv: await numbersOfCsv(house, q, 'utf8'),
      cp932: await numbersOfCsv(house, q, 'cp932'),
      workbook: await numbersOfWorkbook(house, q),
    }
    for (const numbers of Object.values(forms)) expect(differences(numbers, expected)).toEqual([])

    const pages = await numbersOfPages(
      house,
      q,
      set.groups.map((group) => group.id),
    )
    const onPages = numbersOf(set, items, { steps: false, shares: true })
    // A caption says once how many answered a question of several options.
    for (const form of [pages, onPages]) {
      for (const key of form.keys()) if (/\.\d+ n$/.test(key)) form.delete(key)
    }
    expect(differences(pages, onPages)).toEqual([])

    const tables = await numbersOfTables(house, q, set)
    const single = set.groups.filter(({ table }) => table.length === 1)
    const inTables = numbersOf({ ...set, groups: single }, items, { steps: false, shares: false })
    expect(differences(tables, inTables)).toEqual([])

    const crosses = await numbersOfCrosses(house, q, set)
    const double = set.groups.filter(({ table }) => table.length === 2)
    const inCrosses = numbersOf({ ...set, groups: double }, items, { steps: false, shares: false })
    expect(differences(crosses, inCrosses)).toEqual([])

    // A single figure that is off by one step in any form is found.
    for (const [tampered, key] of tamperings(set)) {
      const wrong = numbersOf(tampered, items, EVERYTHING)
      for (const numbers of Object.values(forms)) {
        expect(differences(numbers, wrong).map((line) => line.split(':')[0])).toEqual([key])
      }
      if (key.endsWith('step')) continue
      const wrongOnPages = numbersOf(tampered, items, { steps: false, shares: true })
      for (const k of wrongOnPages.keys()) if (/\.\d+ n$/.test(k)) wrongOnPages.delete(k)
      expect(differences(pages, wrongOnPages).map((line) => line.split(':')[0])).toEqual([key])
    }
  })
})

/** 年代, 性別 and who is asked as a manager. */
function withManagers({ attributes }: Questionnaire) {
  return attributes.filter(({ id }) => ['position', 'age', 'sex'].includes(id))
}

/** The set with one number changed, and which. */
function tamperings(set: PublishedSet): [PublishedSet, string][] {
  const full = firstOf(set, 'full')
  const band = firstOf(set, 'band')
  const change = (wanted: Found, name: string, to: (value: ItemValue) => ItemValue) => {
    const groups = set.groups.map((group) =>
      group.id === wanted.id && group.state === 'published'
        ? { ...group, items: { ...group.items, [wanted.item]: to(wanted.value) } }
        : group,
    )
    return [{ ...set, groups }, `${wanted.id} ${wanted.item} ${name}`] satisfies [object, string]
  }
  const oneMore = (shares: readonly number[] = []) => shares.map((s, i) => (i === 1 ? s + 1 : s))
  const people = set.groups.map((g) => (g.id === full.id && 'n' in g ? { ...g, n: g.n + 1 } : g))
  return [
    [{ ...set, groups: people }, `${full.id} n`],
    change(full, 'favourable', (v) => ({ ...v, favourable: v.favourable + 0.1 })),
    change(full, 'step', (v) => ({ ...v, step: v.step + 1 })),
    change(full, 'distribution 1', (v) => ({ ...v, distribution: oneMore(v.distribution) })),
    change(band, 'bands 1', (v) => ({ ...v, bands: oneMore(v.bands) })),
  ]
}

interface Found {
  readonly id: string
  readonly item: string
  readonly value: ItemValue
}

function firstOf(set: PublishedSet, tier: 'full' | 'band'): Found {
  for (const group of set.groups) {
    if (group.state !== 'published' || group.tier !== tier || group.id === '*') continue
    for (const [item, value] of Object.entries(group.items)) {
      if (value !== null) return { id: group.id, item, value }
    }
  }
  throw new Error(`no group of tier ${tier}`)
}
