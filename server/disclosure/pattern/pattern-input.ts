import type { FrameGroup } from '../frame.ts'
import type { Eligible, Microdata, Policy } from '../microdata.ts'
import type { Classes, PatternInput } from './pattern.ts'

interface Planned {
  readonly data: Pick<Microdata, 'attributes' | 'rows' | 'keys'>
  readonly policy: Policy
  readonly eligible: readonly Eligible[]
}

export function patternInput(
  frame: readonly FrameGroup[],
  classes: Classes,
  { data, policy, eligible }: Planned,
): PatternInput {
  return {
    k: policy.k,
    kDistribution: policy.kDistribution,
    groups: frame.length,
    table: Uint16Array.from(frame, (group) => group.tableIndex),
    classes,
    barred: barredGroups(frame, data, eligible),
  }
}

/** Respondents of each group. */
export function groupPeople(groups: number, classes: Classes): Uint32Array {
  const { count, starts, groups: of, weights } = classes
  const people = new Uint32Array(groups)
  for (let c = 0; c < count; c += 1) {
    for (let i = starts[c]!; i < starts[c + 1]!; i += 1) people[of[i]!]! += weights[c]!
  }
  return people
}

/** More answers name a unit than it has people: nobody knows whose they are. Its crosses go as well. */
function barredGroups(
  frame: readonly FrameGroup[],
  { attributes, rows, keys }: Planned['data'],
  eligible: readonly Eligible[],
): number[] {
  const overfull = new Set<string>()
  for (const { attribute, people } of eligible) {
    const column = attributes.findIndex((a) => a.id === attribute)
    if (column < 0) continue
    const answers = new Uint32Array(people.length + 1)
    for (let row = 0; row < rows; row += 1) answers[keys[row * attributes.length + column]!]! += 1
    for (const [i, { code }] of attributes[column]?.categories.entries() ?? []) {
      if (answers[i + 1]! > (people[i] ?? 0)) overfull.add(JSON.stringify([attribute, code]))
    }
  }
  return [...frame.keys()].filter((g) =>
    Object.entries(frame[g]?.keys ?? {}).some((key) => overfull.has(JSON.stringify(key))),
  )
}
