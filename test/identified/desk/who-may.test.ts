/** Role × endpoint × state: who reaches what of the desk, and that the rest does not exist for them. */
import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { routesBelow } from '../../support/routes.ts'
import {
  actReaders,
  type DeskActName,
  deskActs,
} from '../../../server/identified/desk/act-reading.ts'
import type { Proposal } from '../../../server/proposals/proposal.ts'
import { mayAct } from '../../../server/proposals/rules.ts'
import { concluded, type State, stateNames } from '../../../server/proposals/states.ts'
import type { Role } from '../../../server/stores/identity.ts'
import { hand, type Hand } from '../office/hand.ts'
import {
  ANSWER,
  BASE,
  deskCity,
  type DeskCity,
  formOf,
  pageOfProposal,
  people,
} from './desk-city.ts'

/** 提案担当 who works in a unit whose head a proposal is about. */
const DESK_OF_3010 = '000106'

const kinds = ['plain', 'head2010', 'head3010', 'own1030', 'ownHead1030', 'complained'] as const
type Kind = (typeof kinds)[number]

/** What each of those who may open the pages of the desk may know of. */
const mayKnow: Readonly<Record<string, readonly Kind[]>> = {
  [people.desk]: ['plain', 'head2010', 'head3010', 'own1030', 'complained'],
  [people.second]: ['plain', 'head2010', 'head3010', 'own1030', 'complained'],
  [DESK_OF_3010]: ['plain', 'head2010', 'own1030', 'ownHead1030', 'complained'],
  [people.compliance]: ['head3010', 'own1030', 'ownHead1030', 'complained'],
}
const nobody = [
  people.staff,
  people.admin,
  people.hr,
  people.head,
  people.promoter,
  people.director,
  people.otherHead,
]

interface Made {
  readonly number: string
  readonly title: string
  readonly kind: Kind
  readonly state: State
}

let city: DeskCity
const made: Made[] = []
const hands = new Map<string, Hand>()

beforeAll(async () => {
  city = await deskCity()
  const row = {
    person: DESK_OF_3010,
    role: 'secretariat' as Role,
    unit: '*',
    origin: 'hand' as const,
  }
  await city.stores.identity.insertInto('role').values(row).execute()
  for (const number of [...Object.keys(mayKnow), ...nobody]) hands.set(number, hand(city, number))
  for (const kind of kinds) for (const state of stateNames) made.push(await make(kind, state))
})

afterAll(() => city.close())

async function make(kind: Kind, state: State): Promise<Made> {
  const aimedAt = kind.includes('1030') ? '1030' : kind.includes('3010') ? '3010' : '2010'
  const title = `しるし${kind}${state}ここまで`
  const number = await city.post({ title, aimedAt, aboutHead: /head/i.test(kind) })
  if (kind === 'complained') {
    await city.author(number, { act: 'report-hunt', text: 'だれが書いたか聞かれました。' })
  }
  await city.system.proposals.ledger.change(number, null, (p) => inState(p, state))
  return { number, title, kind, state }
}

/** A proposal in a state with what stands in it then. */
function inState(p: Proposal, state: State): Proposal {
  const on = '2026-11-20'
  const routed = !['received', 'returned', 'referred', 'out_of_scope'].includes(state)
  return {
    ...p,
    state,
    stateOn: on,
    written: state === 'expired' ? null : p.written,
    units: routed ? [{ unit: p.aimedAt ?? '2010', acceptedOn: on, opinion: '' }] : [],
    routedOn: routed ? on : null,
    answers: concluded.includes(state)
      ? [{ answer: ANSWER, units: [p.aimedAt ?? '2010'], decisionNumber: '', on }]
      : [],
    merged: state === 'merged' ? { into: 'XXXX-XX', on, from: 'received' } : null,
    pending: null,
    draft: null,
  }
}

function handOf(number: string): Hand {
  const found = hands.get(number)
  if (found === undefined) throw new Error('nobody')
  return found
}

/** Every endpoint of one proposal. */
function endpointsOf(number: string, by: Hand): (() => Promise<LightMyRequestResponse>)[] {
  const page = pageOfProposal(number)
  return [
    () => by.get(page),
    () => by.get(`${page}/similar`),
    ...deskActs.map((act) => () => by.post(`${page}/${act}`, { version: '0' })),
  ]
}

