import { createHash } from 'node:crypto'
import { textItems } from '../../../server/survey/questionnaire.ts'
import { answersOf, type CityOptions, type SmallCity, smallCity } from '../../support/small-city.ts'

/** What people write: a name, an extension number, a cry for help, and plain remarks. */
export const WRITTEN = [
  '会議が長い。結論を先に出してほしい。',
  '照会が多すぎて、本来の仕事が進まない。',
  '係長の佐藤太郎さんが怒鳴る。内線2345に電話すると必ずだ。',
  'もう生きているのがつらい。',
  '休みを取りやすくしてほしい。',
  '紙の回覧をやめたい。',
] as const
export const [MEETING, INQUIRY, NAMED, CRISIS, LEAVE, PAPER] = WRITTEN

export const CONTACT = '健康相談室（内線 2790）'

/** A city whose survey was answered by `people` and opened, and published unless told otherwise. */
export async function textsCity({
  published = true,
  ...options
}: CityOptions & { published?: boolean } = {}): Promise<SmallCity> {
  const city = await smallCity({ people: 24, draft: { contacts: [CONTACT] }, ...options })
  const { questionnaire, id } = city.survey
  for (const [i, person] of city.people.entries()) {
    const card = await city.takeCard(await city.session(person))
    await city.cast(card, answersOf(questionnaire, i, [WRITTEN[i] ?? '']))
  }
  city.clock.now = city.survey.closesAt
  await city.openBox()
  if (published) await city.system.acts.publish(id)
  return city
}

/** A member of staff without any office. */
export const second = (city: SmallCity): string => city.people[10] ?? ''

export async function nameReaders(city: SmallCity): Promise<void> {
  const { hr } = city.officials
  await city.visit(hr).post(officeOf(city), { seat: '1', person: hr })
  await city.visit(hr).post(officeOf(city), { seat: '2', person: second(city) })
}

export const officeOf = (city: SmallCity) => `/staff/office/surveys/${city.survey.id}/readers`
export const baseOf = (city: SmallCity) => `/staff/texts/${city.survey.id}`
/** The only question of the city that texts were written to. */
export const itemOf = (city: SmallCity) => textItems(city.survey.questionnaire)[0]?.id ?? ''
export const itemUrl = (city: SmallCity) => `${baseOf(city)}/items/${itemOf(city)}`

export const keyOf = (text: string) =>
  createHash('sha256').update(text).digest('base64url').slice(0, 16)

export const say = (text: string, verdict: string, more: Record<string, string> = {}) => ({
  [`v-${keyOf(text)}`]: verdict,
  ...more,
})

export const decide = (city: SmallCity, person: string, fields: Record<string, string>) =>
  city.visit(person).post(itemUrl(city), fields)

/** What both say of everything but the two delicate texts. */
export const plain: Record<string, string> = Object.assign(
  {},
  ...[MEETING, INQUIRY, LEAVE, PAPER].map((text) => say(text, 'show')),
)
export const masked = say(NAMED, 'mask', { [`m-${keyOf(NAMED)}`]: '佐藤太郎\n内線2345' })
export const passed = say(CRISIS, 'pass-on', { [`c-${keyOf(CRISIS)}`]: 'health' })
export const everything = { ...plain, ...masked, ...passed }

/** Both readers are named and say the same of everything. */
export async function readAll(city: SmallCity): Promise<void> {
  await nameReaders(city)
  for (const person of [city.officials.hr, second(city)]) await decide(city, person, everything)
}
