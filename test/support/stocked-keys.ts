/** Runs before each test file: keys come from the stock (key-stock.ts). */
import { vi } from 'vitest'

vi.mock('../../server/tokens/keys.ts', async (original) => {
  const { inject } = await import('vitest')
  const { keysFrom } = await import('./key-stock.ts')
  const real = await original<typeof import('../../server/tokens/keys.ts')>()
  const take = keysFrom(inject('keyStock'), real.generateSigningKey)
  return { ...real, generateSigningKey: take, generateTallyKey: take }
})
