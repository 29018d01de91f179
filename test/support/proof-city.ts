import { exchangeSlip } from '../../views/client/protocol/slip-door.ts'
import { answersOf, type CityOptions, type SmallCity, smallCity } from './small-city.ts'

/** A city whose survey was answered by all but two, opened and published; with slips of those without a PC. */
export async function publishedCity(options: CityOptions = {}): Promise<SmallCity> {
  const people = options.people ?? 30
  const tables = [[], ['bu'], ['ka'], ['sex'], ['bu', 'sex']]
  const city = await smallCity({ ...options, people, draft: { tables, ...options.draft } })
  const { questionnaire } = city.survey
  const atSignIn = people - (questionnaire.slips?.people ?? 0)
  for (const [i, person] of city.people.slice(0, people - 2).entries()) {
    const card =
      i < atSignIn
        ? await city.takeCard(await city.session(person))
        : await exchangeSlip(await city.origin(), city.survey.id, city.slips[i - atSignIn] ?? '')
    await city.cast(card, answersOf(questionnaire, i))
  }
  city.clock.now = city.survey.closesAt
  await city.openBox()
  await city.system.acts.publish(city.survey.id)
  return city
}

/** What the API serves, as `results.json`, `cards.json` … ; what is not there (no slips) is left out. */
export async function proofFilesOf(city: SmallCity): Promise<Record<string, Buffer>> {
  const base = `/api/v1/surveys/${city.survey.id}`
  const files: Record<string, Buffer> = {}
  for (const name of ['results', 'cards', 'record', 'survey', 'slips', 'keys']) {
    const url = name === 'keys' ? '/api/v1/keys' : `${base}/${name}`
    const answer = await city.app.inject({ url, headers: { accept: 'application/json' } })
    if (answer.statusCode === 200) files[`${name}.json`] = answer.rawPayload
  }
  return files
}
