import { sheetsOf, type Unwrapping, type WrappedTallyKey } from './tally-key.ts'

/** What is wrong with what was typed; `keeper` is the position of the post, null for all together. */
export interface Mistyped {
  readonly keeper: number | null
  readonly reason: string
}

/**
 * What an official reads of passphrases that do not open: whose, and what to look at. That a passphrase is
 * right is never said.
 *
 * @param advice what to do when the sheet is not at hand
 */
export function mistypedOf(
  wrapped: WrappedTallyKey,
  unwrapping: Exclude<Unwrapping, { state: 'open' | 'damaged' }>,
  advice: string,
): Mistyped[] {
  const sheets = sheetsOf(wrapped)
  const post = (i: number) => sheets[i]?.post ?? ''
  if (unwrapping.state === 'too-few') {
    return [{ keeper: 0, reason: `${wrapped.need}人分の合言葉を入力してください。` }]
  }
  if (unwrapping.state === 'unreadable') {
    return unwrapping.keepers.map((keeper) => ({
      keeper,
      reason: `${post(keeper)}の合言葉に写し間違いがあります。用紙の文字を1文字ずつ確かめてください。`,
    }))
  }
  if (unwrapping.keepers.length === 0) {
    return [
      {
        keeper: null,
        reason: `合言葉が、このアンケートの鍵と合いません。いちばん新しい用紙か、役職の欄を取り違えていないか確かめてください。${advice}`,
      },
    ]
  }
  return strangeTo(wrapped, unwrapping.keepers, advice)
}

/** The sentences for passphrases that fit no lock of their post. */
export function strangeTo(
  wrapped: WrappedTallyKey,
  keepers: readonly number[],
  advice: string,
): Mistyped[] {
  const sheets = sheetsOf(wrapped)
  return keepers.map((keeper) => {
    const { post = '', sheet = 1 } = sheets[keeper] ?? {}
    return {
      keeper,
      reason: `${post}の合言葉が、このアンケートの鍵と合いません。いちばん新しい用紙か（用紙の番号「${keeper + 1}-${sheet}」）、役職の欄を取り違えていないか確かめてください。${advice}`,
    }
  })
}
