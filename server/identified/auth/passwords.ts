import { availableParallelism } from 'node:os'
import argon2 from 'argon2'
import pLimit from 'p-limit'
import { Problem } from '../../http/problems.ts'

/** Hashes and compares passwords, only so many at once, and refuses when too many wait. */
export interface PasswordDesk {
  /** @throws {Problem} `busy` when the queue is full. */
  hash(password: string, asker?: Asker): Promise<string>
  /**
   * Compares with the stored hash. Without one (unknown number, no password yet) the same work is
   * done against a hash nobody has the password of, so that the time does not tell.
   *
   * @throws {Problem} `busy` when the queue, or the asker's share of it, is full; whatever `turn` throws.
   */
  verify(stored: string | undefined, password: string, asker?: Asker): Promise<boolean>
}

/** Who waits at the desk. Without one (set-up, first passwords) only the whole queue has a limit. */
export interface Asker {
  /** The address, as `networkOf` has it. */
  readonly network: string
  /** Called when it is the asker's turn; nothing is worked out when it throws. */
  turn?(): Promise<void>
}

export interface PasswordDeskOptions {
  /** How many are worked on at once; as many as cores unless told. */
  readonly atOnce?: number
  /** How many may wait beyond those. */
  readonly waiting?: number
  /** How many of those may come from one address. */
  readonly share?: number
}

/** OWASP Password Storage Cheat Sheet: argon2id, 19 MiB, two passes, one lane. */
const ARGON2ID = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** Same parameters; the password was 32 random bytes that were thrown away. */
const NOBODY =
  '$argon2id$v=19$m=19456,p=1,t=2$s1kmrFd8xVTG8SCinYG7wA$CCy/OdrvsbaQc+Ryaw+st1J0Ef/IppTL75ptDr9EDdM'

/**
 * A queue of its own before argon2; the staff side shares one so that sign-ins cannot pile up.
 *
 * One address may take up a quarter of it (64 of 256): enough for the people of a terminal server or a
 * VDI host at nine o'clock, and whoever floods the door from one PC leaves the rest to the others,
 * who wait a second longer at most. Behind NAT or a reverse proxy many people share this quarter.
 */
export function createPasswordDesk(options: PasswordDeskOptions = {}): PasswordDesk {
  const waiting = options.waiting ?? 256
  const share = options.share ?? Math.ceil(waiting / 4)
  const limit = pLimit(options.atOnce ?? availableParallelism())
  const from = new Map<string, number>()
  const queued = async <T>(asker: Asker | undefined, work: () => Promise<T>): Promise<T> => {
    if (limit.activeCount + limit.pendingCount >= limit.concurrency + waiting) throw busy()
    if (asker === undefined) return limit(work)
    const { network } = asker
    const same = from.get(network) ?? 0
    if (same >= limit.concurrency + share) throw busy()
    from.set(network, same + 1)
    try {
      return await limit(async () => {
        await asker.turn?.()
        return work()
      })
    } finally {
      const left = (from.get(network) ?? 1) - 1
      if (left === 0) from.delete(network)
      else from.set(network, left)
    }
  }
  return {
    hash: async (password, asker) =>
      queued(asker, async () => argon2.hash(normalisePassword(password), ARGON2ID)),
    verify: async (stored, password, asker) => {
      const fits = await queued(asker, async () =>
        argon2.verify(stored ?? NOBODY, normalisePassword(password)),
      )
      return fits && stored !== undefined
    },
  }
}

function busy(): Problem {
  return new Problem('busy', { retryAfter: 2 })
}

/** Full-width and half-width, composed and decomposed characters are the same password. */
export function normalisePassword(password: string): string {
  return password.normalize('NFKC')
}
