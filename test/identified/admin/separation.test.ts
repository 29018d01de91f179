/** 情報担当 sees neither answers nor proposals; 人事課 sees no proposal. Every page there is, is tried. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deskCity, type DeskCity, type Person } from '../desk/desk-city.ts'
import { answersOf } from '../../support/small-city.ts'
import { routesBelow } from '../../support/routes.ts'

const PROPOSAL = 'しるしの提案'
const HIDDEN = 'しるしの所属長'
const ANSWER = 'しるしの回答'

/** Pages that everybody who is signed in may open. */
const everybody = [
  '/staff',
  '/staff/',
  '/staff/sign-in',
  '/staff/password',
  '/staff/proposals',
  '/staff/proposals/',
  '/staff/proposals/cards',
  '/staff/surveys/:id/card',
  '/staff/surveys/:id/card/reissue',
  '/staff/retention',
  '/staff/retention/',
  '/staff/handover',
]
/** What else opens, by office: the beginning of the address. */
const own: Readonly<Record<'admin' | 'hr', readonly string[]>> = {
  admin: ['/staff/admin', '/staff/roster', '/staff/handover/:office'],
  hr: [
    '/staff/office',
    '/staff/review',
    '/staff/roster',
    '/staff/handover/:office',
    '/staff/admin/audit',
  ],
}

let city: DeskCity
let patterns: string[]
const numbers: string[] = []

beforeAll(async () => {
  city = await deskCity({ survey: 'open' })
  numbers.push(await city.post({ title: PROPOSAL, aimedAt: '2010' }))
  numbers.push(await city.post({ title: HIDDEN, aimedAt: '2010', aboutHead: true }))
  for (const [i, person] of city.people.entries()) {
    const card = await city.takeCard(await city.session(person))
    await city.cast(card, answersOf(city.survey.questionnaire, i, [`${ANSWER}${i}`]))
  }
  city.clock.now = new Date(city.survey.closesAt.getTime() + 60_000)
  await city.openBox()
  patterns = routesBelow('/staff', city.app.printRoutes({ commonPrefix: false }))
    .filter(({ method }) => method === 'GET')
    .map(({ pattern }) => pattern)
})
afterAll(() => city.close())

/** Every address that a pattern stands for here. */
function addressesOf(pattern: string, office: string): string[] {
  const ids =
    pattern.includes('/proposals/') || pattern.includes(':number') ? numbers : [city.survey.id]
  return ids.map((id) =>
    pattern
      .replace(/:(id|number|survey)\b/g, id)
      .replace(':office', office)
      .replace(':form', 'csv')
      .replace(':theme', 'documents')
      .replaceAll(/:\w+/g, '1'),
  )
}

async function walk(person: Person, office: 'admin' | 'hr') {
  const open: string[] = []
  const leaks: string[] = []
  const faults: string[] = []
  for (const pattern of patterns) {
    for (const url of addressesOf(pattern, office)) {
      const answer = await city.by(person).get(url)
      if (answer.statusCode >= 500) faults.push(`${url}: ${answer.statusCode}`)
      if (answer.statusCode === 200) open.push(pattern)
      const found = [PROPOSAL, HIDDEN, ANSWER, ...numbers].filter((word) =>
        answer.body.includes(word),
      )
      // A refusal may repeat the address that was asked for, never more.
      const beyond = found.filter((word) => !url.includes(word))
      if (beyond.length > 0) leaks.push(`${url}: ${beyond.join('、')}`)
    }
  }
  const strange = [...new Set(open)].filter(
    (pattern) =>
      !everybody.includes(pattern) && !own[office].some((start) => pattern.startsWith(start)),
  )
  return { open: new Set(open), leaks, faults, strange }
}

test('every page that 情報担当 can open is one of its own, and none has a word of a proposal or an answer', async () => {
  const { open, leaks, faults, strange } = await walk('admin', 'admin')
  expect(faults).toEqual([])
  expect(leaks).toEqual([])
  expect(strange).toEqual([])
  for (const url of [
    '/staff/admin',
    '/staff/admin/audit',
    '/staff/admin/passwords',
    '/staff/retention/',
  ])
    expect([...open]).toContain(url)
  expect(patterns.filter((pattern) => !open.has(pattern)).length).toBeGreaterThan(20)
})

test('人事課 can open its own pages and those of everybody, and none has a word of a proposal', async () => {
  const { open, leaks, faults, strange } = await walk('hr', 'hr')
  expect(faults).toEqual([])
  expect(leaks).toEqual([])
  expect(strange).toEqual([])
  expect([...open]).toContain('/staff/office/surveys/:id')
})

test('the same walk finds what 提案担当 reads: the marks are there to be found', async () => {
  const { leaks } = await walk('desk', 'admin')
  expect(leaks.some((line) => line.includes(PROPOSAL))).toBe(true)
  const texts = await city.stores.voice.selectFrom('free_text').select('text').execute()
  expect(texts.some(({ text }) => text.includes(ANSWER))).toBe(true)
})
