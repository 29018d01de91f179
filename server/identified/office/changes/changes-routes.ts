import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { emptyForm, type FormState, readForm } from '../../../http/forms.ts'
import { definePage } from '../../../http/pages.ts'
import { Problem } from '../../../http/problems.ts'
import { sourceKinds } from '../../../programme/bulletin/source.ts'
import {
  asVoiceChanges,
  changeCandidates,
  type ChangeCandidate,
  usualChanges,
} from '../../../programme/follow-up/changes.ts'
import { phaseOf, type Survey } from '../../../survey/surveys.ts'
import {
  listVoiceChanges,
  MOST_VOICE_CHANGES,
  VOICE_CHANGE_LENGTH,
  type VoiceChange,
} from '../../../survey/voice-changes.ts'
import { recordAct } from '../../auth/audit.ts'
import { signedInPerson, staffFrame } from '../../auth/signed-in.ts'
import type { OfficeOptions } from '../office.ts'
import { requireSurvey, sendSurvey } from '../survey-page.ts'
import { type ChangeRow, changeRows, readChanges, typedRows } from './changes-form.ts'

interface ChangesPage {
  readonly survey: Pick<Survey, 'id' | 'title'>
  /** Draft: nobody reads it yet. */
  readonly isDraft: boolean
  readonly mayWrite: boolean
  /** What everybody reads now. */
  readonly told: readonly VoiceChange[]
  readonly rows: readonly ChangeRow[]
  /** Nothing was stored yet: the lines are chosen by the rule. */
  readonly usual: boolean
  /** What is not on the form, by kind. */
  readonly others: readonly { readonly label: string; readonly list: readonly ChangeCandidate[] }[]
  readonly form: FormState
  readonly clues: readonly string[]
  readonly done: string | null
  readonly most: number
  readonly longest: number
}

const page = definePage<ChangesPage>('office-survey-changes')

const doneQuery = z.object({ done: z.enum(['saved', 'none']).optional() }).catch({})
const doneWords = {
  saved: '「あなたの声で変わったこと」を保存しました。',
  none: '「あなたの声で変わったこと」は、何も載せないことにしました。',
} as const
/** Named by the button: a form that is none must not empty the list. */
const typedForm = z.object({ do: z.enum(['save', 'none']) })

const CLOSED =
  '締切を過ぎたため、「あなたの声で変わったこと」は変えられません。次のアンケートの案で選んでください。'

type WithId = { Params: { id: string } }

/** 「あなたの声で変わったこと」 of a survey, from its draft to its close: the same for everybody. */
export async function changesRoutes(app: FastifyInstance, options: OfficeOptions): Promise<void> {
  const { commons, identity, now, acts, answered } = options

  app.get<WithId>('/surveys/:id/changes', async (request, reply) => {
    const survey = await requireSurvey(commons, request.params.id)
    return send(request, reply, survey, emptyForm)
  })

  app.post<WithId>('/surveys/:id/changes', async (request, reply) => {
    const survey = await requireSurvey(commons, request.params.id)
    if (!mayWrite(survey)) return sendSurvey(request, reply.code(409), options, survey, CLOSED)
    const typed = readForm(typedForm, request.body)
    if (!typed.ok) throw new Problem('bad-request')
    const none = typed.value.do === 'none'
    const candidates = await changeCandidates(commons, answered, survey.fiscalYear)
    const read = none
      ? { ok: true as const, changes: [] }
      : readChanges(typed.form.typed, candidates)
    if (!read.ok) return send(request, reply.code(422), survey, read.form, read.clues)
    if (!(await acts.tellChanges(survey.id, read.changes)))
      return sendSurvey(request, reply.code(409), options, survey, CLOSED)
    const actor = signedInPerson(request).number
    const detail = `${survey.id}：${read.changes.length}件`
    await recordAct(identity, now(), actor, '「あなたの声で変わったこと」を保存', detail)
    const done = read.changes.length === 0 ? 'none' : 'saved'
    return reply.redirect(`/staff/office/surveys/${survey.id}/changes?done=${done}`, 303)
  })

  async function send(
    request: FastifyRequest,
    reply: FastifyReply,
    survey: Survey,
    form: FormState,
    clues: readonly string[] = [],
  ): Promise<FastifyReply> {
    const told = await listVoiceChanges(commons, survey.id)
    const candidates = await changeCandidates(commons, answered, survey.fiscalYear)
    const usual = told.length === 0 ? asVoiceChanges(usualChanges(candidates)) : []
    const { done } = doneQuery.parse(request.query)
    const cameBack = Object.keys(form.errors).length > 0
    const rows = cameBack
      ? typedRows(form.typed, candidates)
      : changeRows(told.length === 0 ? usual : told, candidates)
    return page.send(reply, staffFrame(request, 'あなたの声で変わったこと', 'office'), {
      survey: { id: survey.id, title: survey.title },
      isDraft: survey.state === 'draft',
      mayWrite: mayWrite(survey),
      told,
      rows,
      usual: !cameBack && usual.length > 0,
      others: othersOf(candidates, rows),
      form,
      clues,
      done: done === undefined || cameBack ? null : doneWords[done],
      most: MOST_VOICE_CHANGES,
      longest: VOICE_CHANGE_LENGTH,
    })
  }

  function mayWrite(survey: Survey): boolean {
    return ['draft', 'before', 'open'].includes(phaseOf(survey, now()))
  }
}

function othersOf(
  candidates: readonly ChangeCandidate[],
  rows: readonly ChangeRow[],
): ChangesPage['others'] {
  const there = new Set(rows.map(({ key }) => key))
  const left = candidates.filter(({ source }) => !there.has(source.key))
  return Object.entries(sourceKinds)
    .map(([kind, label]) => ({ label, list: left.filter(({ source }) => source.kind === kind) }))
    .filter(({ list }) => list.length > 0)
}
