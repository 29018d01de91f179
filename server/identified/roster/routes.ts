import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { jstDay } from '../../calendar/jst.ts'
import { definePage } from '../../http/pages.ts'
import type { CommonsReader } from '../../stores/commons.ts'
import type { IdentityStore } from '../../stores/identity.ts'
import { requireRole } from '../auth/roles.ts'
import { signedInPerson, staffFrame } from '../auth/signed-in.ts'
import { fileRoutes } from './file-routes.ts'
import type { ImportDesk, ImportJob, RunningWork } from './import-desk.ts'
import { importRoutes } from './import-routes.ts'
import { type RosterOverview, readOverview } from './overview.ts'
import { resultRoutes } from './result-routes.ts'
import { withdrawRoster } from './waiting.ts'

export interface RosterPagesOptions {
  readonly identity: IdentityStore
  readonly commons: CommonsReader
  readonly now: () => Date
  readonly desk: ImportDesk
}

const page = definePage<
  RosterOverview & {
    readonly today: string
    readonly running: RunningWork | null
    readonly own: ImportJob | null
    readonly notice: keyof typeof notices | null
    readonly notices: typeof notices
  }
>('roster-overview')

const notices = {
  withdrawn: '予約を取り消しました。ファイルも消しました。',
  gone: '予約は、すでに取り込まれたか、取り消されています。下で今の状態を確かめてください。',
} as const

const query = z.object({ notice: z.enum(['withdrawn', 'gone']).optional().catch(undefined) })
const waitingId = z.coerce.number().int().positive().catch(0)

/** 名簿, for 人事課 and 情報担当: what is loaded, files to fill in, and the import. */
export async function rosterPages(app: FastifyInstance, options: RosterPagesOptions) {
  const { identity, commons, now, desk } = options
  app.addHook('preHandler', requireRole('hr', 'admin'))

  app.get('/', async (request, reply) => send(request, reply))

  app.post<{ Params: { id: string } }>('/waiting/:id/withdrawal', async (request, reply) => {
    const id = waitingId.parse(request.params.id)
    const done = await withdrawRoster(identity, id, signedInPerson(request).number, now())
    return reply.redirect(`/staff/roster?notice=${done ? 'withdrawn' : 'gone'}`, 303)
  })

  // Not `options` itself: it carries the prefix, which would come twice.
  const handed: RosterPagesOptions = { identity, commons, now, desk }
  for (const routes of [fileRoutes, importRoutes, resultRoutes]) await app.register(routes, handed)

  async function send(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const today = jstDay(now())
    return page.send(reply, staffFrame(request, '名簿', 'roster'), {
      ...(await readOverview(identity, commons, today)),
      today,
      running: desk.running(),
      own: desk.jobOf(signedInPerson(request).number) ?? null,
      notice: query.parse(request.query).notice ?? null,
      notices,
    })
  }
}
