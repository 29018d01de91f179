import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { formatJstDay, jstDay } from '../../calendar/jst.ts'
import { emptyForm, type FormState, readForm, refuseForm } from '../../http/forms.ts'
import { definePage } from '../../http/pages.ts'
import type { UnitRow } from '../../stores/commons.ts'
import { isValidOn, listUnits } from '../../survey/units.ts'
import { signedInPerson, staffFrame } from '../auth/signed-in.ts'
import { readDay } from '../roster/cells.ts'
import { withReportingUnits } from '../roster/reporting-units.ts'
import { changeUnits, type UnitChange } from './change-units.ts'
import { BODY, type OrganisationOptions } from './options.ts'
import { CHANGED_MEANWHILE, stampOf, typedStamp } from './seen.ts'
import { placedBelow, type UnitOption, unitOptions } from './unit-choices.ts'
import { type NewUnit, newUnitForm, refuseFindings } from './unit-forms.ts'

interface NewUnitPage {
  readonly form: FormState
  readonly parents: readonly UnitOption[]
  readonly origins: readonly UnitOption[]
  readonly similars: readonly string[]
  readonly today: string
  readonly seen: string
}

const page = definePage<NewUnitPage>('organisation-new-unit')
const HERE = '/staff/roster/new-unit'

const COLUMNS: Readonly<Record<string, string>> = {
  所属コード: 'code',
  上位所属コード: 'parent',
  区分: 'kind',
  所属名: 'name',
  類似所属: 'similar',
  有効開始日: 'firstDay',
}

/** One unit more, between two imports. */
export async function newUnitRoutes(
  app: FastifyInstance,
  { stores, now }: OrganisationOptions,
): Promise<void> {
  app.get(HERE, async (request, reply) => show(request, reply, emptyForm))

  app.post(HERE, BODY, async (request, reply) => {
    const read = readForm(newUnitForm, request.body)
    if (!read.ok) return show(request, reply.code(422), read.form)
    const again = (status: number, form: FormState) => show(request, reply.code(status), form)
    const units = await listUnits(stores.commonsReader)
    const stale = () => again(409, refuseForm(read.form, 'form', CHANGED_MEANWHILE))
    if (typedStamp(request.body) !== stampOf(units)) return stale()
    const made = newUnit(units, read.value)
    if ('faults' in made) return again(422, { ...read.form, errors: made.faults })
    const outcome = await changeUnits(stores, {
      ...made,
      code: read.value.code,
      before: units,
      actor: signedInPerson(request).number,
      now: now(),
    })
    if (outcome.state === 'stale') return stale()
    if (outcome.state === 'refused')
      return again(422, refuseFindings(read.form, outcome.problems, COLUMNS))
    return reply.redirect(`/staff/roster/units/${read.value.code}?notice=added`, 303)
  })

  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    form: FormState,
  ): Promise<FastifyReply> {
    const today = jstDay(now())
    const units = await listUnits(stores.commonsReader)
    return page.send(reply, staffFrame(request, '所属を追加する', 'roster'), {
      form,
      parents: unitOptions(units, today, () => true),
      origins: unitOptions(units, today),
      similars: [...new Set(units.map(({ similar }) => similar).filter((one) => one !== ''))],
      today,
      seen: stampOf(units),
    })
  }
}

type Made =
  | Pick<UnitChange, 'act' | 'detail' | 'after' | 'also'>
  | { readonly faults: Readonly<Record<string, string>> }

function newUnit(units: readonly UnitRow[], typed: NewUnit): Made {
  const { code, parent, kind, name, similar, dividedFrom } = typed
  const known = units.find((unit) => unit.code === code)
  if (known !== undefined)
    return {
      faults: { code: `この所属コードは、${known.name}が使っています。別のコードにしてください。` },
    }
  if (!units.some((unit) => unit.code === parent))
    return { faults: { parent: '上位所属が見つかりません。選び直してください。' } }
  const firstDay = readDay(typed.firstDay)
  if (firstDay === null)
    return { faults: { firstDay: '日付として読めません。2027-04-01 のように入力してください。' } }
  const origin = units.find((unit) => unit.code === dividedFrom)
  if (dividedFrom !== '' && (origin === undefined || !isValidOn(origin, firstDay)))
    return {
      faults: {
        dividedFrom:
          '分かれたもとの所属は、始まりの日にもある所属から選んでください。もとの所属が終わるときは、その所属の画面で、承継先として選びます。',
      },
    }
  const unit: UnitRow = {
    code,
    parent,
    kind,
    name,
    similar,
    position: 0,
    bureau: null,
    section: null,
    valid_from: firstDay,
    valid_to: null,
    counts_in: null,
  }
  const above = units.find((one) => one.code === parent)?.name ?? parent
  const from = origin === undefined ? '' : `、${origin.name}から分かれた`
  return {
    act: '所属を追加した',
    detail: `${name}（${code}）　${kind}、上位所属：${above}、${formatJstDay(firstDay)}から${from}`,
    after: withReportingUnits(placedBelow(units, [unit], parent)),
    also: async (trx) => {
      if (origin === undefined) return
      await trx
        .insertInto('unit_successor')
        .values({ unit: origin.code, successor: code, kind: 'split', main: 0, day: firstDay })
        .execute()
    },
  }
}
