/** What the opening hands to the protection: codes, the plan and counts of the roster. */
import { expect, test } from 'vitest'
import type { ProtectionInput } from '../../server/disclosure/protection.ts'
import type { Protect } from '../../server/opening/protect-ballots.ts'
import { publishedSetSchema } from '../../server/survey/published-set.ts'
import { scaleItems } from '../../server/survey/questionnaire.ts'
import { protectHere } from '../support/protect-here.ts'
import { answersOf, type SmallCity, smallCity } from '../support/small-city.ts'

const TABLES = [[], ['bu'], ['ka'], ['sex'], ['bu', 'sex']]

async function answeredCity(people: number, protect: Protect): Promise<SmallCity> {
  const city = await smallCity({ people, draft: { tables: TABLES }, protect })
  for (const [i, person] of city.people.entries()) {
    const card = await city.takeCard(await city.session(person))
    await city.cast(card, answersOf(city.survey.questionnaire, i))
  }
  city.clock.now = city.survey.closesAt
  return city
}

test('each ballot becomes a row of codes, the roster a count by 部 and by 課', async () => {
  let input: ProtectionInput | undefined
  let rows: string[] = []
  const city = await answeredCity(24, async (given, options) => {
    input = given
    rows = rowsOf(given)
    return protectHere(given, options)
  })
  await city.openBox()
  const q = city.survey.questionnaire
  expect(input?.survey).toBe(q.survey)
  expect(input?.tables).toEqual(TABLES)
  expect(input?.policy).toEqual({
    k: 5,
    kDistribution: 10,
    roundingPeople: 2,
    scale: 4,
    favourable: 2,
  })
  expect(input?.data.attributes.map((a) => a.id)).toEqual(['bu', 'ka', 'sex'])
  expect(input?.data.items).toEqual(scaleItems(q).map((item) => item.id))
  // 24 people in six 課 of three 部: 3, 2 and 1.
  expect(input?.eligible).toEqual([
    { attribute: 'bu', people: [12, 8, 4] },
    { attribute: 'ka', people: [4, 4, 4, 4, 4, 4] },
  ])
  const sex = q.attributes.findIndex((a) => a.id === 'sex')
  const firstSection = [0, 3, 5]
  const expected = city.people.map((_, i) => {
    const { bureau, section, attributes, scale } = answersOf(q, i)
    const ka = (firstSection[bureau ?? 0] ?? 0) + (section ?? 0) + 1
    return [(bureau ?? -1) + 1, ka, attributes[sex], '', ...scale].join(' ')
  })
  expect(rows.toSorted()).toEqual(expected.toSorted())
})

test('a 課 that more ballots name than it has people is not shown, nor is its 部', async () => {
  const stateOf = async (protect: Protect) => {
    const city = await answeredCity(30, protect)
    await city.openBox()
    const row = await city.stores.commons
      .selectFrom('published_set')
      .select('body')
      .executeTakeFirstOrThrow()
    const { groups } = publishedSetSchema.parse(JSON.parse(row.body))
    return ['bu=3000', 'ka=3010'].map((id) => groups.find((g) => g.id === id)?.state)
  }
  // Ten name 道路河川課, where five work.
  expect(await stateOf(protectHere)).toEqual(['hidden', 'hidden'])
  const unaware: Protect = (input, options) => protectHere({ ...input, eligible: [] }, options)
  expect(await stateOf(unaware)).toEqual(['published', 'published'])
})

/** `bu ka sex`, blank, answers; a line each. */
function rowsOf({ data }: ProtectionInput): string[] {
  const width = data.attributes.length
  const items = data.items.length
  return Array.from({ length: data.rows }, (_, row) =>
    [
      ...data.keys.subarray(row * width, (row + 1) * width),
      '',
      ...data.answers.subarray(row * items, (row + 1) * items),
    ].join(' '),
  )
}
