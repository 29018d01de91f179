import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { definePage } from '../../http/pages.ts'
import { Problem } from '../../http/problems.ts'
import { staffFrame } from '../auth/signed-in.ts'
import type { AdminOptions } from './routes.ts'

interface AuditPage {
  readonly rows: readonly { at: string; actor: string; act: string; detail: string }[]
  readonly total: number
  readonly page: number
  readonly pages: number
  readonly acts: readonly string[]
  readonly act: string
  readonly actor: string
  /** Addresses of the neighbouring pages; null at the ends. */
  readonly newer: string | null
  readonly older: string | null
}

const page = definePage<AuditPage>('admin-audit')
const PER_PAGE = 50

const search = z.object({
  act: z.string().max(100).default(''),
  actor: z
    .string()
    .max(40)
    .default('')
    .transform((text) => text.normalize('NFKC').trim()),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
})

/** What officials did, newest first. Nothing about who answered is or could be in it. */
export async function auditRoutes(app: FastifyInstance, { identity }: AdminOptions): Promise<void> {
  app.get('/staff/admin/audit', async (request, reply) => {
    const read = search.safeParse(request.query)
    if (!read.success) throw new Problem('bad-request')
    const { act, actor, page: asked } = read.data
    const found = identity
      .selectFrom('audit')
      .$if(act !== '', (query) => query.where('act', '=', act))
      .$if(actor !== '', (query) => query.where('actor', '=', actor))
    const { total } = await found
      .select((eb) => eb.fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow()
    const pages = Math.max(1, Math.ceil(total / PER_PAGE))
    const current = Math.min(asked, pages)
    const rows = await found
      .select(['at', 'actor', 'act', 'detail'])
      .orderBy('id', 'desc')
      .limit(PER_PAGE)
      .offset((current - 1) * PER_PAGE)
      .execute()
    const acts = await identity
      .selectFrom('audit')
      .select('act')
      .distinct()
      .orderBy('act')
      .execute()
    const address = (to: number): string =>
      `/staff/admin/audit?${new URLSearchParams({ act, actor, page: String(to) }).toString()}`
    return page.send(reply, staffFrame(request, '操作の記録', 'admin'), {
      rows,
      total,
      page: current,
      pages,
      acts: acts.map((row) => row.act),
      act,
      actor,
      newer: current > 1 ? address(current - 1) : null,
      older: current < pages ? address(current + 1) : null,
    })
  })
}
