/** The pages of the answer card, in the language of who is signed in. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type SmallCity, smallCity } from '../../support/small-city.ts'
import { untranslated } from '../../support/untranslated.ts'
import { htmlFaults } from '../../support/valid-html.ts'

let city: SmallCity
beforeAll(async () => {
  city = await smallCity({ people: 6, withoutPc: 2, draft: { slips: { spare: 1 } } })
})
afterAll(() => city.close())

const page = async (person: string, language: string, path = '') => {
  const cookie = `${await city.session(person)}; kazetoshi-language=${language}`
  const url = `/staff/surveys/${city.survey.id}/card${path}`
  return (await city.app.inject({ url, headers: { cookie, accept: 'text/html' } })).body
}

describe('The page of the answer card', () => {
  it.each(['', '/reissue'])('%s is whole in English, and valid', async (path) => {
    for (const person of [city.people[0] ?? '', city.people[3] ?? '']) {
      const html = await page(person, 'en', path)
      expect(html).toContain('<html lang="en" data-language="en">')
      expect(untranslated(html)).toEqual([])
      expect(htmlFaults(html)).toEqual([])
    }
  })

  it('is whole in English once the card was handed out, and when it is on paper', async () => {
    const person = city.people[1] ?? ''
    await city.takeCard(await city.session(person))
    expect(untranslated(await page(person, 'en'))).toEqual([])
    expect(untranslated(await page(person, 'en', '/reissue'))).toEqual([])
    const slips = await Promise.all(city.people.map((one) => page(one, 'en')))
    const onPaper = slips.filter((html) => html.includes('You receive your answer card on paper'))
    expect(onPaper.length).toBeGreaterThan(0)
    for (const html of onPaper) expect(untranslated(html)).toEqual([])
  })

  it('says the same promise in やさしい日本語, and in Japanese as before', async () => {
    const person = city.people[0] ?? ''
    expect(await page(person, 'easy')).toContain('どの 券が だれの ものかは')
    expect(await page(person, 'ja')).toContain('どの券がだれのものかは、管理者にも分かりません。')
  })
})
