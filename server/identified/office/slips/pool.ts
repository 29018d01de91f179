import type { CommonsReader, SlipPoolRow } from '../../../stores/commons.ts'
import type { Questionnaire } from '../../../survey/questionnaire.ts'

/** The printing of a survey's 紙の回答券; undefined: none yet. */
export function findPool(commons: CommonsReader, survey: string): Promise<SlipPoolRow | undefined> {
  return commons.selectFrom('slip_pool').selectAll().where('pool', '=', survey).executeTakeFirst()
}

/**
 * Why the slips are not ready for the announcement, with what to do; null: they are, or none are wanted.
 *
 * @param listHash of the hashes that are kept: what is published has to be what opens the door.
 */
export function missingSlips(
  slips: Questionnaire['slips'],
  pool: SlipPoolRow | undefined,
  listHash: string,
): string | null {
  if (slips === undefined) return null
  if (pool?.printed === slips.printed) {
    return pool.list_hash === listHash
      ? null
      : '紙の回答券の登録が、途中で切れています。「紙の回答券」の画面で、もう一度印刷してください。前に印刷した紙は使えません。'
  }
  return pool === undefined
    ? `紙の回答券が、まだありません。「紙の回答券」の画面で${slips.printed}枚を印刷してから、実施を決定してください。`
    : `紙の回答券の枚数が変わりました（印刷したのは${pool.printed}枚、要るのは${slips.printed}枚）。「紙の回答券」の画面で、もう一度印刷してください。前に印刷した紙は使えなくなります。`
}
