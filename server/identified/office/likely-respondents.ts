import type { IdentityStore, PersonRow } from '../../stores/identity.ts'
import type { RosterFacts } from '../../survey/asked.ts'
import { type DraftAttribute, optionOf } from '../../survey/draft-attributes.ts'
import { codesOf, type Grouping, groupingsOf } from '../../survey/publication-plan.ts'
import type { BureauChoice } from '../../survey/questionnaire.ts'

/** Where somebody stands on the ballot; null: not asked. */
export type StandingOf = (
  person: RosterFacts,
) => { readonly bureau: number; readonly section: number | null } | null

/** Invented respondents, made of the roster: the estimate knows sizes and nothing else. */
export interface LikelyRespondents {
  readonly groupings: readonly Grouping[]
  /** `rows × groupings` codes, as the engine reads them. */
  readonly keys: Uint16Array
  readonly rows: number
  readonly eligible: number
  /** Attributes of the plan that the roster does not know: their answers are shared out equally. */
  readonly shared: readonly string[]
  /** Eligible people whose category of the roster fits no answer; they count as 「回答しない」. */
  readonly unknown: readonly { readonly label: string; readonly people: number }[]
}

/** People read in one go, so that no request of anybody else waits for long. */
const SLICE = 1000
/** What a number is drawn for: whether somebody answers, or (i + 1) the i-th attribute. */
const TURNOUT = 0

/**
 * As many of the roster as the rate says answer as the roster describes them. The same roster gives the
 * same respondents: who answers is drawn by the position in it.
 *
 * @param rate 0 … 1
 */
export async function likelyRespondents(
  identity: IdentityStore,
  plan: {
    readonly attributes: readonly DraftAttribute[]
    readonly tables: readonly (readonly string[])[]
  },
  organisation: { readonly bureaus: readonly BureauChoice[]; readonly standing: StandingOf },
  rate: number,
): Promise<LikelyRespondents> {
  const { attributes, tables } = plan
  const planned = { bureaus: organisation.bureaus, attributes, tables }
  const encode = codesOf(planned)
  const columns = attributes.map(columnOf)
  const unknown = attributes.map(() => 0)
  const everybody: number[][] = []
  for await (const person of peopleInSlices(identity)) {
    const standing = organisation.standing(person)
    if (standing === null) continue
    const codes = columns.map((code, i) => {
      const found = code(person, drawn(everybody.length, i + 1))
      if (found === 0) unknown[i] = (unknown[i] ?? 0) + 1
      return found
    })
    everybody.push(encode({ ...standing, attributes: codes }))
  }
  const answering = drawPeople(everybody.length, rate)
  return {
    groupings: groupingsOf(planned),
    keys: Uint16Array.from(answering.flatMap((position) => everybody[position] ?? [])),
    rows: answering.length,
    eligible: everybody.length,
    shared: attributes.filter((a) => a.column === undefined).map((a) => a.label),
    unknown: attributes.flatMap(({ label }, i) =>
      unknown[i] === undefined || unknown[i] === 0 ? [] : [{ label, people: unknown[i] }],
    ),
  }
}

/** Everybody by number; between two slices others get their turn. */
async function* peopleInSlices(identity: IdentityStore): AsyncGenerator<PersonRow> {
  for (let after = ''; ; ) {
    const people = await identity
      .selectFrom('person')
      .selectAll()
      .where('number', '>', after)
      .orderBy('number')
      .limit(SLICE)
      .execute()
    yield* people
    const last = people.at(-1)
    if (last === undefined || people.length < SLICE) return
    after = last.number
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** Positions of exactly `rate` of the people, always the same ones. */
function drawPeople(people: number, rate: number): number[] {
  const lots = Array.from({ length: people }, (_, position) => drawn(position, TURNOUT))
  const order = lots.map((_, position) => position).sort((a, b) => (lots[a] ?? 0) - (lots[b] ?? 0))
  return order.slice(0, Math.round(people * rate)).sort((a, b) => a - b)
}

/** A person's answer to an attribute: 0 not said, i = options[i − 1]. `share` (0 … 1) where nobody knows. */
function columnOf(attribute: DraftAttribute) {
  const { options, column } = attribute
  return (person: PersonRow, share: number): number => {
    if (column === undefined) return 1 + Math.floor(share * options.length)
    const option = optionOf(attribute, rosterValue(person, column))
    return option === null ? 0 : options.indexOf(option) + 1
  }
}

/** What the roster says of somebody in a column; '' for a column it does not have. */
export function rosterValue(
  person: Pick<PersonRow, 'position' | 'age' | 'sex' | 'employment' | 'job'>,
  column: string,
): string {
  const { position, age, sex, employment, job } = person
  const columns: Readonly<Record<string, string>> = { position, age, sex, employment, job }
  return columns[column] ?? ''
}

/** 0 … 1, always the same for the same two numbers (the finaliser of MurmurHash3). */
function drawn(position: number, purpose: number): number {
  let mixed = Math.imul(position, 0x9e3779b1) ^ Math.imul(purpose, 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32
}
