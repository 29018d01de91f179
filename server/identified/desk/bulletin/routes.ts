import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { emptyForm, type FormState, readForm } from '../../../http/forms.ts'
import { definePage } from '../../../http/pages.ts'
import {
  type Bulletin,
  limits,
  type PublishedBulletin,
} from '../../../programme/bulletin/bulletin.ts'
import {
  bulletinName,
  findDraft,
  listPublished,
} from '../../../programme/bulletin/read-bulletins.ts'
import { beginBulletin, nameBulletin } from '../../../programme/bulletin/write-bulletins.ts'
import { staffFrame } from '../../auth/signed-in.ts'
import { line } from '../../inbox/typed-fields.ts'
import { type DeskLink, deskLinks } from '../desk-links.ts'
import { editRoutes } from './edit-routes.ts'
import { numberRoutes } from './number-routes.ts'
import { type BulletinOptions, editing, pathOf, record } from './options.ts'
import { publishRoutes } from './publish-routes.ts'

const page = definePage<{
  links: readonly DeskLink[]
  name: string
  draft: Bulletin | null
  published: readonly PublishedBulletin[]
  form: FormState
  done: string | null
  longest: number
}>('desk-bulletin')

const doneQuery = z.object({ done: z.enum(['named', 'dropped']).optional() }).catch({})
const doneWords = {
  named: '名前を変えました。次に公表する号から、この名前になります。',
  dropped: '作りかけの号を消しました。',
} as const
const nameForm = z.object({ name: line('名前', limits.name) })

/** かわるばん, of 行政管理課: composed by a rule, edited, looked at once more, published. */
export async function bulletinPages(app: FastifyInstance, options: BulletinOptions): Promise<void> {
  const { commons, commonsStore } = options

  app.get('/bulletin', async (request, reply) => send(request, reply, emptyForm))

  app.post('/bulletin', async (request, reply) => {
    const number = await beginBulletin(editing(options))
    await record(options, request, 'かわるばんの号を作成', `第${number}号`)
    return reply.redirect(pathOf(number), 303)
  })

  app.post('/bulletin/name', async (request, reply) => {
    const read = readForm(nameForm, request.body)
    if (!read.ok) return send(request, reply.code(422), read.form)
    const before = await bulletinName(commons)
    await nameBulletin(commonsStore, read.value.name)
    await record(options, request, 'かわるばんの名前を変更', `${before}→${read.value.name}`)
    return reply.redirect('/staff/desk/bulletin?done=named', 303)
  })

  await editRoutes(app, options)
  await publishRoutes(app, options)
  await numberRoutes(app, options)

  async function send(
    request: FastifyRequest,
    reply: FastifyReply,
    form: FormState,
  ): Promise<FastifyReply> {
    const name = await bulletinName(commons)
    const { done } = doneQuery.parse(request.query)
    return page.send(reply, staffFrame(request, name, 'desk'), {
      links: deskLinks(request, 'bulletin'),
      name,
      draft: await findDraft(commons),
      published: await listPublished(commons),
      form,
      done: done === undefined ? null : doneWords[done],
      longest: limits.name,
    })
  }
}
