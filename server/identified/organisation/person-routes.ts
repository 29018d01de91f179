import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { jstDay } from '../../calendar/jst.ts'
import { type FormState, readForm, refuseForm } from '../../http/forms.ts'
import { definePage } from '../../http/pages.ts'
import { Problem } from '../../http/problems.ts'
import { isValidOn, listUnits } from '../../survey/units.ts'
import { othersAreAdmin } from '../admin/admin-cover.ts'
import { signedInPerson, staffFrame } from '../auth/signed-in.ts'
import { standingOf } from '../auth/roles-in-force.ts'
import { changePerson, type PersonAct, personFaults, readPerson } from './change-person.ts'
import { BODY, type OrganisationOptions } from './options.ts'
import {
  attributesForm,
  changedAttributes,
  leaveForm,
  moveForm,
  PERSON_FIELDS,
  withAttributes,
} from './person-forms.ts'
import { type PersonForms, type PersonPage, personPage } from './person-page.ts'
import { CHANGED_MEANWHILE, typedStamp } from './seen.ts'
import { refuseFindings } from './unit-forms.ts'

const page = definePage<PersonPage>('organisation-person')
const LIST = '/staff/roster/people'
const HERE = `${LIST}/:number`

const notices = {
  added:
    '職員を追加しました。最初のパスワードは、まだありません。情報担当が「最初のパスワード」の画面で作ります。',
  moved: '異動を登録しました。名簿から付いていた役割は、外れました。手で付けた役割は残っています。',
  changed: '区分を変えました。',
}
const noticeQuery = z.object({ notice: z.enum(['added', 'moved', 'changed']).optional() }).catch({})

type OfPerson = { Params: { number: string } }

/** One person of the roster: what is known, and what changes between two imports. */
export async function personRoutes(
  app: FastifyInstance,
  { stores, now }: OrganisationOptions,
): Promise<void> {
  const { identity, commonsReader } = stores

  app.get<OfPerson>(HERE, async (request, reply) => {
    const { notice } = noticeQuery.parse(request.query)
    return show(request, reply, {}, notice === undefined ? null : notices[notice])
  })

  app.post<OfPerson>(`${HERE}/move`, BODY, async (request, reply) => {
    const { person } = await storedPerson(request)
    const read = readForm(moveForm, request.body)
    const again = answerAgain(request, reply, 'move', read.form)
    if (!read.ok) return again.shown()
    const units = await listUnits(commonsReader)
    const to = units.find(({ code }) => code === read.value.unit)
    if (to === undefined || to.kind === '市' || !isValidOn(to, jstDay(now())))
      return again.refused('unit', '異動先の所属が、今の組織にありません。選び直してください。')
    if (to.code === person.unit)
      return again.refused('unit', '今の所属と同じです。異動先を選んでください。')
    const from = units.find(({ code }) => code === person.unit)?.name ?? person.unit
    const detail = `職員番号 ${person.number}　${from}から${to.name}へ`
    const outcome = await change(request, '職員を異動した', detail, async (trx) => {
      const { number } = person
      await trx.updateTable('person').set({ unit: to.code }).where('number', '=', number).execute()
      // As in an import: roles of the roster last as long as somebody stays in the unit.
      await trx
        .deleteFrom('role')
        .where('person', '=', number)
        .where('origin', '=', 'roster')
        .execute()
    })
    return outcome === 'changed' ? done(reply, person.number, 'moved') : again.stale()
  })

  app.post<OfPerson>(`${HERE}/attributes`, BODY, async (request, reply) => {
    const { person } = await storedPerson(request)
    const read = readForm(attributesForm, request.body)
    const again = answerAgain(request, reply, 'attributes', read.form)
    if (!read.ok) return again.shown()
    const after = withAttributes(person, read.value)
    const changed = changedAttributes(person, after)
    if (changed.length === 0)
      return again.refused('form', '今の内容と同じです。変えるところを直してください。')
    const units = await listUnits(commonsReader)
    const faults = (await personFaults(identity, units, after, now())).filter(
      ({ column }) => column !== '職員番号' && column !== '所属コード',
    )
    if (faults.length > 0) return again.shown(refuseFindings(read.form, faults, PERSON_FIELDS))
    const detail = `職員番号 ${person.number}　${changed.join('、')}`
    const outcome = await change(request, '職員の区分を変えた', detail, async (trx) => {
      const { number, unit: _unit, origin: _origin, ...columns } = after
      await trx.updateTable('person').set(columns).where('number', '=', number).execute()
    })
    return outcome === 'changed' ? done(reply, person.number, 'changed') : again.stale()
  })

  app.post<OfPerson>(`${HERE}/leaving`, BODY, async (request, reply) => {
    const { person, roles } = await storedPerson(request)
    const read = readForm(leaveForm, request.body)
    const again = answerAgain(request, reply, 'leave', read.form)
    if (!read.ok) return again.shown()
    if (person.number === signedInPerson(request).number)
      return again.refused(
        'form',
        'サインインしている自分の登録は消せません。ほかの人事課か情報担当の職員にお願いしてください。',
      )
    const today = jstDay(now())
    const isAdmin = roles.some((one) => one.role === 'admin' && standingOf(one, today) !== 'ended')
    const detail = `職員番号 ${person.number}`
    const outcome = await change(request, '退職等の職員の登録を消した', detail, async (trx) => {
      if (isAdmin && !(await othersAreAdmin(trx, person.number, today)))
        return '情報担当がいなくなるため、消せません。先に、サインインできる別の職員に情報担当の役割を付けてください。'
      await trx.deleteFrom('person').where('number', '=', person.number).execute()
      return undefined
    })
    if (outcome === 'stale') return again.stale()
    if (outcome !== 'changed') return again.refused('form', outcome.refused)
    return reply.redirect(`${LIST}?left=${encodeURIComponent(person.number)}`, 303)
  })

  async function storedPerson(request: FastifyRequest<OfPerson>) {
    const stored = await readPerson(identity, request.params.number)
    if (stored === null) throw new Problem('not-found')
    return stored
  }

  async function change<Refused = never>(
    request: FastifyRequest<OfPerson>,
    act: string,
    detail: string,
    write: Parameters<typeof changePerson<Refused>>[4],
  ) {
    const by: PersonAct = { actor: signedInPerson(request).number, now: now(), act, detail }
    return changePerson(identity, request.params.number, typedStamp(request.body), by, write)
  }

  function answerAgain(
    request: FastifyRequest<OfPerson>,
    reply: FastifyReply,
    name: keyof PersonForms,
    form: FormState,
  ) {
    const shown = (status: number, again: FormState) =>
      show(request, reply.code(status), { [name]: again })
    return {
      shown: (again = form) => shown(422, again),
      refused: (field: string, message: string) => shown(422, refuseForm(form, field, message)),
      stale: () => shown(409, refuseForm(form, 'form', CHANGED_MEANWHILE)),
    }
  }

  function done(reply: FastifyReply, number: string, notice: keyof typeof notices) {
    return reply.redirect(`${LIST}/${encodeURIComponent(number)}?notice=${notice}`, 303)
  }

  async function show(
    request: FastifyRequest<OfPerson>,
    reply: FastifyReply,
    forms: PersonForms,
    notice: string | null = null,
  ): Promise<FastifyReply> {
    const stored = await storedPerson(request)
    const data = await personPage(stores, stored, jstDay(now()), { forms, notice })
    const title = `職員番号 ${stored.person.number}`
    return page.send(reply, staffFrame(request, title, 'roster'), data)
  }
}
