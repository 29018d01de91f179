/** Role × endpoint × state: what somebody must not know of does not exist for them, number included. */
import { expect, it } from 'vitest'
import type { Post } from '../../../server/proposals/message.ts'
import {
  boardGroupOf,
  hiddenFromUnits,
  type State,
  stateNames,
} from '../../../server/proposals/states.ts'
import { documentOf, type Hand } from '../office/hand.ts'
import { routesBelow } from '../../support/routes.ts'
import { MARK, type Town, town, type Who } from './town.ts'

const INBOX = '/staff/inbox'
const UNKNOWN = 'ZZZZ-ZZ'

const withoutPart: readonly Who[] = ['nobody', 'secretariat', 'compliance', 'admin']
const ofUnit: readonly Who[] = ['head', 'promoter', 'deskHead']
const ofOthers: readonly Who[] = ['jointHead', 'jointPromoter', 'otherHead', 'otherDirector']
const inUnits: readonly Who[] = [...ofUnit, ...ofOthers, 'director', 'secondDirector']

const variants: readonly Partial<Post>[] = [
  { publicity: 'open' },
  { publicity: 'summary' },
  { publicity: 'closed' },
  { publicity: 'open', aboutHead: true },
]

interface Route {
  readonly method: 'GET' | 'POST'
  readonly url: (number: string) => string
  readonly adopt: boolean
}

/** Every route below the inbox that has a number in it. */
function routesOf(t: Town): Route[] {
  return routesBelow(`${INBOX}/`, t.city.app.printRoutes({ commonPrefix: false }))
    .filter(({ pattern }) => pattern.includes(':number'))
    .map(({ method, pattern }) => ({
      method,
      url: (number: string) => pattern.replace(':number', number),
      adopt: pattern.includes('/adopt/'),
    }))
}

async function ask(visitor: Hand, { method, url }: Route, number: string) {
  const answer = method === 'GET' ? await visitor.get(url(number)) : await visitor.post(url(number))
  return { code: answer.statusCode, body: answer.body }
}

/** May this account know that the proposal is there, by this route? */
function mayKnow(person: Who, state: State, post: Partial<Post>, adopt: boolean): boolean {
  if (hiddenFromUnits.includes(state)) return false
  if (adopt) {
    const shown = boardGroupOf(state) !== null && post.publicity !== 'closed' && !post.aboutHead
    return shown && ofOthers.includes(person) && person !== 'otherDirector'
  }
  if (person === 'director' || person === 'secondDirector') return true
  return !post.aboutHead && ofUnit.includes(person)
}

it('nobody learns of a proposal that is not for their eyes: the answer is that of a number that does not exist', async () => {
  const t = await town()
  const routes = routesOf(t)
  expect(routes.length).toBeGreaterThanOrEqual(18)
  const made: { number: string; state: State; post: Partial<Post> }[] = []
  for (const state of stateNames) {
    for (const post of variants) {
      // What is about a head cannot be joined to another.
      if (state === 'merged' && post.aboutHead === true) continue
      made.push({ number: await t.bring(state, post), state, post })
    }
  }
  for (const { number, state } of made) expect(t.find(number).state).toBe(state)
  const { ledger } = t.city.system.proposals
  const before = JSON.stringify(ledger.all())
  const faults: string[] = []

  for (const person of inUnits) {
    const visitor = t.as(person)
    const lists = `${(await visitor.get(INBOX)).body}${(await visitor.get(`${INBOX}?group=ended`)).body}${(await visitor.get('/staff/')).body}`
    const unknown = new Map<Route, { code: number; body: string }>()
    for (const route of routes) unknown.set(route, await ask(visitor, route, UNKNOWN))
    for (const { number, state, post } of made) {
      const name = `${person} ${state} ${JSON.stringify(post)}`
      for (const route of routes) {
        const answer = await ask(visitor, route, number)
        const none = unknown.get(route)
        if (none?.code !== 404) faults.push(`${person} ${route.url('x')}: unknown ${none?.code}`)
        if (answer.code >= 500 || (answer.code === 303 && route.method === 'POST'))
          faults.push(`${name} ${route.method} ${route.url(number)}: ${answer.code}`)
        if (mayKnow(person, state, post, route.adopt)) {
          const page = route.method === 'GET' && !/answer|text/.test(route.url(number))
          if (page && answer.code !== 200) faults.push(`${name} cannot read: ${answer.code}`)
        } else if (answer.code !== 404 || answer.body !== none?.body) {
          faults.push(`${name} ${route.method} ${route.url(number)}: told (${answer.code})`)
        } else if (answer.body.includes(number) || answer.body.includes(MARK)) {
          faults.push(`${name}: marker`)
        }
      }
      if (!mayKnow(person, state, post, false) && lists.includes(number))
        faults.push(`${name}: listed`)
    }
  }
  for (const person of withoutPart) {
    const visitor = t.as(person)
    for (const { number, state } of made.filter((_, i) => i % variants.length === 0)) {
      for (const route of routes) {
        const answer = await ask(visitor, route, number)
        const unknown = await ask(visitor, route, UNKNOWN)
        if (answer.code !== 403 || answer.body !== unknown.body)
          faults.push(`${person} ${state} ${route.method} ${route.url(number)}: ${answer.code}`)
      }
    }
    expect((await visitor.get(INBOX)).statusCode).toBe(403)
  }
  expect(faults.slice(0, 30)).toEqual([])
  expect(JSON.stringify(ledger.all())).toBe(before)
}, 240_000)

it('would notice a leak: the same comparison tells a proposal that may be read from one that may not', async () => {
  const t = await town()
  const number = await t.bring('reviewing')
  const route = { method: 'GET', url: (n: string) => `${INBOX}/${n}`, adopt: false } as const
  const head = t.as('head')
  expect(await ask(head, route, number)).not.toEqual(await ask(head, route, UNKNOWN))
})

it('a unit reads what was masked as ■, and of 「要旨のみ」 the 要旨 alone', async () => {
  const t = await town()
  const masked = await t.propose({
    written: {
      title: '佐藤係長の決裁を早く',
      current: '佐藤係長が止めています。',
      idea: '代決を使います。',
      effect: '',
    },
  })
  await t.act('secretariat', masked, {
    act: 'mask',
    masks: [
      { part: 'title', start: 0, end: 4 },
      { part: 'current', start: 0, end: 4 },
    ],
  })
  await t.act('secretariat', masked, { act: 'route', units: ['2010'] })
  const short = await t.routed(['2010'], { publicity: 'summary' })
  for (const person of ['head', 'promoter', 'director'] as const) {
    const all = [
      await t.as(person).get(`${INBOX}/${masked}`),
      await t.as(person).get(INBOX),
      await t.as(person).get('/staff/'),
    ]
    for (const page of all) expect(page.body).not.toContain('佐藤')
    expect(all[0]?.body).toContain('■■■■')
    const summary = await t.as(person).get(`${INBOX}/${short}`)
    expect(summary.body).not.toContain(MARK)
    expect(documentOf(summary).body.textContent).toContain('帳票を一つにまとめる。')
  }
})
