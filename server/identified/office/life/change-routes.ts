import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { formatJst, formatJstDay, jstDay } from '../../../calendar/jst.ts'
import { emptyForm, type FormState, readForm } from '../../../http/forms.ts'
import { definePage } from '../../../http/pages.ts'
import { readSettings } from '../../../proposals/settings.ts'
import { firstNewDay } from '../../../survey/change-survey.ts'
import { daysStopped, resumedClosing, yearEnd } from '../../../survey/closing-time.ts'
import { listChanges, stopNow, type SurveyChange } from '../../../survey/survey-changes.ts'
import { phaseOf, type Survey } from '../../../survey/surveys.ts'
import { recordAct } from '../../auth/audit.ts'
import { signedInPerson, staffFrame } from '../../auth/signed-in.ts'
import type { OfficeOptions } from '../office.ts'
import { requireSurvey, sendSurvey } from '../survey-page.ts'
import {
  cancellationForm,
  correctionForm,
  extensionForm,
  resumptionForm,
  stopForm,
} from './change-forms.ts'
import { type ChangeKind, refusalOf, type Standing } from './possible-changes.ts'

/** What the page of one change shows beside its form. */
interface ChangePage {
  readonly kind: ChangeKind
  readonly survey: Pick<Survey, 'id' | 'title' | 'opensAt' | 'closesAt' | 'stoppedOn'>
  readonly phase: Standing['phase']
  readonly form: FormState
  /** Latest closing that is possible. */
  readonly last: Date
  /** Of a correction: those made before. */
  readonly earlier: readonly SurveyChange[]
  /** Days a stop may be counted from, today first; a stop of the proposals' clocks beside it. */
  readonly days: readonly { readonly day: string; readonly reason: string }[]
  /** Of a resumption: what it would do. */
  readonly resumed: Resumed | null
  readonly posts: readonly string[]
}

const page = definePage<ChangePage>('office-change')

type WithId = { Params: { id: string } }

interface Looked {
  readonly survey: Survey
  readonly standing: Standing
}

