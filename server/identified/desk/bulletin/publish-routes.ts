import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { emptyForm, type FormState, readForm, refuseForm } from '../../../http/forms.ts'
import { definePage } from '../../../http/pages.ts'
import { type Obstacle, obstacles } from '../../../programme/bulletin/faults.ts'
import type { Bulletin } from '../../../programme/bulletin/bulletin.ts'
import { bulletinName } from '../../../programme/bulletin/read-bulletins.ts'
import { draftSheet, type Sheet } from '../../../programme/bulletin/sheet.ts'
import { publishBulletin } from '../../../programme/bulletin/write-bulletins.ts'
import { staffFrame } from '../../auth/signed-in.ts'
import { type DeskLink, deskLinks } from '../desk-links.ts'
import {
  type BulletinOptions,
  editing,
  pathOf,
  record,
  requireBulletin,
  sourcesNow,
  type WithNumber,
} from './options.ts'

const page = definePage<{
  links: readonly DeskLink[]
  number: number
  stamp: string
  sheet: Sheet
  /** Why it cannot be published now. */
  obstacles: readonly Obstacle[]
  form: FormState
}>('desk-bulletin-publication')

const publishForm = z.object({
  stamp: z.string().default(''),
  confirmed: z.literal('yes', {
    error: '公表した号は、消したり書き直したりできません。よければ、確認の欄に印を付けてください。',
  }),
})

const STALE =
  'この画面を開いた後に、号の内容が保存されました。今の内容を確かめて、もう一度押してください。'
const OBSTACLES =
  'このままでは公表できません。下に示した記事を「編集に戻る」から直すか、載せないことにしてください。'
const NOTHING = '記事がありません。「編集に戻る」から、候補を１つ以上加えてください。'

/** The second look: what will be public, and whether every article still says what its source says. */
export async function publishRoutes(app: FastifyInstance, options: BulletinOptions): Promise<void> {
  app.get<WithNumber>('/bulletin/:number/publication', async (request, reply) => {
    const bulletin = await requireBulletin(options, request.params)
    if (bulletin.publishedOn !== null) return done(reply, bulletin)
    return send(request, reply, bulletin, emptyForm)
  })

  app.post<WithNumber>('/bulletin/:number/publication', async (request, reply) => {
    const bulletin = await requireBulletin(options, request.params)
    if (bulletin.publishedOn !== null) return done(reply, bulletin)
    const read = readForm(publishForm, request.body)
    if (!read.ok) return send(request, reply.code(422), bulletin, read.form)
    const { number, body } = bulletin
    const published = await publishBulletin(editing(options), number, read.value.stamp)
    if (!published.ok) {
      const empty = body.articles.length === 0 ? NOTHING : OBSTACLES
      const words = published.reason === 'stale' ? STALE : empty
      return send(request, reply.code(409), bulletin, refuseForm(emptyForm, 'form', words))
    }
    const keys = body.articles.map(({ key }) => key).join('、')
    await record(options, request, 'かわるばんを公表', `第${number}号　${keys}`)
    return reply.redirect(`${pathOf(number)}/published?done=published`, 303)
  })

  function done(reply: FastifyReply, { number }: Bulletin): FastifyReply {
    return reply.redirect(`${pathOf(number)}/published`, 303)
  }

  async function send(
    request: FastifyRequest,
    reply: FastifyReply,
    bulletin: Bulletin,
    form: FormState,
  ): Promise<FastifyReply> {
    const sources = await sourcesNow(options)
    const name = await bulletinName(options.commons)
    const { number, stamp } = bulletin
    return page.send(reply, staffFrame(request, `${name} 第${number}号の公表`, 'desk'), {
      links: deskLinks(request, 'bulletin'),
      number,
      stamp,
      sheet: draftSheet(bulletin, sources, name, options.publishedBase),
      obstacles: obstacles(bulletin.body, sources),
      form,
    })
  }
}
