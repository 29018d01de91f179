import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { fiscalYearName } from '../../../calendar/fiscal-year.ts'
import { jstDay } from '../../../calendar/jst.ts'
import { emptyForm, type FormState, readForm, refuseForm } from '../../../http/forms.ts'
import { definePage } from '../../../http/pages.ts'
import { Problem } from '../../../http/problems.ts'
import { type Indicator, readIndicatorBook } from '../../../programme/indicators/book.ts'
import type { Change } from '../../../programme/indicators/changes.ts'
import { staffFrame } from '../../auth/signed-in.ts'
import { line } from '../form-fields.ts'
import { enterChange } from './enter-change.ts'
import type { IndicatorOfficeOptions } from './options.ts'
import { asOfNames, faultOfYear, jumpOf, lastYear, readAsOf, readValue } from './typed-value.ts'

const page = definePage<{
  indicator: Indicator
  years: readonly number[]
  /** The year shown beside the form. */
  year: number
  form: FormState
  /** The sentence about a value far from the year before, once it was typed. */
  jump: string | null
  asOfNames: typeof asOfNames
  yearName: (year: number) => string
}>('office-indicators-value')

const shape = z.object({
  year: z.coerce.number({ error: '年度を選んでください。' }).int(),
  value: z.string({ error: '値を入力してください。' }),
  source: line('出典', 100),
  asOf: z.string({ error: '時点を選んでください。' }),
  confirmed: z.string().optional(),
})

const OLDEST = 2015
export const WAITS =
  '同じところの変更が、承認を待っています。「承認待ち」で、先に承認するか取り下げてください。'
const SAME = '今の値と同じです。変えるところがなければ、入力は要りません。'
const CONFIRM = 'この値でよければ、下の確認の欄に印を付けて、もう一度送ってください。'

type WithId = { Params: { id: string }; Querystring: { year?: string } }

/** One value of one year, typed; it waits for a second person. */
export async function valueRoutes(
  app: FastifyInstance,
  options: IndicatorOfficeOptions,
): Promise<void> {
  const { now } = options

  app.get<WithId>('/series/:id/value', async (request, reply) => {
    const indicator = await requireIndicator(options, request.params.id)
    return send(request, reply, indicator, Number(request.query.year), emptyForm)
  })

  app.post<WithId>('/series/:id/value', async (request, reply) => {
    const indicator = await requireIndicator(options, request.params.id)
    const read = readForm(shape, request.body)
    const again = (form: FormState, year: number, jump: string | null = null) =>
      send(request, reply.code(422), indicator, year, form, jump)
    if (!read.ok) return again(read.form, Number(read.form.typed['year']))
    const { year, source } = read.value
    const fault = faultOfYear(indicator, year, jstDay(now()))
    if (fault !== null) return again(refuseForm(read.form, fault.field, fault.fault), year)
    const value = readValue(indicator, read.value.value)
    const asOf = readAsOf(indicator, year, read.value.asOf)
    if (!value.ok || !asOf.ok) {
      const one = value.ok ? read.form : refuseForm(read.form, 'value', value.fault)
      return again(asOf.ok ? one : refuseForm(one, 'asOf', asOf.fault), year)
    }
    const jump = jumpOf(indicator, year, value.value)
    if (jump !== null && read.value.confirmed !== 'yes') {
      return again(refuseForm(read.form, 'confirmed', `${jump}${CONFIRM}`), year, jump)
    }
    const stands = indicator.values.get(year)
    const before =
      stands === undefined
        ? null
        : { text: stands.text, source: stands.source, asOfDay: stands.asOfDay }
    const after = { text: value.value, source, asOfDay: asOf.value }
    if (before !== null && JSON.stringify(before) === JSON.stringify(after)) {
      return again(refuseForm(read.form, 'value', SAME), year)
    }
    const change: Change = { kind: 'value', indicator: indicator.id, year, before, after }
    return enterChange(options, request, reply, change, () =>
      again(refuseForm(read.form, 'form', WAITS), year, jump),
    )
  })

  function send(
    request: FastifyRequest,
    reply: FastifyReply,
    indicator: Indicator,
    wanted: number,
    form: FormState,
    jump: string | null = null,
  ): Promise<FastifyReply> {
    const last = lastYear(jstDay(now()))
    const years = Array.from({ length: last - OLDEST + 1 }, (_, i) => last - i)
    const year = years.includes(wanted) ? wanted : last
    return page.send(reply, staffFrame(request, '指標の値を入れる', 'office'), {
      indicator,
      years,
      year,
      form,
      jump,
      asOfNames,
      yearName: fiscalYearName,
    })
  }
}

/** @throws {Problem} `not-found` */
export async function requireIndicator(
  { commons }: Pick<IndicatorOfficeOptions, 'commons'>,
  id: string,
): Promise<Indicator> {
  const found = (await readIndicatorBook(commons)).indicators.find((one) => one.id === id)
  if (found === undefined) throw new Problem('not-found')
  return found
}
