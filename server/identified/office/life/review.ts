import type { IdentityStore } from '../../../stores/identity.ts'
import { recordAct } from '../../auth/audit.ts'

/** Who of 人事課 has looked at the protected set before its publication, and when (instant). */
export interface Review {
  readonly actor: string
  readonly at: Date
}

const ACT = '公表前の内容を確認'

/** The latest review of a survey; null: nobody has yet. */
export async function findReview(identity: IdentityStore, survey: string): Promise<Review | null> {
  const row = await identity
    .selectFrom('audit')
    .select(['actor', 'at'])
    .where('act', '=', ACT)
    .where('detail', '=', detailOf(survey))
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? null : { actor: row.actor, at: new Date(row.at) }
}

export async function recordReview(
  identity: IdentityStore,
  survey: string,
  { actor, at }: Review,
): Promise<void> {
  await recordAct(identity, at, actor, ACT, detailOf(survey))
}

function detailOf(survey: string): string {
  return `${survey}：点検表のすべての欄を確認`
}
