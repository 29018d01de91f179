import { createHash } from 'node:crypto'
import type { IdentityStore } from '../../../stores/identity.ts'
import { type DraftAttribute, optionOf } from '../../../survey/draft-attributes.ts'
import { rosterValue } from '../likely-respondents.ts'

/** What the roster really says in the column of an attribute, and which option stands for it. */
export interface RosterCategories {
  readonly id: string
  readonly label: string
  readonly options: readonly string[]
  /** The most frequent first; `option` null: none, 「回答しない」. */
  readonly values: readonly {
    readonly said: string
    /** Name of its field in a form: letters and digits, whatever the roster says. */
    readonly field: string
    readonly people: number
    readonly option: string | null
  }[]
  /** People whose value fits no option. */
  readonly unmapped: number
}

/** For the attributes that the roster knows. */
export async function rosterCategories(
  identity: IdentityStore,
  attributes: readonly DraftAttribute[],
): Promise<RosterCategories[]> {
  const people = await identity
    .selectFrom('person')
    .select(['position', 'age', 'sex', 'employment', 'job'])
    .where('origin', '=', 'roster')
    .execute()
  return attributes.flatMap((attribute) => {
    const { id, label, options, column } = attribute
    if (column === undefined) return []
    const counts = new Map<string, number>()
    for (const person of people) {
      const said = rosterValue(person, column)
      counts.set(said, (counts.get(said) ?? 0) + 1)
    }
    const values = [...counts]
      .toSorted((a, b) => b[1] - a[1])
      .map(([said, count]) => ({
        said,
        field: fieldOf(id, said),
        people: count,
        option: optionOf(attribute, said),
      }))
    const unmapped = values
      .filter(({ option }) => option === null)
      .reduce((sum, value) => sum + value.people, 0)
    return [{ id, label, options, values, unmapped }]
  })
}

function fieldOf(attribute: string, said: string): string {
  return `${attribute}-${createHash('sha256').update(said).digest('hex').slice(0, 8)}`
}
