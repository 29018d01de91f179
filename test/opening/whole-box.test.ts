import { copyFileSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { answersOf, type SmallCity, smallCity } from '../support/small-city.ts'

async function answer(city: SmallCity, from: number, to: number): Promise<void> {
  for (const [i, number] of city.people.slice(from, to).entries()) {
    const card = await city.takeCard(await city.session(number))
    await city.cast(card, answersOf(city.survey.questionnaire, from + i))
  }
}

const boxOf = (city: SmallCity, folder: 0 | 1) =>
  join(city.folders[folder] ?? '', `box-${city.survey.id}.db`)

const respondents = async (city: SmallCity) =>
  (await city.system.acts.record(city.survey.id))?.ballots

test('an older box that was put back loses nothing: the mirror still has every answer', async () => {
  const city = await smallCity({ people: 12, mirror: true })
  await answer(city, 0, 5)
  const older = `${boxOf(city, 0)}.older`
  copyFileSync(boxOf(city, 0), older)
  await answer(city, 5, 9)
  city.clock.now = new Date(city.survey.closesAt.getTime() + 1000)
  await city.restart()
  copyFileSync(older, boxOf(city, 0))
  await city.openBox()
  expect(await respondents(city)).toBe(9)
})

test('a copy that is missing stops the opening, and nothing is published', async () => {
  const city = await smallCity({ people: 12, mirror: true })
  await answer(city, 0, 6)
  city.clock.now = new Date(city.survey.closesAt.getTime() + 1000)
  await city.restart()
  rmSync(boxOf(city, 1))
  await expect(city.openBox()).rejects.toThrow('回答箱のファイル')
  expect(await respondents(city)).toBeUndefined()
})

test('copies of two different boxes stop the opening', async () => {
  const city = await smallCity({ people: 12, mirror: true })
  const other = await smallCity({ people: 12, mirror: true })
  await answer(city, 0, 6)
  await answer(other, 0, 6)
  city.clock.now = new Date(city.survey.closesAt.getTime() + 1000)
  await city.restart()
  copyFileSync(boxOf(other, 1), boxOf(city, 1))
  const before = [0, 1].map((folder) => readFileSync(boxOf(city, folder as 0 | 1)))
  await expect(city.openBox()).rejects.toThrow('食い違う')
  expect([0, 1].map((folder) => readFileSync(boxOf(city, folder as 0 | 1)))).toEqual(before)
})

test('of fewer than k people no text is kept and no number of respondents told', async () => {
  const city = await smallCity({ people: 12 })
  const card = await city.takeCard(await city.session(city.people[0] ?? ''))
  const texts = ['ただ一人の声', '', '']
  await city.cast(card, answersOf(city.survey.questionnaire, 0, texts))
  city.clock.now = new Date(city.survey.closesAt.getTime() + 1000)
  await city.openBox()
  expect(await city.stores.voice.selectFrom('free_text').selectAll().execute()).toEqual([])
  expect(await city.system.acts.record(city.survey.id)).toMatchObject({
    respondents: null,
    freeTexts: 0,
  })
})

test('texts of an opening that was cut off before its end are gone after the next start', async () => {
  const city = await smallCity({ people: 12 })
  const { id: survey } = city.survey
  const stray = { survey, item: 'Q_FREE_1', text: '途中で残った文章', times: 1 }
  await city.stores.voice.insertInto('free_text').values(stray).execute()
  await city.restart()
  expect(await city.stores.voice.selectFrom('free_text').selectAll().execute()).toEqual([])
})
