import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { fiscalYearName, fiscalYearOf } from '../../../calendar/fiscal-year.ts'
import { formatEra, jstDay } from '../../../calendar/jst.ts'
import { emptyForm, type FormState, readForm, refuseForm } from '../../../http/forms.ts'
import { definePage } from '../../../http/pages.ts'
import { Problem } from '../../../http/problems.ts'
import {
  type Edition,
  type IndicatorBook,
  readIndicatorBook,
} from '../../../programme/indicators/book.ts'
import type { Change } from '../../../programme/indicators/changes.ts'
import { PROGRAMME } from '../../../programme/indicators/offer.ts'
import { staffFrame } from '../../auth/signed-in.ts'
import { isDay, line } from '../form-fields.ts'
import { enterChange } from './enter-change.ts'
import type { IndicatorOfficeOptions } from './options.ts'
import { WAITS } from './value-routes.ts'

const page = definePage<{
  /** Newest first. */
  editions: readonly Edition[]
  notes: IndicatorBook['notes']
  forms: { readonly edition: FormState; readonly note: FormState }
  /** The note whose form came back. */
  at: string | null
  publishedBase: string
  /** What the form offers beforehand. */
  usual: { readonly day: string; readonly currentYear: number; readonly source: string }
  yearName: (year: number) => string
}>('office-indicators-editions')

const editionForm = z.object({
  day: z
    .string({ error: '改訂の日を入力してください。' })
    .refine(isDay, { error: '改訂の日を入力してください。' }),
  currentYear: z.coerce.number({ error: '現状の年度を選んでください。' }).int(),
  source: line('出典', 100),
})
const noteForm = z.object({ ref: z.string(), text: line('注の文', 300) })

const TAKEN = '同じ月の版が、すでにあります。改訂の日を確かめてください。'
const OLD = '前の版より後の日を入れてください。'
const YEAR = '現状の年度は、改訂の日の前の年度にしてください（例：令和8年6月の改訂なら令和7年度）。'
const NO_EDITION = 'はじめに、プログラムの指標を取り込んでください。'
const SAME_NOTE = '今の文と同じです。変えるところがなければ、入力は要りません。'

/** Editions of the programme, a new one for the June revision, and the notes ※1 to ※4. */
export async function editionRoutes(
  app: FastifyInstance,
  options: IndicatorOfficeOptions,
): Promise<void> {
  const { commons, now, publishedBase } = options

  app.get('/editions', async (request, reply) => send(request, reply, 'edition', emptyForm))

  app.post('/editions', async (request, reply) => {
    const read = readForm(editionForm, request.body)
    const again = (form: FormState) => send(request, reply.code(422), 'edition', form)
    if (!read.ok) return again(read.form)
    const { day, currentYear, source } = read.value
    const { editions } = await readIndicatorBook(commons)
    const last = editions.at(-1)
    if (last === undefined) return again(refuseForm(read.form, 'form', NO_EDITION))
    const id = idOf(day)
    if (editions.some((one) => one.id === id)) return again(refuseForm(read.form, 'day', TAKEN))
    if (day <= last.day) return again(refuseForm(read.form, 'day', OLD))
    if (currentYear !== fiscalYearOf(day) - 1) {
      return again(refuseForm(read.form, 'currentYear', YEAR))
    }
    const label = `${formatEra(Number(day.slice(0, 4)))}年${Number(day.slice(5, 7))}月改訂`
    const after = { id, label, day, currentYear, source }
    const change: Change = { kind: 'edition', copyOf: last.id, after }
    return enterChange(options, request, reply, change, () =>
      again(refuseForm(read.form, 'form', WAITS)),
    )
  })

  app.post('/notes', async (request, reply) => {
    const read = readForm(noteForm, request.body)
    const ref = read.form.typed['ref'] ?? ''
    const again = (form: FormState) => send(request, reply.code(422), 'note', form, ref)
    const { notes } = await readIndicatorBook(commons)
    const before = notes.find((note) => note.ref === ref)?.text
    if (before === undefined) throw new Problem('not-found')
    if (!read.ok) return again(read.form)
    const { text: after } = read.value
    if (after === before) return again(refuseForm(read.form, 'text', SAME_NOTE))
    const change: Change = { kind: 'note', ref, before, after }
    return enterChange(options, request, reply, change, () =>
      again(refuseForm(read.form, 'form', WAITS)),
    )
  })

  async function send(
    request: FastifyRequest,
    reply: FastifyReply,
    name: 'edition' | 'note',
    form: FormState,
    at: string | null = null,
  ): Promise<FastifyReply> {
    const { editions, notes } = await readIndicatorBook(commons)
    const year = fiscalYearOf(jstDay(now()))
    return page.send(reply, staffFrame(request, 'プログラムの版と注', 'office'), {
      editions: editions.toReversed(),
      notes,
      forms: { edition: emptyForm, note: emptyForm, [name]: form },
      at,
      publishedBase,
      usual: { day: `${year}-06-01`, currentYear: year - 1, source: PROGRAMME },
      yearName: fiscalYearName,
    })
  }
}

/** 2026-06-01 → 「R8.6」 */
function idOf(day: string): string {
  return `R${Number(day.slice(0, 4)) - 2018}.${Number(day.slice(5, 7))}`
}
