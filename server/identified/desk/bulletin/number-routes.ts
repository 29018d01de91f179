import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { formatJstDay, jstDay } from '../../../calendar/jst.ts'
import { emptyForm, type FormState, readForm, refuseForm } from '../../../http/forms.ts'
import { definePage } from '../../../http/pages.ts'
import { Problem } from '../../../http/problems.ts'
import { limits, type PublishedBulletin } from '../../../programme/bulletin/bulletin.ts'
import { asPublished } from '../../../programme/bulletin/read-bulletins.ts'
import type { Source } from '../../../programme/bulletin/source.ts'
import { correctBulletin } from '../../../programme/bulletin/write-bulletins.ts'
import { noticeDay } from '../../../programme/year/notice-day.ts'
import { calendarOf, readSettings } from '../../../proposals/settings.ts'
import { staffFrame } from '../../auth/signed-in.ts'
import { line } from '../../inbox/typed-fields.ts'
import { portal } from '../../office/life/notice-layout.ts'
import { publishedClues } from '../../review/published-clues.ts'
import { type DeskLink, deskLinks } from '../desk-links.ts'
import { clueSentence } from './bulletin-form.ts'
import {
  type BulletinOptions,
  pathOf,
  record,
  requireBulletin,
  sourcesNow,
  type WithNumber,
} from './options.ts'

interface Moved {
  readonly headline: string
  /** null: nobody may read it any more. */
  readonly source: Source | null
}

const page = definePage<{
  links: readonly DeskLink[]
  bulletin: PublishedBulletin
  base: string
  /** Articles whose source is not what it was at the publication. */
  moved: readonly Moved[]
  notice: string
  dated: ReturnType<typeof noticeDay>
  form: FormState
  clues: readonly string[]
  done: string | null
  limits: typeof limits
}>('desk-bulletin-number')

const doneQuery = z.object({ done: z.enum(['published', 'corrected']).optional() }).catch({})
const doneWords = {
  published: '公表しました。',
  corrected: '訂正を公表しました。',
} as const
const correctionForm = z.object({
  words: line('訂正の文', limits.correction),
  cluesSeen: z.enum(['yes']).optional(),
  confirmed: z.literal('yes', {
    error: '出した訂正は、直したり消したりできません。よければ、確認の欄に印を付けてください。',
  }),
})

const FULL = `訂正は、1つの号に${limits.corrections}件までです。続きは、次の号でお知らせしてください。`

/** A published number: 訂正, the text of the notice, and whether a source has changed since. */
export async function numberRoutes(app: FastifyInstance, options: BulletinOptions): Promise<void> {
  const { commons, commonsStore, now, publishedBase } = options

  app.get<WithNumber>('/bulletin/:number/published', async (request, reply) =>
    send(request, reply, await requirePublished(request.params), emptyForm),
  )

  app.post<WithNumber>('/bulletin/:number/corrections', async (request, reply) => {
    const bulletin = await requirePublished(request.params)
    const read = readForm(correctionForm, request.body)
    if (!read.ok) return send(request, reply.code(422), bulletin, read.form)
    const { words, cluesSeen } = read.value
    const clues = cluesSeen === 'yes' ? [] : publishedClues(words)
    if (clues.length > 0) {
      const again = refuseForm(read.form, 'cluesSeen', clueSentence(clues))
      return send(request, reply.code(422), bulletin, again, clues)
    }
    const { number } = bulletin
    if (!(await correctBulletin(commonsStore, number, words, jstDay(now()))))
      return send(request, reply.code(409), bulletin, refuseForm(read.form, 'form', FULL))
    await record(options, request, 'かわるばんの訂正を公表', `第${number}号　${words}`)
    return reply.redirect(`${pathOf(number)}/published?done=corrected`, 303)
  })

  /** @throws {Problem} `not-found` */
  async function requirePublished(params: WithNumber['Params']): Promise<PublishedBulletin> {
    const published = asPublished(await requireBulletin(options, params))
    if (published === null) throw new Problem('not-found')
    return published
  }

  async function send(
    request: FastifyRequest,
    reply: FastifyReply,
    bulletin: PublishedBulletin,
    form: FormState,
    clues: readonly string[] = [],
  ): Promise<FastifyReply> {
    const { number, shown } = bulletin
    const dated = noticeDay(now(), calendarOf(await readSettings(commons)))
    const address = `${request.protocol}://${request.host}${publishedBase}/bulletin/${number}`
    const { done } = doneQuery.parse(request.query)
    return page.send(reply, staffFrame(request, `${shown.name} 第${number}号`, 'desk'), {
      links: deskLinks(request, 'bulletin'),
      bulletin,
      base: publishedBase,
      form,
      clues,
      dated,
      limits,
      moved: movedSince(bulletin, await sourcesNow(options)),
      notice: noticeText(bulletin, dated.day, address),
      done: done === undefined ? null : doneWords[done],
    })
  }
}

/** For 全庁的お知らせ; its day is one on which it may go out before 16:00. */
function noticeText({ number, title, shown }: PublishedBulletin, day: string, address: string) {
  const subject = `${shown.name} 第${number}号を公表しました`
  return portal(subject, [
    formatJstDay(day),
    title,
    ...shown.articles.map(({ headline }) => `・${headline}`),
    `読むところ：${address}`,
    '問い合わせ先：行政管理課',
  ])
}

function movedSince({ shown, body }: PublishedBulletin, sources: readonly Source[]): Moved[] {
  return shown.articles.flatMap(({ key, headline }) => {
    const source = sources.find((one) => one.key === key) ?? null
    const seen = body.articles.find((article) => article.key === key)?.seen
    return source !== null && source.stamp === seen ? [] : [{ headline, source }]
  })
}
