import type { FastifyInstance } from 'fastify'
import type { Site } from '../../http/pages.ts'
import { Problem } from '../../http/problems.ts'
import type { CommonsReader } from '../../stores/commons.ts'
import { sendFresh } from '../conditional.ts'
import { readFrozen, readKeyFile, readRecord } from '../proofs/proof-files.ts'

const JSON_TYPE = 'application/json; charset=utf-8'

type WithId = { Params: { id: string } }

/** Files with which anybody can check a survey (`npm run verify-survey`), beside results and cards. */
export async function proofFiles(
  app: FastifyInstance,
  { commons, base }: { readonly commons: CommonsReader; readonly base: string },
): Promise<void> {
  const site = app.getDecorator<() => Site>('site')
  const files = [
    ['record', readRecord],
    ['survey', readFrozen],
  ] as const

  for (const [name, read] of files) {
    app.get<WithId>(`${base}/api/v1/surveys/:id/${name}`, async (request, reply) => {
      const body = await read(commons, request.params.id)
      if (body === null) throw new Problem('not-found')
      return sendFresh(request, reply, { type: JSON_TYPE, body })
    })
  }

  app.get(`${base}/api/v1/keys`, async (request, reply) =>
    sendFresh(request, reply, {
      type: JSON_TYPE,
      body: await readKeyFile(commons, site().sample),
    }),
  )
}
