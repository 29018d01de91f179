import type { FastifyRequest } from 'fastify'
import type { IdentityStore } from '../../stores/identity.ts'
import { findSession } from './sessions.ts'
import { PERSON, type StaffPerson } from './signed-in.ts'

/** Sets who is asking from the value of the session cookie; nothing when it opens no session. */
export async function recognise(
  request: FastifyRequest,
  identity: IdentityStore,
  sessionId: string,
  now: Date,
): Promise<void> {
  const session = await findSession(identity, sessionId, now)
  if (session === undefined) return
  const { person: number, unit, mustChange, roles } = session
  request.setDecorator<StaffPerson>(PERSON, { number, unit, roles, mustChange })
}
