import type { SlipKind } from '../../../server/tokens/slip-code.ts'
import { takeProposalSlip } from '../proposals/slip-card.ts'
import { DoorRefusal } from '../protocol/doors.ts'
import { exchangeSlip, fetchSlipSurveys, isCardSpent } from '../protocol/slip-door.ts'
import { hand } from './handed-card.ts'
import { answerSent, noSurvey, proposalSent, type Trouble, troubleOf } from './trouble.ts'

/** Where the reader goes with the card, or what hinders. */
export type Used = { readonly to: string } | { readonly trouble: Trouble }

/** Exchanges a slip and hands its card to the page on which it is used. The same slip again: the same card. */
export async function useSlip(kind: Exclude<SlipKind, 'card'>, code: string): Promise<Used> {
  try {
    return await (kind === 'survey' ? useSurveySlip(code) : useProposalSlip(code))
  } catch (error) {
    return { trouble: troubleOf(error, kind === 'survey' ? '人事課' : '行政管理課') }
  }
}

async function useSurveySlip(code: string): Promise<Used> {
  let unknown: unknown = null
  // The slip does not say of which survey it is: only the one whose pool has it answers.
  for (const { id } of await fetchSlipSurveys('')) {
    try {
      const card = await exchangeSlip('', id, code)
      if (await isCardSpent('', id, card)) return { trouble: answerSent }
      hand(id, card)
      return { to: `/voice/surveys/${encodeURIComponent(id)}` }
    } catch (error) {
      if (!(error instanceof DoorRefusal) || !error.type.endsWith('/slip-unknown')) throw error
      unknown = error
    }
  }
  if (unknown !== null) throw unknown
  return { trouble: noSurvey }
}

async function useProposalSlip(code: string): Promise<Used> {
  if ((await takeProposalSlip(code)) === 'used') return { trouble: proposalSent }
  return { to: '/voice/proposals' }
}
