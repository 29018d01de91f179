import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { jstDay } from '../../calendar/jst.ts'
import { emptyForm, type FormState, readForm, refuseForm } from '../../http/forms.ts'
import { definePage } from '../../http/pages.ts'
import type { PersonRow } from '../../stores/identity.ts'
import { isValidOn, listUnits } from '../../survey/units.ts'
import { recordAct } from '../auth/audit.ts'
import { signedInPerson, staffFrame } from '../auth/signed-in.ts'
import { personFaults } from './change-person.ts'
import { BODY, type OrganisationOptions } from './options.ts'
import { newPersonForm, PERSON_FIELDS, withAttributes } from './person-forms.ts'
import { type Categories, categoriesOf } from './person-list.ts'
import { type UnitOption, unitOptions } from './unit-choices.ts'
import { refuseFindings } from './unit-forms.ts'

interface NewPersonPage {
  readonly form: FormState
  readonly units: readonly UnitOption[]
  readonly categories: Categories
}

const page = definePage<NewPersonPage>('organisation-new-person')
const HERE = '/staff/roster/new-person'
const KNOWN =
  'この職員番号は、すでに名簿にあります。番号を確かめるか、その職員の画面で異動や区分を変えてください。'

/** One person more, between two imports. */
export async function newPersonRoutes(
  app: FastifyInstance,
  { stores, now }: OrganisationOptions,
): Promise<void> {
  const { identity, commonsReader } = stores

  app.get(HERE, async (request, reply) => show(request, reply, emptyForm))

  app.post(HERE, BODY, async (request, reply) => {
    const read = readForm(newPersonForm, request.body)
    if (!read.ok) return show(request, reply.code(422), read.form)
    const again = (form: FormState) => show(request, reply.code(422), form)
    const { number, unit, ...attributes } = read.value
    const person: PersonRow = withAttributes(
      { number, unit, origin: 'roster' as const },
      attributes,
    )
    const units = await listUnits(commonsReader)
    const place = units.find(({ code }) => code === unit)
    if (place === undefined || place.kind === '市' || !isValidOn(place, jstDay(now())))
      return again(
        refuseForm(read.form, 'unit', '所属が、今の組織にありません。選び直してください。'),
      )
    const faults = (await isStored(number))
      ? []
      : await personFaults(identity, units, person, now())
    if (faults.length > 0) return again(refuseFindings(read.form, faults, PERSON_FIELDS))
    const actor = signedInPerson(request).number
    const added = await identity.transaction().execute(async (trx) => {
      const stored = await trx
        .insertInto('person')
        .values(person)
        .onConflict((there) => there.doNothing())
        .returning('number')
        .executeTakeFirst()
      if (stored === undefined) return false
      const detail = `職員番号 ${number}　${place.name}`
      await recordAct(trx, now(), actor, '職員を追加した', detail)
      return true
    })
    if (!added) return again(refuseForm(read.form, 'number', KNOWN))
    return reply.redirect(`/staff/roster/people/${encodeURIComponent(number)}?notice=added`, 303)
  })

  async function isStored(number: string): Promise<boolean> {
    const row = await identity
      .selectFrom('person')
      .select('number')
      .where('number', '=', number)
      .executeTakeFirst()
    return row !== undefined
  }

  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    form: FormState,
  ): Promise<FastifyReply> {
    const units = await listUnits(commonsReader)
    return page.send(reply, staffFrame(request, '職員を追加する', 'roster'), {
      form,
      units: unitOptions(units, jstDay(now())),
      categories: await categoriesOf(stores),
    })
  }
}
