/**
 * What the pages of authors load once they are shown: the arithmetic of receipts and seals, the doors, and
 * the list of clues. The pages reach it through `authorPart`, so that they are there at once.
 */
import { findSimilar, readSimilarIndex } from '../../server/proposals/similar.ts'
import { findClues } from '../../server/proposals/clues.ts'
import { hasEndorsed, rememberEndorsed, wordsFor } from './proposals/endorsed.ts'
import { endorseProposal } from './proposals/endorse-proposal.ts'
import { cardEnvelope, followUpEnvelope, sealMessage } from './proposals/envelopes.ts'
import { troubleOf } from './proposals/trouble.ts'
import {
  fetchProposalKey,
  fetchSimilar,
  fetchThread,
  sendEnvelope,
} from './protocol/proposal-doors.ts'
import { newReceipt, readReceipt, receiptKeys } from './protocol/receipt.ts'

export const author = {
  cardEnvelope,
  endorseProposal,
  fetchProposalKey,
  fetchSimilar,
  fetchThread,
  findClues,
  findSimilar,
  followUpEnvelope,
  hasEndorsed,
  newReceipt,
  readReceipt,
  readSimilarIndex,
  receiptKeys,
  rememberEndorsed,
  sealMessage,
  sendEnvelope,
  troubleOf,
  wordsFor,
}
export type Author = typeof author
