import type { FastifyInstance } from 'fastify'
import type { Site } from '../../http/pages.ts'
import { Problem } from '../../http/problems.ts'
import type { BoardNumbers } from '../../proposals/statistics.ts'
import { sendFresh, sendStored } from '../conditional.ts'
import type { PublishedOptions } from '../options.ts'
import {
  listPublications,
  type Publication,
  readPublication,
  readSpentList,
  readStoredSet,
} from '../published-sets.ts'
import { readIndicatorBook } from '../../programme/indicators/book.ts'
import { indicatorsBody } from './indicators.ts'
import { openApi } from './openapi.ts'
import { proofFiles } from './proof-routes.ts'
import { statisticsBody } from './statistics.ts'

export interface ApiOptions extends PublishedOptions {
  readonly numbers: () => Promise<BoardNumbers>
  /** The published list of 紙の回答券 as JSON; null: none, or not announced. */
  readonly slips: (survey: string) => Promise<string | null>
}

const JSON_TYPE = 'application/json; charset=utf-8'

/**
 * The open data of the published pages, under `{base}/api/v1`. Only released sets; anything else is
 * 404. Under `PUBLISHED_ACCESS=staff` the scope around them asks for the sign-in.
 */
export async function api(app: FastifyInstance, options: ApiOptions): Promise<void> {
  const { commons, base, numbers } = options
  const site = app.getDecorator<() => Site>('site')

  app.get(`${base}/api/v1/surveys`, async (request, reply) => {
    const surveys = (await listPublications(commons)).map((p) => surveyEntry(base, p))
    const sample = site().sample ? { sample: true } : {}
    return sendFresh(request, reply, {
      type: JSON_TYPE,
      body: JSON.stringify({ ...sample, surveys }),
    })
  })

  app.get<{ Params: { id: string } }>(
    `${base}/api/v1/surveys/:id/results`,
    async (request, reply) => {
      const publication = await readPublication(commons, request.params.id)
      if (publication === null) throw new Problem('not-found')
      const { survey, sha256 } = publication
      return sendStored(request, reply, {
        type: JSON_TYPE,
        hash: sha256,
        body: async () => (await readStoredSet(commons, survey)).body,
      })
    },
  )

  app.get<{ Params: { id: string } }>(
    `${base}/api/v1/surveys/:id/cards`,
    async (request, reply) => {
      const body = await readSpentList(commons, request.params.id)
      if (body === null) throw new Problem('not-found')
      return sendFresh(request, reply, { type: JSON_TYPE, body })
    },
  )

  app.get<{ Params: { id: string } }>(
    `${base}/api/v1/surveys/:id/slips`,
    async (request, reply) => {
      const body = await options.slips(request.params.id)
      if (body === null) throw new Problem('not-found')
      return sendFresh(request, reply, { type: JSON_TYPE, body })
    },
  )

  await proofFiles(app, { commons, base })

  app.get(`${base}/api/v1/indicators`, async (request, reply) => {
    const sample = site().sample ? { sample: true } : {}
    const body = JSON.stringify({ ...sample, ...indicatorsBody(await readIndicatorBook(commons)) })
    return sendFresh(request, reply, { type: JSON_TYPE, body })
  })

  app.get(`${base}/api/v1/proposals/statistics`, async (request, reply) => {
    const sample = site().sample ? { sample: true } : {}
    const body = JSON.stringify({ ...sample, ...statisticsBody(await numbers()) })
    return sendFresh(request, reply, { type: JSON_TYPE, body })
  })

  app.get(`${base}/api/v1/openapi.json`, async (request, reply) =>
    sendFresh(request, reply, { type: JSON_TYPE, body: JSON.stringify(openApi(base)) }),
  )
}

function surveyEntry(base: string, publication: Publication) {
  return {
    id: publication.survey,
    title: publication.title,
    fiscalYear: publication.fiscalYear,
    referenceDay: publication.referenceDay,
    opensAt: publication.opensAt,
    closesAt: publication.closesAt,
    publishedOn: publication.publishedOn,
    results: `${base}/api/v1/surveys/${encodeURIComponent(publication.survey)}/results`,
    cards: `${base}/api/v1/surveys/${encodeURIComponent(publication.survey)}/cards`,
    record: `${base}/api/v1/surveys/${encodeURIComponent(publication.survey)}/record`,
    survey: `${base}/api/v1/surveys/${encodeURIComponent(publication.survey)}/survey`,
  }
}
