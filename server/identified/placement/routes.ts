import type { FastifyInstance } from 'fastify'
import { definePage } from '../../http/pages.ts'
import { isEncrypted } from '../../http/transport.ts'
import { requireRole } from '../auth/roles.ts'
import { staffFrame } from '../auth/signed-in.ts'
import { type CheckGroup, placementChecks } from './checks.ts'
import type { PlacementFacts } from './facts.ts'

export interface PlacementOptions {
  /** Looks at the machine anew. */
  readonly facts: () => Promise<PlacementFacts>
}

const page = definePage<{ groups: readonly CheckGroup[]; open: number; at: string }>('placement')

/** 「設置の確認」: what 情報担当 has to look after on the server, as it is at this moment. */
export async function placement(app: FastifyInstance, options: PlacementOptions): Promise<void> {
  app.get('/', { preHandler: requireRole('admin') }, async (request, reply) => {
    const facts = await options.facts()
    const groups = placementChecks(facts, isEncrypted(request))
    const open = groups
      .flatMap(({ checks }) => checks)
      .filter(({ state }) => state === 'attention').length
    return page.send(reply, staffFrame(request, '設置の確認', 'admin'), {
      groups,
      open,
      at: facts.today,
    })
  })
}
