import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { definePage } from '../../http/pages.ts'
import { textItems } from '../../survey/questionnaire.ts'
import { type Progress, progressOf } from '../../texts/reading.ts'
import { staffFrame } from '../auth/signed-in.ts'
import { type ReadSurvey, requireAnySurvey } from './readers.ts'
import { findReleaseDay } from '../../texts/released.ts'
import type { TextOptions } from './routes.ts'

interface ListedSurvey {
  readonly id: string
  readonly title: string
  readonly seat: 1 | 2
  readonly post: string
  readonly progress: Progress
  /** ISO date (JST); null: not out yet. */
  readonly releasedOn: string | null
  readonly isPublished: boolean
  readonly items: readonly {
    readonly id: string
    readonly text: string
    readonly progress: Progress
    /** False: too few for any of it to be shown. */
    readonly isEnough: boolean
  }[]
}

const page = definePage<{ surveys: readonly ListedSurvey[]; released: boolean }>('texts-list')

const query = z.object({ released: z.literal('1').optional().catch(undefined) })

/** Surveys whose texts somebody reads, and how far both have come. */
export async function listRoutes(app: FastifyInstance, options: TextOptions): Promise<void> {
  const { commons, acts } = options

  app.get('/staff/texts', async (request, reply) => {
    const mine = await requireAnySurvey(options, request)
    return page.send(reply, staffFrame(request, '自由記述を読む', 'none'), {
      surveys: await Promise.all(mine.map(listed)),
      released: query.parse(request.query).released === '1',
    })
  })

  async function listed({ survey, seat }: ReadSurvey): Promise<ListedSurvey> {
    const q = survey.questionnaire
    const texts = await acts.texts(survey.id, seat)
    const { items } = await acts.plan(survey.id)
    const asked = q === null ? [] : textItems(q)
    return {
      id: survey.id,
      title: survey.title,
      seat,
      post: q?.readers?.[seat - 1] ?? '',
      progress: progressOf(texts),
      releasedOn: await findReleaseDay(commons, survey.id),
      isPublished: survey.state !== 'opened',
      items: asked.map(({ id, text }) => ({
        id,
        text,
        progress: progressOf(texts.filter(({ item }) => item === id)),
        isEnough: items.some(({ item, isEnough }) => item === id && isEnough),
      })),
    }
  }
}
