import type { FastifyInstance } from 'fastify'
import { sendProblem } from '../http/errors.ts'
import { Problem, problemOf } from '../http/problems.ts'
import { CONSTANT_TITLE } from './constant-title.ts'
import { ballotDoor, type BallotDoorOptions } from './ballot/routes.ts'
import { slipDoor, type SlipDoorOptions } from './slips/routes.ts'
import { type ProposalPagesOptions, proposalPages } from './proposals/pages.ts'
import { proposalDoor, type ProposalDoorOptions } from './proposals/routes.ts'

export interface VoiceOptions extends BallotDoorOptions {
  /** Left out where only the survey's door is measured (the bench). */
  readonly proposals?: ProposalDoorOptions & Pick<ProposalPagesOptions, 'facts'>
  /** Left out like `proposals`. */
  readonly slips?: Pick<SlipDoorOptions, 'slipSurveys' | 'exchange'>
  /** Told of a bug; what it does with it must not carry the time. */
  readonly fault: (error: Error) => void
}

/** No ballot of any questionnaire is larger; the exact size is checked at each door. */
const MOST_BYTES = 64 * 1024

/**
 * The voice side: no cookie, no session, no address, no clock, no log. A request that carries the
 * staff side's cookie or an Authorization header is refused, so that no proxy can join the two by
 * mistake.
 */
export async function voiceScope(app: FastifyInstance, options: VoiceOptions): Promise<void> {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer')
    const cookie = request.headers.cookie ?? ''
    if (
      request.headers.authorization !== undefined ||
      /(^|[;\s])(__Secure-)?kazetoshi=/.test(cookie)
    ) {
      throw new Problem('identity-not-wanted')
    }
  })
  app.setErrorHandler(async (error: Error, request, reply) => {
    const problem = problemOf(error)
    if (problem === null) options.fault(error)
    return sendProblem(request, reply, problem ?? new Problem('internal'), CONSTANT_TITLE)
  })
  app.setNotFoundHandler(async (request, reply) =>
    sendProblem(request, reply, new Problem('not-found'), CONSTANT_TITLE),
  )
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    'application/octet-stream',
    { parseAs: 'buffer', bodyLimit: MOST_BYTES },
    (_request, body, done) => done(null, body),
  )
  await ballotDoor(app, options)
  if (options.slips !== undefined) await slipDoor(app, { site: options.site, ...options.slips })
  if (options.proposals !== undefined) {
    await proposalDoor(app, options.proposals)
    await proposalPages(app, { site: options.site, facts: options.proposals.facts })
  }
}
