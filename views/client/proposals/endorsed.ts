import type { Endorsed } from './endorse-proposal.ts'

/** One press a proposal and browser; forgotten with the tab. */
const SLOT = 'kazetoshi.endorsed'

export function hasEndorsed(proposal: string): boolean {
  try {
    return (sessionStorage.getItem(SLOT) ?? '').split(' ').includes(proposal)
  } catch {
    return false
  }
}

export function rememberEndorsed(proposal: string): void {
  try {
    const known = sessionStorage.getItem(SLOT) ?? ''
    sessionStorage.setItem(SLOT, `${known} ${proposal}`.trim())
  } catch {
    // A browser that keeps nothing may ask twice; the card decides.
  }
}

export function wordsFor(endorsed: Endorsed): string {
  if (endorsed.state === 'done') return ENDORSED
  if (endorsed.state === 'trouble') return endorsed.words
  return '共感券がありません。サインインした後の「提案」のページで受け取れます。'
}

export const ENDORSED = '共感を届けました。数は週に一度まとめて更新されます。'