/** Every page that shows more than one proposal. */
const many = [
  BASE,
  `${BASE}?show=all`,
  ...[...Array(4).keys()].map((i) => `${BASE}?show=all&page=${i + 2}`),
  `${BASE}?show=overdue`,
  `${BASE}?show=closed`,
  `${BASE}?q=しるし`,
  `${BASE}/themes`,
  `${BASE}/themes/documents`,
  `${BASE}/themes/documents?page=2`,
  `${BASE}/committee`,
  `${BASE}/units`,
  `${BASE}/compliance`,
  `${BASE}/box`,
  `${BASE}/settings`,
]

describe('The pages of the desk', () => {
  it('refuse everybody without a role of the desk, whatever the proposal, and lead strangers to the sign-in', async () => {
    const faults: string[] = []
    const stranger = hand(city)
    for (const { number, title, state } of made.filter(({ kind }) => kind === 'plain')) {
      for (const person of nobody) {
        const by = handOf(person)
        for (const answer of [
          await by.get(pageOfProposal(number)),
          await by.post(`${pageOfProposal(number)}/route`, { version: '0' }),
        ]) {
          if (
            answer.statusCode !== 403 ||
            answer.body.includes(title) ||
            answer.body.includes(number)
          )
            faults.push(`${person} ${state} ${answer.statusCode}`)
        }
      }
      const shut = await stranger.get(pageOfProposal(number))
      if (!String(shut.headers.location).startsWith('/staff/sign-in'))
        faults.push(`stranger ${state}`)
      const post = await stranger.post(`${pageOfProposal(number)}/route`, {})
      if (post.statusCode !== 401) faults.push(`stranger POST ${state}`)
    }
    for (const person of nobody) {
      for (const url of many) {
        const { statusCode } = await handOf(person).get(url)
        if (statusCode !== 403) faults.push(`${person} ${url} ${statusCode}`)
      }
    }
    expect(faults).toEqual([])
  })

  it('do not know what somebody must not know of: the same bytes as for a number that does not exist', async () => {
    const faults: string[] = []
    let asked = 0
    for (const [person, known] of Object.entries(mayKnow)) {
      const by = handOf(person)
      const none = await Promise.all(endpointsOf('0000-00', by).map((ask) => ask()))
      for (const { number, kind, state } of made.filter((one) => !known.includes(one.kind))) {
        for (const [i, ask] of endpointsOf(number, by).entries()) {
          const answer = await ask()
          asked += 1
          if (answer.statusCode !== 404 || answer.body !== none[i]?.body)
            faults.push(`${person} ${kind} ${state} ${i}: ${answer.statusCode}`)
        }
      }
    }
    expect(faults).toEqual([])
    expect(asked).toBe(5 * stateNames.length * (deskActs.length + 2))
  })

  it('show what somebody may know of, and take no act from an older page', async () => {
    const faults: string[] = []
    const before = JSON.stringify(city.system.proposals.ledger.all())
    for (const [person, known] of Object.entries(mayKnow)) {
      const by = handOf(person)
      for (const { number, title, kind, state } of made.filter((one) => known.includes(one.kind))) {
        const page = await by.get(pageOfProposal(number))
        const shown = state === 'expired' ? number : title
        if (page.statusCode !== 200 || !page.body.includes(shown))
          faults.push(`${person} ${kind} ${state}: ${page.statusCode}`)
        const all = person === people.desk ? kind === 'plain' : kind === 'complained'
        // Every act in every third state, and in every state every third act.
        const turn = stateNames.indexOf(state)
        for (const act of all ? deskActs.filter((_, i) => (i + turn) % 3 === 0) : []) {
          const { statusCode } = await by.post(`${pageOfProposal(number)}/${act}`, { version: '0' })
          if (statusCode !== 409) faults.push(`${person} ${kind} ${state} ${act}: ${statusCode}`)
        }
      }
    }
    expect(faults).toEqual([])
    expect(JSON.stringify(city.system.proposals.ledger.all())).toBe(before)
  })

  it('list, count, search and print nothing of what is hidden', async () => {
    const faults: string[] = []
    for (const [person, known] of Object.entries(mayKnow)) {
      const by = handOf(person)
      for (const url of many) {
        const { body } = await by.get(url)
        for (const { number, title, kind } of made.filter((one) => !known.includes(one.kind))) {
          if (body.includes(number) || body.includes(title)) faults.push(`${person} ${url} ${kind}`)
        }
      }
      const hidden = made.filter((one) => !known.includes(one.kind))
      for (const { number } of hidden.filter((_, i) => i % 7 === 0)) {
        const search = async (typed: string) =>
          (await by.get(`${BASE}?q=${typed}`)).body.replaceAll(typed, '')
        if ((await search(number)) !== (await search('0000-00')))
          faults.push(`${person} q=${number}`)
      }
      const shown = made.filter((one) => known.includes(one.kind)).length
      const { body } = await by.get(`${BASE}?show=all`)
      if (!body.includes(`すべて <span class="number">${shown}件</span>`))
        faults.push(`${person} counts wrongly`)
    }
    expect(faults).toEqual([])
  })

  it('have no route that lets in anybody without its role', async () => {
    const routes = routesBelow(BASE, city.app.printRoutes({ commonPrefix: false })).map(
      ({ method, pattern }) => ({ method, url: pattern.replaceAll(/:\w+/g, 'x') }),
    )
    expect(routes.length).toBeGreaterThanOrEqual(30)
    const faults: string[] = []
    for (const { method, url } of routes) {
      const of = async (person: string) =>
        (method === 'GET' ? await handOf(person).get(url) : await handOf(person).post(url))
          .statusCode
      for (const person of nobody) {
        const status = await of(person)
        if (status !== 403) faults.push(`${person} ${method} ${url}: ${status}`)
      }
      const both = /^\/staff\/desk(\/proposals.*|\/themes.*|\/)?$/.test(url)
      const apart = url.startsWith(`${BASE}/compliance`)
      if (!both && !apart && (await of(people.compliance)) !== 403)
        faults.push(`compliance ${method} ${url}`)
      if (apart && (await of(people.desk)) !== 403) faults.push(`desk ${method} ${url}`)
    }
    expect(faults).toEqual([])
  })

  it('let nobody into a part that is not for them', async () => {
    const own = [
      `${BASE}/box`,
      `${BASE}/committee`,
      `${BASE}/units`,
      `${BASE}/settings`,
      `${BASE}/settings/calendar`,
    ]
    for (const url of own) {
      expect([url, (await handOf(people.desk).get(url)).statusCode]).toEqual([url, 200])
      expect([url, (await handOf(people.compliance).get(url)).statusCode]).toEqual([url, 403])
    }
    expect((await handOf(people.desk).get(`${BASE}/compliance`)).statusCode).toBe(403)
    expect((await handOf(people.compliance).get(`${BASE}/compliance`)).statusCode).toBe(200)
  })

  it('do only what the rule table allows, in every state and for both roles of the desk', async () => {
    const faults: string[] = []
    const target = await city.post({ title: '統合の先' })
    const done = { yes: 0, no: 0 }
    for (const [person, role, kind] of [
      [people.desk, 'desk', 'plain'],
      [people.compliance, 'compliance', 'complained'],
    ] as const) {
      for (const state of stateNames) {
        const one = made.find((other) => other.kind === kind && other.state === state)
        if (one === undefined) continue
        const { ledger } = city.system.proposals
        for (const act of deskActs) {
          await ledger.change(one.number, null, (p) => ({
            ...inState(p, state),
            version: p.version + 1,
          }))
          const before = JSON.stringify(city.find(one.number))
          const fields = formOf(city, one.number, fieldsFor(act, target))
          const answer = await handOf(person).post(`${pageOfProposal(one.number)}/${act}`, fields)
          const changed = JSON.stringify(city.find(one.number)) !== before
          if (changed !== (answer.statusCode === 303))
            faults.push(`${role} ${act} ${state}: half done`)
          if (changed && !mayAct(act, role, state)) faults.push(`${role} ${act} ${state}: done`)
          if (!changed && answer.statusCode !== 422)
            faults.push(`${role} ${act} ${state}: ${answer.statusCode}`)
          if (changed) done.yes += 1
          else done.no += 1
        }
      }
    }
    expect(faults).toEqual([])
    expect(done.yes).toBeGreaterThan(100)
    expect(done.no).toBeGreaterThan(300)
  })
})

/** A whole form for each act. */
function fieldsFor(act: DeskActName, target: string): Record<string, string | string[]> {
  expect(Object.keys(actReaders)).toContain(act)
  return {
    maskWords: '署名',
    theme: 'finance',
    returnText: '書き直してください。',
    summaryTitle: '要旨',
    summaryText: '要旨です。',
    referDesk: 'personnel',
    referText: 'ご案内します。',
    excludeReason: 'beyond',
    excludeText: '市の権限の外です。',
    eraseParts: ['effect'],
    eraseText: '個人情報のため',
    dismissText: '取りやめます。',
    mergeNumber: target,
    routeLead: '2010',
    question: 'Q1XX',
    refuseText: '返します。',
    giveBackText: '返します。',
    modelText: '好事例です。',
    reopenText: 'もう一度。',
    transferFrom: '2010',
    transferTo: '2020',
    holdText: '開示請求',
  }
}
