/** T12: while a survey is open, nobody sees a number that moves when one person takes a card or answers. */
import { expect, test } from 'vitest'
import { answersOf, type SmallCity, smallCity } from '../support/small-city.ts'

const DAY = 24 * 60 * 60 * 1000

/** Everything an outsider, a colleague and the three officials can look at. */
const PAGES: readonly (readonly [who: 'nobody' | 'colleague' | 'hr' | 'admin', url: string])[] = [
  ['nobody', '/'],
  ['nobody', '/healthz'],
  ['nobody', '/readyz'],
  ['nobody', '/results'],
  ['nobody', '/results/:id'],
  ['nobody', '/results/:id/results.csv'],
  ['nobody', '/api/v1/surveys'],
  ['nobody', '/api/v1/surveys/:id/results'],
  ['nobody', '/api/v1/openapi.json'],
  ['nobody', '/voice/surveys/:id'],
  ['nobody', '/voice/surveys/:id/key'],
  ['colleague', '/staff/'],
  ['colleague', '/staff/surveys/:id/card'],
  ['hr', '/staff/office/'],
  ['hr', '/staff/office/surveys/:id'],
  ['hr', '/staff/office/surveys/:id/opening'],
  ['hr', '/staff/office/surveys/:id/opening/progress.json'],
  ['hr', '/staff/office/surveys/:id/preview'],
  ['hr', '/staff/office/surveys/:id/record'],
  ['admin', '/staff/admin'],
  ['admin', '/staff/admin/audit'],
]

test('the turnout is a multiple of five, the same all day, and no other number moves meanwhile', async () => {
  const city = await smallCity({ people: 40 })
  // A session lasts until the next day; the city takes five days here.
  let visitors = visitorsOf(city)
  const shown = new Set<number>()
  // The officials and the colleague who look on take no card here.
  const takers = city.people.slice(4)
  let taken = 0
  for (const each of [3, 8, 1, 14]) {
    const morning = await pagesOf(city, visitors)
    for (const percent of percentsIn(morning)) shown.add(percent)
    for (const page of [
      'colleague /staff/',
      'hr /staff/office/surveys/:id',
      'admin /staff/admin',
    ]) {
      expect(morning.get(page)).toMatch(/^200 /)
    }
    for (const person of takers.slice(taken, taken + each)) {
      const card = await city.takeCard(await city.session(person))
      if (taken % 2 === 0) await city.cast(card, answersOf(city.survey.questionnaire, taken))
      expect(moved(morning, await pagesOf(city, visitors, 3))).toEqual([])
      taken += 1
    }
    expect(moved(morning, await pagesOf(city, visitors))).toEqual([])
    city.clock.now = new Date(city.clock.now.getTime() + DAY)
    visitors = visitorsOf(city)
  }
  const last = await pagesOf(city, visitors)
  for (const percent of percentsIn(last)) shown.add(percent)
  expect(shown.size).toBeGreaterThan(2)
  expect([...shown].filter((percent) => percent % 5 !== 0)).toEqual([])
  const rows = await city.stores.identity.selectFrom('turnout').selectAll().execute()
  expect(rows.length).toBe(5)
  expect(rows.every((row) => row.percent % 5 === 0)).toBe(true)
})

test('nobody but the person sees whether the person has a card', async () => {
  const city = await smallCity()
  const [, , , someone = '', colleague = ''] = city.people
  const pages = async () =>
    Promise.all([
      city.visit(city.officials.hr).get(`/staff/office/surveys/${city.survey.id}`),
      city.visit(city.officials.admin).get('/staff/admin'),
      city.visit(colleague).get('/staff/'),
    ])
  await pages()
  const before = (await pages()).map((page) => page.body)
  const own = (await city.visit(someone).get('/staff/')).body
  await city.takeCard(await city.session(someone))
  expect((await pages()).map((page) => page.body)).toEqual(before)
  expect((await city.visit(someone).get('/staff/')).body).not.toBe(own)
})

test('the same check catches an exact turnout and a count of ballots', async () => {
  const city = await smallCity({ people: 40 })
  const visitors = visitorsOf(city)
  const morning = await pagesOf(city, visitors)
  await city.takeCard(await city.session(city.people[9] ?? ''))
  const leaky = new Map(await pagesOf(city, visitors))
  leaky.set('nobody /readyz', '200 ready, 1 ballot')
  expect(moved(morning, leaky)).toEqual(['nobody /readyz'])
  const exact = `<p>受け取った人の割合：2.5%</p>`
  expect(percentsIn(new Map([['x', exact]])).every((percent) => percent % 5 === 0)).toBe(false)
})

type Visitors = ReturnType<typeof visitorsOf>

function visitorsOf(city: SmallCity) {
  return {
    nobody: city.visit(),
    colleague: city.visit(city.people[3]),
    hr: city.visit(city.officials.hr),
    admin: city.visit(city.officials.admin),
  }
}

/** What each of the pages shows now. @param every look at each n-th page only. */
async function pagesOf(
  city: SmallCity,
  visitors: Visitors,
  every = 1,
): Promise<Map<string, string>> {
  const shown = new Map<string, string>()
  for (const [who, url] of PAGES.filter((_, i) => i % every === every - 1)) {
    const page = await visitors[who].get(url.replace(':id', city.survey.id))
    shown.set(`${who} ${url}`, `${page.statusCode} ${page.body}`)
  }
  return shown
}

function moved(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  return [...after].filter(([url, body]) => before.get(url) !== body).map(([url]) => url)
}

/** Every percentage on the pages of staff and office. */
function percentsIn(pages: ReadonlyMap<string, string>): number[] {
  return [...pages].flatMap(([url, body]) => {
    if (url.includes('/voice/') || url.includes('openapi')) return []
    const text = body.replace(/<[^>]*>/g, ' ')
    return [...text.matchAll(/(\d+(?:\.\d+)?)\s*[%％]/g)].map(([, percent]) => Number(percent))
  })
}
