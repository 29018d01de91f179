import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { Problem } from '../../../http/problems.ts'

const WRONG = 20
const WINDOW_SECONDS = 600

/** Slows down guessing of passphrases, over all pages of one survey. Forgotten with the process. */
export interface PassphraseAttempts {
  /**
   * Counts before anything is looked at. @returns to be called when nothing was wrong.
   *
   * @throws {Problem} `too-many-attempts`
   */
  begin(survey: string): Promise<() => Promise<void>>
}

export function passphraseAttempts(): PassphraseAttempts {
  const limiter = new RateLimiterMemory({ points: WRONG, duration: WINDOW_SECONDS })
  return {
    async begin(survey) {
      try {
        await limiter.consume(survey, 1)
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal
        throw new Problem('too-many-attempts', {
          detail:
            '合言葉の間違いが続いたため、受け付けを止めています。10分ほど待つ間に用紙を確かめ、もう一度入力してください。',
          retryAfter: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)),
        })
      }
      return async () => {
        await limiter.reward(survey, 1)
      }
    },
  }
}
