import { createHash } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { get, publishedApp, type PublishedApp } from './published-app.ts'
import { putSurvey } from './released-survey.ts'

let house: PublishedApp

afterEach(async () => house.close())

const json = { accept: 'application/json' }

describe('公表データの API', () => {
  it('gives the published set byte for byte', async () => {
    house = await publishedApp()
    const { id, body } = await putSurvey(house.stores)
    const response = await get(house.app, `/api/v1/surveys/${id}/results`, json)
    expect(response.headers['content-type']).toBe('application/json; charset=utf-8')
    expect(response.rawPayload).toEqual(Buffer.from(body))
  })

  it('lists released surveys only, newest first', async () => {
    house = await publishedApp()
    const year = (y: number) => ({
      referenceDay: `${y}-10-01`,
      opensAt: `${y}-10-01T00:00:00.000Z`,
      closesAt: `${y}-10-16T08:15:00.000Z`,
    })
    await putSurvey(house.stores, { draft: year(2025) })
    await putSurvey(house.stores, { draft: year(2026) })
    await putSurvey(house.stores, { draft: year(2027), stage: 'opened' })
    await putSurvey(house.stores, { draft: year(2028), stage: 'announced' })
    await putSurvey(house.stores, { draft: year(2029), stage: 'draft' })
    const list = (await get(house.app, '/api/v1/surveys', json)).json()
    expect(list).toEqual({
      surveys: [
        expect.objectContaining({ id: 'r8', fiscalYear: 2026, publishedOn: '2026-11-22' }),
        expect.objectContaining({ id: 'r7', fiscalYear: 2025 }),
      ],
    })
    for (const { results } of list.surveys) {
      expect((await get(house.app, results, json)).statusCode).toBe(200)
    }
  })

  it.each(['nothing', '..%2f..%2fetc', '%00', "'; DROP TABLE survey; --", 'r8'])(
    'refuses %s with a problem: unknown and unreleased look alike',
    async (id) => {
      house = await publishedApp()
      await putSurvey(house.stores, { stage: 'opened' })
      const url = `/api/v1/surveys/${id.includes('%') ? id : encodeURIComponent(id)}/results`
      const response = await get(house.app, url, json)
      expect(response.statusCode).toBe(404)
      expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8')
      expect(response.json()).toMatchObject({ type: '/problems/not-found', status: 404 })
    },
  )

  it('answers 304 to who has it, for JSON, CSV and Excel', async () => {
    house = await publishedApp()
    const { id, body } = await putSurvey(house.stores)
    for (const path of [
      `/api/v1/surveys/${id}/results`,
      '/api/v1/surveys',
      '/api/v1/openapi.json',
      `/results/${id}/results.csv`,
      `/results/${id}/results.xlsx`,
    ]) {
      const first = await get(house.app, path)
      expect(first.headers['cache-control']).toBe('no-cache')
      const etag = String(first.headers.etag)
      const again = await get(house.app, path, { 'if-none-match': `"x", ${etag}` })
      expect([again.statusCode, again.body]).toEqual([304, ''])
      const other = await get(house.app, path, { 'if-none-match': '"x"' })
      expect(other.statusCode).toBe(200)
    }
    const set = await get(house.app, `/api/v1/surveys/${id}/results`)
    expect(set.headers.etag).toBe(`"${createHash('sha256').update(body).digest('hex')}"`)
  })

  it('keeps the field of sample data', async () => {
    house = await publishedApp({ sample: true })
    const { id } = await putSurvey(house.stores, { sample: true })
    expect((await get(house.app, `/api/v1/surveys/${id}/results`)).json().sample).toBe(true)
    expect((await get(house.app, '/api/v1/surveys')).json().sample).toBe(true)
  })

  it('describes itself: every address it names exists and fits its schema', async () => {
    house = await publishedApp()
    const { id, body } = await putSurvey(house.stores)
    const contract = (await get(house.app, '/api/v1/openapi.json')).json()
    expect(contract.openapi).toBe('3.1.0')
    for (const path of Object.keys(contract.paths)) {
      // This survey has no paper slips.
      const status = path.endsWith('/slips') ? 404 : 200
      expect((await get(house.app, path.replace('{id}', id), json)).statusCode).toBe(status)
    }
    const set = z.fromJSONSchema(contract.components.schemas.PublishedSet)
    expect(set.safeParse(JSON.parse(body)).success).toBe(true)
    const leak = JSON.parse(body)
    leak.groups.find((g: { state: string }) => g.state === 'hidden').n = 3
    expect(set.safeParse(leak).success).toBe(false)
  })

  it('writes nothing: other methods are refused', async () => {
    house = await publishedApp()
    const { id } = await putSurvey(house.stores)
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'] as const) {
      const url = `/api/v1/surveys/${id}/results`
      const response = await house.app.inject({ method, url, headers: json })
      expect(response.statusCode).toBeGreaterThanOrEqual(400)
      expect(response.statusCode).toBeLessThan(500)
    }
  })
})
