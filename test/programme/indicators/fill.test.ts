/** The four indicators of the survey, filled when it is published. */
import { describe, expect, it } from 'vitest'
import { readIndicatorBook } from '../../../server/programme/indicators/book.ts'
import { conflictsOf } from '../../../server/programme/indicators/conflicts.ts'
import { fillFromSurvey } from '../../../server/programme/indicators/fill-from-survey.ts'
import { type SmallCity, smallCity } from '../../support/small-city.ts'
import { FOUR, opened, publish, wholeSet } from './published-survey.ts'

const FIRST = { earlier: { scale: '4', denominator: 'valid', asked: 'same' } } as const

async function cityWithIndicators(): Promise<SmallCity> {
  const city = await smallCity({ people: 3, survey: 'none' })
  await city.system.acts.offerIndicators()
  return city
}

async function bookOf({ stores }: SmallCity) {
  const book = await readIndicatorBook(stores.commonsReader)
  const of = (id: string) => book.indicators.find((one) => one.id === id)
  return { ...book, of }
}

describe('The indicators of the survey', () => {
  it('have the published value of the whole body, with n, 基準日 and survey, once it is published', async () => {
    const city = await cityWithIndicators()
    const id = await opened(city, { set: wholeSet(FOUR), sample: true })
    expect((await bookOf(city)).of('I1')?.values.has(2026)).toBe(false)
    await city.system.acts.publish(id)
    const book = await bookOf(city)
    const shown = ['I1', 'I3-1', 'I4-1', 'I4-2'].map((one) => book.of(one)?.values.get(2026)?.text)
    expect(shown).toEqual(['61.7', '76.0', '70.9', '76.3'])
    expect(book.of('I1')?.values.get(2026)).toEqual({
      text: '61.7',
      source: '職員アンケート',
      asOfDay: '2026-10-01',
      respondents: 1748,
      survey: id,
      sample: true,
    })
    expect(book.of('I3-2')?.values.has(2026)).toBe(false)
    expect(book.of('I1')?.breaks.size).toBe(0)
    expect(await conflictsOf(city.stores.commonsReader, book)).toEqual([])
  })

  it('are 「－」 with the reason when the published set withholds the value', async () => {
    const city = await cityWithIndicators()
    await publish(city, { set: wholeSet(null) })
    expect((await bookOf(city)).of('I1')?.values.get(2026)).toMatchObject({
      text: null,
      source: '職員アンケート（回答者が10人に満たず、公表していないため）',
      respondents: null,
    })
    const other = await cityWithIndicators()
    await publish(other, { set: wholeSet({ ...FOUR, Q_REW_KPI: null }) })
    const book = await bookOf(other)
    expect(book.of('I4-1')?.values.get(2026)).toMatchObject({
      text: null,
      source: '職員アンケート（この設問への回答が少なく、公表していないため）',
    })
    expect(book.of('I1')?.values.get(2026)?.text).toBe('61.7')
  })

  it('have no entry when the question was not asked', async () => {
    const city = await cityWithIndicators()
    const itemIds = ['Q_EFF_KPI', 'Q_EFF_2']
    const { Q_EFF_KPI = null } = FOUR
    await publish(city, { set: wholeSet({ Q_EFF_KPI }), draft: { itemIds } })
    const book = await bookOf(city)
    expect(book.of('I1')?.values.get(2026)?.text).toBe('61.7')
    expect(book.of('I4-1')?.values.has(2026)).toBe(false)
  })

  it('carry the breaks of the survey, of all questions and of one', async () => {
    const city = await cityWithIndicators()
    const id = await opened(city, { set: wholeSet(FOUR), draft: FIRST })
    await city.stores.commons
      .insertInto('series_break')
      .values([
        { survey: id, item: '*', reason: '尺度が5段階から4段階に変わるため' },
        { survey: id, item: 'Q_REW_KPI', reason: '設問の文が変わるため' },
      ])
      .execute()
    await city.system.acts.publish(id)
    const book = await bookOf(city)
    expect(book.of('I1')?.breaks.get(2026)).toEqual({
      state: 'break',
      reason: '尺度が5段階から4段階に変わるため',
    })
    expect(book.of('I4-1')?.breaks.get(2026)?.reason).toBe(
      '尺度が5段階から4段階に変わるため、設問の文が変わるため',
    )
  })

  it('keep a value of another source, and 人事課 is shown both', async () => {
    const city = await cityWithIndicators()
    const { commons, commonsReader } = city.stores
    await commons
      .insertInto('indicator_value')
      .values({
        indicator: 'I1',
        fiscal_year: 2026,
        value: '60.0',
        source: '委託した調査',
        as_of_day: null,
        respondents: null,
        survey: null,
        approved_on: '2026-10-01',
      })
      .execute()
    const id = await publish(city, { set: wholeSet(FOUR) })
    const book = await bookOf(city)
    expect(book.of('I1')?.values.get(2026)).toMatchObject({ text: '60.0', survey: null })
    const [conflict, ...others] = await conflictsOf(commonsReader, book)
    expect(others).toEqual([])
    expect(conflict).toMatchObject({
      measured: { indicator: 'I1', year: 2026, survey: id, value: '61.7' },
      stands: { text: '60.0', source: '委託した調査' },
    })
  })

  it('come with the offer when the survey was published before it', async () => {
    const city = await smallCity({ people: 3, survey: 'none' })
    await publish(city, { set: wholeSet(FOUR) })
    expect((await bookOf(city)).indicators).toEqual([])
    await city.system.acts.offerIndicators()
    expect((await bookOf(city)).of('I3-1')?.values.get(2026)?.text).toBe('76.0')
  })

  it('are not filled from a set that is not visible, and stand or fall with the publication', async () => {
    const city = await cityWithIndicators()
    const { commons } = city.stores
    const id = await opened(city, { set: wholeSet(FOUR) })
    await fillFromSurvey(commons, id, '2026-11-20')
    expect((await bookOf(city)).of('I1')?.values.has(2026)).toBe(false)
    const original = await commons
      .selectFrom('published_set')
      .select('body')
      .where('survey', '=', id)
      .executeTakeFirstOrThrow()
    await commons
      .updateTable('published_set')
      .set({ body: '{}' })
      .where('survey', '=', id)
      .execute()
    await expect(city.system.acts.publish(id)).rejects.toThrow()
    const state = await commons
      .selectFrom('survey')
      .select('state')
      .where('id', '=', id)
      .executeTakeFirst()
    expect(state?.state).toBe('opened')
    await commons.updateTable('published_set').set(original).where('survey', '=', id).execute()
    expect(await city.system.acts.publish(id)).toBe(true)
    expect((await bookOf(city)).of('I1')?.values.get(2026)?.text).toBe('61.7')
  })
})
