import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type FormState, readForm } from '../../http/forms.ts'
import { definePage } from '../../http/pages.ts'
import { Problem } from '../../http/problems.ts'
import type { QuestionBank } from '../../survey/question-bank.ts'
import { findSurvey, listSurveys, type Phase, phaseOf, type Survey } from '../../survey/surveys.ts'
import { recordAct } from '../auth/audit.ts'
import { signedInPerson, staffFrame } from '../auth/signed-in.ts'
import type { KeeperSheet } from './announce.ts'
import { draftForm, draftFormSchema } from './draft-form.ts'
import type { OfficeOptions } from './office.ts'

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
}>('office-draft')

const surveyPage = definePage<{
  survey: Survey
  phase: Phase
  scaleItems: number
  textItems: number
  turnout: number | null
  publishedBase: string
  refused: string | null
}>('office-survey')

const keeperPage = definePage<{
  survey: { id: string; title: string }
  keepers: readonly KeeperSheet[]
  need: number
}>('office-keepers')

type WithId = { Params: { id: string } }

/** List, draft, announcement. */
export async function surveyRoutes(app: FastifyInstance, options: OfficeOptions): Promise<void> {
  const { commons, identity, bank, now, acts } = options

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
    const read = readForm(draftFormSchema(bank, now()), request.body)
    if (!read.ok) return sendDraft(request, reply.code(422), read.form, null)
    const id = await acts.createDraft(read.value)
    await audit(request, 'アンケートの案を作成', id)
    return reply.redirect(`/staff/office/surveys/${id}`, 303)
  })

  app.get<WithId>('/surveys/:id', async (request, reply) =>
    sendSurvey(request, reply, await requireSurvey(request.params.id), null),
  )

  app.get<WithId>('/surveys/:id/draft', async (request, reply) => {
    const survey = await requireSurvey(request.params.id)
    if (survey.state !== 'draft') throw new Problem('conflict')
    return sendDraft(request, reply, draftForm(bank, survey.draft, now()), survey.id)
  })

  app.post<WithId>('/surveys/:id/draft', async (request, reply) => {
    const survey = await requireSurvey(request.params.id)
    if (survey.state !== 'draft') throw new Problem('conflict')
    const read = readForm(draftFormSchema(bank, now()), request.body)
    if (!read.ok) return sendDraft(request, reply.code(422), read.form, survey.id)
    if (!(await acts.rewriteDraft(survey.id, read.value))) throw new Problem('conflict')
    await audit(request, 'アンケートの案を修正', survey.id)
    return reply.redirect(`/staff/office/surveys/${survey.id}`, 303)
  })

  // The passphrases exist in this one answer only: no redirect, nothing to come back to.
  app.post<WithId>('/surveys/:id/announcement', async (request, reply) => {
    const survey = await requireSurvey(request.params.id)
    const announced = await acts.announce(survey.id)
    if (announced.state === 'refused') {
      return sendSurvey(request, reply.code(409), survey, announced.reason)
    }
    await audit(request, 'アンケートの実施を決定（内容を固定）', survey.id)
    return keeperPage.send(reply, staffFrame(request, '鍵の保管者へ渡す用紙', 'office'), {
      survey: { id: survey.id, title: survey.title },
      keepers: announced.keepers,
      need: announced.need,
    })
  })

  async function requireSurvey(id: string): Promise<Survey> {
    const survey = await findSurvey(commons, id)
    if (survey === undefined) throw new Problem('not-found')
    return survey
  }

  async function audit(request: FastifyRequest, act: string, detail: string): Promise<void> {
    await recordAct(identity, now(), signedInPerson(request).number, act, detail)
  }

  function sendDraft(
    request: FastifyRequest,
    reply: FastifyReply,
    form: FormState,
    id: string | null,
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
    })
  }

  async function sendSurvey(
    request: FastifyRequest,
    reply: FastifyReply,
    survey: Survey,
    refused: string | null,
  ): Promise<FastifyReply> {
    const phase = phaseOf(survey, now())
    const counted = phase === 'open' || phase === 'closed'
    return surveyPage.send(reply, staffFrame(request, survey.title, 'office'), {
      survey,
      phase,
      scaleItems: countItems(bank, survey, 'scale'),
      textItems: countItems(bank, survey, 'text'),
      turnout: counted ? await acts.turnout(survey.id, survey.eligible ?? 0) : null,
      publishedBase: options.publishedBase,
      refused,
    })
  }
}

function itemChoices(bank: QuestionBank): Choice[] {
  return bank.items.map((item) => ({
    value: item.id,
    label: item.text,
    group: bank.sections.find((section) => section.id === item.section)?.label ?? '',
  }))
}

function countItems(bank: QuestionBank, survey: Survey, type: 'scale' | 'text'): number {
  const frozen = survey.questionnaire?.items
  if (frozen !== undefined) return frozen.filter((item) => item.type === type).length
  return bank.items.filter((i) => i.type === type && survey.draft.itemIds.includes(i.id)).length
}
