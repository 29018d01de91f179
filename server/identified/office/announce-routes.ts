import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { emptyForm, type FormState, refuseForm } from '../../http/forms.ts'
import { definePage } from '../../http/pages.ts'
import type { PlanInWords } from '../../survey/plan-in-words.ts'
import type { Survey } from '../../survey/surveys.ts'
import { recordAct } from '../auth/audit.ts'
import { signedInPerson, staffFrame } from '../auth/signed-in.ts'
import type { KeeperSheet, Mistyped, PreparedKeys } from './announce.ts'
import type { OfficeOptions } from './office.ts'
import { passphraseField, passphraseFields, readPassphrases } from './passphrase-form.ts'
import { planWords, requireSurvey, sendSurvey } from './survey-page.ts'

const sheetsPage = definePage<{
  survey: { id: string; title: string }
  keepers: readonly KeeperSheet[]
  need: number
  keys: PreparedKeys
}>('office-keepers')

const rehearsalPage = definePage<{
  survey: { id: string; title: string }
  keepers: readonly { field: string; post: string }[]
  need: number
  keys: PreparedKeys
  plan: PlanInWords
  form: FormState
}>('office-rehearsal')

type WithId = { Params: { id: string } }

/** The two steps of an announcement: keys and sheets; rehearsal and decision. */
export async function announceRoutes(app: FastifyInstance, options: OfficeOptions): Promise<void> {
  const { commons, identity, bank, now, acts } = options

  // The passphrases exist in this one answer only. Lost, the keys are made anew.
  app.post<WithId>('/surveys/:id/keys', async (request, reply) => {
    const survey = await requireSurvey(commons, request.params.id)
    const made = await acts.prepareAnnouncement(survey.id)
    if (made.state === 'refused') {
      return sendSurvey(request, reply.code(409), options, survey, made.reason)
    }
    await audit(request, '鍵を作成（前の用紙は無効）', survey.id)
    const { keepers, need, keys } = made
    return sheetsPage.send(reply, staffFrame(request, '鍵の保管者へ渡す用紙', 'office'), {
      survey: { id: survey.id, title: survey.title },
      keepers,
      need,
      keys,
    })
  })

  app.get<WithId>('/surveys/:id/announcement', async (request, reply) => {
    const survey = await requireSurvey(commons, request.params.id)
    const keys = acts.keysOf(survey)
    if (keys?.current !== true) return reply.redirect(pathOf(survey), 303)
    return sendRehearsal(request, reply, survey, keys, emptyForm)
  })

  app.post<WithId>('/surveys/:id/announcement', async (request, reply) => {
    const survey = await requireSurvey(commons, request.params.id)
    // A second press, or an answer that was lost: it has been decided.
    if (survey.state === 'announced') return reply.redirect(pathOf(survey), 303)
    const keys = acts.keysOf(survey)
    const read = readPassphrases(survey.draft.keepers, request.body)
    if (!read.ok && keys?.current === true) {
      return sendRehearsal(request, reply.code(422), survey, keys, read.form)
    }
    const announced = await acts.announce(survey.id, read.ok ? read.typed : [])
    if (announced.state === 'announced') {
      await audit(request, 'アンケートの実施を決定（内容を固定）', survey.id)
      return reply.redirect(pathOf(survey), 303)
    }
    const { mistyped, reason } = announced
    const newest = acts.keysOf(survey)
    if (mistyped === undefined || newest === null) {
      const present = await requireSurvey(commons, survey.id)
      if (present.state === 'announced') return reply.redirect(pathOf(survey), 303)
      return sendSurvey(request, reply.code(409), options, present, reason)
    }
    return sendRehearsal(request, reply.code(422), survey, newest, formOf(read.form, mistyped))
  })

  async function audit(request: FastifyRequest, act: string, detail: string): Promise<void> {
    await recordAct(identity, now(), signedInPerson(request).number, act, detail)
  }

  function sendRehearsal(
    request: FastifyRequest,
    reply: FastifyReply,
    survey: Survey,
    keys: PreparedKeys,
    form: FormState,
  ): Promise<FastifyReply> {
    const { keepers } = survey.draft
    const title = '試しの開封と実施の決定'
    return rehearsalPage.send(reply, staffFrame(request, title, 'office'), {
      survey: { id: survey.id, title: survey.title },
      keepers: passphraseFields(keepers),
      need: keepers.need,
      keys,
      plan: planWords(bank, survey),
      form,
    })
  }
}

function formOf(form: FormState, mistyped: readonly Mistyped[]): FormState {
  return mistyped.reduce(
    (refused, { keeper, reason }) =>
      refuseForm(refused, keeper === null ? 'form' : passphraseField(keeper), reason),
    form,
  )
}

function pathOf(survey: Pick<Survey, 'id'>): string {
  return `/staff/office/surveys/${survey.id}`
}
