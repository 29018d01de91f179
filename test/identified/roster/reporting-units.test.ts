import { expect, test } from 'vitest'
import { bureauChoices, listUnits } from '../../../server/survey/units.ts'
import { importAll, openCity, UNIT_HEADER, UNITS, unitsFile } from './small-city.ts'

test('every unit counts in one 部 and at most one 課 below it', async () => {
  const stores = await openCity()
  await importAll(stores, { units: unitsFile() })
  const units = await listUnits(stores.commonsReader)
  expect(units.map((u) => [u.code, u.bureau, u.section])).toEqual([
    ['0000', null, null],
    ['1000', '1000', null],
    ['1000K', '1000', '1000K'],
    ['1010', '1000', '1010'],
    ['1020', '1000', '1020'],
    ['1021', '1000', '1020'],
    ['2000', '2000', null],
    ['2010', '2000', '2010'],
    ['2011', '2000', '2010'],
    ['9000', '9000', null],
  ])
})

test('units keep the order of the file (建制順), whatever their codes and whatever was stored', async () => {
  const stores = await openCity()
  await importAll(stores, { units: unitsFile() })
  const [root = '', ...rest] = UNITS
  await importAll(stores, { units: unitsFile([root, ...rest.toReversed()]) })
  const units = await listUnits(stores.commonsReader)
  expect(units.map((u) => u.code).slice(0, 3)).toEqual(['0000', '9000', '2011'])
})

test('a ballot offers the 部 and 課 that exist on the day, in 建制順', async () => {
  const stores = await openCity()
  const dates: Record<string, string> = { '1020': '2026-05-01,', '2010': '2020-04-01,2026-03-31' }
  const rows = UNITS.map((row) => `${row},${dates[row.slice(0, 4)] ?? '2020-04-01,'}`)
  await importAll(stores, { units: unitsFile(rows, `${UNIT_HEADER},有効開始日,有効終了日`) })
  const units = await listUnits(stores.commonsReader)
  expect(bureauChoices(units, '2026-04-01')).toEqual([
    {
      code: '1000',
      name: '総務部',
      sections: [
        { code: '1000K', name: '総務部（部長等）（人事課に含めて集計）', within: '1010' },
        { code: '1010', name: '人事課' },
      ],
    },
    { code: '2000', name: '支所', sections: [] },
    { code: '9000', name: '会計課', sections: [] },
  ])
  const sections = (day: string) =>
    bureauChoices(units, day).flatMap((b) => b.sections.map((s) => s.code))
  expect(sections('2026-03-31')).toContain('2010')
  expect(sections('2026-05-01')).toContain('1020')
})
