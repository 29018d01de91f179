import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { emptyForm, type FormState, readForm, refuseForm } from '../../../http/forms.ts'
import { definePage } from '../../../http/pages.ts'
import { Problem } from '../../../http/problems.ts'
import { calendarOf, readSettings } from '../../../proposals/settings.ts'
import type { Survey } from '../../../survey/surveys.ts'
import type { Mail, MailOrder } from '../../../mail/mail-desk.ts'
import { recordAct } from '../../auth/audit.ts'
import { signedInPerson, staffFrame } from '../../auth/signed-in.ts'
import { line } from '../form-fields.ts'
import type { OfficeOptions } from '../office.ts'
import { requireSurvey, sendSurvey } from '../survey-page.ts'
import { listMails } from './mails.ts'
import { factsOf } from './gather-facts.ts'
import type { NoticeText } from './notice-facts.ts'
import { noticeTexts } from './notice-texts.ts'

const listPage = definePage<{
  survey: Pick<Survey, 'id' | 'title'>
  texts: readonly NoticeText[]
  mails: readonly Mail[]
  mailing: boolean
  done: string | null
  form: FormState
}>('office-notices')

const mailPage = definePage<{
  survey: Pick<Survey, 'id' | 'title'>
  text: NoticeText
  /** The address in the text is one that only this machine knows. */
  local: boolean
  form: FormState
}>('office-mail')

const mailForm = z.object({
  kind: z.string({ error: '送る文を、お知らせの文の画面から選び直してください。' }),
  subject: line('件名', 100),
  body: z
    .string({ error: '本文を入力してください。' })
    .transform((text) => text.replaceAll('\r\n', '\n').trim())
    .refine((text) => text !== '', { error: '本文を入力してください。' })
    .refine((text) => text.length <= 4000, { error: '本文は4000文字までにしてください。' }),
  confirmed: z.literal('yes', {
    error: 'すべての職員に1通だけ送られ、取り消せません。よければ、確認の欄に印を付けてください。',
  }),
})

const doneQuery = z.object({ done: z.enum(['sent', 'waiting', 'withdrawn']).optional() }).catch({})
const doneWords = {
  sent: 'メールを送りました。',
  waiting:
    '16時を過ぎているか休日のため、翌開庁日の8時30分以後に送ります。それまでは取り消せます。',
  withdrawn: 'メールを取り消しました。送っていません。',
} as const

const NO_MAIL =
  'メールの設定がありません。文を写して、全庁的お知らせか文書管理システムで知らせてください。'
const TWICE = 'この文は、すでに送ったか、送る順番を待っています。同じ文は2回送れません。'
const NOT_ANNOUNCED = 'お知らせの文は、実施を決定した後に作られます。'
const NOT_WAITING = 'このメールは、すでに送ったか取り消されています。一覧で確かめてください。'
const NOT_FAILED = 'このメールは、今は送り直せません。一覧で今の状態を確かめてください。'

type WithId = { Params: { id: string } }
type WithMail = { Params: { id: string; mail: string } }

