import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { fiscalYearName, fiscalYearOf } from '../../calendar/fiscal-year.ts'
import { jstDay } from '../../calendar/jst.ts'
import { readForm, refuseForm, type Typed } from '../../http/forms.ts'
import { definePage } from '../../http/pages.ts'
import { Problem } from '../../http/problems.ts'
import { confirmUnit, readUnit, type WantedReview } from '../../programme/follow-up/unit-review.ts'
import { recordAct } from '../auth/audit.ts'
import { hasRole } from '../auth/roles.ts'
import { signedInPerson, staffFrame } from '../auth/signed-in.ts'
import { typedStamp } from '../inbox/page-stamp.ts'
import { type AskedUnit, askedUnits, mayConfirm } from './asked-units.ts'
import type { ReviewOptions } from './options.ts'
import { originsOf } from './origins.ts'
import { readReview, TOO_MANY } from './read-review.ts'
import { slotsOf } from './slots.ts'
import { type UnitPage, unitPage, type UnitPageState } from './unit-page.ts'

type OfUnit = { Params: { unit: string } }

const page = definePage<UnitPage>('review-unit')

const query = z.object({ done: z.string().optional().catch(undefined) }).catch({})
const doneWords: Readonly<Record<string, string>> = {
  confirmed: '確認を保存しました。改善施策などは、だれでも見られるページに載りました。',
  unchanged: '変更なしとして確認しました。今年度は、これで終わりです。',
}

const STALE =
  'ほかの画面で、先に保存されていました。あなたが入力した内容は、この画面に残っています。「いま保存されている内容」と見比べて、よければもう一度保存してください。'
const NOT_YOURS =
  'この所属の確認は、推進責任者（所属長）、推進担当者、部長が行います。担当する所属を選び直してください。'

/** One screen a unit: everything it confirms once a year. */
export async function unitRoutes(app: FastifyInstance, options: ReviewOptions): Promise<void> {
  const { commons, commonsStore, identity, now, followUp, publishedBase } = options

  app.get<OfUnit>('/:unit', async (request, reply) => {
    const unit = await requireUnit(request)
    const done = doneWords[query.parse(request.query).done ?? ''] ?? ''
    return send(request, reply, unit, { done })
  })

  app.post<OfUnit>('/:unit', { bodyLimit: 1024 * 1024 }, async (request, reply) => {
    const unit = await requireUnit(request, true)
    const { typed } = readForm(z.object({}), request.body).form
    const { stored, origins } = await read(unit)
    if (typedStamp(request.body) !== stored.stamp) return refuseStale(request, reply, unit, typed)
    const { form, clues, ...wanted } = readReview(typed, slotsOf(stored, typed), stored, origins)
    if (Object.keys(form.errors).length > 0)
      return send(request, reply.code(422), unit, { form, clues })
    if (clues.length > 0) {
      const message = `名前や番号のように見える言葉があります（${clues.join('、')}）。だれでも読む文です。職名に書き換えるか、下の欄で確かめてください。`
      return send(request, reply.code(422), unit, {
        form: refuseForm(form, 'cluesSeen', message),
        clues,
      })
    }
    return confirm(request, reply, unit, typed, { ...wanted, state: 'confirmed' })
  })

  /** 「昨年度から変更なし」: one tap. */
  app.post<OfUnit>('/:unit/unchanged', async (request, reply) => {
    const unit = await requireUnit(request, true)
    const nothing = { entries: [], removed: [], state: 'unchanged' } as const
    return confirm(request, reply, unit, {}, nothing)
  })

  async function confirm(
    request: FastifyRequest,
    reply: FastifyReply,
    unit: AskedUnit,
    typed: Typed,
    wanted: Pick<WantedReview, 'entries' | 'removed' | 'state'>,
  ): Promise<FastifyReply> {
    const today = jstDay(now())
    const fiscalYear = fiscalYearOf(today)
    const stamp = typedStamp(request.body)
    const result = await confirmUnit(
      commonsStore,
      { unit: unit.code, fiscalYear, stamp, ...wanted },
      today,
    )
    if (!result.ok) {
      if (result.reason === 'stale') return refuseStale(request, reply, unit, typed)
      const form = refuseForm({ typed, errors: {} }, 'form', TOO_MANY)
      return send(request, reply.code(422), unit, { form })
    }
    const act = wanted.state === 'unchanged' ? '年１回の確認（変更なし）' : '年１回の確認を保存'
    const detail = `${unit.name}（${unit.code}）　${fiscalYearName(fiscalYear)}`
    await recordAct(identity, now(), signedInPerson(request).number, act, detail)
    return reply.redirect(`/staff/review/${unit.code}?done=${wanted.state}`, 303)
  }

  async function refuseStale(
    request: FastifyRequest,
    reply: FastifyReply,
    unit: AskedUnit,
    typed: Typed,
  ): Promise<FastifyReply> {
    const form = refuseForm({ typed, errors: {} }, 'form', STALE)
    return send(request, reply.code(409), unit, { form, stale: true })
  }

  /** @throws {Problem} `not-found`, `not-allowed` */
  async function requireUnit(request: FastifyRequest, toWrite = false): Promise<AskedUnit> {
    const { unit: code } = request.params as { unit: string }
    const units = await askedUnits(commons, identity, jstDay(now()))
    const unit = units.find((one) => one.code === code)
    if (unit === undefined) throw new Problem('not-found')
    const person = signedInPerson(request)
    const allowed = mayConfirm(person, unit) || (!toWrite && hasRole(person, 'hr'))
    if (!allowed) throw new Problem('not-allowed', { detail: NOT_YOURS })
    await followUp.beginYear()
    return unit
  }

  async function read({ code }: AskedUnit) {
    const stored = await readUnit(commons, code, fiscalYearOf(jstDay(now())))
    const chosen = [...stored.actions, ...stored.stopWorks].map(({ body }) => body.origin)
    return { stored, origins: await originsOf(options, code, chosen) }
  }

  async function send(
    request: FastifyRequest,
    reply: FastifyReply,
    unit: AskedUnit,
    state: UnitPageState,
  ): Promise<FastifyReply> {
    const { stored, origins } = await read(unit)
    const mayWrite = mayConfirm(signedInPerson(request), unit)
    const data = unitPage(unit, stored, origins, { mayWrite, publishedBase }, state)
    return page.send(reply, staffFrame(request, `年１回の確認　${unit.name}`, 'review'), data)
  }
}
