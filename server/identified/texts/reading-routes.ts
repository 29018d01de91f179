import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { emptyForm, type FormState } from '../../http/forms.ts'
import { definePage } from '../../http/pages.ts'
import { Problem } from '../../http/problems.ts'
import { textItems } from '../../survey/questionnaire.ts'
import {
  counters,
  holdReasons,
  type Progress,
  progressOf,
  type ReadText,
  verdicts,
} from '../../texts/reading.ts'
import { signedInPerson, staffFrame } from '../auth/signed-in.ts'
import { NOT_A_READER, type ReadSurvey, requireReader } from './readers.ts'
import { readReadings } from './reading-form.ts'
import { findReleaseDay } from '../../texts/released.ts'
import type { TextOptions } from './routes.ts'
import { type TextToRead, textToRead } from './text-to-read.ts'

const readPage = definePage<{
  survey: { id: string; title: string }
  item: { id: string; text: string }
  texts: readonly TextToRead[]
  progress: Progress
  form: FormState
  /** Number of the first text of the page. */
  from: number
  page: number
  pages: number
  show: Shown
  base: string
  labels: typeof labels
  saved: number | null
}>('texts-read')

const PER_PAGE = 25
/** The form of a page may repeat every word of its texts. */
const FORM_BYTES = 256 * 1024
const labels = { verdicts, holds: holdReasons, counters }

const shownTexts = {
  all: () => true,
  unread: ({ own }: ReadText) => own === null,
  differing: ({ other, agreed }: ReadText) => other !== null && !agreed,
} as const
type Shown = keyof typeof shownTexts

const query = z.object({
  page: z.coerce.number().int().min(1).max(10_000).default(1).catch(1),
  show: z.enum(['all', 'unread', 'differing']).default('all').catch('all'),
  saved: z.coerce.number().int().min(0).optional().catch(undefined),
})

type WithItem = { Params: { survey: string; item: string } }

/** The texts of one question, to be read and decided by each of the two alone. */
export async function readingRoutes(app: FastifyInstance, options: TextOptions): Promise<void> {
  const { commons, acts } = options

  app.get<WithItem>('/staff/texts/:survey/items/:item', async (request, reply) =>
    send(request, reply, await requireReader(options, request), emptyForm),
  )

  app.post<WithItem>(
    '/staff/texts/:survey/items/:item',
    { bodyLimit: FORM_BYTES },
    async (request, reply) => {
      const mine = await requireReader(options, request)
      const { id } = mine.survey
      if ((await findReleaseDay(commons, id)) !== null)
        throw new Problem('conflict', { detail: OUT })
      const { item } = request.params
      const texts = (await acts.texts(id, mine.seat)).filter((one) => one.item === item)
      const { readings, form } = readReadings(texts, request.body)
      if (Object.keys(form.errors).length > 0) return send(request, reply.code(422), mine, form)
      const { number: person } = signedInPerson(request)
      const saved = await acts.decide(id, { item, seat: mine.seat, person }, readings)
      if (saved === null) throw new Problem('not-allowed', { detail: NOT_A_READER })
      const { page, show } = query.parse(request.query)
      const back = new URLSearchParams({ page: `${page}`, show, saved: `${saved}` })
      return reply.redirect(`${pathOf(id, item)}?${back.toString()}`, 303)
    },
  )

  async function send(
    request: FastifyRequest,
    reply: FastifyReply,
    { survey, seat }: ReadSurvey,
    form: FormState,
  ) {
    const { item: id } = request.params as { item: string }
    const q = survey.questionnaire
    const item = q === null ? undefined : textItems(q).find((one) => one.id === id)
    if (item === undefined) throw new Problem('not-found')
    const { page: asked, show, saved } = query.parse(request.query)
    const all = (await acts.texts(survey.id, seat)).filter((one) => one.item === id)
    const texts = all.filter(shownTexts[show])
    const pages = Math.max(1, Math.ceil(texts.length / PER_PAGE))
    const page = Math.min(asked, pages)
    const from = (page - 1) * PER_PAGE
    return readPage.send(reply, staffFrame(request, '自由記述を読む', 'none'), {
      survey: { id: survey.id, title: survey.title },
      item: { id, text: item.text },
      texts: texts.slice(from, from + PER_PAGE).map(textToRead),
      progress: progressOf(all),
      form,
      from: from + 1,
      page,
      pages,
      show,
      labels,
      base: pathOf(survey.id, id),
      saved: saved ?? null,
    })
  }
}

function pathOf(survey: string, item: string): string {
  return `/staff/texts/${encodeURIComponent(survey)}/items/${encodeURIComponent(item)}`
}

const OUT = '自由記述は、もう公表しました。公表したものの取下げは、人事課に申し出てください。'
