import { availableParallelism } from 'node:os'
import argon2 from 'argon2'
import pLimit from 'p-limit'
import { Problem } from '../../http/problems.ts'

/** Hashes and compares passwords, only so many at once, and refuses when too many wait. */
export interface PasswordDesk {
  /** @throws {Problem} `busy` when the queue is full. */
  hash(password: string): Promise<string>
  /**
   * Compares with the stored hash. Without one (unknown number, no password yet) the same work is
   * done against a hash nobody has the password of, so that the time does not tell.
   *
   * @throws {Problem} `busy` when the queue is full.
   */
  verify(stored: string | undefined, password: string): Promise<boolean>
}

export interface PasswordDeskOptions {
  /** How many are worked on at once; as many as cores unless told. */
  readonly atOnce?: number
  /** How many may wait beyond those. */
  readonly waiting?: number
}

/** OWASP Password Storage Cheat Sheet: argon2id, 19 MiB, two passes, one lane. */
const ARGON2ID = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** Same parameters; the password was 32 random bytes that were thrown away. */
const NOBODY =
  '$argon2id$v=19$m=19456,p=1,t=2$s1kmrFd8xVTG8SCinYG7wA$CCy/OdrvsbaQc+Ryaw+st1J0Ef/IppTL75ptDr9EDdM'

/** A queue of its own before argon2; the staff side shares one so that sign-ins cannot pile up. */
export function createPasswordDesk(options: PasswordDeskOptions = {}): PasswordDesk {
  const waiting = options.waiting ?? 256
  const limit = pLimit(options.atOnce ?? availableParallelism())
  const queued = async <T>(work: () => Promise<T>): Promise<T> => {
    if (limit.activeCount + limit.pendingCount >= limit.concurrency + waiting) {
      throw new Problem('busy', { retryAfter: 2 })
    }
    return limit(work)
  }
  return {
    hash: async (password) =>
      queued(async () => argon2.hash(normalisePassword(password), ARGON2ID)),
    verify: async (stored, password) => {
      const fits = await queued(async () =>
        argon2.verify(stored ?? NOBODY, normalisePassword(password)),
      )
      return fits && stored !== undefined
    },
  }
}

/** Full-width and half-width, composed and decomposed characters are the same password. */
export function normalisePassword(password: string): string {
  return password.normalize('NFKC')
}