/** Ready texts to copy and print; and where a relay is set up, one mail to everybody. */
export async function noticeRoutes(app: FastifyInstance, options: OfficeOptions): Promise<void> {
  const { commons, identity, now } = options
  const { mail: desk } = options.acts.life

  app.get<WithId>('/surveys/:id/notices', async (request, reply) =>
    sendList(request, reply, await requireSurvey(commons, request.params.id), emptyForm),
  )

  app.get<WithId & { Querystring: { kind?: string } }>(
    '/surveys/:id/notices/mail',
    async (request, reply) => {
      const survey = await requireSurvey(commons, request.params.id)
      const text = await textOf(request, survey, request.query.kind)
      return sendMail(request, reply, survey, text, emptyForm)
    },
  )

  app.post<WithId>('/surveys/:id/notices/mail', async (request, reply) => {
    const survey = await requireSurvey(commons, request.params.id)
    const read = readForm(mailForm, request.body)
    const text = await textOf(request, survey, read.form.typed['kind'])
    if (!read.ok) return sendMail(request, reply.code(422), survey, text, read.form)
    if (desk === null) return refuse(request, reply, survey, NO_MAIL)
    const { subject, body, kind } = read.value
    const order = await desk.order({ survey: survey.id, kind, subject, body: `${body}\n` })
    return answer(request, reply, survey, text.moment, order)
  })

  app.post<WithMail>('/surveys/:id/notices/mail/:mail/withdrawal', async (request, reply) => {
    const survey = await requireSurvey(commons, request.params.id)
    if (desk === null) return refuse(request, reply, survey, NO_MAIL)
    const mail = Number(request.params.mail)
    if (!(await desk.withdraw(survey.id, mail))) return refuse(request, reply, survey, NOT_WAITING)
    await audit(request, '全職員あてのメールを取消し', `${survey.id}：送信前に取消し`)
    return reply.redirect(`${pathOf(survey)}?done=withdrawn`, 303)
  })

  app.post<WithMail>('/surveys/:id/notices/mail/:mail/retry', async (request, reply) => {
    const survey = await requireSurvey(commons, request.params.id)
    if (desk === null) return refuse(request, reply, survey, NO_MAIL)
    const order = await desk.retry(survey.id, Number(request.params.mail))
    if (order === null) return refuse(request, reply, survey, NOT_FAILED)
    return answer(request, reply, survey, '送り直し', order)
  })

  async function answer(
    request: FastifyRequest,
    reply: FastifyReply,
    survey: Survey,
    moment: string,
    order: MailOrder,
  ): Promise<FastifyReply> {
    if (order.state === 'twice') return refuse(request, reply, survey, TWICE)
    const words = { sent: '送信', waiting: '翌開庁日に送信', failed: '送信できず' }[order.state]
    await audit(request, '全職員あてのメールを送信', `${survey.id}：${moment}（${words}）`)
    if (order.state === 'failed') return refuse(request, reply, survey, order.reason, 502)
    return reply.redirect(`${pathOf(survey)}?done=${order.state}`, 303)
  }

  /** @throws {Problem} `not-found` for a text that does not exist (any more) */
  async function textOf(
    request: FastifyRequest,
    survey: Survey,
    kind: string | undefined,
  ): Promise<NoticeText> {
    const text = (await textsOf(request, survey)).find((one) => one.kind === kind && one.current)
    if (text === undefined) {
      throw new Problem('not-found', {
        detail:
          'この文は、今のアンケートの状態には合いません。お知らせの文の画面から選び直してください。',
      })
    }
    return text
  }

  async function textsOf(request: FastifyRequest, survey: Survey): Promise<NoticeText[]> {
    const calendar = calendarOf(await readSettings(commons))
    const origin = `${request.protocol}://${request.host}`
    const deps = { ...options, record: (id: string) => options.acts.record(id) }
    return noticeTexts(await factsOf(deps, survey, origin), calendar)
  }

  async function sendList(
    request: FastifyRequest,
    reply: FastifyReply,
    survey: Survey,
    form: FormState,
  ): Promise<FastifyReply> {
    if (survey.state === 'draft' || survey.questionnaire === null) {
      return sendSurvey(request, reply.code(409), options, survey, NOT_ANNOUNCED)
    }
    const { done } = doneQuery.parse(request.query)
    return listPage.send(reply, staffFrame(request, 'お知らせの文', 'office'), {
      survey: { id: survey.id, title: survey.title },
      texts: await textsOf(request, survey),
      mails: await listMails(commons, survey.id),
      mailing: desk !== null,
      done: done === undefined ? null : doneWords[done],
      form,
    })
  }

  function refuse(
    request: FastifyRequest,
    reply: FastifyReply,
    survey: Survey,
    words: string,
    status = 409,
  ): Promise<FastifyReply> {
    return sendList(request, reply.code(status), survey, refuseForm(emptyForm, 'form', words))
  }

  function sendMail(
    request: FastifyRequest,
    reply: FastifyReply,
    survey: Survey,
    text: NoticeText,
    form: FormState,
  ): Promise<FastifyReply> {
    if (desk === null) return refuse(request, reply, survey, NO_MAIL)
    return mailPage.send(reply, staffFrame(request, '全職員あてのメール', 'office'), {
      survey: { id: survey.id, title: survey.title },
      text,
      local: /^(localhost|127\.|\[::1\])/.test(request.host),
      form,
    })
  }

  async function audit(request: FastifyRequest, act: string, detail: string): Promise<void> {
    await recordAct(identity, now(), signedInPerson(request).number, act, detail)
  }
}

function pathOf({ id }: Pick<Survey, 'id'>): string {
  return `/staff/office/surveys/${id}/notices`
}
