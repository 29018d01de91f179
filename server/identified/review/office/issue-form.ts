import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type FormState, readForm } from '../../../http/forms.ts'
import {
  type Entry,
  entryStates,
  type Ground,
  type Issue,
  type StateOf,
} from '../../../programme/follow-up/entries.ts'
import { line, maybeWords } from '../../inbox/typed-fields.ts'

const MOST_GROUNDS = 3
const numbers = Array.from({ length: MOST_GROUNDS }, (_, i) => i + 1)
const states = Object.keys(entryStates.issue) as [StateOf<'issue'>, ...StateOf<'issue'>[]]

const schema = z.object({
  title: line('課題の名前', 80),
  finding: maybeWords('分かったこと', 500),
  decided: maybeWords('決めた改善施策', 500),
  units: z
    .preprocess((value) => [value ?? []].flat(), z.array(z.string().max(20)))
    .pipe(z.array(z.string()).max(30, '所属は、30までにしてください。')),
  state: z.enum(states, { error: '状態を選んでください。' }),
})

const groundSchema = z.object({
  survey: z.string().max(40).catch(''),
  item: z.string().max(60).catch(''),
  group: z.string().max(200).catch(''),
})

/** What grounds may be chosen from now. */
export interface Choosable {
  readonly survey: string
  readonly items: readonly { readonly value: string }[]
  readonly groups: readonly { readonly value: string }[]
}

/** @param stored grounds that the issue has already: they may be kept after the next survey too */
export function readIssue(
  body: unknown,
  choosable: Choosable | null,
  stored: readonly Ground[],
):
  | { readonly ok: true; readonly issue: Issue; readonly state: StateOf<'issue'> }
  | { readonly ok: false; readonly form: FormState } {
  const read = readForm(schema, body)
  const errors: Record<string, string> = { ...read.form.errors }
  const grounds = numbers.flatMap((number) => {
    const ground = groundOf(body, number)
    if (ground.item === '' && (ground.group === '' || stored.some(isOf(ground)))) return []
    if (stored.some((one) => sameGround(one, ground))) return [ground]
    const fault = faultOf(ground, choosable)
    if (fault !== null) errors[`ground${number}${fault.field}`] = fault.message
    return [ground]
  })
  if (!read.ok || Object.keys(errors).length > 0)
    return { ok: false, form: { typed: read.form.typed, errors } }
  const { state, ...issue } = read.value
  return { ok: true, issue: { ...issue, grounds }, state }
}

/** The form of a stored issue. */
export function issueFields({ state, body }: Entry<'issue'>): Record<string, string> {
  const { title, finding, decided, units, grounds } = body
  const fields: Record<string, string> = { title, finding, decided, state, units: units.join('\n') }
  grounds.forEach(({ survey, item, group }, i) => {
    fields[`ground${i + 1}Survey`] = survey
    fields[`ground${i + 1}Item`] = item
    fields[`ground${i + 1}Group`] = group
  })
  return fields
}

/** What the form was made from. */
export function issueStamp({ state, body }: Entry<'issue'>): string {
  const seen = JSON.stringify({ state, body })
  return createHash('sha256').update(seen).digest('base64url').slice(0, 16)
}

function groundOf(body: unknown, number: number): Ground {
  const fields = (body ?? {}) as Readonly<Record<string, unknown>>
  const [survey, item, group] = ['Survey', 'Item', 'Group'].map(
    (n) => fields[`ground${number}${n}`],
  )
  return groundSchema.parse({ survey, item, group })
}

function faultOf(ground: Ground, choosable: Choosable | null) {
  const has = (list: Choosable['items'] | undefined, wanted: string) =>
    list?.some(({ value }) => value === wanted) === true
  if (!has(choosable?.items, ground.item))
    return { field: 'Item', message: '根拠の設問を、一覧から選んでください。' }
  if (!has(choosable?.groups, ground.group))
    return { field: 'Group', message: '根拠の区分を、一覧から選んでください。' }
  return null
}

/** A kept ground whose box was left empty: it is to go. */
function isOf({ survey, group }: Ground): (one: Ground) => boolean {
  return (one) => one.survey === survey && one.group === group
}

function sameGround(a: Ground, b: Ground): boolean {
  return a.survey === b.survey && a.item === b.item && a.group === b.group
}
