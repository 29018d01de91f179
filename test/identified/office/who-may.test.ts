import { describe, expect, it } from 'vitest'
import type { Role } from '../../../server/stores/identity.ts'
import { routesBelow } from '../../support/routes.ts'
import { smallCity } from '../../support/small-city.ts'
import { draftFields, hand, textOf } from './hand.ts'

const OFFICE = '/staff/office'

describe('The pages of 人事課', () => {
  it('are for 人事課 alone: every route refuses every other role, and a stranger is led to the sign-in', async () => {
    const city = await smallCity({ people: 12 })
    const routes = routesBelow(OFFICE, city.app.printRoutes({ commonPrefix: false })).map(
      ({ method, pattern }) => ({ method, url: pattern.replace(':id', 'r8') }),
    )
    const known = routes.map(({ method, url }) => `${method} ${url}`)
    expect(known).toEqual(
      expect.arrayContaining([
        'GET /staff/office/surveys/r8/opening',
        'GET /staff/office/surveys/r8/inspection',
        'GET /staff/office/surveys/r8/refusal',
        'POST /staff/office/surveys/r8/reduction',
        'POST /staff/office/surveys/r8/destruction',
        'POST /staff/office/surveys/r8/keys',
        'POST /staff/office/surveys/r8/announcement',
      ]),
    )
    expect(known.length).toBeGreaterThanOrEqual(19)
    const others: readonly (readonly [Role | null, string])[] = [
      ['admin', city.officials.admin],
      ['secretariat', city.officials.secretariat],
      ['director', '000104'],
      ['head', '000105'],
      ['promoter', '000106'],
      [null, '000107'],
    ]
    for (const [role, person] of others.slice(2)) {
      if (role === null) continue
      await city.stores.identity
        .insertInto('role')
        .values({ person, role, unit: '1010', origin: 'hand' })
        .execute()
    }
    const before = await city.stores.commons.selectFrom('survey').selectAll().execute()
    const faults: string[] = []
    for (const { method, url } of routes) {
      for (const [role, person] of others) {
        const someone = hand(city, person)
        const answer =
          method === 'GET' ? await someone.get(url) : await someone.post(url, draftFields())
        if (answer.statusCode !== 403) faults.push(`${role} ${method} ${url}: ${answer.statusCode}`)
      }
      const stranger = hand(city)
      const answer =
        method === 'GET' ? await stranger.get(url) : await stranger.post(url, draftFields())
      const led =
        method === 'GET'
          ? answer.statusCode === 303 &&
            String(answer.headers.location).startsWith('/staff/sign-in')
          : answer.statusCode === 401
      if (!led) faults.push(`stranger ${method} ${url}: ${answer.statusCode}`)
    }
    expect(faults).toEqual([])
    expect(await city.stores.commons.selectFrom('survey').selectAll().execute()).toEqual(before)
    expect(textOf(await hand(city, '000107').get(OFFICE))).toContain(
      'この操作をする権限がありません。',
    )
  })

  it('take no act from another site, whoever is signed in', async () => {
    const city = await smallCity({ people: 6 })
    const cookie = await city.session(city.officials.hr)
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { origin: 'https://evil.example' },
      {},
    ]) {
      const answer = await city.app.inject({
        method: 'POST',
        url: `${OFFICE}/surveys/r8/announcement`,
        headers: {
          accept: 'text/html',
          'content-type': 'application/x-www-form-urlencoded',
          cookie,
          ...headers,
        },
        payload: '',
      })
      expect(answer.statusCode).toBe(403)
    }
  })

  it('are offered in the navigation to 人事課', async () => {
    const city = await smallCity({ survey: 'none', people: 6 })
    const home = await hand(city, city.officials.hr).get('/staff/')
    expect(home.body).toContain('href="/staff/office"')
    expect((await hand(city, '000105').get('/staff/')).body).not.toContain('href="/staff/office"')
  })
})
