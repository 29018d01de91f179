import type { FastifyInstance } from 'fastify'
import { requireRole } from '../auth/roles.ts'
import { newPersonRoutes } from './new-person-routes.ts'
import { newUnitRoutes } from './new-unit-routes.ts'
import type { OrganisationOptions } from './options.ts'
import { personListRoutes } from './person-list-routes.ts'
import { personRoutes } from './person-routes.ts'
import { unitListRoutes } from './unit-list-routes.ts'
import { unitRoutes } from './unit-routes.ts'

/**
 * Units and people one by one, between two imports. What is frozen with an announced survey is not touched:
 * edits change the roster only.
 */
export async function organisation(
  app: FastifyInstance,
  options: OrganisationOptions,
): Promise<void> {
  app.addHook('preHandler', requireRole('hr', 'admin'))
  await app.register(unitListRoutes, options)
  await app.register(newUnitRoutes, options)
  await app.register(unitRoutes, options)
  await app.register(personListRoutes, options)
  await app.register(newPersonRoutes, options)
  await app.register(personRoutes, options)
}
