import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { projectFile } from '../../server/http/project-file.ts'
import { withReportingUnits } from '../../server/identified/roster/reporting-units.ts'
import type { UnitKind, UnitRow } from '../../server/stores/commons.ts'
import { codesOf, groupingsOf } from '../../server/survey/publication-plan.ts'
import { bureauChoices, choiceOf } from '../../server/survey/units.ts'

const DAY = '2026-10-01'

const unit = (code: string, parent: string | null, kind: UnitKind, name: string, similar = '') => ({
  code,
  parent,
  kind,
  name,
  similar,
  position: Number(code),
  valid_from: '2025-04-01',
  valid_to: null as string | null,
})

const town = [
  unit('0', null, '市', '潮見市'),
  unit('30', '0', '部', '子ども部'),
  unit('31', '30', '部付', '子ども部（部長）', '部長・次長等'),
  unit('32', '30', '課', '保育課'),
  unit('33', '32', '施設', '北保育園', '保育園'),
  unit('34', '32', '施設', '南保育園', '保育園'),
  unit('35', '32', '施設', '中央こども園', 'こども園'),
  unit('36', '32', '施設', '保育の研修所'),
  unit('50', '0', '部', '支所'),
  unit('51', '50', '支所', '山手支所', '支所'),
  unit('52', '51', '課', '山手支所の窓口係', '支所'),
]

const city: UnitRow[] = withReportingUnits(
  parse<Record<string, string>>(readFileSync(projectFile('scripts', 'sample-city', 'org.csv')), {
    bom: true,
    columns: true,
  }).map((row, position) => ({
    ...unit(
      row['所属コード'] ?? '',
      row['上位所属コード'] || null,
      row['区分'] as UnitKind,
      row['所属名'] ?? '',
      row['類似所属'] ?? '',
    ),
    position,
  })),
)

describe('The units of the ballot', () => {
  const bureaus = bureauChoices(withReportingUnits(town), DAY)

  it('name, below a 課, the 施設 of each kind together, never one by one', () => {
    expect(bureaus.map((b) => b.sections)).toEqual([
      [
        {
          code: '31',
          name: '部長・次長等（保育課に含めて集計）',
          within: '32',
          similar: '部長・次長等',
        },
        { code: '32', name: '保育課' },
        { code: '32/保育園', name: '保育園（保育課）', within: '32', similar: '保育園' },
        { code: '32/こども園', name: 'こども園（保育課）', within: '32', similar: 'こども園' },
      ],
      [{ code: '51', name: '山手支所', similar: '支所' }],
    ])
  })

  it('leave out a 施設 that has ended, and its kind with the last one', () => {
    const ended = town.map((u) =>
      ['33', '34'].includes(u.code) ? { ...u, valid_to: '2026-09-30' } : u,
    )
    const names = bureauChoices(withReportingUnits(ended), DAY).flatMap((b) =>
      b.sections.map((s) => s.name),
    )
    expect(names).not.toContain('保育園（保育課）')
    expect(names).toContain('こども園（保育課）')
  })

  it('count a nursery teacher in the 課 and in the 類似所属, and the office of the 課 in the 課 alone', () => {
    const planned = { bureaus, attributes: [], tables: [[], ['bu'], ['ka'], ['similar']] }
    const groupings = groupingsOf(planned)
    const codes = codesOf(planned)
    const counted = (code: string) => {
      const row = withReportingUnits(town).find((u) => u.code === code)
      const choice = row === undefined ? null : choiceOf(bureaus, row)
      if (choice === null) throw new Error(code)
      const found = codes({ ...choice, attributes: [] })
      return groupings.map((g, i) => g.categories[(found[i] ?? 0) - 1]?.label ?? '')
    }
    expect(groupings.map((g) => g.id)).toEqual(['bu', 'ka', 'similar'])
    expect(counted('34')).toEqual(['子ども部', '保育課', '保育園'])
    expect(counted('35')).toEqual(['子ども部', '保育課', 'こども園'])
    expect(counted('32')).toEqual(['子ども部', '保育課', ''])
    expect(counted('36')).toEqual(['子ども部', '保育課', ''])
    expect(counted('52')).toEqual(['支所', '山手支所', '支所'])
  })
})

