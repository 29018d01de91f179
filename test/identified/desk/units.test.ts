import { describe, expect, it } from 'vitest'
import { documentOf, textOf } from '../office/hand.ts'
import { auditOf, BASE, deskCity, type DeskCity, people } from './desk-city.ts'

const HERE = `${BASE}/units`

/** From 1 December 2026 on 2010 is no more. */
async function endUnit(city: DeskCity): Promise<void> {
  await city.stores.commons
    .updateTable('unit')
    .set({ valid_to: '2026-11-30' })
    .where('code', '=', '2010')
    .execute()
  city.clock.now = new Date('2026-12-01T10:00:00+09:00')
}

describe('After a reorganisation', () => {
  it('everything that an ended unit still owes moves to its successor with its clocks, on record', async () => {
    const city = await deskCity()
    const numbers = [await city.post({ title: '一つ目' }), await city.post({ title: '二つ目' })]
    for (const number of numbers) {
      await city.act('desk', number, { act: 'route', units: ['2010'] })
      await city.act('head', number, { act: 'accept' })
    }
    expect(textOf(await city.by('desk').get(HERE))).toContain(
      '廃止された所属が受け持つ提案はありません。',
    )
    await endUnit(city)
    const page = await city.by('desk').get(HERE)
    const card = documentOf(page).querySelector('[aria-labelledby="u-2010"]')
    expect(card?.textContent).toContain('終わっていない提案 2件')
    const options = [...(card?.querySelectorAll('option') ?? [])].map((o) =>
      o.getAttribute('value'),
    )
    expect(options).not.toContain('2010')
    const moved = await city.by('desk').post(HERE, { from: '2010', to: '2020' })
    expect(moved.headers.location).toBe(`${HERE}?moved=2`)
    for (const number of numbers) {
      const p = city.find(number)
      expect([p.units[0]?.unit, p.acceptedOn, p.state]).toEqual(['2020', '2026-11-20', 'reviewing'])
    }
    const after = textOf(await city.by('desk').get(`${HERE}?moved=2`))
    expect(after).toContain('2件の提案を引き継ぎました。')
    expect(after).toContain('保険年金課子育て支援課令和8年12月1日（火）')
    const steps = await city.stores.identity
      .selectFrom('proposal_step')
      .select(['proposal', 'actor'])
      .where('act', '=', '承継する所属へ引継ぎ')
      .execute()
    expect(steps.map(({ proposal }) => proposal).toSorted()).toEqual(numbers.toSorted())
    expect(await auditOf(city)).toEqual([
      {
        actor: people.desk,
        act: '廃止された所属の提案を引継ぎ',
        detail: '保険年金課（2010）から子育て支援課（2020）へ',
      },
    ])
  })

  it('is refused without a successor that exists, and for a unit that has not ended', async () => {
    const city = await deskCity()
    const number = await city.post()
    await city.act('desk', number, { act: 'route', units: ['2010'] })
    const stands = await city.by('desk').post(HERE, { from: '2010', to: '2020' })
    expect([stands.statusCode, textOf(stands)]).toEqual([
      422,
      expect.stringContaining('この所属は廃止されていません。'),
    ])
    await endUnit(city)
    const none = await city.by('desk').post(HERE, { from: '2010', to: '' })
    expect([none.statusCode, textOf(none)]).toEqual([
      422,
      expect.stringContaining('承継する所属を選んでください。'),
    ])
    for (const to of ['9999', '2010']) {
      const bad = await city.by('desk').post(HERE, { from: '2010', to })
      expect([to, bad.statusCode, textOf(bad)]).toEqual([
        to,
        422,
        expect.stringContaining('引き継ぐ先の所属が見つかりません。'),
      ])
    }
    expect(city.find(number).units[0]?.unit).toBe('2010')
  })

  it('keeps what 人事課 decided of the successors: 提案担当 chooses among them who has the proposals', async () => {
    const city = await deskCity()
    const number = await city.post()
    await city.act('desk', number, { act: 'route', units: ['2010'] })
    await endUnit(city)
    const day = '2026-12-01'
    const decided = { unit: '2010', kind: 'split' as const, day }
    const rows = () =>
      city.stores.commons
        .selectFrom('unit_successor')
        .select(['successor', 'kind', 'main', 'day'])
        .orderBy('successor')
        .execute()
    await city.stores.commons
      .insertInto('unit_successor')
      .values([
        { ...decided, successor: '2020', main: 0 },
        { ...decided, successor: '3010', main: 0 },
      ])
      .execute()
    const page = documentOf(await city.by('desk').get(HERE))
    const card = page.querySelector('[aria-labelledby="u-2010"]')
    expect(card?.textContent).toContain('承継する所属は、人事課が決めています。')
    const options = [...(card?.querySelectorAll('option') ?? [])].map((o) =>
      o.getAttribute('value'),
    )
    expect(options).toEqual(['', '2020', '3010'])
    const other = await city.by('desk').post(HERE, { from: '2010', to: '1010' })
    expect([other.statusCode, textOf(other)]).toEqual([
      422,
      expect.stringContaining(
        '承継先は、人事課が決めています（子育て支援課、道路河川課）。その中から選んでください。違うときは、人事課に「名簿」の画面で直してもらってください。',
      ),
    ])
    expect(await auditOf(city)).toEqual([])
    expect(city.find(number).units[0]?.unit).toBe('2010')
    await city.by('desk').post(HERE, { from: '2010', to: '3010' })
    expect(city.find(number).units[0]?.unit).toBe('3010')
    expect(await rows()).toEqual([
      { successor: '2020', kind: 'split', main: 0, day },
      { successor: '3010', kind: 'split', main: 1, day },
    ])
  })

  it('takes proposals to the main successor only, by itself', async () => {
    const city = await deskCity()
    const number = await city.post()
    await city.act('desk', number, { act: 'route', units: ['2010'] })
    await endUnit(city)
    const decided = { unit: '2010', kind: 'split' as const, day: '2026-12-01' }
    await city.stores.commons
      .insertInto('unit_successor')
      .values({ ...decided, successor: '2020', main: 0 })
      .execute()
    await city.system.proposals.letTimePass()
    expect(city.find(number).units[0]?.unit).toBe('2010')
    await city.stores.commons
      .insertInto('unit_successor')
      .values({ ...decided, successor: '3010', main: 1 })
      .execute()
    await city.system.proposals.letTimePass()
    expect(city.find(number).units[0]?.unit).toBe('3010')
  })

  it('does not tell 提案担当 of what is about the head of their own unit, which still moves by itself', async () => {
    const city = await deskCity()
    const number = await city.post({ aimedAt: '1030', aboutHead: true })
    await city.act('compliance', number, { act: 'route', units: ['1030'] })
    await city.stores.commons
      .updateTable('unit')
      .set({ valid_to: '2026-11-30' })
      .where('code', '=', '1030')
      .execute()
    city.clock.now = new Date('2026-12-01T10:00:00+09:00')
    const page = await city.by('desk').get(HERE)
    expect(textOf(page)).toContain('廃止された所属が受け持つ提案はありません。')
    const moved = await city.by('desk').post(HERE, { from: '1030', to: '1020' })
    expect(moved.headers.location).toBe(`${HERE}?moved=0`)
    expect(city.find(number).units[0]?.unit).toBe('1030')
    await city.system.proposals.letTimePass()
    expect(city.find(number).units[0]?.unit).toBe('1020')
  })
})
