/** Observer, protocol step 6: the used cards are published, sorted, and anybody can verify them. */
import { createPublicKey, verify } from 'node:crypto'
import { expect, test } from 'vitest'
import { answersOf, type SmallCity, smallCity } from '../support/small-city.ts'
import { orderFound } from './checks/order.ts'

interface Spent {
  readonly survey: string
  readonly keyId: string
  readonly signingKey: string
  readonly eligible: number
  readonly cardsIssued: number
  readonly cards: readonly { readonly nonce: string; readonly signature: string }[]
}

test('the list of used cards comes with the results, verifies without our code and tells no order', async () => {
  const city = await smallCity({ people: 40 })
  const address = `/api/v1/surveys/${city.survey.id}/cards`
  const nonces: string[] = []
  for (const [i, number] of city.people.slice(0, 36).entries()) {
    const card = await city.takeCard(await city.session(number))
    await city.cast(card, answersOf(city.survey.questionnaire, i))
    nonces.push(Buffer.from(card.nonce).toString('base64'))
  }
  city.clock.now = new Date(city.survey.closesAt.getTime() + 1000)
  expect((await city.visit().get(address)).statusCode).toBe(404)
  await city.openBox()
  expect((await city.visit().get(address)).statusCode).toBe(404)
  await city.system.acts.publish(city.survey.id)

  const list = (await city.visit().get(address)).json<Spent>()
  expect(list).toMatchObject({ survey: city.survey.id, eligible: 40, cardsIssued: 36 })
  expect(faultsOf(list)).toEqual([])
  const places = nonces.map((nonce) => list.cards.findIndex((card) => card.nonce === nonce))
  expect(places.toSorted((a, b) => a - b)).toEqual(nonces.map((_, i) => i))
  expect(orderFound('place in the list against arrival', places)).toEqual([])
  await stillThereAfterDestruction(city, address)

  // The same check catches a list that was tampered with.
  const [first, second] = list.cards
  if (first === undefined || second === undefined) throw new Error('too few cards')
  expect(faultsOf({ ...list, cards: [...list.cards, first] })).toContain('a card twice')
  expect(faultsOf({ ...list, cardsIssued: 35 })).toContain('more cards than issued')
  const swapped = [{ nonce: first.nonce, signature: second.signature }]
  expect(faultsOf({ ...list, cards: swapped })).toContain('a card without a signature')
})

async function stillThereAfterDestruction(city: SmallCity, address: string): Promise<void> {
  await city.system.acts.destroyBox(city.survey.id)
  expect((await city.visit().get(address)).statusCode).toBe(200)
}

/** What anybody can check with a few lines of any language. */
function faultsOf(list: Spent): string[] {
  const key = createPublicKey({
    key: Buffer.from(list.signingKey, 'base64'),
    format: 'der',
    type: 'spki',
  })
  const signed = list.cards.every(({ nonce, signature }) =>
    verify(
      'sha384',
      Buffer.from(nonce, 'base64'),
      { key, padding: 6, saltLength: 48 },
      Buffer.from(signature, 'base64'),
    ),
  )
  return [
    signed ? '' : 'a card without a signature',
    new Set(list.cards.map((card) => card.nonce)).size === list.cards.length ? '' : 'a card twice',
    list.cards.length <= list.cardsIssued ? '' : 'more cards than issued',
    list.cardsIssued <= list.eligible ? '' : 'more cards than people',
  ].filter((fault) => fault !== '')
}
