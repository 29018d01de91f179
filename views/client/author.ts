/**
 * What the pages of authors load once they are shown: the arithmetic of receipts and seals, the doors, and
 * the list of clues. The pages reach it through `loadPart`, so that they are there at once.
 */
export { findClues } from '../../server/proposals/clues.ts'
export {
  fetchProposalKey,
  fetchSimilar,
  fetchThread,
  sendEnvelope,
} from './protocol/proposal-doors.ts'
export { newReceipt, readReceipt, receiptKeys } from './protocol/receipt.ts'
export { endorseProposal } from './proposals/endorse-proposal.ts'
export { cardEnvelope, followUpEnvelope, sealMessage } from './proposals/envelopes.ts'
export { troubleOf } from './proposals/trouble.ts'
