import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { fiscalYearName, fiscalYearOf } from '../../../calendar/fiscal-year.ts'
import { formatJstDay, jstDay } from '../../../calendar/jst.ts'
import type { WorkCalendar } from '../../../calendar/working-days.ts'
import { emptyForm, type FormState, readForm, refuseForm } from '../../../http/forms.ts'
import { definePage } from '../../../http/pages.ts'
import { Problem } from '../../../http/problems.ts'
import { markStep, moveStep } from '../../../programme/year/change-step.ts'
import { noticeDay } from '../../../programme/year/notice-day.ts'
import {
  nextStep,
  type SurveyDays,
  type YearFacts,
  yearPlan,
  type YearStep,
} from '../../../programme/year/plan.ts'
import { readYear } from '../../../programme/year/read-year.ts'
import { stepIds, stepWords } from '../../../programme/year/steps.ts'
import { calendarOf, readSettings } from '../../../proposals/settings.ts'
import { recordAct } from '../../auth/audit.ts'
import { signedInPerson, staffFrame } from '../../auth/signed-in.ts'
import { isDay } from '../form-fields.ts'
import type { OfficeOptions } from '../office.ts'
import type { StepNotice } from './step-notices.ts'
import { noticeOf } from './survey-notices.ts'

interface YearPage {
  readonly year: number
  readonly years: readonly number[]
  readonly steps: readonly YearStep[]
  readonly words: typeof stepWords
  readonly next: YearStep | undefined
  readonly survey: SurveyDays | null
  readonly today: string
  readonly yearName: (year: number) => string
}

const listPage = definePage<YearPage>('office-year')
const planPage = definePage<YearPage>('office-year-plan')
const stepPage = definePage<{
  year: number
  step: YearStep
  words: (typeof stepWords)[keyof typeof stepWords]
  notice: StepNotice
  dated: ReturnType<typeof noticeDay>
  survey: SurveyDays | null
  form: FormState
  done: string | null
  yearName: (year: number) => string
}>('office-year-step')

const yearQuery = z.object({ year: z.coerce.number().int().optional().catch(undefined) })
const doneQuery = z
  .object({ done: z.enum(['moved', 'usual', 'marked', 'unmarked']).optional() })
  .catch({})
const doneWords = {
  moved: '日を変えました。',
  usual: '通常の日に戻しました。',
  marked: '済みの印を付けました。',
  unmarked: '済みの印を外しました。',
} as const
const dayForm = z.object({ day: z.string().default('') })

const NO_DAY = '日を入力してください。通常の日に戻すときは、「通常の日に戻す」を押します。'
const RECORDED =
  'この日は、アンケートかプログラムの版から決まっています。変えるときは、その画面で変えてください。'
const BY_ITSELF = 'この段階は、アンケートかプログラムの版から済みと分かるので、印は変えられません。'

/** How far back and ahead a plan is shown. */
const YEARS = { back: 3, ahead: 1 } as const

type WithStep = { Params: { year: string; step: string } }

