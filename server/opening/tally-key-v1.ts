import { z } from 'zod'
import { lockSchema, unlock } from './passphrase-lock.ts'

/** As it was written before posts had key pairs: wrapped once for every sufficient set of passphrases. */
export const wrappedV1Schema = z
  .object({
    version: z.literal(1),
    survey: z.string(),
    need: z.number().int().min(1),
    posts: z.array(z.string()),
    wraps: z.array(lockSchema.extend({ keepers: z.array(z.number().int()) })).min(1),
  })
  // Nothing vouches for `need` but the sets themselves: each names its keepers in what it is locked for.
  .refine(({ need, wraps }) => wraps.every(({ keepers }) => keepers.length === need))
export type WrappedV1 = z.infer<typeof wrappedV1Schema>

/**
 * Every set of passphrases that opens the key.
 *
 * @param passphrases normalised, by position of the post; null for an absent keeper
 */
export async function openV1(
  wrapped: WrappedV1,
  passphrases: readonly (string | null)[],
): Promise<{ readonly keepers: readonly number[]; readonly pkcs8: Buffer }[]> {
  const opened = []
  for (const wrap of wrapped.wraps) {
    const given = wrap.keepers.map((i) => passphrases[i] ?? null)
    if (given.includes(null)) continue
    const purpose = `kazetoshi tally key v1:${wrapped.survey}:${wrap.keepers.join(',')}`
    const pkcs8 = await unlock(given.join('\n'), wrap, purpose)
    if (pkcs8 !== null) opened.push({ keepers: wrap.keepers, pkcs8 })
  }
  return opened
}