/** 締切の延長, 正誤のお知らせ, 期限停止 and its end, 中止: a page each, and what everybody is told at once. */
export async function changeRoutes(app: FastifyInstance, options: OfficeOptions): Promise<void> {
  const { commons, identity, now } = options
  const { life } = options.acts

  show('extension')
  show('correction')
  show('stop')
  show('resumption')
  show('cancellation')

  app.post<WithId>('/surveys/:id/extension', async (request, reply) => {
    const looked = await look(request.params.id)
    const { survey } = looked
    const read = readForm(extensionForm(survey.closesAt), request.body)
    if (!read.ok) return send(request, reply, 'extension', looked, read.form)
    const { words, closesAt } = read.value
    const done = await life.extend(survey.id, { words, closesAt })
    const detail = `${formatJst(survey.closesAt)}→${formatJst(closesAt)}　理由：${words}`
    return finish(request, reply, 'extension', survey, done, detail)
  })

  app.post<WithId>('/surveys/:id/correction', async (request, reply) => {
    const looked = await look(request.params.id)
    const { survey } = looked
    const read = readForm(correctionForm, request.body)
    if (!read.ok) return send(request, reply, 'correction', looked, read.form)
    const { words } = read.value
    const done = await life.correct(survey.id, words)
    return finish(request, reply, 'correction', survey, done, words.replaceAll('\n', '　'))
  })

  app.post<WithId>('/surveys/:id/stop', async (request, reply) => {
    const looked = await look(request.params.id)
    const { survey } = looked
    const days = (await stopDays(survey)).map(({ day }) => day)
    const read = readForm(stopForm(days), request.body)
    if (!read.ok) return send(request, reply, 'stop', looked, read.form)
    const { words, from: day } = read.value
    const done = await life.stop(survey.id, { words, day })
    return finish(request, reply, 'stop', survey, done, `${formatJstDay(day)}から　理由：${words}`)
  })

  app.post<WithId>('/surveys/:id/resumption', async (request, reply) => {
    const looked = await look(request.params.id)
    const { survey, standing } = looked
    const read = readForm(resumptionForm, request.body)
    if (!read.ok) return send(request, reply, 'resumption', looked, read.form)
    const resumed = resumedOf(survey, standing.changes, jstDay(now()))
    const done = resumed !== null && (await life.resume(survey.id, resumed.words))
    return finish(request, reply, 'resumption', survey, done, resumed?.words ?? '')
  })

  app.post<WithId>('/surveys/:id/cancellation', async (request, reply) => {
    const looked = await look(request.params.id)
    const { survey } = looked
    const read = readForm(cancellationForm, request.body)
    if (!read.ok) return send(request, reply, 'cancellation', looked, read.form)
    const { words } = read.value
    const done = await life.cancel(survey.id, words)
    return finish(request, reply, 'cancellation', survey, done, `理由：${words}`)
  })

  // The files of a cancelled survey, once more after a disk had refused.
  app.post<WithId>('/surveys/:id/clearing', async (request, reply) => {
    const survey = await requireSurvey(commons, request.params.id)
    const gone = survey.state === 'cancelled' && (await life.clear(survey.id))
    if (gone) return reply.redirect(`/staff/office/surveys/${survey.id}`, 303)
    return sendSurvey(request, reply.code(409), options, survey, STILL_THERE)
  })

  function show(kind: ChangeKind): void {
    app.get<WithId>(`/surveys/:id/${kind}`, async (request, reply) =>
      send(request, reply.code(200), kind, await look(request.params.id), emptyForm),
    )
  }

  async function look(id: string): Promise<Looked> {
    const survey = await requireSurvey(commons, id)
    const changes = await listChanges(commons, id)
    const phase = phaseOf(survey, now())
    return { survey, standing: { phase, changes, opening: life.isOpening(id) } }
  }

  /** The form (again); or, where the change is not possible, the survey with a sentence why. */
  async function send(
    request: FastifyRequest,
    reply: FastifyReply,
    kind: ChangeKind,
    { survey, standing }: Looked,
    form: FormState,
  ): Promise<FastifyReply> {
    const refused = refusalOf(kind, standing)
    if (refused !== null) return sendSurvey(request, reply.code(409), options, survey, refused)
    const { id, title, opensAt, closesAt, stoppedOn, draft } = survey
    if (Object.keys(form.errors).length > 0) reply.code(422)
    return page.send(reply, staffFrame(request, titles[kind], 'office'), {
      kind,
      survey: { id, title, opensAt, closesAt, stoppedOn },
      phase: standing.phase,
      form,
      last: yearEnd(closesAt),
      earlier: standing.changes.filter((change) => change.kind === 'correction'),
      days: await stopDays(survey),
      resumed: resumedOf(survey, standing.changes, jstDay(now())),
      posts: draft.keepers.posts,
    })
  }

  async function finish(
    request: FastifyRequest,
    reply: FastifyReply,
    kind: ChangeKind,
    survey: Survey,
    done: boolean,
    detail: string,
  ): Promise<FastifyReply> {
    if (!done) {
      const { survey: present, standing } = await look(survey.id)
      const refused = refusalOf(kind, standing) ?? ELSEWHERE
      return sendSurvey(request, reply.code(409), options, present, refused)
    }
    const actor = signedInPerson(request).number
    await recordAct(identity, now(), actor, acts[kind], `${survey.id}：${detail}`)
    return reply.redirect(`/staff/office/surveys/${survey.id}?done=${kind}`, 303)
  }

  /** Today, and the day on which the proposals' clocks were stopped, where they stand still now. */
  async function stopDays({ opensAt }: Survey): Promise<ChangePage['days']> {
    const today = jstDay(now())
    const { stops } = await readSettings(commons)
    const standing = stops.find(({ from, to }) => from <= today && (to === null || to >= today))
    const choices = [{ day: today, reason: '' }]
    if (standing !== undefined && standing.from < today && standing.from >= jstDay(opensAt))
      choices.push({ day: standing.from, reason: standing.reason })
    else if (standing !== undefined) choices[0] = { day: today, reason: standing.reason }
    return choices
  }
}

const ELSEWHERE = 'ほかの操作が先に行われました。画面を開き直して、今の状態を確かめてください。'
const STILL_THERE =
  '回答箱か鍵のファイルを、まだ消せません。データフォルダと控えのディスクを情報担当へご確認ください。'

const titles: Record<ChangeKind, string> = {
  extension: '締切の延長',
  correction: '正誤のお知らせ',
  stop: '災害等による期限停止',
  resumption: '期限停止の終わり',
  cancellation: 'アンケートの中止',
}

const acts: Record<ChangeKind, string> = {
  extension: 'アンケートの締切を延長',
  correction: '正誤のお知らせを公表',
  stop: 'アンケートの期限を停止',
  resumption: 'アンケートの期限停止を終了',
  cancellation: 'アンケートを中止（回答箱と鍵を廃棄）',
}

interface Resumed {
  readonly days: number
  /** null: the closing had passed before the stop. */
  readonly closesAt: Date | null
  /** The fiscal year leaves fewer days than were stopped. */
  readonly capped: boolean
  /** What everybody reads. */
  readonly words: string
}

/** What ending the stop today does; null when none stands. */
function resumedOf(
  survey: Survey,
  changes: readonly SurveyChange[],
  today: string,
): Resumed | null {
  const stop = stopNow(changes)
  if (stop === null) return null
  const from = firstNewDay(changes, stop.day)
  const days = Math.max(0, daysStopped(from, today))
  if (survey.stoppedOn === null) {
    const words = `停止した${days}日を、期限に加えました。`
    return { days, closesAt: null, capped: false, words }
  }
  const closesAt = resumedClosing(survey.closesAt, from, today)
  const capped = closesAt.getTime() - survey.closesAt.getTime() < days * 86_400_000
  const words = capped
    ? `停止した日は${days}日ですが、4月1日をまたげないため、${formatJst(closesAt)}までとしました。`
    : `停止した${days}日を、締切に加えました。`
  return { days, closesAt, capped, words }
}
