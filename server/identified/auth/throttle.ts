import { hash, randomBytes } from 'node:crypto'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { Problem } from '../../http/problems.ts'
import { networkOf } from './network.ts'
import type { Asker } from './passwords.ts'

export interface ThrottleOptions {
  /** Wrong passwords for one number from one address, and the window in seconds. */
  readonly perAddress?: { readonly failures: number; readonly seconds: number }
  /** Wrong passwords for one number from everywhere, the window, and how long it then rests. */
  readonly perNumber?: {
    readonly failures: number
    readonly seconds: number
    readonly restSeconds: number
  }
  /** Wrong passwords for all numbers together from one address, and the window in seconds. */
  readonly allNumbers?: { readonly failures: number; readonly seconds: number }
  /** How many pairs of number and address are remembered as having signed in. */
  readonly remembered?: number
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

export interface Attempt extends Asker {
  /**
   * Called when the password is about to be looked at: what waited in the queue stops here when the
   * address has meanwhile got too much wrong.
   *
   * @throws {Problem} `too-many-attempts`
   */
  turn(): Promise<void>
  /** The password was right: what this address got wrong for the number before is forgotten. */
  succeeded(): Promise<void>
  /** The password was wrong: it counts for the address, whatever the number. */
  failed(): Promise<void>
  /** It was never looked at (the queue was full, the turn refused): it does not count. */
  withdrawn(): Promise<void>
}

/**
 * Three limits. *Number and address*: 5 wrong a minute. *Number*: 30 wrong in five minutes from
 * everywhere, then it rests for a minute; not for an address from which this number has signed in
 * before, so that a colleague at the usual PC cannot be locked out from other PCs, however many (the
 * usual PC itself still has its 5 a minute). *Address*: 30 wrong a minute over all numbers, so that
 * one PC can neither try one password on everybody nor keep the queue of passwords busy.
 *
 * The first counts before the second: one address alone never uses up what a number may get wrong
 * everywhere (5 a minute is 25 in five minutes, below 30). The third counts only what was wrong: a
 * morning on which a whole floor signs in rightly from one address uses up nothing.
 *
 * **What an address is** decides who shares a limit (see `networkOf`): people behind NAT, a terminal
 * server or VDI share one, 30 mistyped passwords a minute among them all, and anyone there can use
 * them up for the others. Behind a reverse proxy the address is what the proxy of `TRUST_PROXY` writes in
 * `X-Forwarded-For`; nobody else's is read (anybody can write one), and without `TRUST_PROXY` the whole
 * house is one address.
 *
 * Numbers and addresses are kept as buckets of a keyed hash, 65,536 of each kind, and the pairs that
 * signed in as a list of bounded length: the memory has a bound whatever is thrown at the door, and
 * the key dies with the process, so the tables name nobody.
 */
export function createThrottle(options: ThrottleOptions = {}): Throttle {
  const perAddress = options.perAddress ?? { failures: 5, seconds: 60 }
  const perNumber = options.perNumber ?? { failures: 30, seconds: 300, restSeconds: 60 }
  const allNumbers = options.allNumbers ?? { failures: 30, seconds: 60 }
  const pairs = new RateLimiterMemory({
    points: perAddress.failures,
    duration: perAddress.seconds,
  })
  const numbers = new RateLimiterMemory({
    points: perNumber.failures,
    duration: perNumber.seconds,
    blockDuration: perNumber.restSeconds,
  })
  const networks = new RateLimiterMemory({
    points: allNumbers.failures,
    duration: allNumbers.seconds,
  })
  const signedIn = recentOnes(options.remembered ?? 16_384)
  const key = randomBytes(32).toString('hex')
  const hashed = (...parts: string[]): string => hash('sha256', key + JSON.stringify(parts), 'hex')
  const bucket = (...parts: string[]): string => hashed(...parts).slice(0, 4)

  return {
    async begin(number, address) {
      const network = networkOf(address)
      const whole = bucket(network)
      const pair = bucket(number, network)
      const usual = hashed('signed in', number, network).slice(0, 32)
      // Not a bucket: what exempts from a limit must not be hit by chance.
      const everywhere = signedIn.has(usual) ? null : bucket(number)
      const turn = async (): Promise<void> => {
        const soFar = await networks.get(whole)
        if (soFar !== null && soFar.consumedPoints >= allNumbers.failures) throw tooMany(soFar)
      }
      await turn()
      await count(pairs, pair)
      if (everywhere !== null) await count(numbers, everywhere)
      return {
        network,
        turn,
        async succeeded() {
          signedIn.add(usual)
          await pairs.delete(pair)
          if (everywhere !== null) await numbers.reward(everywhere, 1)
        },
        async failed() {
          await networks.penalty(whole, 1)
        },
        async withdrawn() {
          await pairs.reward(pair, 1)
          if (everywhere !== null) await numbers.reward(everywhere, 1)
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
    throw tooMany(refusal)
  }
}

function tooMany({ msBeforeNext }: RateLimiterRes): Problem {
  const seconds = Math.max(1, Math.ceil(msBeforeNext / 1000))
  return new Problem('too-many-attempts', { retryAfter: seconds })
}

/** The last so many that were added; the one not added for longest goes first. */
function recentOnes(most: number): Pick<Set<string>, 'has'> & { add(one: string): void } {
  const ones = new Set<string>()
  return {
    has: (one) => ones.has(one),
    add(one) {
      ones.delete(one)
      ones.add(one)
      const [oldest] = ones
      if (ones.size > most && oldest !== undefined) ones.delete(oldest)
    },
  }
}
