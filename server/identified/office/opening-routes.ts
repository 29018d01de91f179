import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { emptyForm, type FormState, refuseForm } from '../../http/forms.ts'
import { definePage } from '../../http/pages.ts'
import { Problem } from '../../http/problems.ts'
import type { FrozenSurvey } from '../../survey/frozen-surveys.ts'
import { openingSteps } from '../../survey/opening-steps.ts'
import { listReductions, tablesLeft } from '../../survey/plan-reductions.ts'
import { tableName } from '../../survey/table-names.ts'
import { keyId } from '../../tokens/keys.ts'
import { recordAct } from '../auth/audit.ts'
import { signedInPerson, staffFrame } from '../auth/signed-in.ts'
import type { KeyState } from './keepers/acts.ts'
import type { PassphraseAttempts } from './keepers/attempts.ts'
import type { OfficeOptions } from './office.ts'
import { mistypedForm, passphraseFields, readPassphrases } from './passphrase-form.ts'
import { requireSurvey } from './survey-page.ts'

const openingPage = definePage<{
  survey: { id: string; title: string }
  keepers: readonly { field: string; post: string }[]
  need: number
  /** What will be published, and what of the frozen plan will not. */
  tables: { left: readonly string[]; withdrawn: readonly string[] }
  copies: Pick<KeyState, 'data' | 'mirror'>
  /** Fingerprint of the keys, as it stands on the sheets. */
  keyNumber: string
  /** No copy of the key can be read: nobody can open the box. */
  keyGone: boolean
  form: FormState
}>('office-opening')

const progressPage = definePage<{
  survey: { id: string; title: string }
  progress: { phase: string; done: number; total: number; finished: boolean; failed?: string }
  steps: readonly { phase: string; label: string }[]
  progressUrl: string
}>('office-opening-progress')

const BEGUN = '開封・集計を開始'

/** After a restart. */
const broken = {
  phase: '',
  done: 0,
  total: 1,
  finished: true,
  failed:
    '前の開封が終わらないうちに、サーバーが再起動しました。何も書き込んでいません。回答箱は封をしたまま、開封の前と同じ状態で残っています。もう一度開封してください。',
}

const running = () =>
  new Problem('conflict', {
    detail: '別の開封が進んでいます。終わってから、もう一度開封してください。',
  })

type WithId = { Params: { id: string } }

/** Opening, review, publication, confirmation, record. */
export async function openingRoutes(
  app: FastifyInstance,
  options: OfficeOptions & { readonly attempts: PassphraseAttempts },
): Promise<void> {
  const { commons, identity, now, acts, attempts } = options

  app.get<WithId>('/surveys/:id/opening', async (request, reply) =>
    sendOpening(request, reply, await requireClosed(request.params.id), emptyForm),
  )

  app.post<WithId>('/surveys/:id/opening', async (request, reply) => {
    const survey = await requireClosed(request.params.id)
    const keepers = await keepersOf(survey.id)
    const read = readPassphrases(keepers, request.body)
    if (!read.ok) return sendOpening(request, reply.code(422), survey, read.form)
    if (acts.openingProgress(survey.id)?.finished === false) throw running()
    const right = await attempts.begin(survey.id)
    const checked = await acts.keepers.check(survey.id, read.typed)
    if (checked.state === 'mistyped') {
      const form = mistypedForm(read.form, checked.faults)
      return sendOpening(request, reply.code(422), survey, form)
    }
    await right()
    if (checked.state === 'refused') {
      const form = refuseForm(read.form, 'form', checked.reason)
      return sendOpening(request, reply.code(409), survey, form)
    }
    // Another officer may have opened it while the passphrases were looked at.
    if (!acts.startOpening(await requireClosed(survey.id), read.typed)) throw running()
    await audit(request, BEGUN, survey.id)
    return reply.redirect(`/staff/office/surveys/${survey.id}/opening/progress`, 303)
  })

  app.get<WithId>('/surveys/:id/opening/progress', async (request, reply) => {
    const { id } = request.params
    const survey = await requireSurvey(commons, id)
    const progress = acts.openingProgress(id) ?? (await brokenOff(id))
    if (progress === undefined) return reply.redirect(`/staff/office/surveys/${id}`, 303)
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
    const { id } = request.params
    const progress = acts.openingProgress(id) ?? (await brokenOff(id))
    if (progress === undefined) throw new Problem('not-found')
    const next = `/staff/office/surveys/${id}/opening/progress`
    return reply.send(progress.finished ? { ...progress, next } : progress)
  })

  app.post<WithId>('/surveys/:id/opening/cancellation', async (request, reply) => {
    const { id } = request.params
    if (!acts.cancelOpening(id)) throw new Problem('conflict')
    await audit(request, '開封・集計を取りやめ', id)
    return reply.redirect(`/staff/office/surveys/${id}/opening/progress`, 303)
  })

  /** An opening that was begun and of which this process knows nothing: the server was stopped meanwhile. */
  async function brokenOff(id: string): Promise<(typeof broken & { refused?: never }) | undefined> {
    if ((await acts.findFrozen(id))?.phase !== 'closed') return undefined
    const begun = await identity
      .selectFrom('audit')
      .select('id')
      .where('act', '=', BEGUN)
      .where('detail', '=', id)
      .executeTakeFirst()
    return begun === undefined ? undefined : broken
  }

  async function requireClosed(id: string): Promise<FrozenSurvey> {
    const survey = await acts.findFrozen(id)
    if (survey === undefined) throw new Problem('not-found')
    if (survey.phase === 'closed') return survey
    throw new Problem('conflict', {
      detail: '開封は、締切の後に1回だけできます。アンケートの画面で今の状態を確かめてください。',
    })
  }

  async function keepersOf(id: string) {
    return (await requireSurvey(commons, id)).draft.keepers
  }

  async function audit(request: FastifyRequest, act: string, detail: string): Promise<void> {
    await recordAct(identity, now(), signedInPerson(request).number, act, detail)
  }

  async function sendOpening(
    request: FastifyRequest,
    reply: FastifyReply,
    survey: FrozenSurvey,
    form: FormState,
  ): Promise<FastifyReply> {
    const keepers = await keepersOf(survey.id)
    const { tables, attributes } = survey.questionnaire
    const { sheets, data, mirror } = acts.keepers.stateOf(survey.id)
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
      copies: { data, mirror },
      keyNumber: keyId(survey.signingSpki, survey.tallySpki),
      keyGone: sheets.length === 0,
      form,
    })
  }
}
