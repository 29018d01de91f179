import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { jstDay } from '../../../calendar/jst.ts'
import { emptyForm, type FormState, readForm, refuseForm } from '../../../http/forms.ts'
import { definePage } from '../../../http/pages.ts'
import { readIndicatorBook } from '../../../programme/indicators/book.ts'
import { signedInPerson, staffFrame } from '../../auth/signed-in.ts'
import { line } from '../form-fields.ts'
import {
  approveChanges,
  type Decision,
  hasSecondPerson,
  listWaiting,
  returnChanges,
  type Shown,
  type Waiting,
  withdrawChanges,
} from './approvals.ts'
import { type ChangeInWords, changeWords } from './change-words.ts'
import { INDICATORS, type IndicatorOfficeOptions } from './options.ts'

const page = definePage<{
  waiting: readonly (Waiting & { lines: readonly ChangeInWords[]; own: boolean })[]
  /** Somebody else of 人事課 could approve. */
  second: boolean
  done: string | null
  form: FormState
  /** The entry whose form came back; null: none. */
  at: number | null
}>('office-indicators-approvals')

const stampForm = z.object({ stamp: z.string().catch('') }).catch({ stamp: '' })
const returnForm = z.object({ reason: line('差し戻す理由', 200) })
const query = z
  .object({ done: z.enum(['entered', 'approved', 'returned', 'withdrawn']).optional() })
  .catch({})
const doneWords = {
  entered: '入力を受け付けました。人事課のもう1人が承認すると、公表されます。',
  approved: '承認しました。公表している指標に反映しました。',
  returned: '理由を付けて差し戻しました。入力した人の画面に表示されます。',
  withdrawn: '取り下げました。公表している指標は変わっていません。',
} as const

const refusals: Readonly<Record<Exclude<Decision, 'done'>, string>> = {
  own: '自分が入力したものは、自分では承認も差戻しもできません。人事課のもう1人に頼んでください。間違えたときは「取り下げる」を押します。',
  gone: 'この変更は、すでに承認、差戻し、取下げのどれかになっています。下の一覧で確かめてください。',
  other:
    '画面を開いた後に、この変更の中身が変わりました。まだ何も承認していません。下の今の内容を確かめてください。',
  stale:
    '入力した後に、公表している値や目標が変わりました。このままでは承認できません。差し戻して、今の値から入力し直してもらってください。',
}

type WithId = { Params: { id: string } }

/** What waits for the second person: approve, give back with a reason, take back one's own. */
export async function approvalRoutes(
  app: FastifyInstance,
  options: IndicatorOfficeOptions,
): Promise<void> {
  const { commons, identity, now } = options

  app.get('/approvals', async (request, reply) => send(request, reply, emptyForm))

  app.post<WithId>('/approvals/:id/approval', async (request, reply) => {
    const { number } = signedInPerson(request)
    const shown = shownIn(request)
    const decision = await approveChanges(options, number, shown)
    return answer(request, reply, shown.id, decision, 'approved')
  })

  app.post<WithId>('/approvals/:id/return', async (request, reply) => {
    const shown = shownIn(request)
    const read = readForm(returnForm, request.body)
    if (!read.ok) return send(request, reply.code(422), read.form, shown.id)
    const { number } = signedInPerson(request)
    const decision = await returnChanges(options, number, shown, read.value.reason)
    return answer(request, reply, shown.id, decision, 'returned', read.form)
  })

  app.post<WithId>('/approvals/:id/withdrawal', async (request, reply) => {
    const { number } = signedInPerson(request)
    const id = Number(request.params.id)
    return answer(request, reply, id, await withdrawChanges(options, number, id), 'withdrawn')
  })

  function shownIn({ params, body }: FastifyRequest<WithId>): Shown {
    return { id: Number(params.id), stamp: stampForm.parse(body).stamp }
  }

  async function answer(
    request: FastifyRequest,
    reply: FastifyReply,
    id: number,
    decision: Decision,
    done: keyof typeof doneWords,
    typed: FormState = emptyForm,
  ): Promise<FastifyReply> {
    if (decision === 'done') return reply.redirect(`${INDICATORS}/approvals?done=${done}`, 303)
    const status = decision === 'own' ? 403 : 409
    const form = refuseForm(typed, 'form', refusals[decision])
    return send(request, reply.code(status), form, id)
  }

  async function send(
    request: FastifyRequest,
    reply: FastifyReply,
    form: FormState,
    at: number | null = null,
  ): Promise<FastifyReply> {
    const me = signedInPerson(request).number
    const book = await readIndicatorBook(commons)
    const waiting = await listWaiting(identity)
    const { done } = query.parse(request.query)
    return page.send(reply, staffFrame(request, '承認待ち（プログラムの指標）', 'office'), {
      waiting: waiting.map((one) => ({
        ...one,
        lines: one.changes.map((change) => changeWords(change, book)),
        own: one.enteredBy === me,
      })),
      second: await hasSecondPerson(identity, me, jstDay(now())),
      done: done === undefined ? null : doneWords[done],
      form,
      at,
    })
  }
}
