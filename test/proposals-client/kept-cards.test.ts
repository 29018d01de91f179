/** The cards in the browser's storages: nobody's name, and none is ever used twice. */
import { describe, expect, it } from 'vitest'
import { randomBytes } from '../../views/client/protocol/bytes.ts'
import {
  addCards,
  canStore,
  countCards,
  dropSlipCard,
  keepSlipCard,
  takeCard,
  takeSlipCard,
} from '../../views/client/proposals/kept-cards.ts'
import { browserStorages } from './storages.ts'

const card = () => ({ nonce: randomBytes(32), signature: randomBytes(384) })
const lot = (posts: number, endorsements: number) => ({
  posts: Array.from({ length: posts }, card),
  endorsements: Array.from({ length: endorsements }, card),
})
const QUARTER = ['p2026q3', 'AAAA-BBBB-CCCC-DDDD'] as const

describe('Cards in the browser', () => {
  it('are counted and taken from both storages', () => {
    const { local, session } = browserStorages()
    const [pc, tablet] = [lot(3, 3), lot(1, 1)]
    addCards(local, ...QUARTER, pc)
    addCards(session, ...QUARTER, tablet)
    expect(countCards(...QUARTER)).toEqual({ posts: 4, endorsements: 4 })
    const taken = Array.from({ length: 4 }, () => takeCard('posts', ...QUARTER))
    const nonces = (cards: readonly ({ nonce: Uint8Array } | null)[]) =>
      new Set(cards.map((one) => one?.nonce.join()))
    expect(nonces(taken)).toEqual(nonces([...pc.posts, ...tablet.posts]))
    expect(takeCard('posts', ...QUARTER)).toBeNull()
    expect(countCards(...QUARTER)).toEqual({ posts: 0, endorsements: 4 })
  })

  it('are out of the storage before anything is sent, so that none carries two messages', () => {
    const { local } = browserStorages()
    addCards(local, ...QUARTER, lot(3, 3))
    const taken = takeCard('posts', ...QUARTER)
    const kept = [...local.held.values()].join()
    const spelled = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64').slice(0, 40)
    expect(kept).not.toContain(
      spelled(
        Buffer.concat([taken?.nonce ?? [], taken?.signature ?? []].map((b) => Buffer.from(b))),
      ),
    )
    expect(taken?.nonce).toHaveLength(32)
    expect(taken?.signature).toHaveLength(384)
  })

  it('add up over several lots, and the same lot twice counts once', () => {
    const { local } = browserStorages()
    const first = lot(3, 3)
    addCards(local, ...QUARTER, first)
    addCards(local, ...QUARTER, first)
    addCards(local, ...QUARTER, lot(3, 1))
    expect(countCards(...QUARTER)).toEqual({ posts: 6, endorsements: 4 })
  })

  it('of a quarter that is over are overwritten by the next lot', () => {
    const { local } = browserStorages()
    addCards(local, ...QUARTER, lot(3, 3))
    addCards(local, 'p2026q4', QUARTER[1], lot(3, 3))
    expect(countCards(...QUARTER)).toEqual({ posts: 0, endorsements: 0 })
    expect([...local.held.values()].join()).not.toContain('p2026q3')
    expect(takeCard('posts', 'p2026q4', 'another key')).toBeNull()
  })

  it('hold nothing but quarter, key and cards', () => {
    const { local } = browserStorages()
    addCards(local, ...QUARTER, lot(1, 1))
    const [[name, value] = ['', '{}']] = [...local.held]
    expect(name).toBe('kazetoshi.proposals.cards')
    const members = Object.keys(JSON.parse(value)).toSorted()
    expect(members).toEqual(['endorsements', 'keyId', 'posts', 'quarter', 'v'])
  })

  it('are none where a storage refuses, or holds something strange', () => {
    const { local, session } = browserStorages()
    for (const junk of ['', '{', 'null', '[]', '{"v":1}', '{"v":1,"posts":["x"]}', '7']) {
      local.held.set('kazetoshi.proposals.cards', junk)
      expect(countCards(...QUARTER)).toEqual({ posts: 0, endorsements: 0 })
      expect(takeCard('posts', ...QUARTER)).toBeNull()
    }
    expect(canStore()).toBe(true)
    session.refuses = true
    expect(canStore()).toBe(false)
    local.refuses = true
    expect(countCards(...QUARTER)).toEqual({ posts: 0, endorsements: 0 })
  })
})

describe('The card of a paper slip', () => {
  it('stands in this tab only and apart from the cards of anybody who signed in here', () => {
    const { local, session } = browserStorages()
    addCards(local, ...QUARTER, lot(1, 1))
    const own = [...local.held.values()]
    const ofSlip = card()
    keepSlipCard(...QUARTER, ofSlip)
    expect([...local.held.values()]).toEqual(own)
    expect(session.length).toBe(1)
    expect(countCards(...QUARTER)).toEqual({ posts: 1, endorsements: 1 })
    expect(takeCard('posts', ...QUARTER)?.nonce).not.toEqual(ofSlip.nonce)
    expect(takeCard('posts', ...QUARTER)).toBeNull()
    expect(takeSlipCard(...QUARTER)).toEqual(ofSlip)
    expect(countCards(...QUARTER)).toEqual({ posts: 0, endorsements: 1 })
  })

  it('is handed out once, and nothing of it stays', () => {
    const { session } = browserStorages()
    keepSlipCard(...QUARTER, card())
    expect(takeSlipCard(...QUARTER)).not.toBeNull()
    expect([takeSlipCard(...QUARTER), session.length]).toEqual([null, 0])
    keepSlipCard(...QUARTER, card())
    dropSlipCard()
    expect([takeSlipCard(...QUARTER), session.length]).toEqual([null, 0])
  })

  it('of another quarter or key is none', () => {
    browserStorages()
    keepSlipCard('p2026q2', QUARTER[1], card())
    expect(takeSlipCard(...QUARTER)).toBeNull()
    keepSlipCard(QUARTER[0], 'EEEE-EEEE-EEEE-EEEE', card())
    expect(takeSlipCard(...QUARTER)).toBeNull()
  })

  it('is not kept where a browser stores nothing: the page hears of it', () => {
    const { session } = browserStorages()
    session.refuses = true
    expect(() => keepSlipCard(...QUARTER, card())).toThrow('no')
  })
})
