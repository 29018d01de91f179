/** T4, staff side: identity.db does not tell in which order people have signed in. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type SmallCity, smallCity } from '../support/small-city.ts'
import { orderFound } from './checks/order.ts'

test('the order of 40 sign-ins cannot be read once the sessions have been tidied', async () => {
  const city = await smallCity({ people: 40, survey: 'none' })
  const hashes = await signIns(city)
  // The check sees the order that SQLite leaves by itself …
  expect(orderFound('session against sign-in', placesOf(city, hashes))).not.toEqual([])
  // … and nothing after the act that runs at the start and every ten minutes.
  await city.system.acts.tidySessions()
  expect(orderFound('session against sign-in', placesOf(city, hashes))).toEqual([])
  expect(await city.stores.identity.selectFrom('session').select('person').execute()).toHaveLength(
    40,
  )
})

async function signIns(city: SmallCity): Promise<Buffer[]> {
  const hashes: Buffer[] = []
  for (const number of city.people) {
    const cookie = await city.session(number)
    hashes.push(createHash('sha256').update(cookie.replace('kazetoshi=', '')).digest())
  }
  return hashes
}

function placesOf(city: SmallCity, hashes: readonly Buffer[]): number[] {
  const file = readFileSync(join(city.stores.folder, 'identity.db'))
  return hashes.map((hash) => file.indexOf(hash))
}
