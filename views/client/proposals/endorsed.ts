import { endorseSaidJa } from '../../words/endorse-said.ts'
import { type Line, speaker } from '../language/spoken.ts'
import type { Endorsed } from './endorse-proposal.ts'

const { line } = speaker(endorseSaidJa)

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

export function wordsFor(endorsed: Endorsed): Line {
  if (endorsed.state === 'trouble') return endorsed.words
  return line(endorsed.state === 'done' ? 'endorsed' : 'noEndorsement')
}
