/** Fetching a lot, with the browser's code against the real doors. */
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { fetchLot } from '../../views/client/card-lot.ts'
import { countCards } from '../../views/client/proposals/kept-cards.ts'
import { askForLot, type LotOffer } from '../../views/client/protocol/lot-doors.ts'
import { cityWithBox } from '../support/proposal-box.ts'
import type { SmallCity } from '../support/small-city.ts'
import { browserStorages } from './storages.ts'

let city: SmallCity
beforeAll(async () => {
  city = (await cityWithBox({ people: 14 })).city
})
afterAll(() => city.close())

const PENDING = 'kazetoshi.proposals.lot'

interface Sent {
  readonly url: string
  readonly body: string
  /** What the storages held at that moment. */
  readonly kept: string
  readonly credentials: string
}

let next = 3

/** A browser of somebody who has not been here before: its fetch goes to the city, a wire in between can be cut or bent. */
async function browser() {
  const number = city.people[next++] ?? ''
  const storages = browserStorages()
  const cookie = await city.session(number)
  const sent: Sent[] = []
  const wire = { answer: async (_: Sent, real: () => Promise<Response>) => real() }
  const origin = await city.origin()
  const real = globalThis.fetch
  vi.stubGlobal('fetch', async (url: string, init: RequestInit = {}) => {
    const staff = url.startsWith('/staff')
    const own = staff ? { cookie, origin } : {}
    const one: Sent = {
      url,
      body: Buffer.from((init.body as Uint8Array | undefined) ?? []).toString('base64'),
      kept: JSON.stringify([[...storages.local.held], [...storages.session.held]]),
      credentials: String(init.credentials),
    }
    sent.push(one)
    const headers = { ...(init.headers as Record<string, string>), ...own }
    return wire.answer(one, () => real(`${origin}${url}`, { ...init, headers }))
  })
  onTestFinished(() => void vi.unstubAllGlobals())
  const offer = async (): Promise<LotOffer> => {
    const made = await askForLot('')
    if (made === null) throw new Error('no box')
    return made
  }
  return { number, sent, wire, offer, local: storages.local, session: storages.session }
}

const counts = ({ quarter, keyId }: LotOffer) => countCards(quarter, keyId)
const isLot = ({ url, body }: Sent) => url.endsWith('/cards') && body !== ''

describe('Fetching a lot', () => {
  it('stores the seed first, then sends, verifies, and keeps six cards', async () => {
    const { number, sent, offer, local, session } = await browser()
    const offered = await offer()
    expect(await fetchLot(offered, local)).toBe('fetched')
    expect(counts(offered)).toEqual({ posts: 3, endorsements: 3 })
    const request = sent.find(isLot)
    expect(request?.kept).toContain(PENDING)
    expect(Buffer.from(request?.body ?? '', 'base64')).toHaveLength(6 * 384)
    expect([...local.held.keys()]).toEqual(['kazetoshi.proposals.cards'])
    expect(session.held.size).toBe(0)
    expect([...local.held.values()].join()).not.toContain(number)
    const key = sent.find(({ url }) => url.startsWith('/voice'))
    expect([key?.url, key?.credentials]).toEqual(['/voice/proposals/key', 'omit'])
  })

  it('goes on with the very same request when the answer was lost, and costs no card', async () => {
    const { sent, wire, offer, local } = await browser()
    const offered = await offer()
    wire.answer = async (one, real) => {
      const answer = await real()
      if (isLot(one)) throw new TypeError('connection lost')
      return answer
    }
    expect(await fetchLot(offered, local)).toBe('offline')
    expect(local.held.has(PENDING)).toBe(true)
    expect(counts(offered)).toEqual({ posts: 0, endorsements: 0 })
    wire.answer = async (_, real) => real()
    const later = await offer()
    expect(later.left).toEqual({ posts: 9, endorsements: 7 })
    expect(await fetchLot(later, local)).toBe('fetched')
    const [first, again] = sent.filter(isLot)
    expect(again?.body).toBe(first?.body)
    expect((await offer()).left).toEqual({ posts: 9, endorsements: 7 })
    expect(counts(later)).toEqual({ posts: 3, endorsements: 3 })
    expect(local.held.has(PENDING)).toBe(false)
  })

  it('begins anew when another browser was quicker with the rest', async () => {
    const { offer, local, session } = await browser()
    for (let i = 0; i < 2; i += 1) await fetchLot(await offer(), local)
    const late = await offer()
    // Two more lots are left, of three and three and of three and one.
    await fetchLot(late, session)
    const offered = await offer()
    expect(offered.lot).toEqual({ posts: 3, endorsements: 1 })
    expect(await fetchLot(late, local)).toBe('offline')
    expect(local.held.has(PENDING)).toBe(false)
    expect(await fetchLot(offered, local)).toBe('fetched')
    expect(await fetchLot(await offer(), local)).toBe('none-left')
  })

  it('keeps nothing of a lot in which a single signature is wrong', async () => {
    const { wire, offer, local } = await browser()
    const offered = await offer()
    wire.answer = async (one, real) => {
      const answer = await real()
      if (!isLot(one)) return answer
      const bytes = new Uint8Array(await answer.arrayBuffer())
      bytes[5 * 384 + 100] = (bytes[5 * 384 + 100] ?? 0) ^ 1
      return new Response(bytes, { status: 200 })
    }
    expect(await fetchLot(offered, local)).toBe('unsafe')
    expect(counts(offered)).toEqual({ posts: 0, endorsements: 0 })
    expect(local.held.size).toBe(0)
  })

  it('asks for nothing when the staff side names another key than everybody gets', async () => {
    const { sent, offer, local } = await browser()
    const offered = await offer()
    expect(await fetchLot({ ...offered, keyId: 'AAAA-AAAA-AAAA-AAAA' }, local)).toBe('unsafe')
    expect(await fetchLot({ ...offered, quarter: 'p2027q1' }, local)).toBe('unsafe')
    expect(sent.filter(isLot)).toEqual([])
    expect(local.held.size).toBe(0)
  })

  it('sends nothing when the seed cannot be stored', async () => {
    const { sent, offer, local } = await browser()
    const offered = await offer()
    local.refuses = true
    expect(await fetchLot(offered, local)).toBe('offline')
    expect(sent.filter(isLot)).toEqual([])
  })

  it('overwrites what a broken page left behind', async () => {
    const { offer, local } = await browser()
    for (const junk of ['{', '{"quarter":"p2026q3"}', '{"v":1,"seed":"AAAA","posts":-1}']) {
      local.held.set(PENDING, junk)
      expect(await fetchLot(await offer(), local)).toBe('fetched')
    }
  })
})

describe('Two people at one browser', () => {
  it('leave cards that belong to nobody: the second finds those of the first, and no name', async () => {
    const { offer, local } = await browser()
    const offered = await offer()
    await fetchLot(offered, local)
    const kept = [...local.held.values()].join()
    for (const person of city.people) expect(kept).not.toContain(person)
    expect(counts(offered).posts).toBe(3)
  })
})
