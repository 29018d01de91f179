import type { Classes, PatternInput } from '../../server/disclosure/pattern/pattern.ts'

/** An invented city: 部 of several 課 of 3–80 people, five attributes, some people who did not answer. */
export interface CityPlan {
  readonly people: number
  readonly bureaus: number
  readonly seed: number
  readonly k: number
  readonly kDistribution: number
  /** lean: 全庁, 部, 課, five attributes, 部×性別, 部×年代. base: 全庁 and 部 crosses beside. */
  readonly tables: 'lean' | 'base'
  /** Share of people who answered. */
  readonly response?: number
}

/** Shares of each category; the position in the list is the code, code 0 = not said. */
const ATTRIBUTES: Readonly<Record<string, readonly number[]>> = {
  sex: [0.02, 0.56, 0.42],
  age: [0.01, 0.04, 0.21, 0.22, 0.24, 0.22, 0.06],
  position: [0.02, 0.03, 0.07, 0.18, 0.3, 0.4],
  employment: [0.01, 0.73, 0.05, 0.2, 0.01],
  care: [0.06, 0.7, 0.19, 0.05],
}

const LEAN = ['', 'bu', 'ka', 'sex', 'age', 'position', 'employment', 'care', 'bu&sex', 'bu&age']
const BASE = [
  ...LEAN,
  'sex&age',
  'sex&position',
  'sex&employment',
  'age&position',
  'age&employment',
  'bu&position',
  'bu&employment',
  'bu&care',
]

export function cityPattern(plan: CityPlan): PatternInput {
  const random = mulberry32(plan.seed)
  const people = staff(plan, random).filter(() => random() < (plan.response ?? 0.81))
  return patternOf(people, plan.tables === 'lean' ? LEAN : BASE, plan)
}

type Person = Readonly<Record<string, number>>

function staff({ people, bureaus }: CityPlan, random: () => number): Person[] {
  const share = Array.from({ length: bureaus }, () => 0.25 + random() ** 2 * 1.75)
  const total = share.reduce((sum, s) => sum + s, 0)
  const found: Person[] = []
  let ka = 0
  share.forEach((s, bu) => {
    let left = Math.max(8, Math.round((s / total) * people))
    while (left > 0) {
      ka += 1
      const size = Math.min(left, Math.round(3 + 77 * random() ** 2.6))
      left -= size
      for (let i = 0; i < size; i += 1) found.push({ bu: bu + 1, ka, ...attributes(random) })
    }
  })
  return found
}

function attributes(random: () => number): Person {
  return Object.fromEntries(
    Object.entries(ATTRIBUTES).map(([name, shares]) => {
      let left = random()
      const code = shares.findIndex((share) => (left -= share) < 0)
      return [name, Math.max(code, 0)]
    }),
  )
}

/** Groups and classes of people for tables like `bu&sex`. */
function patternOf(people: readonly Person[], tables: readonly string[], plan: CityPlan) {
  const ids = new Map<string, number>()
  const tableOf: number[] = []
  const groupsOf = (person: Person) =>
    tables.flatMap((table, position) => {
      const keys = table === '' ? [] : table.split('&').map((a) => person[a] ?? 0)
      if (keys.includes(0)) return []
      const id = `${table}=${keys.join('&')}`
      if (!ids.has(id)) {
        ids.set(id, ids.size)
        tableOf.push(position)
      }
      return [ids.get(id) ?? 0]
    })
  const rows = people.map((person) => ({
    block: (person['bu'] ?? 0) - 1,
    groups: groupsOf(person),
  }))
  return {
    k: plan.k,
    kDistribution: plan.kDistribution,
    groups: ids.size,
    table: Uint16Array.from(tableOf),
    classes: classesOfRows(rows),
    barred: [],
  } satisfies PatternInput
}

/** @param rows respondents in the order of the organisation. */
export function classesOfRows(
  rows: readonly { readonly block: number; readonly groups: readonly number[] }[],
): Classes {
  const classes = new Map<string, { block: number; groups: number[]; weight: number }>()
  for (const { block, groups } of rows) {
    const sorted = groups.toSorted((a, b) => a - b)
    const key = `${block}:${sorted.join()}`
    const known = classes.get(key) ?? { block, groups: sorted, weight: 0 }
    known.weight += 1
    classes.set(key, known)
  }
  const all = [...classes.values()].sort((a, b) => a.block - b.block)
  const starts = [0]
  for (const { groups } of all) starts.push((starts.at(-1) ?? 0) + groups.length)
  return {
    count: all.length,
    weights: Uint32Array.from(all, (c) => c.weight),
    starts: Uint32Array.from(starts),
    groups: Uint32Array.from(all.flatMap((c) => c.groups)),
    block: Int32Array.from(all, (c) => c.block),
  }
}

/** A small generator of random numbers: the same city for the same seed. */
function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