describe('A unit that 人事課 chose to count elsewhere', () => {
  const suburb = [
    unit('0', null, '市', '潮見市'),
    unit('10', '0', '部', '総務部'),
    unit('11', '10', '部付', '総務部（部長）', '部長・次長等'),
    unit('12', '10', '課', '秘書課'),
    unit('13', '10', '課', '統計課', '管理'),
    unit('14', '13', '施設', '統計資料室', '資料室'),
    unit('15', '10', '課', '契約課'),
    unit('16', '15', '施設', '入札室'),
    unit('20', '0', '部', '市民部'),
    unit('21', '20', '課', '市民課'),
  ]
  const chosen = (hosts: Record<string, string>, other: Record<string, Partial<UnitRow>> = {}) =>
    withReportingUnits(
      suburb.map((u) => ({ ...u, counts_in: hosts[u.code] ?? null, ...other[u.code] })),
    )
  const places = (units: readonly UnitRow[]) =>
    Object.fromEntries(units.map((u) => [u.code, u.section]))
  const sectionsOf = (units: readonly UnitRow[]) => bureauChoices(units, DAY)[0]?.sections ?? []

  it('counts in the other 課, with what is below it, and stays a choice at its own place', () => {
    const units = chosen({ '13': '12' })
    expect(places(units)).toMatchObject({ '13': '12', '14': '12', '15': '15' })
    expect(sectionsOf(units).map(({ name, within }) => [name, within])).toEqual([
      ['部長・次長等（秘書課に含めて集計）', '12'],
      ['秘書課', undefined],
      ['統計課（秘書課に含めて集計）', '12'],
      ['資料室（統計課）', '12'],
      ['契約課', undefined],
    ])
  })

  it('is found on the answer page by each of its people and counted where the page says', () => {
    const units = chosen({ '13': '12', '16': '12' })
    const planned = {
      bureaus: bureauChoices(units, DAY),
      attributes: [],
      tables: [[], ['bu'], ['ka'], ['similar']],
    }
    const codes = codesOf(planned)
    const counted = (code: string) => {
      const own = units.find((u) => u.code === code)
      const place = own === undefined ? null : choiceOf(planned.bureaus, own)
      if (place === null) throw new Error(code)
      const found = codes({ ...place, attributes: [] })
      const name = planned.bureaus[place.bureau]?.sections[place.section ?? -1]?.name
      return [
        name,
        ...groupingsOf(planned).map((g, i) => g.categories[(found[i] ?? 0) - 1]?.label ?? ''),
      ]
    }
    expect(counted('13')).toEqual(['統計課（秘書課に含めて集計）', '総務部', '秘書課', '管理'])
    expect(counted('14')).toEqual(['資料室（統計課）', '総務部', '秘書課', '資料室'])
    expect(counted('16')).toEqual(['入札室（秘書課に含めて集計）', '総務部', '秘書課', ''])
    expect(counted('15')).toEqual(['契約課', '総務部', '契約課', ''])
  })

  it('can count in the 部 alone, in no 課', () => {
    const units = chosen({ '13': '10' })
    expect(places(units)).toMatchObject({ '13': null, '14': null })
    const bureaus = bureauChoices(units, DAY)
    const own = bureaus[0]?.sections.find(({ code }) => code === '13')
    expect(own).toEqual({
      code: '13',
      name: '統計課（総務部に含めて集計）',
      similar: '管理',
      within: '10',
    })
    const row = units.find(({ code }) => code === '13')
    const place = row === undefined ? null : choiceOf(bureaus, row)
    const planned = { bureaus, attributes: [], tables: [[], ['bu'], ['ka']] }
    expect(place === null ? null : codesOf(planned)({ ...place, attributes: [] })).toEqual([1, 0])
  })

  it('counts in the 課 of the 部付 when the 部付 was chosen', () => {
    const choice = sectionsOf(chosen({ '13': '11' })).find(({ code }) => code === '13')
    expect(choice?.within).toBe('12')
  })

  it('counts by the tree where the choice does not fit: another 部, a 施設, itself, a ring, one that ends first', () => {
    for (const [code, host] of [
      ['13', '21'],
      ['13', '16'],
      ['13', '13'],
      ['13', '9999'],
      ['10', '12'],
    ] as const)
      expect(places(chosen({ [code]: host }))).toEqual(places(chosen({})))
    expect(places(chosen({ '13': '12', '12': '13' }))).toEqual(places(chosen({})))
    const ends = { '12': { valid_to: '2027-03-31' } }
    expect(places(chosen({ '13': '12' }, ends))).toEqual(places(chosen({})))
    const both = { ...ends, '13': { valid_to: '2027-03-31' } }
    expect(places(chosen({ '13': '12' }, both))['13']).toBe('12')
  })

  it('leaves the 部付 to the first 課 that counts for itself', () => {
    const office = sectionsOf(chosen({ '12': '13' })).find(({ code }) => code === '11')
    expect(office).toMatchObject({ name: '部長・次長等（統計課に含めて集計）', within: '13' })
  })
})

describe('In the sample city', () => {
  const bureaus = bureauChoices(city, DAY)

  it('every workplace has a choice that counts in its 部, its 課 and its 類似所属', () => {
    const workplaces = city.filter((u) => u.kind !== '市' && u.kind !== '部')
    expect(workplaces.length).toBeGreaterThan(150)
    for (const place of workplaces) {
      const found = choiceOf(bureaus, place)
      const bureau = bureaus[found?.bureau ?? -1]
      const choice = bureau?.sections[found?.section ?? -1]
      expect([
        place.name,
        bureau?.code,
        choice?.within ?? choice?.code,
        choice?.similar ?? '',
      ]).toEqual([place.name, place.bureau, countsIn(place), place.similar])
    }
  })

  /** The one to three people of a 部付 would keep a 課 of every 部 hidden. */
  function countsIn(place: UnitRow): string | null {
    if (place.kind !== '部付') return place.section
    const beside = city.filter((u) => u.bureau === place.bureau && u.section === u.code)
    return beside.find((u) => u.kind !== '部付')?.code ?? place.code
  }

  it('twenty-eight nurseries are one choice', () => {
    const kinds = bureaus.flatMap((b) => b.sections).filter((s) => s.code.includes('/'))
    expect(kinds.map((s) => s.name)).toEqual(['保育園（保育課）'])
  })
})

describe('Somebody without a 部 of the ballot', () => {
  it('has no choice', () => {
    const bureaus = bureauChoices(city, DAY)
    expect(choiceOf(bureaus, { bureau: '9999', section: null, similar: '' })).toBe(null)
  })
})
