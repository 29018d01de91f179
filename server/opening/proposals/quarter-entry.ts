import type { ProposalQuarterRow } from '../../stores/commons.ts'
import type { KeyLogEntry } from '../../survey/key-log.ts'
import { proposalKeyId } from '../../tokens/keys.ts'

/**
 * What the public list of keys says of a quarter of the proposal box.
 *
 * @param day JST
 */
export function quarterEntry(
  quarter: Pick<ProposalQuarterRow, 'id' | 'post_spki' | 'endorse_spki' | 'tally_spki'>,
  day: string,
): Omit<KeyLogEntry, 'number' | 'previous'> {
  const { id, post_spki: post, endorse_spki: endorse, tally_spki: tally } = quarter
  return {
    day,
    survey: id,
    event: 'proposal-quarter',
    keyId: proposalKeyId(post, endorse, tally),
    signingKey: post.toString('base64'),
    tallyKey: tally.toString('base64'),
    endorseKey: endorse.toString('base64'),
    questionnaireHash: null,
    slipsListHash: null,
    bundle: null,
  }
}
