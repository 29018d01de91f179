import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { emptyForm, type FormState, readForm, refuseForm } from '../../http/forms.ts'
import { definePage } from '../../http/pages.ts'
import { recordAct } from '../auth/audit.ts'
import { signedInPerson, staffFrame } from '../auth/signed-in.ts'
import { letterWords, letterWordsSchema } from './letter-words.ts'
import {
  destroyList,
  isSurveyOpen,
  listedLines,
  openLines,
  type UnitCount,
  withoutPassword,
} from './password-list.ts'
import type { PasswordProgress } from './password-job.ts'
import type { AccountsPages } from './routes.ts'

interface PasswordsPage {
  readonly without: readonly UnitCount[]
  readonly people: number
  readonly job: PasswordProgress | null
  readonly progressUrl: string
  /** Lines in the list, and those whose password still opens an account. */
  readonly listed: number
  readonly open: number
  /** Letters are not shown while a survey takes answers. */
  readonly surveyOpen: boolean
  readonly form: FormState
  readonly words: { readonly address: string; readonly contact: string }
  readonly notice: 'made' | 'destroyed' | 'words' | null
}

const page = definePage<PasswordsPage>('admin-passwords')
const HERE = '/staff/admin/passwords'
const BODY = { bodyLimit: 16 * 1024 }

const destroyForm = z.object({
  printed: z.literal('yes', {
    error: '手紙をすべて印刷したことを確かめて、確認の欄に印を付けてください。',
  }),
})

/** Who has no password yet, the job that makes them, the list that is printed and then deleted. */
export async function passwordListRoutes(
  app: FastifyInstance,
  options: AccountsPages,
): Promise<void> {
  const { identity, commons, now, listFile, job } = options

  app.get(HERE, async (request, reply) => {
    const query = z
      .object({ notice: z.enum(['made', 'destroyed', 'words']) })
      .safeParse(request.query)
    return show(request, reply, emptyForm, query.success ? query.data.notice : null)
  })

  app.post(HERE, BODY, async (request, reply) => {
    const [first] = await withoutPassword(options)
    if (first === undefined) {
      const message = 'パスワードのない職員はいません。作るものはありません。'
      return show(request, reply.code(422), refuseForm(emptyForm, 'form', message))
    }
    job.start(signedInPerson(request).number)
    return reply.redirect(HERE, 303)
  })

  app.get(`${HERE}/progress.json`, async (_request, reply) => {
    const progress = job.progress()
    if (progress === undefined) return reply.send({ finished: true, next: HERE })
    const next = progress.failed === undefined ? `${HERE}?notice=made` : HERE
    return reply.send(progress.finished ? { ...progress, next } : progress)
  })

  app.post(`${HERE}/words`, BODY, async (request, reply) => {
    const read = readForm(letterWordsSchema, request.body)
    if (!read.ok) return show(request, reply.code(422), read.form)
    await options.saveLetterWords(read.value)
    const { address, contact } = read.value
    await audit(request, '手紙に載せることを変更', `${address}　${contact}`)
    return reply.redirect(`${HERE}?notice=words`, 303)
  })

  app.post(`${HERE}/destruction`, BODY, async (request, reply) => {
    const read = readForm(destroyForm, request.body)
    if (!read.ok) return show(request, reply.code(422), read.form)
    const lines = await listedLines(listFile)
    if (!(await destroyList(listFile))) {
      const message = 'パスワードを作っているところです。終わってから、もう一度押してください。'
      return show(request, reply.code(422), refuseForm(read.form, 'printed', message))
    }
    await audit(request, '最初のパスワードの一覧を消去', `${lines}人分`)
    return reply.redirect(`${HERE}?notice=destroyed`, 303)
  })

  async function audit(request: FastifyRequest, act: string, detail: string): Promise<void> {
    await recordAct(identity, now(), signedInPerson(request).number, act, detail)
  }

  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    form: FormState,
    notice: PasswordsPage['notice'] = null,
  ): Promise<FastifyReply> {
    const without = await withoutPassword(options)
    const progress = job.progress()
    const shown =
      progress?.finished === true && progress.failed === undefined ? undefined : progress
    return page.send(reply, staffFrame(request, '最初のパスワード', 'admin'), {
      without,
      people: without.reduce((sum, one) => sum + one.people, 0),
      job: shown ?? null,
      progressUrl: `${HERE}/progress.json`,
      listed: await listedLines(listFile),
      open: (await openLines(identity, listFile)).length,
      surveyOpen: await isSurveyOpen(commons, now()),
      form,
      words: await letterWords(commons, request),
      notice,
    })
  }
}
