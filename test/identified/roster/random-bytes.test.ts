import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { planImport } from '../../../server/identified/roster/plan.ts'
import {
  contents,
  csv,
  importAll,
  openCity,
  PEOPLE,
  PERSON_HEADER,
  peopleFile,
  TODAY,
  UNIT_HEADER,
  UNITS,
  unitsFile,
} from './small-city.ts'
import { rowOf, workbookOf } from './zip.ts'

/** Pure noise, and good files with a few bytes overwritten, cut out or put in. */
function damaged(good: Uint8Array): fc.Arbitrary<Uint8Array> {
  const edit = fc.tuple(fc.nat(good.length), fc.nat(3), fc.uint8Array({ maxLength: 4 }))
  const edited = fc
    .array(edit, { maxLength: 4 })
    .map((edits) =>
      edits.reduce(
        (bytes, [at, cut, put]) =>
          Uint8Array.from([...bytes.subarray(0, at), ...put, ...bytes.subarray(at + cut)]),
        good,
      ),
    )
  return fc.oneof(fc.uint8Array({ maxLength: 400 }), edited)
}

test('whatever bytes a file has, the check answers with problems or a plan and writes nothing', async () => {
  const stores = await openCity()
  await importAll(stores, { units: unitsFile(), people: peopleFile() })
  const before = await contents(stores)
  await fc.assert(
    fc.asyncProperty(
      damaged(csv(UNIT_HEADER, UNITS)),
      damaged(csv(PERSON_HEADER, PEOPLE)),
      async (units, people) => {
        const files = {
          units: { name: '所属.csv', bytes: units },
          people: { name: '職員.csv', bytes: people },
        }
        const check = await planImport(stores, files, TODAY)
        expect(check.ok).toBe(check.problemTotal === 0)
        const shown = JSON.stringify([check.problems, check.warnings])
        expect(shown).not.toContain('\uFFFD')
        if (check.ok) expect(JSON.stringify(check.plan.outcome)).not.toContain('\uFFFD')
      },
    ),
    { numRuns: 400 },
  )
  expect(await contents(stores)).toEqual(before)
})

test('whatever is damaged in a workbook, the check answers with problems or a plan', async () => {
  const stores = await openCity()
  await importAll(stores, { units: unitsFile() })
  const rows = PEOPLE.map((row, i) => rowOf(i + 2, row.split(',')))
  const good = workbookOf({ rows: rowOf(1, PERSON_HEADER.split(',')) + rows.join('') })
  await fc.assert(
    fc.asyncProperty(damaged(good), async (bytes) => {
      const check = await planImport(stores, { people: { name: '職員.xlsx', bytes } }, TODAY)
      expect(check.ok).toBe(check.problemTotal === 0)
    }),
    { numRuns: 150 },
  )
})

test('whatever is damaged in the sheet itself, the check answers with problems or a plan', async () => {
  const stores = await openCity()
  await importAll(stores, { units: unitsFile() })
  const rows = PEOPLE.map((row, i) => rowOf(i + 2, row.split(',')))
  const xml = new TextEncoder().encode(rowOf(1, PERSON_HEADER.split(',')) + rows.join(''))
  await fc.assert(
    fc.asyncProperty(damaged(xml), async (bytes) => {
      const book = workbookOf({ rows: new TextDecoder().decode(bytes) })
      const check = await planImport(stores, { people: { name: '職員.xlsx', bytes: book } }, TODAY)
      expect(check.ok).toBe(check.problemTotal === 0)
    }),
    { numRuns: 150 },
  )
})
