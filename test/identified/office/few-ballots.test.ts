import { describe, expect, it } from 'vitest'
import {
  closedCity,
  copyOf,
  finished,
  passphraseFields,
  REVIEWED,
  textOf,
  written,
} from './hand.ts'

describe('A survey that too few answered', () => {
  it.each([
    ['nobody', 0],
    ['four of thirty, with k = 5', 4],
  ])('%s: is opened, publishes no figure at all, and can be destroyed', async (_, ballots) => {
    const closed = await closedCity(ballots, { survey: 'open' })
    const copy = await copyOf(closed)
    await copy.office.post(`${copy.base}/opening`, passphraseFields(closed.passphrases))
    expect(await finished(copy)).not.toHaveProperty('failed')
    const { sets, texts } = await written(copy)
    const set = JSON.parse(sets[0]?.body ?? '{}') as {
      respondents: unknown
      groups: { state: string }[]
    }
    expect(set.respondents).toBeNull()
    expect(set.groups.every((group) => group.state === 'hidden')).toBe(true)
    expect(sets[0]?.body).not.toContain('favourable')
    expect(texts.length).toBeLessThanOrEqual(ballots)
    const preview = await copy.office.get(`${copy.base}/preview`)
    expect(preview.statusCode).toBe(200)
    expect(textOf(preview)).not.toMatch(/\d+\.\d％/)
    await copy.office.post(`${copy.base}/review`, { checks: REVIEWED })
    expect((await copy.office.post(`${copy.base}/publication`)).statusCode).toBe(303)
    const results = await copy.app.inject({
      url: `/results/${closed.survey}`,
      headers: { accept: 'text/html' },
    })
    expect(results.statusCode).toBe(200)
    expect(
      (await copy.office.post(`${copy.base}/destruction`, { confirmed: 'yes' })).statusCode,
    ).toBe(303)
    expect(textOf(await copy.office.get(`${copy.base}/record`))).toContain(`回答${ballots}件`)
    closed.remove()
  })
})
