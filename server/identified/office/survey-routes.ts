import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type FormState, readForm } from '../../http/forms.ts'
import { definePage } from '../../http/pages.ts'
import { Problem } from '../../http/problems.ts'
import type { QuestionBank } from '../../survey/question-bank.ts'
import { listSurveys, type Phase, phaseOf } from '../../survey/surveys.ts'
import { recordAct } from '../auth/audit.ts'
import { signedInPerson, staffFrame } from '../auth/signed-in.ts'
import { estimated } from './coverage-routes.ts'
import type { Coverage, CoverageDesk } from './coverage.ts'
import { draftForm, draftFormSchema } from './draft-form.ts'
import type { OfficeOptions } from './office.ts'
import { estimateFormSchema, type PlanGroup, planGroups } from './plan-form.ts'
import { requireSurvey, sendSurvey } from './survey-page.ts'

interface Choice {
  readonly value: string
  readonly label: string
  readonly group: string
}

const listPage = definePage<{
  surveys: readonly { id: string; title: string; opensAt: Date; closesAt: Date; phase: Phase }[]
  units: number
  people: number
}>('office-surveys')

const draftPage = definePage<{
  form: FormState
  action: string
  heading: string
  items: readonly Choice[]
  attributes: readonly Choice[]
  plan: readonly PlanGroup[]
  coverage: Coverage | null
}>('office-draft')

type WithId = { Params: { id: string } }

/** List and draft. */
export async function surveyRoutes(
  app: FastifyInstance,
  options: OfficeOptions & { readonly coverage: CoverageDesk },
): Promise<void> {
  const { commons, identity, bank, now, acts, coverage } = options

  app.get('/', async (request, reply) => {
    const surveys = await listSurveys(commons)
    const counted = await identity
      .selectFrom('person')
      .select(({ fn }) => fn.countAll<number>().as('people'))
      .where('origin', '=', 'roster')
      .executeTakeFirstOrThrow()
    const units = await commons
      .selectFrom('unit')
      .select(({ fn }) => fn.countAll<number>().as('units'))
      .executeTakeFirstOrThrow()
    return listPage.send(reply, staffFrame(request, '人事課の画面', 'office'), {
      surveys: surveys.map((s) => ({ ...s, phase: phaseOf(s, now()) })),
      units: units.units,
      people: counted.people,
    })
  })

  app.get('/surveys/new', async (request, reply) =>
    sendDraft(request, reply, draftForm(bank, null, now()), null),
  )

  app.post('/surveys/new', async (request, reply) => {
    if (asksEstimate(request.body)) return sendEstimate(request, reply, null)
    const read = readForm(draftFormSchema(bank, now()), request.body)
    if (!read.ok) return sendDraft(request, reply.code(422), read.form, null)
    const id = await acts.createDraft(read.value)
    await audit(request, 'アンケートの案を作成', id)
    return reply.redirect(`/staff/office/surveys/${id}`, 303)
  })

  app.get<WithId>('/surveys/:id', async (request, reply) =>
    sendSurvey(request, reply, options, await requireSurvey(commons, request.params.id)),
  )

  app.get<WithId>('/surveys/:id/draft', async (request, reply) => {
    const survey = await requireSurvey(commons, request.params.id)
    if (survey.state !== 'draft') throw new Problem('conflict')
    return sendDraft(request, reply, draftForm(bank, survey.draft, now()), survey.id)
  })

  app.post<WithId>('/surveys/:id/draft', async (request, reply) => {
    const survey = await requireSurvey(commons, request.params.id)
    if (survey.state !== 'draft') throw new Problem('conflict')
    if (asksEstimate(request.body)) return sendEstimate(request, reply, survey.id)
    const read = readForm(draftFormSchema(bank, now()), request.body)
    if (!read.ok) return sendDraft(request, reply.code(422), read.form, survey.id)
    if (!(await acts.rewriteDraft(survey.id, read.value))) throw new Problem('conflict')
    await audit(request, 'アンケートの案を修正', survey.id)
    return reply.redirect(`/staff/office/surveys/${survey.id}`, 303)
  })

  async function audit(request: FastifyRequest, act: string, detail: string): Promise<void> {
    await recordAct(identity, now(), signedInPerson(request).number, act, detail)
  }

  /** 「公表の見込み」 inside the editor: only the plan has to be right, and nothing is written. */
  async function sendEstimate(
    request: FastifyRequest,
    reply: FastifyReply,
    id: string | null,
  ): Promise<FastifyReply> {
    const read = readForm(estimateFormSchema(bank), request.body)
    if (!read.ok) return sendDraft(request, reply.code(422), read.form, id)
    const { plan, rate } = read.value
    const made = await estimated(request, read.form, () => coverage(plan, rate))
    return sendDraft(request, reply.code(made.status), made.form, id, made.coverage)
  }

  function sendDraft(
    request: FastifyRequest,
    reply: FastifyReply,
    form: FormState,
    id: string | null,
    shown: Coverage | null = null,
  ): Promise<FastifyReply> {
    const heading = id === null ? '新しいアンケートを作る' : 'アンケートの案を修正する'
    return draftPage.send(reply, staffFrame(request, heading, 'office'), {
      form,
      action: id === null ? '/staff/office/surveys/new' : `/staff/office/surveys/${id}/draft`,
      heading,
      items: itemChoices(bank),
      attributes: bank.attributes.map((a) => ({
        value: a.id,
        label: `${a.label}（${a.options.join('・')}・回答しない）`,
        group: '',
      })),
      plan: planGroups(bank),
      coverage: shown,
    })
  }
}

function asksEstimate(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'do' in body && body.do === 'estimate'
}

function itemChoices(bank: QuestionBank): Choice[] {
  return bank.items.map((item) => ({
    value: item.id,
    label: item.text,
    group: bank.sections.find((section) => section.id === item.section)?.label ?? '',
  }))
}
