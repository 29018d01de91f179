import type { FastifyInstance } from 'fastify'
import { definePage } from '../../http/pages.ts'
import type { CommonsReader } from '../../stores/commons.ts'
import type { IdentityStore } from '../../stores/identity.ts'
import { requireRole } from '../auth/roles.ts'
import { staffFrame } from '../auth/signed-in.ts'
import { auditRoutes } from './audit-routes.ts'
import { roleRoutes } from './role-routes.ts'

export interface AdminOptions {
  readonly identity: IdentityStore
  readonly commons: CommonsReader
  readonly now: () => Date
}

interface Overview {
  readonly people: number
  readonly units: number
  readonly withoutPassword: number
  readonly rolesByHand: number
}

const page = definePage<Overview>('admin-overview')

/** Pages of 情報担当: what is loaded, who has which role, and what officials did. */
export async function admin(app: FastifyInstance, options: AdminOptions): Promise<void> {
  app.addHook('preHandler', requireRole('admin'))

  app.get('/staff/admin', async (request, reply) =>
    page.send(reply, staffFrame(request, '管理', 'admin'), await readOverview(options)),
  )
  await app.register(roleRoutes, options)
  await app.register(auditRoutes, options)
}

async function readOverview({ identity, commons }: AdminOptions): Promise<Overview> {
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
  const { rolesByHand } = await identity
    .selectFrom('role')
    .select((eb) => eb.fn.countAll<number>().as('rolesByHand'))
    .where('origin', '=', 'hand')
    .executeTakeFirstOrThrow()
  const { units } = await commons
    .selectFrom('unit')
    .select((eb) => eb.fn.countAll<number>().as('units'))
    .executeTakeFirstOrThrow()
  return { people, units, withoutPassword, rolesByHand }
}
