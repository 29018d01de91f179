import type { SelectQueryBuilder } from 'kysely'
import { z } from 'zod'
import type { IdentityStore, IdentityTables } from '../../stores/identity.ts'
import { optionalDay } from './role-forms.ts'

const cut = (most: number) =>
  z
    .string()
    .max(most)
    .default('')
    .transform((text) => text.normalize('NFKC').trim())

/** What 操作の記録 is searched for; days in JST, both included. */
export const auditSearch = z.object({
  act: z.string().max(100).default(''),
  actor: cut(40),
  /** Stands in act or detail. */
  q: cut(100),
  from: optionalDay,
  to: optionalDay,
})
export type AuditSearch = z.infer<typeof auditSearch>

export interface AuditRow {
  readonly id: number
  readonly at: string
  readonly actor: string
  readonly act: string
  readonly detail: string
}

type Found = SelectQueryBuilder<IdentityTables, 'audit', object>

export async function countAudit(identity: IdentityStore, search: AuditSearch): Promise<number> {
  const { total } = await found(identity, search)
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return total
}

/** Newest first. */
export async function listAudit(
  identity: IdentityStore,
  search: AuditSearch,
  limit: number,
  offset: number,
): Promise<AuditRow[]> {
  return found(identity, search)
    .selectAll()
    .orderBy('id', 'desc')
    .limit(limit)
    .offset(offset)
    .execute()
}

/** Everything that fits, oldest first, as it stood when the first line was read. */
export async function* allAudit(
  identity: IdentityStore,
  search: AuditSearch,
): AsyncGenerator<AuditRow> {
  const { last } = await identity
    .selectFrom('audit')
    .select(({ fn }) => fn.max('id').as('last'))
    .executeTakeFirstOrThrow()
  let after = 0
  for (;;) {
    const rows = await found(identity, search)
      .selectAll()
      .where('id', '>', after)
      .where('id', '<=', last ?? 0)
      .orderBy('id')
      .limit(500)
      .execute()
    yield* rows
    const end = rows.at(-1)
    if (end === undefined) return
    after = end.id
  }
}

/** For the addresses of the neighbouring pages and of the exports. */
export function queryOf({ act, actor, q, from, to }: AuditSearch): Record<string, string> {
  return { act, actor, q, from: from ?? '', to: to ?? '' }
}

function found(identity: IdentityStore, { act, actor, q, from, to }: AuditSearch): Found {
  return identity
    .selectFrom('audit')
    .$if(act !== '', (query) => query.where('act', '=', act))
    .$if(actor !== '', (query) => query.where('actor', '=', actor))
    .$if(from !== null, (query) => query.where('at', '>=', instantOf(from ?? '')))
    .$if(to !== null, (query) => query.where('at', '<', endOf(to ?? '')))
    .$if(q !== '', (query) =>
      query.where((eb) => eb.or([eb('act', 'like', `%${q}%`), eb('detail', 'like', `%${q}%`)])),
    )
}

function instantOf(day: string): string {
  return new Date(`${day}T00:00:00+09:00`).toISOString()
}

function endOf(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00+09:00`) + 86_400_000).toISOString()
}
