import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { emptyForm, type FormState, readForm } from '../../http/forms.ts'
import { requireSameOrigin } from '../../http/headers.ts'
import { definePage } from '../../http/pages.ts'
import { Problem } from '../../http/problems.ts'
import { requireTls } from '../../http/transport.ts'
import type { IdentityStore } from '../../stores/identity.ts'
import { readForms } from '../auth/form-parser.ts'
import { faultOfNewPassword } from '../auth/password-rules.ts'
import type { PasswordDesk } from '../auth/passwords.ts'
import { createFirstAdministrator } from '../auth/setup-account.ts'
import { staffNumber } from '../auth/staff-number.ts'

export interface SampleProgress {
  readonly phase: string
  readonly done: number
  readonly total: number
  readonly finished: boolean
  readonly failed?: string
}

/** The sample city, made by a child process. */
export interface DemoRun {
  /** A finished sample city is there already. */
  isReady(): boolean
  start(): void
  /** Undefined until it has been started. */
  progress(): SampleProgress | undefined
  cancel(): void
  /** Goes over to the sample city, after the present answer has been sent. */
  open(): void
}

export interface SetupOptions {
  readonly identity: IdentityStore
  readonly now: () => Date
  readonly passwords: PasswordDesk
  /** One-time code of the link that the start of the program printed. */
  readonly code: string
  readonly isEmpty: () => Promise<boolean>
  readonly demo?: DemoRun
}

const choicePage = definePage<{ code: string; form: FormState; sampleReady: boolean | null }>(
  'setup',
)
const samplePage = definePage<{
  code: string
  progress: SampleProgress
}>('setup-sample')
const switchPage = definePage<null>('setup-switch')

const frame = { title: '最初の設定', place: 'none' } as const

const administratorForm = z
  .object({
    number: staffNumber,
    password: z.string({ error: 'パスワードを入力してください。' }),
    again: z.string({ error: '確認のため、もう一度入力してください。' }),
  })
  .superRefine((form, context) => {
    const fault = faultOfNewPassword(form.password, form.number)
    if (fault !== null) context.addIssue({ code: 'custom', path: ['password'], message: fault })
    else if (form.password !== form.again) {
      context.addIssue({
        code: 'custom',
        path: ['again'],
        message: '2つのパスワードが違います。同じものを入力してください。',
      })
    }
  })

/** Set-up in the browser: the sample city, or the first administrator. Gone once someone can sign in. */
export async function setup(app: FastifyInstance, options: SetupOptions): Promise<void> {
  const { code, demo } = options
  readForms(app)
  app.addHook('onRequest', requireSameOrigin)
  app.addHook('preHandler', async (request, reply) => {
    reply.header('cache-control', 'no-store').header('referrer-policy', 'same-origin')
    const given = [request.query, request.body]
      .map((part) => (part as { key?: unknown } | null | undefined)?.key)
      .find((key) => typeof key === 'string')
    if (given === undefined || !isSame(given, code)) {
      throw new Problem('not-found', {
        detail: '設定用のリンクは、プログラムを起動した画面に表示されています。',
      })
    }
    if (!(await options.isEmpty())) throw new Problem('gone')
    requireTls(
      request,
      'サーバーの端末の中（アドレスは http://localhost から始まります）で開くか、https:// で開いてください。最初の管理者のパスワードを、暗号化せずに送らないためです。',
    )
  })

  app.get('/setup', async (_request, reply) => sendChoice(reply, emptyForm))

  app.post('/setup/administrator', async (request, reply) => {
    const read = readForm(administratorForm, request.body)
    if (!read.ok) return sendChoice(reply.code(422), read.form)
    const { number, password } = read.value
    const { identity, now, passwords } = options
    await createFirstAdministrator(identity, { number, password, now: now(), passwords })
    return reply.redirect('/staff/sign-in', 303)
  })

  app.post('/setup/sample', async (_request, reply) => {
    if (demo === undefined) throw new Problem('not-found')
    demo.start()
    return reply.redirect(`/setup/sample?key=${code}`, 303)
  })

  app.get('/setup/sample', async (_request, reply) => {
    if (demo === undefined) throw new Problem('not-found')
    const progress = demo.progress()
    if (progress === undefined) return reply.redirect(`/setup?key=${code}`, 303)
    return samplePage.send(reply, frame, { code, progress })
  })

  app.get('/setup/sample.json', async () => {
    const progress = demo?.progress()
    if (progress === undefined) throw new Problem('not-found')
    return progress.finished ? { ...progress, next: `/setup/sample?key=${code}` } : progress
  })

  app.post('/setup/sample/cancellation', async (_request, reply) => {
    demo?.cancel()
    return reply.redirect(`/setup?key=${code}`, 303)
  })

  app.post('/setup/sample/opening', async (_request, reply) => {
    if (demo === undefined || !demo.isReady()) throw new Problem('conflict')
    demo.open()
    return switchPage.send(reply, frame, null)
  })

  function sendChoice(reply: FastifyReply, form: FormState): Promise<FastifyReply> {
    const sampleReady = demo === undefined ? null : demo.isReady()
    return choicePage.send(reply, frame, { code, form, sampleReady })
  }
}

function isSame(given: string, code: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(code)]
  return a.length === b.length && timingSafeEqual(a, b)
}
