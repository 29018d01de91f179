import { expect, it } from 'vitest'
import { randomBytes, toBase64 } from '../../views/client/protocol/bytes.ts'
import { dropHanded, hand, takeHanded } from '../../views/client/slips/handed-card.ts'
import { browserStorages } from '../proposals-client/storages.ts'

const card = { nonce: randomBytes(32), signature: randomBytes(384), keyId: '7K2M-9QXD-AAAA-0000' }

it('a card goes from one page to the next, once, and stands nowhere after that', () => {
  const { session, local } = browserStorages()
  hand('s1', card)
  expect(session.length).toBe(1)
  expect(takeHanded('s2')).toBeNull()
  expect(takeHanded('s1')).toEqual(card)
  expect(takeHanded('s1')).toBeNull()
  expect([session.length, local.length]).toEqual([0, 0])
})

it('the word that answers were sent holds nothing of the card', () => {
  const { session } = browserStorages()
  hand('s1', card)
  hand('s1', 'sent')
  expect([...session.held.values()].join('')).not.toContain(toBase64(card.nonce).slice(0, 8))
  expect(takeHanded('s1')).toBe('sent')
})

it('the start of a shared tablet drops what anybody left, and touches nothing else', () => {
  const { session } = browserStorages()
  hand('s1', card)
  hand('s2', 'sent')
  session.setItem('kazetoshi.card.s1', 'of somebody who signed in')
  dropHanded()
  expect([...session.held.keys()]).toEqual(['kazetoshi.card.s1'])
})

it('what is no card is none, and is gone', () => {
  const { session } = browserStorages()
  for (const broken of ['', 'x', 'A B', `${card.keyId} AAAA`]) {
    session.setItem('kazetoshi.slip.s1', broken)
    expect(takeHanded('s1')).toBeNull()
    expect(session.length).toBe(0)
  }
})

it('where the browser stores nothing, the page is told before anybody writes answers', () => {
  const { session } = browserStorages()
  session.refuses = true
  expect(() => hand('s1', card)).toThrow(DOMException)
})
