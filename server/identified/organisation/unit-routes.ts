import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { jstDay } from '../../calendar/jst.ts'
import { type FormState, readForm, refuseForm } from '../../http/forms.ts'
import { definePage } from '../../http/pages.ts'
import { Problem } from '../../http/problems.ts'
import { signedInPerson, staffFrame } from '../auth/signed-in.ts'
import { changeUnits, type UnitChange } from './change-units.ts'
import { BODY, type OrganisationOptions } from './options.ts'
import { CHANGED_MEANWHILE, typedStamp } from './seen.ts'
import { endUnit, moveUnit, renameUnit, reopenUnit, type UnitEdit } from './unit-edits.ts'
import { endForm, nameForm, placeForm, refuseFindings } from './unit-forms.ts'
import { readUnit, type UnitForms, type UnitPage, unitPage } from './unit-page.ts'

const page = definePage<UnitPage>('organisation-unit')
const HERE = '/staff/roster/units/:code'

const notices = {
  added: '所属を追加しました。',
  placed: '所属の位置と集計の仕方を変えました。',
  renamed: '所属の名称を変えました。',
  ended: '所属の最後の日と承継先を登録しました。',
  reopened: '終了を取り消しました。',
}
const noticeQuery = z
  .object({ notice: z.enum(['added', 'placed', 'renamed', 'ended', 'reopened']).optional() })
  .catch({})

type OfUnit = { Params: { code: string } }
type FormName = keyof UnitForms

/** What an import calls the columns of the fields. */
const COLUMNS: Readonly<Record<string, string>> = {
  所属名: 'name',
  類似所属: 'similar',
  上位所属コード: 'parent',
  有効終了日: 'lastDay',
}

/** One unit, and what can be changed of it. */
export async function unitRoutes(
  app: FastifyInstance,
  { stores, now }: OrganisationOptions,
): Promise<void> {
  app.get<OfUnit>(HERE, async (request, reply) => {
    const { notice } = noticeQuery.parse(request.query)
    return show(request, reply, {}, notice === undefined ? null : notices[notice])
  })

  app.post<OfUnit>(`${HERE}/place`, BODY, async (request, reply) =>
    edit(request, reply, { name: 'place', schema: placeForm, apply: moveUnit, notice: 'placed' }),
  )
  app.post<OfUnit>(`${HERE}/name`, BODY, async (request, reply) =>
    edit(request, reply, { name: 'name', schema: nameForm, apply: renameUnit, notice: 'renamed' }),
  )
  app.post<OfUnit>(`${HERE}/end`, BODY, async (request, reply) =>
    edit(request, reply, { name: 'end', schema: endForm, apply: endUnit, notice: 'ended' }),
  )
  app.post<OfUnit>(`${HERE}/reopening`, BODY, async (request, reply) =>
    edit(request, reply, {
      name: 'end',
      schema: z.object({}),
      apply: reopenUnit,
      notice: 'reopened',
    }),
  )

  async function edit<T>(
    request: FastifyRequest<OfUnit>,
    reply: FastifyReply,
    act: {
      readonly name: FormName
      readonly schema: z.ZodType<T>
      readonly apply: (edit: UnitEdit, value: T) => ReturnType<typeof endUnit>
      readonly notice: keyof typeof notices
    },
  ): Promise<FastifyReply> {
    const stored = await readUnit(stores, request.params.code)
    if (stored === null) throw new Problem('not-found')
    const again = (status: number, form: FormState) =>
      show(request, reply.code(status), { [act.name]: form })
    const read = readForm(act.schema, request.body)
    if (!read.ok) return again(422, read.form)
    const stale = () => again(409, refuseForm(read.form, 'form', CHANGED_MEANWHILE))
    if (typedStamp(request.body) !== stored.seen) return stale()
    const at = now()
    const made = act.apply({ ...stored, today: jstDay(at) }, read.value)
    if ('faults' in made) return again(422, { ...read.form, errors: made.faults })
    const change: UnitChange = {
      ...made,
      code: stored.unit.code,
      before: stored.units,
      actor: signedInPerson(request).number,
      now: at,
    }
    const outcome = await changeUnits(stores, change)
    if (outcome.state === 'stale') return stale()
    if (outcome.state === 'refused')
      return again(422, refuseFindings(read.form, outcome.problems, COLUMNS))
    return reply.redirect(`/staff/roster/units/${stored.unit.code}?notice=${act.notice}`, 303)
  }

  async function show(
    request: FastifyRequest<OfUnit>,
    reply: FastifyReply,
    forms: UnitForms,
    notice: string | null = null,
  ): Promise<FastifyReply> {
    const stored = await readUnit(stores, request.params.code)
    if (stored === null) throw new Problem('not-found')
    const data = await unitPage(stores, stored, jstDay(now()), { forms, notice })
    return page.send(reply, staffFrame(request, stored.unit.name, 'roster'), data)
  }
}
