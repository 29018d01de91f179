import type { FastifyInstance } from 'fastify'
import { requireRole } from '../auth/roles.ts'
import { boxRoutes } from './box-routes.ts'
import { bulletinPages } from './bulletin/routes.ts'
import { calendarRoutes } from './calendar-routes.ts'
import { committeeRoutes } from './committee-routes.ts'
import { complianceRoutes } from './compliance-routes.ts'
import type { DeskPagesOptions } from './desk-options.ts'
import { listRoutes } from './list-routes.ts'
import { proposalRoutes } from './proposal-routes.ts'
import { settingsRoutes } from './settings-routes.ts'
import { slipRoutes } from './slips/routes.ts'
import { unitRoutes } from './unit-routes.ts'

/** Pages of 提案担当 (and, where 行政管理課 itself is concerned, of コンプライアンス), under `/staff/desk`. */
export async function deskPages(app: FastifyInstance, options: DeskPagesOptions): Promise<void> {
  await app.register(async (both) => {
    both.addHook('preHandler', requireRole('secretariat', 'compliance'))
    await listRoutes(both, options)
    await proposalRoutes(both, options)
  })
  await app.register(async (own) => {
    own.addHook('preHandler', requireRole('secretariat'))
    await boxRoutes(own, options)
    await slipRoutes(own, options)
    await committeeRoutes(own, options)
    await unitRoutes(own, options)
    await settingsRoutes(own, options)
    await calendarRoutes(own, options)
    await bulletinPages(own, options)
  })
  await app.register(async (apart) => {
    apart.addHook('preHandler', requireRole('compliance'))
    await complianceRoutes(apart, options)
  })
}
