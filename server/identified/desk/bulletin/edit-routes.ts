import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { emptyForm, type FormState, readForm, refuseForm } from '../../../http/forms.ts'
import { definePage } from '../../../http/pages.ts'
import { type Bulletin, limits } from '../../../programme/bulletin/bulletin.ts'
import { bulletinName } from '../../../programme/bulletin/read-bulletins.ts'
import { draftSheet, type Sheet } from '../../../programme/bulletin/sheet.ts'
import { sourceKinds } from '../../../programme/bulletin/source.ts'
import { dropBulletin, saveBulletin } from '../../../programme/bulletin/write-bulletins.ts'
import { staffFrame } from '../../auth/signed-in.ts'
import { type DeskLink, deskLinks } from '../desk-links.ts'
import {
  type ArticleRow,
  otherSources,
  readBulletin,
  storedForm,
  typedBulletin,
} from './bulletin-form.ts'
import {
  type BulletinOptions,
  pathOf,
  record,
  requireBulletin,
  sourcesNow,
  type WithNumber,
} from './options.ts'

interface EditPage {
  readonly links: readonly DeskLink[]
  readonly name: string
  readonly number: number
  readonly stamp: string
  readonly title: string
  readonly lead: string
  readonly rows: readonly ArticleRow[]
  readonly others: readonly {
    readonly label: string
    readonly list: ReturnType<typeof otherSources>
  }[]
  readonly form: FormState
  readonly clues: readonly string[]
  readonly saved: boolean
  readonly limits: typeof limits
}

const editPage = definePage<EditPage>('desk-bulletin-edit')
const previewPage = definePage<{ number: number; sheet: Sheet }>('desk-bulletin-preview')

const savedQuery = z.object({ saved: z.enum(['yes']).optional() }).catch({})
const stampForm = z.object({ stamp: z.string().default('') })

/** A draft: title, lead, articles and their order; what it will look like. */
export async function editRoutes(app: FastifyInstance, options: BulletinOptions): Promise<void> {
  const { commons, commonsStore, publishedBase } = options

  app.get<WithNumber>('/bulletin/:number', async (request, reply) => {
    const bulletin = await requireBulletin(options, request.params)
    if (bulletin.publishedOn !== null)
      return reply.redirect(`${pathOf(bulletin.number)}/published`, 303)
    return send(request, reply, bulletin, emptyForm)
  })

  app.post<WithNumber>('/bulletin/:number', async (request, reply) => {
    const bulletin = await requireBulletin(options, request.params)
    if (bulletin.publishedOn !== null)
      return reply.redirect(`${pathOf(bulletin.number)}/published`, 303)
    const { form } = readForm(stampForm, request.body)
    const read = readBulletin(form.typed, await sourcesNow(options))
    if (!read.ok) return send(request, reply.code(422), bulletin, read.form, read.clues)
    const { number } = bulletin
    const stamp = form.typed['stamp'] ?? ''
    if (!(await saveBulletin(commonsStore, { number, stamp, ...read.wanted }))) {
      const again = refuseForm(form, 'form', ELSEWHERE)
      return send(request, reply.code(409), bulletin, again)
    }
    await record(options, request, 'かわるばんの号を編集', `第${number}号`)
    return reply.redirect(`${pathOf(number)}?saved=yes`, 303)
  })

  app.get<WithNumber>('/bulletin/:number/preview', async (request, reply) => {
    const bulletin = await requireBulletin(options, request.params)
    if (bulletin.publishedOn !== null)
      return reply.redirect(`${publishedBase}/bulletin/${bulletin.number}`, 303)
    const name = await bulletinName(commons)
    const sheet = draftSheet(bulletin, await sourcesNow(options), name, publishedBase)
    const title = `${name} 第${bulletin.number}号（見え方の確認）`
    return previewPage.send(reply, staffFrame(request, title, 'desk'), {
      number: bulletin.number,
      sheet,
    })
  })

  app.post<WithNumber>('/bulletin/:number/removal', async (request, reply) => {
    const { number } = await requireBulletin(options, request.params)
    if (await dropBulletin(commonsStore, number))
      await record(options, request, 'かわるばんの号を消去', `第${number}号（公表前）`)
    return reply.redirect('/staff/desk/bulletin?done=dropped', 303)
  })

  async function send(
    request: FastifyRequest,
    reply: FastifyReply,
    bulletin: Bulletin,
    form: FormState,
    clues: readonly string[] = [],
  ): Promise<FastifyReply> {
    const sources = await sourcesNow(options)
    const cameBack = Object.keys(form.errors).length > 0
    const shown = cameBack ? typedBulletin(form.typed, sources) : storedForm(bulletin, sources)
    const others = otherSources(shown, sources)
    const name = await bulletinName(commons)
    const title = `${name} 第${bulletin.number}号の編集`
    return editPage.send(reply, staffFrame(request, title, 'desk'), {
      links: deskLinks(request, 'bulletin'),
      name,
      number: bulletin.number,
      stamp: bulletin.stamp,
      ...shown,
      others: Object.entries(sourceKinds)
        .map(([kind, label]) => ({
          label,
          list: others.filter(({ source }) => source.kind === kind),
        }))
        .filter(({ list }) => list.length > 0),
      form,
      clues,
      limits,
      saved: savedQuery.parse(request.query).saved === 'yes' && !cameBack,
    })
  }
}

const ELSEWHERE =
  'この号は、ほかの人が先に保存しました。下は今回入力した内容です。控えてから画面を開き直し、もう一度入力してください。'
