import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { formatJstDay } from '../../calendar/jst.ts'
import { definePage, type PageFrame, type Site } from '../../http/pages.ts'
import { Problem } from '../../http/problems.ts'
import { listSurveys, phaseOf } from '../../survey/surveys.ts'
import { sendMade, sha256 } from '../conditional.ts'
import type { PublishedOptions } from '../options.ts'
import {
  listPublications,
  parsePublishedSet,
  type Publication,
  readPublication,
} from '../published-sets.ts'
import { resultsCsv } from './csv.ts'
import { MadeFiles } from './made-files.ts'
import { type ResultsModel, resultsModel } from './model.ts'
import { type SurveyNews, surveyNews } from './survey-news.ts'
import { resultsXlsx } from './xlsx.ts'

interface Facts {
  readonly survey: string
  readonly title: string
  readonly href: string
  /** Days in words: 令和8年10月1日（木） */
  readonly firstDay: string
  readonly lastDay: string
  readonly publishedOn: string
}

const listPage = definePage<{
  news: readonly SurveyNews[]
  latest: (Facts & { readonly results: ResultsModel }) | null
  earlier: readonly Facts[]
}>('results')

const surveyPage = definePage<{
  survey: Facts
  listHref: string
  results: ResultsModel
}>('results-survey')

const csvQuery = z.object({ encoding: z.enum(['utf8', 'cp932']).default('utf8') })

/** The three files of a few surveys. */
const KEPT_FILES = 12

type WithId = { Params: { id: string } }

/**
 * What everybody may see of the surveys, under `{base}/results`. Only released sets; anything else is
 * 404, so that an address tells nothing about a survey that is still being checked.
 */
export async function results(app: FastifyInstance, options: PublishedOptions): Promise<void> {
  const { commons, base, now } = options
  const site = app.getDecorator<() => Site>('site')

  app.get(`${base}/results`, async (request, reply) => {
    const [latest, ...earlier] = await listPublications(commons)
    const surveys = await listSurveys(commons)
    const since = latest === undefined ? Number.NEGATIVE_INFINITY : Date.parse(latest.opensAt)
    return listPage.send(reply.header('cache-control', 'no-cache'), frame(request, '結果'), {
      news: surveys
        .filter((survey) => survey.opensAt.getTime() > since)
        .map((survey) => surveyNews(survey, phaseOf(survey, now())))
        .filter((news) => news !== null),
      latest: latest === undefined ? null : { ...facts(latest), results: modelOf(latest) },
      earlier: earlier.map(facts),
    })
  })

  app.get<WithId>(`${base}/results/:id`, async (request, reply) => {
    const publication = await requirePublication(request.params.id)
    const { title } = publication
    return surveyPage.send(
      reply.header('cache-control', 'no-cache'),
      frame(request, `${title}の結果`),
      {
        survey: facts(publication),
        listHref: `${base}/results`,
        results: modelOf(publication),
      },
    )
  })

  app.get<WithId>(`${base}/results/:id/results.csv`, async (request, reply) => {
    const query = csvQuery.safeParse(request.query)
    if (!query.success) {
      throw new Problem('bad-request', {
        detail: 'encoding には utf8 か cp932 を指定してください。',
      })
    }
    const { encoding } = query.data
    return sendFile(request, reply, {
      type: `text/csv; charset=${encoding === 'utf8' ? 'utf-8' : 'shift_jis'}`,
      ending: `-${encoding}.csv`,
      make: async (publication) =>
        resultsCsv(modelOf(publication), isSample(publication), encoding),
    })
  })

  app.get<WithId>(`${base}/results/:id/results.xlsx`, async (request, reply) =>
    sendFile(request, reply, {
      type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      ending: '.xlsx',
      make: async (publication) =>
        resultsXlsx(modelOf(publication), {
          ...facts(publication),
          sample: isSample(publication),
        }),
    }),
  )

  const files = new MadeFiles(KEPT_FILES)
  // What is made may differ with the program: a copy is good for this run of it.
  const run = randomUUID()

  async function sendFile(
    request: FastifyRequest<WithId>,
    reply: FastifyReply,
    wanted: {
      readonly type: string
      readonly ending: string
      readonly make: (publication: Publication) => Promise<Buffer>
    },
  ): Promise<FastifyReply> {
    const publication = await requirePublication(request.params.id)
    const file = `${fileName(publication)}${wanted.ending}`
    const stamp = sha256(JSON.stringify([run, file, site().sample, publication]))
    return sendMade(request, reply, {
      type: wanted.type,
      file,
      stamp,
      body: async () => files.get(file, stamp, async () => wanted.make(publication)),
    })
  }

  async function requirePublication(id: string): Promise<Publication> {
    const publication = await readPublication(commons, id)
    if (publication === null) throw new Problem('not-found')
    return publication
  }

  function frame(request: FastifyRequest, title: string): PageFrame {
    const signedIn = options.signedIn?.(request)
    return { title, place: 'results', ...(signedIn === undefined ? {} : { signedIn }) }
  }

  function facts({ survey, title, opensAt, closesAt, publishedOn }: Publication): Facts {
    return {
      survey,
      title,
      href: `${base}/results/${encodeURIComponent(survey)}`,
      firstDay: formatJstDay(opensAt),
      // The end is the first instant without answers: midnight closes the day before.
      lastDay: formatJstDay(new Date(Date.parse(closesAt) - 1)),
      publishedOn: publishedOn === null ? '－' : formatJstDay(publishedOn),
    }
  }

  function isSample(publication: Publication): boolean {
    return site().sample || modelOf(publication).sample
  }
}

function modelOf(publication: Publication): ResultsModel {
  return resultsModel(parsePublishedSet(publication.body), publication.questionnaire)
}

/** ASCII only, whatever the id. */
function fileName(publication: Publication): string {
  return `kazetoshi-${publication.survey.replace(/[^A-Za-z0-9-]/g, '_')}`
}
