import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Change } from '../../../programme/indicators/changes.ts'
import { signedInPerson } from '../../auth/signed-in.ts'
import { enterChanges } from './approvals.ts'
import { INDICATORS, type IndicatorOfficeOptions } from './options.ts'

/**
 * One change from a form waits for the second person.
 *
 * @param refuse the form again, when one of the same thing waits already
 */
export async function enterChange(
  options: IndicatorOfficeOptions,
  request: FastifyRequest,
  reply: FastifyReply,
  change: Change,
  refuse: () => Promise<FastifyReply>,
): Promise<FastifyReply> {
  const actor = signedInPerson(request).number
  if (!(await enterChanges(options, actor, [change]))) return refuse()
  return reply.redirect(`${INDICATORS}/approvals?done=entered`, 303)
}
