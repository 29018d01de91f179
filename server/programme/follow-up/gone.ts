import type { CommonsReader } from '../../stores/commons.ts'
import { type BodyOf, bodyOf } from './entries.ts'

/** Whether a proposal stands on the board now. */
export type OnBoard = (proposal: string) => boolean

/** Whether what a key names (`proposal:K7Q2-18`, `stop-work:12`) must not be read by everybody any more. */
export type IsGone = (key: string) => boolean

/** Words of やめる業務 were copied from its proposal: they go when that leaves the board. */
export function hasLeft(
  { origin }: Pick<BodyOf<'stop-work'>, 'origin'>,
  onBoard: OnBoard,
): boolean {
  return origin.kind === 'proposal' && !onBoard(origin.number)
}

/** What came from a proposal that has left the board (closed, withdrawn, erased). */
export async function goneKeys(commons: CommonsReader, onBoard: OnBoard): Promise<IsGone> {
  const rows = await commons
    .selectFrom('follow_up')
    .select(['id', 'body'])
    .where('kind', '=', 'stop-work')
    .execute()
  const gone = new Set(
    rows
      .filter(({ body }) => hasLeft(bodyOf('stop-work', body), onBoard))
      .map(({ id }) => `stop-work:${id}`),
  )
  return (key) => {
    const proposal = proposalOf(key)
    return proposal === null ? gone.has(key) : !onBoard(proposal)
  }
}

/** Number of the proposal that a key names; null: something else. */
export function proposalOf(key: string): string | null {
  return key.startsWith('proposal:') ? key.slice('proposal:'.length) : null
}
