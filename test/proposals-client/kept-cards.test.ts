/** The cards in the browser's storages: nobody's name, and none is ever used twice. */
import { describe, expect, it } from 'vitest'
import { randomBytes } from '../../views/client/protocol/bytes.ts'
import {
  addCards,
  canStore,
  countCards,
  takeCard,
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
