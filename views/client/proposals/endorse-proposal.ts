import { fetchProposalKey, sendEnvelope } from '../protocol/proposal-doors.ts'
import { troubleSaidJa } from '../../words/trouble-said.ts'
import { type Line, speaker } from '../language/spoken.ts'
import { cardEnvelope, sealMessage } from './envelopes.ts'
import { takeCard } from './kept-cards.ts'
import { troubleOf } from './trouble.ts'

const { line } = speaker(troubleSaidJa)

export type Endorsed =
  | { readonly state: 'done' }
  | { readonly state: 'no-card' }
  | { readonly state: 'trouble'; readonly words: Line }

/** Sealed and not yet acknowledged: the same bytes go out again at the next press. */
const waiting = new Map<string, Uint8Array>()

/** Spends one 共感券 on a proposal. A card that is refused is followed by the next. */
export async function endorseProposal(proposal: string): Promise<Endorsed> {
  try {
    for (;;) {
      const envelope = waiting.get(proposal) ?? (await newEnvelope(proposal))
      if (envelope === null) return { state: 'no-card' }
      waiting.set(proposal, envelope)
      try {
        await sendEnvelope('', envelope)
        waiting.delete(proposal)
        return { state: 'done' }
      } catch (error) {
        if (troubleOf(error).kind !== 'card') throw error
        waiting.delete(proposal)
      }
    }
  } catch (error) {
    const { title, text } = troubleOf(error)
    return { state: 'trouble', words: line('both', title, text) }
  }
}

async function newEnvelope(proposal: string): Promise<Uint8Array | null> {
  const key = await fetchProposalKey('')
  const sealed = sealMessage(key, { kind: 'endorse', proposal })
  const card = takeCard('endorsements', key.quarter, key.keyId)
  return card === null ? null : cardEnvelope(card, sealed)
}
