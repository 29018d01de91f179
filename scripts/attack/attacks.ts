import type { Attack } from './attempt.ts'
import { betweenBackups } from './between-backups.ts'
import { deletedContent } from './deleted-content.ts'
import { fileTimes } from './file-times.ts'
import { leftoverJournals } from './leftover-journals.ts'
import { arrival, linkage } from './linkage.ts'
import { logLines } from './log-lines.ts'
import { marksElsewhere } from './marks-elsewhere.ts'
import { proposalHolders } from './proposal-holders.ts'
import { publishedCounts } from './published-counts.ts'
import { receipts } from './receipts.ts'
import { rowPlaces } from './row-places.ts'
import { sealedContent } from './sealed-content.ts'
import { sharedValues } from './shared-values.ts'
import { sizes } from './sizes.ts'
import { slipPools } from './slip-pools.ts'
import { slotOrder } from './slot-order.ts'
import { timesAndCounters } from './times-and-counters.ts'

/**
 * What somebody does who has everything: first reads what the disk still knows of former states, then
 * looks for order in what is there, for times, for something common to both sides, for what changed between
 * copies; then reads what stands open; and at last, where the truth is known, counts how often a guess was
 * right.
 */
export const attacks: readonly Attack[] = [
  leftoverJournals,
  deletedContent,
  rowPlaces,
  slotOrder,
  marksElsewhere,
  timesAndCounters,
  fileTimes,
  sharedValues,
  logLines,
  betweenBackups,
  sizes,
  sealedContent,
  publishedCounts,
  slipPools,
  receipts,
  proposalHolders,
  arrival,
  linkage,
]
