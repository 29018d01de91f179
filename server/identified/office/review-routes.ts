import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { jstDay } from '../../calendar/jst.ts'
import { emptyForm, type FormState, readForm } from '../../http/forms.ts'
import { definePage } from '../../http/pages.ts'
import { Problem } from '../../http/problems.ts'
import { findSurvey, type Survey } from '../../survey/surveys.ts'
import { recordAct } from '../auth/audit.ts'
import { signedInPerson, staffFrame } from '../auth/signed-in.ts'
import { listEntries } from './keepers/entries.ts'
import { ledgerOf, type PostState } from './keepers/ledger.ts'
import type { OfficeOptions } from './office.ts'
import { findReview } from './life/review.ts'
import { requireSurvey, sendSurvey } from './survey-page.ts'

const previewPage = definePage<{
  survey: { id: string; title: string; phase: string }
  /** The list of 公表前の確認 was gone through. */
  reviewed: boolean
  shown: object
}>('office-preview')

const inspectionPage = definePage<{
  crumbs: readonly { href: string; label: string }[]
  inspection: object
}>('results-inspection')

const recordPage = definePage<{
  survey: { id: string; title: string; phase: string }
  record: object
  /** What became of the sheets, by post. */
  sheets: readonly PostState[]
}>('office-record')

const destructionPage = definePage<{
  survey: { id: string; title: string }
  publishedBase: string
  form: FormState
}>('office-destruction')

const destructionSchema = z.object({
  confirmed: z.literal('yes', {
    error: '公表した内容を確かめたうえで、確認の欄に印を付けてください。',
  }),
})

const NOT_REVIEWED =
  '公表前の確認が、まだ記録されていません。点検表のすべての欄を確かめて記録してから、公表してください。'

type WithId = { Params: { id: string } }

/** After the opening: review, publication, destruction, record. */
export async function reviewRoutes(app: FastifyInstance, options: OfficeOptions): Promise<void> {
  const { commons, identity, now, acts } = options

  app.get<WithId>('/surveys/:id/preview', async (request, reply) => {
    const { id } = request.params
    const survey = await findSurvey(commons, id)
    const shown = await acts.protectedResults(id, request.query)
    if (survey === undefined || shown === undefined) throw new Problem('not-found')
    return previewPage.send(reply, staffFrame(request, '公表前の確認', 'office'), {
      survey: { id, title: survey.title, phase: survey.state },
      reviewed: (await findReview(identity, id)) !== null,
      shown,
    })
  })

  app.get<WithId>('/surveys/:id/inspection', async (request, reply) => {
    const { id } = request.params
    const [survey, inspection] = [await findSurvey(commons, id), await acts.inspection(id)]
    if (survey === undefined || inspection === undefined) throw new Problem('not-found')
    return inspectionPage.send(reply, staffFrame(request, '公表前の点検記録', 'office'), {
      crumbs: [
        { href: '/staff/office', label: '人事課の画面' },
        { href: `/staff/office/surveys/${id}`, label: survey.title },
      ],
      inspection,
    })
  })

  app.post<WithId>('/surveys/:id/publication', async (request, reply) => {
    const { id } = request.params
    const survey = await requireSurvey(commons, id)
    if (survey.state === 'opened' && (await findReview(identity, id)) === null) {
      return sendSurvey(request, reply.code(409), options, survey, NOT_REVIEWED)
    }
    if (!(await acts.publish(id))) throw new Problem('conflict')
    await audit(request, '結果を公表', id)
    return reply.redirect(`/staff/office/surveys/${id}`, 303)
  })

  app.get<WithId>('/surveys/:id/destruction', async (request, reply) =>
    sendDestruction(request, reply, await requirePublished(request.params.id), emptyForm),
  )

  app.post<WithId>('/surveys/:id/destruction', async (request, reply) => {
    const survey = await requirePublished(request.params.id)
    const { id } = survey
    const read = readForm(destructionSchema, request.body)
    if (!read.ok) return sendDestruction(request, reply.code(422), survey, read.form)
    if (!(await acts.destroyBox(id))) throw new Problem('conflict')
    await audit(request, '回答箱と鍵を廃棄', id)
    return reply.redirect(`/staff/office/surveys/${id}/record`, 303)
  })

  app.get<WithId>('/surveys/:id/record', async (request, reply) => {
    const { id } = request.params
    const [survey, record] = [await findSurvey(commons, id), await acts.record(id)]
    if (survey === undefined || record === undefined) throw new Problem('not-found')
    return recordPage.send(reply, staffFrame(request, '開封・集計記録', 'office'), {
      survey: { id, title: survey.title, phase: survey.state },
      record,
      sheets: ledgerOf(
        survey.draft.keepers.posts,
        [],
        await listEntries(identity, id),
        jstDay(now()),
      ),
    })
  })

  async function requirePublished(id: string): Promise<Survey> {
    const survey = await requireSurvey(commons, id)
    if (survey.state === 'published') return survey
    throw new Problem('conflict', {
      detail: '廃棄は、公表の後に1回だけできます。アンケートの画面で今の状態を確かめてください。',
    })
  }

  async function audit(request: FastifyRequest, act: string, detail: string): Promise<void> {
    await recordAct(identity, now(), signedInPerson(request).number, act, detail)
  }

  function sendDestruction(
    request: FastifyRequest,
    reply: FastifyReply,
    survey: Survey,
    form: FormState,
  ): Promise<FastifyReply> {
    return destructionPage.send(reply, staffFrame(request, '回答箱と鍵の廃棄', 'office'), {
      survey: { id: survey.id, title: survey.title },
      publishedBase: options.publishedBase,
      form,
    })
  }
}
