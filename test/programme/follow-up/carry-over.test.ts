import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { carryOver } from '../../../server/programme/follow-up/carry-over.ts'
import type { BodyOf } from '../../../server/programme/follow-up/entries.ts'
import { listEntries, publicEntries } from '../../../server/programme/follow-up/read-entries.ts'
import { confirmUnit, readUnit } from '../../../server/programme/follow-up/unit-review.ts'
import { removeEntry, writeEntry } from '../../../server/programme/follow-up/write-entries.ts'
import { openStores, type Stores } from '../../../server/stores/open.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

let stores: Stores
beforeEach(async () => {
  stores = await openStores(temporaryFolder('follow-up'))
})
afterEach(() => stores.close())

const DAY = '2026-05-11'

function action(title: string): BodyOf<'action'> {
  return { title, origin: { kind: 'own' }, owner: '', due: null, outcome: '' }
}

function put(title: string, state: 'planned' | 'doing' | 'done' | 'stopped', unit = '2010') {
  const wanted = { id: null, kind: 'action', fiscalYear: 2026, unit, state } as const
  return writeEntry(stores.commons, { ...wanted, body: action(title) }, DAY)
}

async function titles(year: number, unit?: string): Promise<string[]> {
  const entries = await listEntries(stores.commonsReader, 'action', year, unit)
  return entries.map(({ body }) => body.title)
}

describe('A new fiscal year', () => {
  it('begins with what is not finished; finished things stay in their year', async () => {
    await put('続けるもの', 'doing')
    await put('予定のもの', 'planned')
    await put('終わったもの', 'done')
    await put('やめたもの', 'stopped')
    expect(await carryOver(stores.commons, 2027, '2027-04-01')).toBe(2)
    expect(await titles(2027)).toEqual(['続けるもの', '予定のもの'])
    expect(await titles(2026)).toHaveLength(4)
    const [first] = await listEntries(stores.commonsReader, 'action', 2027)
    expect(first?.carriedFrom).not.toBeNull()
    expect(first?.changedOn).toBe(DAY)
  })

  it('measures and cases stay as they are, issues until they are solved', async () => {
    const of = { id: null, fiscalYear: 2026, unit: '2010' } as const
    const texts = { problem: '', approach: '', effect: '', spread: '' }
    const shared = { ...of, kind: 'case', state: 'shared' } as const
    await writeEntry(stores.commons, { ...shared, body: { title: '事例', ...texts } }, DAY)
    const measure: BodyOf<'measure'> = {
      number: '1-1',
      pillar: '１',
      name: '照会を減らす',
      bearers: ['all'],
      sort: 'continued',
      repeats: null,
      progress: '進めている',
    }
    await writeEntry(stores.commons, { ...of, kind: 'measure', state: 'done', body: measure }, DAY)
    const issue = { title: '課題', finding: '', grounds: [], units: [], decided: '' }
    for (const state of ['open', 'solved'] as const)
      await writeEntry(stores.commons, { ...of, unit: '', kind: 'issue', state, body: issue }, DAY)
    await carryOver(stores.commons, 2027, '2027-04-01')
    expect(await listEntries(stores.commonsReader, 'case', 2027)).toHaveLength(1)
    expect((await listEntries(stores.commonsReader, 'measure', 2027))[0]?.body).toEqual(measure)
    expect(await listEntries(stores.commonsReader, 'issue', 2027)).toHaveLength(1)
  })

  it('comes once: what was removed afterwards does not come back', async () => {
    await put('続けるもの', 'doing')
    await carryOver(stores.commons, 2027, '2027-04-01')
    const [carried] = await listEntries(stores.commonsReader, 'action', 2027)
    await removeEntry(stores.commons, carried?.id ?? 0)
    expect(await carryOver(stores.commons, 2027, '2027-04-02')).toBe(0)
    expect(await titles(2027)).toEqual([])
  })

  it('after years without an entry the last one counts', async () => {
    await put('続けるもの', 'doing')
    await carryOver(stores.commons, 2029, '2029-04-01')
    expect(await titles(2029)).toEqual(['続けるもの'])
  })

  it('what an ended unit had goes to the unit that came after it', async () => {
    const unit = { kind: '課', similar: '', bureau: '2000', section: null, parent: '2000' } as const
    for (const [code, name, to] of [
      ['2010', '保険年金課', '2027-03-31'],
      ['2015', '健康保険課', null],
    ] as const)
      await stores.commons
        .insertInto('unit')
        .values({ ...unit, code, name, position: 1, valid_from: '2025-04-01', valid_to: to })
        .execute()
    await stores.commons
      .insertInto('unit_successor')
      .values({ unit: '2010', successor: '2015', kind: 'merge', main: 1, day: '2027-04-01' })
      .execute()
    await put('続けるもの', 'doing')
    await carryOver(stores.commons, 2027, '2027-04-01')
    expect(await titles(2027, '2015')).toEqual(['続けるもの'])
  })
})

describe('What everybody may read', () => {
  it('is nothing of a unit before it has confirmed, and everything the moment it has', async () => {
    await put('まだ確かめていない', 'doing')
    const shown = async () =>
      (await publicEntries(stores.commonsReader, 2026, () => true)).actions.length
    expect(await shown()).toBe(0)
    const { stamp } = await readUnit(stores.commonsReader, '2010', 2026)
    const nothing = { entries: [], removed: [], state: 'unchanged' } as const
    const wanted = { unit: '2010', fiscalYear: 2026, stamp, ...nothing }
    expect(await confirmUnit(stores.commons, wanted, DAY)).toEqual({ ok: true })
    expect(await shown()).toBe(1)
  })

  it('leaves out what is only considered or goes on, and cases that are not shared', async () => {
    const of = { id: null, fiscalYear: 2026, unit: '2010' } as const
    const stop = { name: '業務', origin: { kind: 'own' as const }, hours: null, decision: '' }
    for (const state of ['considering', 'kept', 'stopped', 'reduced', 'merged'] as const) {
      const wanted = { ...of, kind: 'stop-work', state } as const
      await writeEntry(stores.commons, { ...wanted, body: { ...stop, budgetYear: null } }, DAY)
    }
    const texts = { title: '事例', problem: '', approach: '', effect: '', spread: '' }
    for (const state of ['draft', 'shared'] as const)
      await writeEntry(stores.commons, { ...of, kind: 'case', state, body: texts }, DAY)
    await stores.commons
      .insertInto('unit_review')
      .values({ fiscal_year: 2026, unit: '2010', state: 'confirmed', confirmed_on: DAY })
      .execute()
    const { stopWorks, cases } = await publicEntries(stores.commonsReader, 2026, () => true)
    expect(stopWorks.map(({ state }) => state)).toEqual(['stopped', 'reduced', 'merged'])
    expect(cases.map(({ state }) => state)).toEqual(['shared'])
  })
})

describe('A unit that confirms', () => {
  it('cannot touch the entries of another one', async () => {
    const foreign = await put('よその施策', 'doing', '3010')
    const { stamp } = await readUnit(stores.commonsReader, '2010', 2026)
    const wanted = { unit: '2010', fiscalYear: 2026, stamp, state: 'confirmed' } as const
    const entry = {
      id: foreign,
      kind: 'action',
      state: 'done',
      body: action('書き換えた'),
    } as const
    for (const attempt of [
      { entries: [entry], removed: [] },
      { entries: [], removed: [foreign ?? 0] },
    ])
      expect(await confirmUnit(stores.commons, { ...wanted, ...attempt }, DAY)).toMatchObject({
        ok: false,
      })
    expect(await titles(2026, '3010')).toEqual(['よその施策'])
  })
})
