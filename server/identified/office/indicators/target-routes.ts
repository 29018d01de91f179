import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { fiscalYearName } from '../../../calendar/fiscal-year.ts'
import { emptyForm, type FormState, readForm, refuseForm } from '../../../http/forms.ts'
import { definePage } from '../../../http/pages.ts'
import { Problem } from '../../../http/problems.ts'
import {
  type Edition,
  type Indicator,
  readIndicatorBook,
  type Target,
  targetKey,
} from '../../../programme/indicators/book.ts'
import type { Change } from '../../../programme/indicators/changes.ts'
import { staffFrame } from '../../auth/signed-in.ts'
import { line } from '../form-fields.ts'
import { enterChange } from './enter-change.ts'
import { opNames, seriesName } from './change-words.ts'
import type { IndicatorOfficeOptions } from './options.ts'
import { readValue } from './typed-value.ts'
import { WAITS } from './value-routes.ts'

const editionPage = definePage<{
  edition: Edition
  /** The edition before it; null: it is the first one. */
  before: Edition | null
  years: readonly number[]
  rows: readonly {
    readonly indicator: Indicator
    readonly targets: readonly { year: number; words: string | null }[]
  }[]
  publishedBase: string
  seriesName: typeof seriesName
  yearName: (year: number) => string
}>('office-indicators-edition')

const targetPage = definePage<{
  edition: Edition
  indicator: Indicator
  year: number
  target: Target | null
  form: FormState
  opNames: typeof opNames
  seriesName: typeof seriesName
  yearName: (year: number) => string
}>('office-indicators-target')

const targetForm = z.object({
  op: z.enum(['increase', 'decrease', 'ge', 'le', 'eq', 'converge'], {
    error: '目標の種類を選んでください。',
  }),
  value: z.string().default(''),
  words: line('表に印刷する言葉', 40),
})

const NEEDS_VALUE = '「以上」「以下」「等しい」の目標には、目標の値を入力してください。'
const NO_VALUE = '前年度や差と比べる目標には、目標の値は要りません。空にしてください。'
const NO_GAP = '「近づける」は、男女など2つの系列の差がある指標だけで選べます。'
const SAME = '今の目標と同じです。変えるところがなければ、入力は要りません。'

type WithEdition = { Params: { edition: string } }
type WithTarget = { Params: { edition: string; indicator: string; year: string } }

/** Targets of an edition, by indicator and year. */
export async function targetRoutes(
  app: FastifyInstance,
  options: IndicatorOfficeOptions,
): Promise<void> {
  const { commons, publishedBase } = options

  app.get<WithEdition>('/editions/:edition', async (request, reply) => {
    const { editions, indicators } = await readIndicatorBook(commons)
    const at = editions.findIndex(({ id }) => id === request.params.edition)
    const edition = editions[at]
    if (edition === undefined) throw new Problem('not-found')
    const years = [edition.currentYear, edition.currentYear + 1]
    const title = `目標（${edition.label}）`
    return editionPage.send(reply, staffFrame(request, title, 'office'), {
      edition,
      before: editions[at - 1] ?? null,
      years,
      rows: indicators
        .filter(({ isReference }) => !isReference)
        .map((indicator) => ({
          indicator,
          targets: years.map((year) => {
            const target = indicator.targets.get(targetKey(edition.id, year))
            return { year, words: target?.words ?? null }
          }),
        })),
      publishedBase,
      seriesName,
      yearName: fiscalYearName,
    })
  })

  app.get<WithTarget>('/editions/:edition/:indicator/:year', async (request, reply) =>
    send(request, reply, await look(request.params), emptyForm),
  )

  app.post<WithTarget>('/editions/:edition/:indicator/:year', async (request, reply) => {
    const found = await look(request.params)
    const { edition, indicator, year, target: before } = found
    const read = readForm(targetForm, request.body)
    const again = (form: FormState) => send(request, reply.code(422), found, form)
    if (!read.ok) return again(read.form)
    const { op, words } = read.value
    const compared = op === 'ge' || op === 'le' || op === 'eq'
    const typed = read.value.value.trim()
    if (compared && typed === '') return again(refuseForm(read.form, 'value', NEEDS_VALUE))
    if (!compared && typed !== '') return again(refuseForm(read.form, 'value', NO_VALUE))
    if (op === 'converge' && indicator.gapWith === null) {
      return again(refuseForm(read.form, 'op', NO_GAP))
    }
    const value = compared ? readValue(indicator, typed) : { ok: true as const, value: null }
    if (!value.ok) return again(refuseForm(read.form, 'value', value.fault))
    if (compared && value.value === null) {
      return again(refuseForm(read.form, 'value', NEEDS_VALUE))
    }
    const after = { op, value: value.value, words }
    if (before !== null && isSame(before, after)) return again(refuseForm(read.form, 'words', SAME))
    const change: Change = {
      kind: 'target',
      edition: edition.id,
      indicator: indicator.id,
      year,
      before,
      after,
    }
    return enterChange(options, request, reply, change, () =>
      again(refuseForm(read.form, 'form', WAITS)),
    )
  })

  /** @throws {Problem} `not-found` */
  async function look({ edition: editionId, indicator: id, year: text }: WithTarget['Params']) {
    const { editions, indicators } = await readIndicatorBook(commons)
    const edition = editions.find((one) => one.id === editionId)
    const indicator = indicators.find((one) => one.id === id && !one.isReference)
    const year = Number(text)
    const own = edition === undefined ? [] : [edition.currentYear, edition.currentYear + 1]
    if (edition === undefined || indicator === undefined || !own.includes(year)) {
      throw new Problem('not-found')
    }
    const target = indicator.targets.get(targetKey(edition.id, year)) ?? null
    return { edition, indicator, year, target }
  }

  function send(
    request: FastifyRequest,
    reply: FastifyReply,
    found: Awaited<ReturnType<typeof look>>,
    form: FormState,
  ): Promise<FastifyReply> {
    return targetPage.send(reply, staffFrame(request, '目標を変える', 'office'), {
      ...found,
      form,
      opNames,
      seriesName,
      yearName: fiscalYearName,
    })
  }
}

/** 12 and 12.0 are the same target. */
function isSame(one: Target, other: Target): boolean {
  const [a, b] = [one, other].map(({ value }) => (value === null ? null : Number(value)))
  return one.op === other.op && a === b && one.words === other.words
}
