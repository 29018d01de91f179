import type { FastifyInstance } from 'fastify'
import type { RosterWriters } from '../roster/apply.ts'
import type { RosterReaders } from '../roster/stored.ts'
import { requireRole } from '../auth/roles.ts'
import { newPersonRoutes } from './new-person-routes.ts'
import { newUnitRoutes } from './new-unit-routes.ts'
import { personListRoutes } from './person-list-routes.ts'
import { personRoutes } from './person-routes.ts'
import { unitListRoutes } from './unit-list-routes.ts'
import { unitRoutes } from './unit-routes.ts'

export interface OrganisationOptions {
  readonly stores: RosterReaders & RosterWriters
  readonly now: () => Date
}

/** A form of these pages is short; a long one is no form of ours. */
export const BODY = { bodyLimit: 16 * 1024 }

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
