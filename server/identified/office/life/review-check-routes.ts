import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { emptyForm, type FormState, readForm } from '../../../http/forms.ts'
import { definePage } from '../../../http/pages.ts'
import type { Survey } from '../../../survey/surveys.ts'
import { signedInPerson, staffFrame } from '../../auth/signed-in.ts'
import { chosen } from '../form-fields.ts'
import type { OfficeOptions } from '../office.ts'
import { requireSurvey, sendSurvey } from '../survey-page.ts'
import { findReview, recordReview, type Review } from './review.ts'

/** What 人事課 looks at before everybody sees it. */
const checks = [
  {
    value: 'tables',
    label: '公表する表が、公表計画（取りやめた表を除く）と合っている',
    help: '「公表する内容を見る」で、全庁、部、属性の順に開きます。',
  },
  {
    value: 'hidden',
    label: '少人数の区分が「非表示」になっている',
    help: '前後の数字から引き算で出せないことは、システムが点検しています。',
  },
  {
    value: 'counts',
    label: '点検記録と開封・集計記録の件数に、おかしなところがない',
    help: '渡した回答券、使われた回答券、回答の件数を見比べます。',
  },
  {
    value: 'changes',
    label: '締切の延長や正誤のお知らせが、結果の読み方に影響しないか確かめた',
    help: '影響するときは、正誤のお知らせで知らせてから公表します。',
  },
  {
    value: 'notice',
    label: '公表の日と、公表を知らせる文を決めた',
    help: '文は「お知らせの文」にあります。',
  },
] as const

const names = checks.map(({ value }) => value)

const form = z.object({
  checks: chosen(names).refine((ticked) => names.every((name) => ticked.includes(name)), {
    error: 'すべての欄を確かめて、印を付けてください。',
  }),
})

const page = definePage<{
  survey: Pick<Survey, 'id' | 'title'>
  checks: typeof checks
  review: Review | null
  form: FormState
}>('office-review')

type WithId = { Params: { id: string } }

const NOT_NOW =
  '公表前の確認は、開封の後、公表の前にします。アンケートの画面で今の状態を確かめてください。'

/** 公表前の確認: the list that is gone through before the publication, and who did. */
export async function reviewCheckRoutes(
  app: FastifyInstance,
  options: OfficeOptions,
): Promise<void> {
  const { commons, identity, now } = options

  app.get<WithId>('/surveys/:id/review', async (request, reply) =>
    send(request, reply, await requireSurvey(commons, request.params.id), emptyForm),
  )

  app.post<WithId>('/surveys/:id/review', async (request, reply) => {
    const survey = await requireSurvey(commons, request.params.id)
    const read = readForm(form, request.body)
    if (!read.ok || survey.state !== 'opened')
      return send(request, reply.code(422), survey, read.form)
    const actor = signedInPerson(request).number
    await recordReview(identity, survey.id, { actor, at: now() })
    return reply.redirect(`/staff/office/surveys/${survey.id}?done=review`, 303)
  })

  async function send(
    request: FastifyRequest,
    reply: FastifyReply,
    survey: Survey,
    state: FormState,
  ): Promise<FastifyReply> {
    if (survey.state !== 'opened') {
      return sendSurvey(request, reply.code(409), options, survey, NOT_NOW)
    }
    return page.send(reply, staffFrame(request, '公表前の確認（点検表）', 'office'), {
      survey: { id: survey.id, title: survey.title },
      checks,
      review: await findReview(identity, survey.id),
      form: state,
    })
  }
}
