import type { CommonsReader } from '../../stores/commons.ts'
import { readIndicatorBook } from '../indicators/book.ts'
import { followUpSources } from './follow-up-sources.ts'
import { type IndicatorSource, indicatorSources } from './indicator-sources.ts'
import {
  type AnsweredProposal,
  type AnsweredProposals,
  proposalSource,
} from './proposal-sources.ts'
import type { Source } from './source.ts'

/** Everything public that can be told of, as it stands now. */
export interface Sources {
  readonly proposals: readonly { readonly facts: AnsweredProposal; readonly source: Source }[]
  readonly followUp: readonly Source[]
  readonly indicators: readonly IndicatorSource[]
}

/** @param years fiscal years of 年１回の確認 */
export async function readSources(
  commons: CommonsReader,
  answered: AnsweredProposals,
  years: readonly number[],
): Promise<Sources> {
  const proposals = await answered()
  const onBoard = new Set(proposals.map(({ number }) => number))
  return {
    proposals: proposals.map((facts) => ({ facts, source: proposalSource(facts) })),
    followUp: await followUpSources(commons, years, (number) => onBoard.has(number)),
    indicators: indicatorSources(await readIndicatorBook(commons)),
  }
}
