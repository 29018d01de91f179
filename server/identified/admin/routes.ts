import type { FastifyInstance } from 'fastify'
import { jstDay } from '../../calendar/jst.ts'
import { definePage } from '../../http/pages.ts'
import type { CommonsReader } from '../../stores/commons.ts'
import type { IdentityStore } from '../../stores/identity.ts'
import { listedLines } from '../accounts/password-list.ts'
import { requireRole } from '../auth/roles.ts'
import { inForce } from '../auth/roles-in-force.ts'
import { staffFrame } from '../auth/signed-in.ts'
import { auditRoutes } from './audit-routes.ts'
import { roleChangeRoutes } from './role-change-routes.ts'
import { roleRoutes } from './role-routes.ts'

export interface AdminOptions {
  readonly identity: IdentityStore
  readonly commons: CommonsReader
  readonly now: () => Date
  /** The list of first passwords that waits to be printed and deleted. */
  readonly listFile: string
}

interface Overview {
  readonly people: number
  readonly units: number
  readonly withoutPassword: number
  readonly rolesInForce: number
  /** Lines of the list of first passwords; 0 when it was deleted. */
  readonly listed: number
}

const page = definePage<Overview>('admin-overview')

/** Pages of 情報担当: what is loaded, who has which role, and what officials did. */
export async function admin(app: FastifyInstance, options: AdminOptions): Promise<void> {
  await app.register(auditRoutes, options)
  await app.register(async (own) => {
    own.addHook('preHandler', requireRole('admin'))
    own.get('/staff/admin', async (request, reply) =>
      page.send(reply, staffFrame(request, '管理', 'admin'), await readOverview(options)),
    )
    await own.register(roleRoutes, options)
    await own.register(roleChangeRoutes, options)
  })
}

async function readOverview(options: AdminOptions): Promise<Overview> {
  const { identity, commons, now, listFile } = options
  const { people } = await identity
    .selectFrom('person')
    .select((eb) => eb.fn.countAll<number>().as('people'))
    .executeTakeFirstOrThrow()
  const { withoutPassword } = await identity
    .selectFrom('person')
    .leftJoin('credential', 'credential.person', 'person.number')
    .select((eb) => eb.fn.countAll<number>().as('withoutPassword'))
    .where('credential.person', 'is', null)
    .executeTakeFirstOrThrow()
  const { rolesInForce } = await identity
    .selectFrom('role')
    .select((eb) => eb.fn.countAll<number>().as('rolesInForce'))
    .where(inForce(jstDay(now())))
    .executeTakeFirstOrThrow()
  const { units } = await commons
    .selectFrom('unit')
    .select((eb) => eb.fn.countAll<number>().as('units'))
    .executeTakeFirstOrThrow()
  const listed = await listedLines(listFile)
  return { people, units, withoutPassword, rolesInForce, listed }
}
