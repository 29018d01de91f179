import { describe, expect, it } from 'vitest'
import {
  estimateInThread,
  ProtectionFailed,
  protectInThread,
} from '../../server/disclosure/in-thread.ts'
import { estimateCoverage } from '../../server/disclosure/coverage.ts'
import { protect } from '../../server/disclosure/protect.ts'
import type { ProtectionInput } from '../../server/disclosure/protection.ts'
import { highsSolver } from '../../server/disclosure/solver.ts'
import { generatedCity, LEAN } from './generated-city.ts'

const policy = { k: 5, kDistribution: 10, roundingPeople: 2, scale: 4, favourable: 2 } as const

function cityOf(people: number): ProtectionInput {
  return { survey: 'r8', data: generatedCity(3, people, 3, 4), tables: LEAN, policy, eligible: [] }
}

describe('Protection in a thread of its own', () => {
  it('gives the set that it gives in place, and leaves the rows of the caller as they are', async () => {
    const input = cityOf(400)
    const before = structuredClone(input)
    const steps = new Set<string>()
    const outcome = await protectInThread(input, { report: (step) => steps.add(step) })
    const inPlace = protect(input, await highsSolver(), () => {})
    if (outcome.state !== 'released' || inPlace.state !== 'released') throw new Error('refused')
    expect(outcome.set).toEqual(inPlace.set)
    expect([...steps].filter((step) => step !== 'certificate')).toEqual([
      'pattern',
      'audit',
      'check',
    ])
    expect(input).toEqual(before)
  })

  it('reports now and then, and lets the event loop turn meanwhile', async () => {
    let [news, turns] = [0, 0]
    const beat = setInterval(() => (turns += 1), 5)
    await protectInThread(cityOf(900), { report: () => (news += 1) })
    clearInterval(beat)
    expect(turns).toBeGreaterThan(10)
    expect(news).toBeGreaterThan(4)
  })

  it('stops when it is told to, with the reason it was given', async () => {
    const stop = new AbortController()
    const running = protectInThread(cityOf(900), {
      report: () => stop.abort(new Error('closing')),
      signal: stop.signal,
    })
    await expect(running).rejects.toThrow('closing')
    await expect(
      protectInThread(cityOf(100), { report: () => {}, signal: stop.signal }),
    ).rejects.toThrow('closing')
  })

  it('says so when the thread runs out of memory', async () => {
    const running = protectInThread(cityOf(900), { report: () => {}, heapMb: 4 })
    const failed = await running.catch((error: unknown) => error)
    expect(failed).toBeInstanceOf(ProtectionFailed)
    expect((failed as ProtectionFailed).cause).toMatchObject({ code: 'ERR_WORKER_OUT_OF_MEMORY' })
  })

  it('says so when the thread fails, with what happened there', async () => {
    const { data, ...rest } = cityOf(100)
    const broken = { ...rest, data: { ...data, keys: data.keys.slice(0, 3) } }
    const failed = await protectInThread(broken, { report: () => {} }).catch((e: unknown) => e)
    expect(failed).toBeInstanceOf(ProtectionFailed)
    expect((failed as ProtectionFailed).cause).toBeInstanceOf(RangeError)
  })
})

describe('An estimate in a thread of its own', () => {
  it('is the one made in place', async () => {
    const { attributes, keys, rows } = generatedCity(3, 900, 1, 4)
    const estimate = await estimateInThread(attributes, LEAN, policy, keys, rows)
    expect(estimate).toEqual(estimateCoverage(attributes, LEAN, policy, keys, rows))
    expect(estimate[0]).toMatchObject({ table: [], published: 1, rowsPercent: 100 })
  })

  it('stops when it is told to', async () => {
    const { attributes, keys, rows } = generatedCity(3, 900, 1, 4)
    const signal = AbortSignal.abort(new Error('another question'))
    await expect(
      estimateInThread(attributes, LEAN, policy, keys, rows, { signal }),
    ).rejects.toThrow('another question')
  })
})
