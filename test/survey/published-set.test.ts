import { describe, expect, it } from 'vitest'
import { publishedSetSchema } from '../../server/survey/published-set.ts'

const set = (favourable: number) => ({
  survey: 'r8',
  k: 10,
  kDistribution: 20,
  roundingPeople: 2,
  scale: 4,
  respondents: 40,
  groups: [
    {
      id: 'bu=1',
      table: ['bu'],
      keys: { bu: '1' },
      label: '総務部',
      state: 'published',
      tier: 'band',
      n: 12,
      items: { Q1: { favourable, step: 20, bands: [60, 40] } },
    },
  ],
  certificate: null,
  audit: null,
})

describe('A published set', () => {
  it('has figures of one decimal: further digits could carry what people answered', () => {
    expect(publishedSetSchema.safeParse(set(60)).success).toBe(true)
    expect(publishedSetSchema.safeParse(set(60.1)).success).toBe(true)
    expect(publishedSetSchema.safeParse(set(60.0137)).success).toBe(false)
  })
})
