import fastify, { type FastifyInstance } from 'fastify'
import type { BallotBox } from '../../server/anonymous/ballot/ballot-box.ts'
import { voiceScope } from '../../server/anonymous/voice-scope.ts'
import { assets } from '../../server/http/assets.ts'
import { errors } from '../../server/http/errors.ts'
import { headers } from '../../server/http/headers.ts'
import { loggingOptions } from '../../server/http/logging.ts'
import { pages } from '../../server/http/pages.ts'
import { results } from '../../server/published/results/routes.ts'
import type { BoxFile } from '../../server/stores/box.ts'
import type { Stores } from '../../server/stores/open.ts'
import { frozenSurveys } from '../../server/survey/frozen-surveys.ts'

/** The product's doors as `server/app.ts` composes them, with another ballot box behind the cast. */
export async function stubApp(
  stores: Stores,
  now: () => Date,
  box: (survey: string) => BallotBox,
): Promise<FastifyInstance> {
  const app = fastify({
    ...loggingOptions('error'),
    bodyLimit: 256 * 1024,
    requestTimeout: 30_000,
  }) as unknown as FastifyInstance
  const site = () => ({ ...stores.siteFacts(), publishedBase: '' })
  await app.register(headers, { tls: false })
  await app.register(pages, { site })
  await app.register(errors)
  await app.register(assets)
  const frozen = frozenSurveys(stores.commonsReader, now)
  app.get('/healthz', async (_request, reply) => reply.type('text/plain').send('ok'))
  await app.register(voiceScope, {
    prefix: '/voice',
    site,
    survey: (id: string) => frozen.find(id),
    box,
    fault: (error: Error) => {
      throw error
    },
  })
  await app.register(results, { commons: stores.commonsReader, base: '', now })
  return app
}

/** No database: every cast is durable at once. */
export function noBox(): BallotBox {
  return { cast: () => Promise.resolve(), isSpent: () => false, close: () => Promise.resolve() }
}

/** One transaction a request, into a file like the product's. */
export function oneByOneBox(file: BoxFile): BallotBox {
  let slot = 0
  return {
    async cast({ nonce, signature, sealed }) {
      const card = Buffer.concat([Buffer.of(1), nonce, signature])
      file.write([{ ballotSlot: slot, sealed, cardSlot: slot, card }])
      slot += 1
    },
    isSpent: () => false,
    close: async () => file.close(),
  }
}
