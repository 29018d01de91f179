import { hash, randomBytes } from 'node:crypto'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { Problem } from '../../http/problems.ts'

export interface ThrottleOptions {
  /** Wrong passwords for one number from one address, and the window in seconds. */
  readonly perAddress?: { readonly failures: number; readonly seconds: number }
  /** Wrong passwords for one number from everywhere, the window, and how long it then rests. */
  readonly perNumber?: {
    readonly failures: number
    readonly seconds: number
    readonly restSeconds: number
  }
}

/** Slows down guessing. Everything is in memory and forgotten with the process. */
export interface Throttle {
  /**
   * Counts an attempt before its password is looked at, so that a thousand guesses sent at once are
   * a thousand guesses.
   *
   * @throws {Problem} `too-many-attempts` with the seconds to wait.
   */
  begin(number: string, address: string): Promise<Attempt>
}

export interface Attempt {
  /** The password was right: what this address got wrong before is forgotten. */
  succeeded(): Promise<void>
  /** It was never looked at (the queue was full): it does not count. */
  withdrawn(): Promise<void>
}

/**
 * Numbers and addresses are kept as buckets of a keyed hash, 65,536 of each kind: the memory has a
 * bound whatever is thrown at the door, and the key dies with the process, so the table names nobody.
 *
 * The address counts first: one address alone never uses up what a number may get wrong everywhere
 * (5 a minute is 25 in five minutes, below 30), so nobody can lock out another from one PC; from many
 * PCs at once it lasts a minute at most.
 */
export function createThrottle(options: ThrottleOptions = {}): Throttle {
  const perAddress = options.perAddress ?? { failures: 5, seconds: 60 }
  const perNumber = options.perNumber ?? { failures: 30, seconds: 300, restSeconds: 60 }
  const pairs = new RateLimiterMemory({
    points: perAddress.failures,
    duration: perAddress.seconds,
  })
  const numbers = new RateLimiterMemory({
    points: perNumber.failures,
    duration: perNumber.seconds,
    blockDuration: perNumber.restSeconds,
  })
  const key = randomBytes(32).toString('hex')
  const bucket = (...parts: string[]): string =>
    hash('sha256', key + JSON.stringify(parts), 'hex').slice(0, 4)

  return {
    async begin(number, address) {
      const pair = bucket(number, address)
      const everywhere = bucket(number)
      await count(pairs, pair)
      await count(numbers, everywhere)
      return {
        async succeeded() {
          await pairs.delete(pair)
          await numbers.reward(everywhere, 1)
        },
        async withdrawn() {
          await pairs.reward(pair, 1)
          await numbers.reward(everywhere, 1)
        },
      }
    },
  }
}

async function count(limiter: RateLimiterMemory, bucket: string): Promise<void> {
  try {
    await limiter.consume(bucket, 1)
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    const seconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000))
    throw new Problem('too-many-attempts', { retryAfter: seconds })
  }
}
