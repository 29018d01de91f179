import { describe, expect, it } from 'vitest'
import { compareRules, type RuleResult } from '../../scripts/compare-rules.ts'
import type { Policy } from '../../server/disclosure/microdata.ts'
import { protect } from '../../server/disclosure/protect.ts'
import { highsSolver } from '../../server/disclosure/solver.ts'
import { LEAN, sampleCity } from './sample-people.ts'

const solver = await highsSolver()

describe.each([10, 5])('The sample city with at least %i respondents a group', (k) => {
  it('keeps what a bare threshold would show, and leaks nothing of what that leaks', () => {
    const results = compareRules(sampleCity([], 8), LEAN, k, solver, () => {})
    const of = (rule: RuleResult['rule']) => results.find((r) => r.rule === rule)!
    const [bare, remainder, ours] = [of('threshold'), of('remainder'), of('engine')]
    expect(bare.recomputable).toBeGreaterThan(0)
    expect(bare.light).toBeGreaterThan(0)
    expect(remainder.light).toBeLessThan(bare.light)
    expect(ours).toMatchObject({ recomputable: 0, singles: 0, light: 0 })
    expect(ours.published).toBeGreaterThanOrEqual(0.9 * bare.published)
    if (k === 5) expect(ours.rowsPercent).toBeGreaterThanOrEqual(98)
  })

  it('is released with a certificate and without a certain answer', () => {
    const policy: Policy = { k, kDistribution: 2 * k, roundingPeople: 2, scale: 4, favourable: 2 }
    const data = sampleCity(['Q1', 'Q2', 'Q3'], 8)
    const outcome = protect(
      { survey: 'sample', data, tables: LEAN, policy, eligible: [] },
      solver,
      () => {},
    )
    expect(outcome.state).toBe('released')
    if (outcome.state !== 'released') return
    const { certificate, audit, groups } = outcome.set
    expect(certificate).toMatchObject({ ok: true, k })
    expect(certificate?.minBound).toBeGreaterThanOrEqual(k)
    expect(audit?.certainAfter).toBe(0)
    const printed = groups.flatMap((g) => (g.state === 'hidden' ? [] : [g]))
    expect(printed.every((g) => g.n >= k)).toBe(true)
    // Two of seven people are more than 25 points: groups that small (k = 5) show their number only.
    const figures = printed.filter((g) => g.n >= 10).flatMap((g) => Object.values(g.items))
    expect(figures.filter((f) => f === null).length).toBeLessThan(0.05 * figures.length)
  })
})
