import { z } from 'zod'
import { fiscalYearOf } from '../../../calendar/fiscal-year.ts'
import { jstDay } from '../../../calendar/jst.ts'
import type { UnitRow } from '../../../stores/commons.ts'
import { countAsked, type RosterFacts, ruleWords } from '../../../survey/asked.ts'
import { referenceFaults } from '../../../survey/draft-faults.ts'
import type { LeftOut, SurveyDraft } from '../../../survey/draft.ts'
import { isValidOn, listUnits } from '../../../survey/units.ts'
import { organisationOn, rosterFacts } from '../announcement-plan.ts'
import { chosen, isDay } from '../form-fields.ts'
import { slipWorkplaces } from '../slips/workplaces.ts'
import type { Part, PartContext } from './part.ts'

interface AskedForm {
  readonly referenceDay: string
  readonly leftOut: LeftOut
  readonly slips: SurveyDraft['slips']
}

/** Columns of the roster whose values can be left out, with what stands above them. */
const COLUMNS = [
  { column: 'status', legend: '在職区分' },
  { column: 'employment', legend: '任用形態' },
  { column: 'appointer', legend: '任命権者' },
] as const

/** A value in a form: '' would be nothing at all there. */
const MARK = '='

/** Who of the roster is asked, with counts of everybody who is left out. */
export const askedPart: Part<AskedForm> = {
  id: 'asked',
  fields: ['referenceDay', 'slips', 'spare', 'status', 'employment', 'appointer', 'units'],
  schema: askedSchema,
  typed: ({ draft }) => ({
    referenceDay: draft.referenceDay,
    slips: draft.slips === null ? '' : 'yes',
    spare: draft.slips?.spare?.toString() ?? '',
    units: draft.leftOut.units.join('\n'),
    ...Object.fromEntries(
      COLUMNS.map(({ column }) => [column, draft.leftOut[column].map(marked).join('\n')]),
    ),
  }),
  change: (draft, { referenceDay, leftOut, slips }) => ({
    ...draft,
    referenceDay,
    leftOut,
    slips,
  }),
  async shown(context) {
    const { draft, composed } = context
    const { people, units } = await rosterOf(context)
    return {
      today: jstDay(context.options.now()),
      columns: COLUMNS.map(({ column, legend }) => ({
        name: column,
        legend,
        choices: valuesOf(people, column, draft.leftOut[column]),
      })),
      bureaus: bureausOf(units, people, draft.referenceDay),
      counted: countsOf(people, units, draft),
      outside: composed.outside,
      withoutPc: composed.withoutPc,
      workplaces: slipWorkplaces(units, composed.withoutPcIn),
      k: draft.k,
    }
  },
  look: {
    do: 'count',
    schema: askedSchema,
    async show(_request, form, value, context) {
      const { people, units } = await rosterOf(context)
      const counted = countsOf(people, units, value as AskedForm)
      return { status: 200, form, shown: { counted } }
    },
  },
}

const spareField = z
  .string()
  .default('')
  .transform((typed) => typed.normalize('NFKC').trim())
  .pipe(
    z
      .string()
      .regex(/^\d{0,4}$/, '予備の枚数を、0から5000までの数字で入力してください。')
      .transform((typed) => (typed === '' ? null : Number(typed)))
      .refine((spare) => spare === null || spare <= 5000, {
        error: '予備の枚数を、0から5000までの数字で入力してください。',
      }),
  )

async function askedSchema(context: PartContext) {
  const { draft } = context
  const { people, units } = await rosterOf(context)
  const values = (column: (typeof COLUMNS)[number]['column']) =>
    chosen([...people.map((p) => p[column]), ...draft.leftOut[column]].map(marked)).transform(
      (typed) => typed.map((value) => value.slice(MARK.length)),
    )
  const now = context.options.now()
  return z
    .object({
      referenceDay: z
        .string({ error: '基準日を入力してください。' })
        .refine(isDay, { error: '基準日を 2026-10-01 の形で入力してください。' }),
      status: values('status'),
      employment: values('employment'),
      appointer: values('appointer'),
      units: chosen([...units.map(({ code }) => code), ...draft.leftOut.units]),
      slips: chosen(['yes']),
      spare: spareField,
    })
    .superRefine(({ referenceDay }, issues) => {
      const refuse = (message: string) =>
        issues.addIssue({ code: 'custom', path: ['referenceDay'], message })
      const [fault] = referenceFaults({ referenceDay, opensAt: draft.opensAt })
      if (fault !== undefined) refuse(fault)
      else if (fiscalYearOf(referenceDay) < fiscalYearOf(jstDay(now)) - 1) {
        refuse('基準日は、今年度か前年度の日にしてください。')
      }
    })
    .transform(
      ({ referenceDay, slips, spare, ...leftOut }): AskedForm => ({
        referenceDay,
        leftOut,
        slips: slips.length > 0 ? { spare } : null,
      }),
    )
}

async function rosterOf({ options }: PartContext) {
  const [people, units] = await Promise.all([
    rosterFacts(options.identity),
    listUnits(options.commons),
  ])
  return { people: people.filter(({ origin }) => origin === 'roster'), units }
}

function countsOf(
  people: readonly RosterFacts[],
  units: readonly UnitRow[],
  { referenceDay, leftOut }: Pick<AskedForm, 'referenceDay' | 'leftOut'>,
) {
  const { reportingUnit } = organisationOn(units, referenceDay)
  const inUnits = people.filter((person) => reportingUnit(person) !== null)
  const asked = countAsked(inUnits, leftOut, units)
  return {
    people: asked.people,
    rules: asked.leftOut.map((rule) => ({ words: ruleWords(rule), people: rule.people })),
  }
}

/** Every value of a column in the roster with its people, the most frequent first; ticked ones always. */
function valuesOf(
  people: readonly RosterFacts[],
  column: (typeof COLUMNS)[number]['column'],
  leftOut: readonly string[],
) {
  const counts = new Map(leftOut.map((value) => [value, 0]))
  for (const person of people) counts.set(person[column], (counts.get(person[column]) ?? 0) + 1)
  return [...counts]
    .toSorted((a, b) => b[1] - a[1])
    .map(([value, count]) => ({ value: marked(value), label: value, people: count }))
}

/** 部 of the reference day with what is below them, in 建制順, each with its people. */
function bureausOf(units: readonly UnitRow[], people: readonly RosterFacts[], day: string) {
  const valid = units.filter((unit) => isValidOn(unit, day))
  const counts = new Map<string, number>()
  const count = (code: string | null) => {
    if (code !== null) counts.set(code, (counts.get(code) ?? 0) + 1)
  }
  const byCode = new Map(valid.map((unit) => [unit.code, unit]))
  for (const person of people) {
    const unit = byCode.get(person.unit)
    if (unit === undefined) continue
    count(unit.bureau)
    if (unit.section !== unit.bureau) count(unit.section)
  }
  const choice = ({ code, name }: UnitRow) => ({ code, name, people: counts.get(code) ?? 0 })
  return valid
    .filter((unit) => unit.bureau === unit.code)
    .map((bureau) => ({
      ...choice(bureau),
      sections: valid
        .filter((unit) => unit.section === unit.code && unit.bureau === bureau.code)
        .filter((unit) => unit.code !== bureau.code)
        .map(choice),
    }))
}

function marked(value: string): string {
  return `${MARK}${value}`
}
