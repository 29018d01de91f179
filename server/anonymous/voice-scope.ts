import type { FastifyInstance } from 'fastify'
import { Problem } from '../http/problems.ts'
import { ballotDoor, type BallotDoorOptions } from './ballot/routes.ts'

/**
 * The voice side: no cookie, no session, no address, no clock, no log. A request that carries the
 * staff side's cookie or an Authorization header is refused, so that no proxy can join the two by
 * mistake.
 */
export async function voiceScope(app: FastifyInstance, options: BallotDoorOptions): Promise<void> {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer')
    const cookie = request.headers.cookie ?? ''
    if (request.headers.authorization !== undefined || /(^|[;\s])(__Secure-)?kazetoshi=/.test(cookie)) {
      throw new Problem('identity-not-wanted')
    }
  })
  await ballotDoor(app, options)
}
