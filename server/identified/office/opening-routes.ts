import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { emptyForm, type FormState, readForm } from '../../http/forms.ts'
import { definePage } from '../../http/pages.ts'
import { Problem } from '../../http/problems.ts'
import { z } from 'zod'
import type { FrozenSurvey } from '../../survey/frozen-surveys.ts'
import { openingSteps } from '../../survey/opening-steps.ts'
import { listReductions, tablesLeft } from '../../survey/plan-reductions.ts'
import { tableName } from '../../survey/table-names.ts'
import { findSurvey, type Survey } from '../../survey/surveys.ts'
import { recordAct } from '../auth/audit.ts'
import { signedInPerson, staffFrame } from '../auth/signed-in.ts'
import type { OfficeOptions } from './office.ts'
import { passphraseFields, readPassphrases } from './passphrase-form.ts'
import { requireSurvey } from './survey-page.ts'

const openingPage = definePage<{
  survey: { id: string; title: string }
  keepers: readonly { field: string; post: string }[]
  need: number
  /** What will be published, and what of the frozen plan will not. */
  tables: { left: readonly string[]; withdrawn: readonly string[] }
  form: FormState
}>('office-opening')

const progressPage = definePage<{
  survey: { id: string; title: string }
  progress: { phase: string; done: number; total: number; finished: boolean; failed?: string }
  steps: readonly { phase: string; label: string }[]
  progressUrl: string
}>('office-opening-progress')

const previewPage = definePage<{
  survey: { id: string; title: string; phase: string }
  shown: object
}>('office-preview')

const inspectionPage = definePage<{
  crumbs: readonly { href: string; label: string }[]
  inspection: object
}>('results-inspection')

const recordPage = definePage<{
  survey: { id: string; title: string; phase: string }
  record: object
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

type WithId = { Params: { id: string } }

/** Opening, review, publication, confirmation, record. */
export async function openingRoutes(app: FastifyInstance, options: OfficeOptions): Promise<void> {
  const { commons, identity, now, acts } = options

  app.get<WithId>('/surveys/:id/opening', async (request, reply) =>
    sendOpening(request, reply, await requireClosed(request.params.id), emptyForm),
  )

  app.post<WithId>('/surveys/:id/opening', async (request, reply) => {
    const survey = await requireClosed(request.params.id)
    const keepers = await keepersOf(survey.id)
    const read = readPassphrases(keepers, request.body)
    if (!read.ok) return sendOpening(request, reply.code(422), survey, read.form)
    if (!acts.startOpening(survey, read.typed)) {
      throw new Problem('conflict', {
        detail: '別の開封が進んでいます。終わってから、もう一度開封してください。',
      })
    }
    await audit(request, '開封・集計を開始', survey.id)
    return reply.redirect(`/staff/office/surveys/${survey.id}/opening/progress`, 303)
  })

  app.get<WithId>('/surveys/:id/opening/progress', async (request, reply) => {
    const { id } = request.params
    const progress = acts.openingProgress(id)
    if (progress === undefined) return reply.redirect(`/staff/office/surveys/${id}`, 303)
    const survey = await findSurvey(commons, id)
    if (survey === undefined) throw new Problem('not-found')
    if (progress.refused === true) {
      return reply.redirect(`/staff/office/surveys/${id}/refusal`, 303)
    }
    if (progress.finished && progress.failed === undefined) {
      return reply.redirect(`/staff/office/surveys/${id}/preview`, 303)
    }
    return progressPage.send(reply, staffFrame(request, '開封・集計', 'office'), {
      survey: { id, title: survey.title },
      progress,
      steps: Object.values(openingSteps),
      progressUrl: `/staff/office/surveys/${id}/opening/progress.json`,
    })
  })

  app.get<WithId>('/surveys/:id/opening/progress.json', async (request, reply) => {
    const progress = acts.openingProgress(request.params.id)
    if (progress === undefined) throw new Problem('not-found')
    const next = `/staff/office/surveys/${request.params.id}/opening/progress`
    return reply.send(progress.finished ? { ...progress, next } : progress)
  })

  app.post<WithId>('/surveys/:id/opening/cancellation', async (request, reply) => {
    const { id } = request.params
    if (!acts.cancelOpening(id)) throw new Problem('conflict')
    await audit(request, '開封・集計を取りやめ', id)
    return reply.redirect(`/staff/office/surveys/${id}/opening/progress`, 303)
  })

  app.get<WithId>('/surveys/:id/preview', async (request, reply) => {
    const { id } = request.params
    const survey = await findSurvey(commons, id)
    const shown = await acts.protectedResults(id, request.query)
    if (survey === undefined || shown === undefined) throw new Problem('not-found')
    return previewPage.send(reply, staffFrame(request, '公表前の確認', 'office'), {
      survey: { id, title: survey.title, phase: survey.state },
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
    })
  })

  async function requireClosed(id: string): Promise<FrozenSurvey> {
    const survey = await acts.findFrozen(id)
    if (survey === undefined) throw new Problem('not-found')
    if (survey.phase === 'closed') return survey
    throw new Problem('conflict', {
      detail: '開封は、締切の後に1回だけできます。アンケートの画面で今の状態を確かめてください。',
    })
  }

  async function requirePublished(id: string): Promise<Survey> {
    const survey = await requireSurvey(commons, id)
    if (survey.state === 'published') return survey
    throw new Problem('conflict', {
      detail: '廃棄は、公表の後に1回だけできます。アンケートの画面で今の状態を確かめてください。',
    })
  }

  async function keepersOf(id: string) {
    return (await requireSurvey(commons, id)).draft.keepers
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

  async function sendOpening(
    request: FastifyRequest,
    reply: FastifyReply,
    survey: FrozenSurvey,
    form: FormState,
  ): Promise<FastifyReply> {
    const keepers = await keepersOf(survey.id)
    const { tables, attributes } = survey.questionnaire
    const left = tablesLeft(tables, await listReductions(commons, survey.id))
    const named = (list: readonly (readonly string[])[]) =>
      list.map((table) => tableName(table, attributes))
    return openingPage.send(reply, staffFrame(request, '開封・集計', 'office'), {
      survey: { id: survey.id, title: survey.questionnaire.title },
      keepers: passphraseFields(keepers),
      need: keepers.need,
      tables: {
        left: named(left),
        withdrawn: named(tables.filter((table) => !left.includes(table))),
      },
      form,
    })
  }
}
