import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { formatJstDay } from '../../calendar/jst.ts'
import { emptyForm, type FormState, readForm } from '../../http/forms.ts'
import { definePage } from '../../http/pages.ts'
import { Problem } from '../../http/problems.ts'
import {
  latestRefusal,
  openRefusal,
  type ReductionFault,
  reductionFault,
  type Refusal,
  type RefusalReason,
} from '../../survey/plan-reductions.ts'
import { tableKey } from '../../survey/plannable-tables.ts'
import type { Questionnaire } from '../../survey/questionnaire.ts'
import { tableName } from '../../survey/table-names.ts'
import type { Survey } from '../../survey/surveys.ts'
import { recordAct } from '../auth/audit.ts'
import { signedInPerson, staffFrame } from '../auth/signed-in.ts'
import { chosen, line } from './form-fields.ts'
import type { OfficeOptions } from './office.ts'
import { requireSurvey } from './survey-page.ts'

const refusalPage = definePage<{
  survey: { id: string; title: string }
  refusal: {
    number: number
    day: string
    reason: RefusalReason
    k: number
    /** Names of the tables that took part; none where it cannot be told. */
    involved: readonly string[]
    tables: readonly { value: string; label: string }[]
  }
  form: FormState
}>('office-refusal')

const ELSEWHERE = 'ほかの操作が先に行われました。アンケートの画面で、今の状態を確かめてください。'

type WithId = { Params: { id: string } }

/** An opening that the protection refused: why, and which tables to leave out before it is repeated. */
export async function refusalRoutes(app: FastifyInstance, options: OfficeOptions): Promise<void> {
  const { commons, identity, now, acts } = options

  app.get<WithId>('/surveys/:id/refusal', async (request, reply) => {
    const survey = await requireSurvey(commons, request.params.id)
    if ((await latestRefusal(commons, survey.id)) === undefined) throw new Problem('not-found')
    const refusal = await openRefusal(commons, survey.id)
    if (refusal === undefined) {
      return reply.redirect(`/staff/office/surveys/${survey.id}`, 303)
    }
    return sendRefusal(request, reply, survey, refusal, emptyForm)
  })

  app.post<WithId>('/surveys/:id/reduction', async (request, reply) => {
    const survey = await requireSurvey(commons, request.params.id)
    const refusal = await openRefusal(commons, survey.id)
    if (refusal === undefined) throw new Problem('conflict', { detail: ELSEWHERE })
    const q = questionnaireOf(survey)
    const read = readForm(reductionSchema(q, refusal), request.body)
    if (!read.ok) return sendRefusal(request, reply.code(422), survey, refusal, read.form)
    const { tables, decision } = read.value
    if (!(await acts.reducePlan(survey.id, { refusal: refusal.number, tables, decision })))
      throw new Problem('conflict', { detail: ELSEWHERE })
    const names = tables.map((table) => tableName(table, q.attributes)).join('、')
    await recordAct(
      identity,
      now(),
      signedInPerson(request).number,
      '公表する表を取りやめ',
      `${survey.id}：${names}（決裁番号 ${decision}）`,
    )
    return reply.redirect(`/staff/office/surveys/${survey.id}/opening`, 303)
  })

  function sendRefusal(
    request: FastifyRequest,
    reply: FastifyReply,
    survey: Survey,
    refusal: Refusal,
    form: FormState,
  ): Promise<FastifyReply> {
    const { attributes, k } = questionnaireOf(survey)
    return refusalPage.send(reply, staffFrame(request, '公表前の点検の結果', 'office'), {
      survey: { id: survey.id, title: survey.title },
      refusal: {
        number: refusal.number,
        day: formatJstDay(refusal.day),
        reason: refusal.reason,
        k,
        involved: refusal.involved.map((table) => tableName(table, attributes)),
        tables: refusal.plan
          .filter((table) => table.length > 0)
          .map((table) => ({ value: tableKey(table), label: tableName(table, attributes) })),
      },
      form,
    })
  }
}

/** What is ticked goes; the form knows which refusal it answers. */
function reductionSchema(q: Questionnaire, refusal: Refusal) {
  const planned = refusal.plan.filter((table) => table.length > 0)
  return z
    .object({
      refusal: z.literal(String(refusal.number), {
        error:
          'この画面を開いた後に、もう一度開封が行われました。今の結果を確かめて、取りやめる表を選び直してください。',
      }),
      tables: chosen(planned.map(tableKey))
        .transform((keys) => planned.filter((table) => keys.includes(tableKey(table))))
        .superRefine((tables, context) => {
          const fault = reductionFault(refusal.plan, tables)
          if (fault !== null) context.addIssue({ code: 'custom', message: faultWords(q, fault) })
        }),
      decision: line('決裁番号', 60),
    })
    .transform(({ tables, decision }) => ({ tables, decision }))
}

function faultWords({ attributes }: Questionnaire, fault: ReductionFault): string {
  if (fault.kind === 'none') return '取りやめる表を1つ以上選んでください。'
  if (fault.kind === 'needed') {
    const name = (table: readonly string[]) => `「${tableName(table, attributes)}」`
    return `${name(fault.table)}を取りやめるときは、${name(fault.below)}も取りやめてください。`
  }
  return '一覧にない表が選ばれています。画面を開き直してください。'
}

function questionnaireOf(survey: Survey): Questionnaire {
  if (survey.questionnaire === null) throw new Problem('not-found')
  return survey.questionnaire
}