/** The steps of the fiscal year: a list, a plan on one page, and for each step its texts. */
export async function yearRoutes(app: FastifyInstance, options: OfficeOptions): Promise<void> {
  const { commons, commonsStore, identity, now } = options

  app.get('/', async (request, reply) => {
    const data = await read(request)
    return listPage.send(reply, staffFrame(request, '年間の予定', 'office'), data)
  })

  app.get('/plan', async (request, reply) => {
    const data = await read(request)
    const title = `${fiscalYearName(data.year)}の年間計画`
    return planPage.send(reply, staffFrame(request, title, 'office'), data)
  })

  app.get<WithStep>('/:year/:step', async (request, reply) => {
    const found = await look(request.params)
    return send(request, reply, found, emptyForm)
  })

  app.post<WithStep>('/:year/:step/day', async (request, reply) => {
    const found = await look(request.params)
    const { year, step, calendar } = found
    const read = readForm(dayForm, request.body)
    const again = (words: string) =>
      send(request, reply.code(422), found, refuseForm(read.form, 'day', words))
    if (!read.ok) return send(request, reply.code(422), found, read.form)
    if (step.from === 'record') return again(RECORDED)
    const { day } = read.value
    const fault = faultOfDay(day, year, calendar)
    if (fault !== null) return again(fault)
    await moveStep(commonsStore, { year, step: step.id }, day)
    const detail = `${nameOf(year, step)}：${formatJstDay(step.day)}→${formatJstDay(day)}`
    await audit(request, '年間の予定の日を変更', detail)
    return reply.redirect(`${pathOf(year, step)}?done=moved`, 303)
  })

  app.post<WithStep>('/:year/:step/usual-day', async (request, reply) => {
    const found = await look(request.params)
    const { year, step } = found
    if (step.from === 'record') {
      return send(request, reply.code(422), found, refuseForm(emptyForm, 'day', RECORDED))
    }
    await moveStep(commonsStore, { year, step: step.id }, null)
    await audit(request, '年間の予定の日を変更', `${nameOf(year, step)}：通常の日に戻す`)
    return reply.redirect(`${pathOf(year, step)}?done=usual`, 303)
  })

  app.post<WithStep>('/:year/:step/done', async (request, reply) => {
    const found = await look(request.params)
    const { year, step } = found
    if (step.doneByItself) {
      return send(request, reply.code(422), found, refuseForm(emptyForm, 'form', BY_ITSELF))
    }
    const doneOn = step.doneOn === null ? jstDay(now()) : null
    await markStep(commonsStore, { year, step: step.id }, doneOn)
    const act = doneOn === null ? '年間の予定の済みの印を外す' : '年間の予定に済みの印'
    await audit(request, act, nameOf(year, step))
    const done = doneOn === null ? 'unmarked' : 'marked'
    return reply.redirect(`${pathOf(year, step)}?done=${done}`, 303)
  })

  async function read(request: FastifyRequest): Promise<YearPage> {
    const today = jstDay(now())
    const present = fiscalYearOf(today)
    const years = Array.from(
      { length: YEARS.back + YEARS.ahead + 1 },
      (_, i) => present + YEARS.ahead - i,
    )
    const wanted = yearQuery.parse(request.query).year
    const year = wanted !== undefined && years.includes(wanted) ? wanted : present
    const { facts, steps } = await stepsOf(year)
    return {
      year,
      years,
      steps,
      words: stepWords,
      next: nextStep(steps, today),
      survey: facts.survey,
      today,
      yearName: fiscalYearName,
    }
  }

  /** @throws {Problem} `not-found` */
  async function look({ year: text, step: id }: WithStep['Params']) {
    const year = Number(text)
    const known = /^20\d\d$/.test(text) && stepIds.some((one) => one === id)
    if (!known) throw new Problem('not-found')
    const { facts, steps, calendar } = await stepsOf(year)
    const step = steps.find((one) => one.id === id)
    if (step === undefined) throw new Problem('not-found')
    return { year, step, steps, facts, calendar }
  }

  async function stepsOf(year: number): Promise<{
    facts: YearFacts
    steps: YearStep[]
    calendar: WorkCalendar
  }> {
    const calendar = calendarOf(await readSettings(commons))
    const facts = await readYear(commons, year)
    return { facts, calendar, steps: yearPlan(year, facts, calendar, jstDay(now())) }
  }

  async function send(
    request: FastifyRequest,
    reply: FastifyReply,
    { year, step, steps, facts, calendar }: Awaited<ReturnType<typeof look>>,
    form: FormState,
  ): Promise<FastifyReply> {
    const { done } = doneQuery.parse(request.query)
    const words = stepWords[step.id]
    const origin = `${request.protocol}://${request.host}`
    return stepPage.send(reply, staffFrame(request, words.label, 'office'), {
      year,
      step,
      words,
      notice: await noticeOf(options, { year, step, steps, facts, calendar, origin }),
      dated: noticeDay(now(), calendar),
      survey: facts.survey,
      form,
      done: done === undefined ? null : doneWords[done],
      yearName: fiscalYearName,
    })
  }

  async function audit(request: FastifyRequest, act: string, detail: string): Promise<void> {
    await recordAct(identity, now(), signedInPerson(request).number, act, detail)
  }
}

/** From the March before the year to its end, and no day on which the city hall is closed. */
function faultOfDay(day: string, year: number, calendar: WorkCalendar): string | null {
  if (!isDay(day)) return NO_DAY
  const [first, last] = [`${year}-03-01`, `${year + 1}-03-31`]
  if (day < first || day > last) {
    return `${formatJstDay(first)}から${formatJstDay(last)}までの日を入れてください。`
  }
  if (calendar.isWorkingDay(day)) return null
  const after = formatJstDay(calendar.after(day, 0))
  return `${formatJstDay(day)}は閉庁日です。開庁日を入れてください（次の開庁日は${after}）。`
}

function nameOf(year: number, { id }: YearStep): string {
  return `${fiscalYearName(year)}　${stepWords[id].label}`
}

function pathOf(year: number, { id }: YearStep): string {
  return `/staff/office/year/${year}/${id}`
}
