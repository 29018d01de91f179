/** Runs before each test file: keys come from the stock (key-stock.ts). */
import { vi } from 'vitest'
import type * as keys from '../../server/tokens/keys.ts'

vi.mock('../../server/tokens/keys.ts', async (original) => {
  const { inject } = await import('vitest')
  const { keysFrom } = await import('./key-stock.ts')
  const real = await original<typeof keys>()
  const take = keysFrom(inject('keyStock'), real.generateSigningKey)
  return { ...real, generateSigningKey: take, generateTallyKey: take }
})
