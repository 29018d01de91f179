import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { fiscalYearName } from '../../../calendar/fiscal-year.ts'
import { jstDay } from '../../../calendar/jst.ts'
import { emptyForm, type FormState, readForm, refuseForm } from '../../../http/forms.ts'
import { definePage } from '../../../http/pages.ts'
import { Problem } from '../../../http/problems.ts'
import { type Indicator, readIndicatorBook } from '../../../programme/indicators/book.ts'
import type { Change } from '../../../programme/indicators/changes.ts'
import { type Conflict, conflictsOf } from '../../../programme/indicators/conflicts.ts'
import { staffFrame } from '../../auth/signed-in.ts'
import { line, optionalLine } from '../form-fields.ts'
import { breakNames } from './change-words.ts'
import { enterChange } from './enter-change.ts'
import type { IndicatorOfficeOptions } from './options.ts'
import { lastYear } from './typed-value.ts'
import { requireIndicator, WAITS } from './value-routes.ts'

/** Which of the forms of the page came back. */
type FormName = 'break' | 'wording' | 'survey'

const page = definePage<{
  indicator: Indicator
  /** Newest first, years without an entry included. */
  years: readonly number[]
  conflicts: readonly Conflict[]
  breakNames: typeof breakNames
  forms: Readonly<Record<FormName, FormState>>
  yearName: (year: number) => string
}>('office-indicators-series')

const breakForm = z.object({
  year: z.coerce.number({ error: '年度を選んでください。' }).int(),
  state: z.enum(['break', 'none'], { error: '断絶とするか、断絶ではないかを選んでください。' }),
  reason: line('理由', 200),
})
const wordingForm = z.object({
  label: optionalLine('「現状及び目標」の表での名称', 120),
  historyLabel: line('「指標の推移」の表での名称', 120),
  source: line('所管のデータ', 60),
  longTerm: optionalLine('長期の目標', 40),
})
const surveyForm = z.object({
  year: z.coerce.number({ error: '年度を選んでください。' }).int(),
  survey: z.string({ error: 'アンケートを選んでください。' }),
  take: z.enum(['yes', 'no'], { error: 'どちらの値を使うか選んでください。' }),
})

const SAME_BREAK = '今の判断と同じです。変えるところがなければ、入力は要りません。'
const SAME_WORDING = '今の名称などと同じです。変えるところがなければ、入力は要りません。'
const NO_YEAR = 'この年度には、断絶の判断を入れられません。一覧から選んでください。'
const NO_LABEL =
  '「現状及び目標」の表での名称を入力してください。参考の指標のほかは、空にできません。'

type WithId = { Params: { id: string } }

/** One series: its years, 断絶 and what 人事課 says about it, its names; and years with two values. */
export async function seriesRoutes(
  app: FastifyInstance,
  options: IndicatorOfficeOptions,
): Promise<void> {
  const { commons, now } = options

  app.get<WithId>('/series/:id', async (request, reply) =>
    send(request, reply, await requireIndicator(options, request.params.id), 'break', emptyForm),
  )

  app.post<WithId>('/series/:id/break', async (request, reply) => {
    const indicator = await requireIndicator(options, request.params.id)
    const read = readForm(breakForm, request.body)
    const again = (form: FormState) => send(request, reply.code(422), indicator, 'break', form)
    if (!read.ok) return again(read.form)
    const { year, state, reason } = read.value
    if (!yearsOf(indicator).includes(year)) return again(refuseForm(read.form, 'year', NO_YEAR))
    const before = indicator.breaks.get(year) ?? null
    const after = { state, reason }
    if (before?.state === state && before.reason === reason) {
      return again(refuseForm(read.form, 'state', SAME_BREAK))
    }
    const change: Change = { kind: 'break', indicator: indicator.id, year, before, after }
    return enterChange(options, request, reply, change, () =>
      again(refuseForm(read.form, 'form', WAITS)),
    )
  })

  app.post<WithId>('/series/:id/wording', async (request, reply) => {
    const indicator = await requireIndicator(options, request.params.id)
    const read = readForm(wordingForm, request.body)
    const again = (form: FormState) => send(request, reply.code(422), indicator, 'wording', form)
    if (!read.ok) return again(read.form)
    if (read.value.label === '' && !indicator.isReference) {
      return again(refuseForm(read.form, 'label', NO_LABEL))
    }
    const { label, historyLabel, source, longTerm } = indicator
    const before = { label, historyLabel, source, longTerm }
    if (JSON.stringify(before) === JSON.stringify(read.value)) {
      return again(refuseForm(read.form, 'historyLabel', SAME_WORDING))
    }
    const change: Change = {
      kind: 'wording',
      indicator: indicator.id,
      before,
      after: read.value,
    }
    return enterChange(options, request, reply, change, () =>
      again(refuseForm(read.form, 'form', WAITS)),
    )
  })

  app.post<WithId>('/series/:id/survey-value', async (request, reply) => {
    const indicator = await requireIndicator(options, request.params.id)
    const read = readForm(surveyForm, request.body)
    const again = (form: FormState) => send(request, reply.code(422), indicator, 'survey', form)
    if (!read.ok) return again(read.form)
    const { year, survey, take } = read.value
    const found = (await conflictsIn(indicator)).find(
      ({ measured }) => measured.year === year && measured.survey === survey,
    )
    if (found === undefined) {
      const detail = 'この年度の値は、もう1つに決まっています。指標の画面を開き直してください。'
      throw new Problem('conflict', { detail })
    }
    const { text, source, asOfDay } = found.stands
    const change: Change = {
      kind: 'survey-value',
      indicator: indicator.id,
      year,
      survey,
      take: take === 'yes',
      before: { text, source, asOfDay },
      measured: found.measured.value,
    }
    return enterChange(options, request, reply, change, () =>
      again(refuseForm(read.form, 'form', WAITS)),
    )
  })

  async function conflictsIn(indicator: Indicator): Promise<Conflict[]> {
    const all = await conflictsOf(commons, await readIndicatorBook(commons))
    return all.filter(({ measured }) => measured.indicator === indicator.id)
  }

  async function send(
    request: FastifyRequest,
    reply: FastifyReply,
    indicator: Indicator,
    name: FormName,
    form: FormState,
  ): Promise<FastifyReply> {
    const { id, historyLabel } = indicator
    return page.send(reply, staffFrame(request, `${id} ${historyLabel}`, 'office'), {
      indicator,
      years: yearsOf(indicator),
      conflicts: await conflictsIn(indicator),
      breakNames,
      forms: { break: emptyForm, wording: emptyForm, survey: emptyForm, [name]: form },
      yearName: fiscalYearName,
    })
  }

  function yearsOf({ values }: Indicator): number[] {
    const last = Math.max(lastYear(jstDay(now())), ...values.keys())
    const first = Math.min(last, ...values.keys())
    return Array.from({ length: last - first + 1 }, (_, i) => last - i)
  }
}
