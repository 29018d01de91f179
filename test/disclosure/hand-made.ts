/**
 * Published sets made by hand, without the engine: what a test says is shown is shown, whatever it gives
 * away. Rounding is written once more, with fractions held against each other instead of divided.
 */
import type { Microdata, Policy, Tables } from '../../server/disclosure/microdata.ts'
import type { ItemValue, PublishedGroup, PublishedSet } from '../../server/survey/published-set.ts'

export const POLICY: Policy = {
  k: 5,
  kDistribution: 10,
  roundingPeople: 2,
  scale: 4,
  favourable: 2,
}

export interface Frame {
  readonly id: string
  readonly table: readonly string[]
  readonly keys: Readonly<Record<string, string>>
  readonly label: string
  /** Rows of the microdata. */
  readonly rows: readonly number[]
}

/** Every group of the plan, and who stands in it. */
export function frame(
  data: Pick<Microdata, 'attributes' | 'rows' | 'keys'>,
  tables: Tables,
): Frame[] {
  const width = data.attributes.length
  const all = Array.from({ length: data.rows }, (_, row) => row)
  return tables.flatMap((table) => {
    let groups: Frame[] = [{ id: '*', table, keys: {}, label: '全庁', rows: all }]
    for (const id of table) {
      const at = data.attributes.findIndex((a) => a.id === id)
      const categories = data.attributes[at]?.categories ?? []
      groups = groups.flatMap((group) =>
        categories.map(({ code, label }, category) => ({
          id: group.id === '*' ? `${id}=${code}` : `${group.id}&${id}=${code}`,
          table,
          keys: { ...group.keys, [id]: code },
          label: group.id === '*' ? label : `${group.label}・${label}`,
          rows: group.rows.filter((row) => data.keys[row * width + at] === category + 1),
        })),
      )
    }
    return groups
  })
}

export interface Choices {
  readonly hidden?: readonly string[]
  /** `parent − minus`, printed as a group of its own. */
  readonly rests?: readonly { id: string; parent: string; minus: readonly string[] }[]
  readonly tier?: (id: string, n: number) => 'full' | 'band'
  /** Another value than the rounded one. */
  readonly value?: (
    id: string,
    item: string,
    counts: readonly number[],
  ) => ItemValue | null | undefined
}

export function handMade(
  data: Microdata,
  tables: Tables,
  policy: Policy,
  choices: Choices = {},
): PublishedSet {
  const groups = frame(data, tables)
  const tierOf = choices.tier ?? ((_id, n) => (n >= policy.kDistribution ? 'full' : 'band'))
  const items = (id: string, rows: readonly number[], tier: 'full' | 'band') =>
    Object.fromEntries(
      data.items.map((item) => {
        const counts = countsOf(data, rows, item, policy.scale)
        const own = choices.value?.(id, item, counts)
        return [item, own === undefined ? valueOf(counts, id === '*', tier, policy) : own]
      }),
    )
  const made = groups.map(({ rows, ...name }): PublishedGroup => {
    if (choices.hidden?.includes(name.id) === true) return { ...name, state: 'hidden' }
    const tier = tierOf(name.id, rows.length)
    return { ...name, state: 'published', tier, n: rows.length, items: items(name.id, rows, tier) }
  })
  const rests = (choices.rests ?? []).map(({ id, parent, minus }): PublishedGroup => {
    const find = (wanted: string) => groups.find((g) => g.id === wanted)
    const gone = new Set(minus.flatMap((m) => find(m)?.rows ?? []))
    const rows = (find(parent)?.rows ?? []).filter((row) => !gone.has(row))
    const table = find(minus[0] ?? '')?.table ?? []
    const n = rows.length
    return { id, table, state: 'rest', parent, minus, n, items: items(id, rows, 'band') }
  })
  return {
    survey: 'r8',
    k: policy.k,
    kDistribution: policy.kDistribution,
    roundingPeople: policy.roundingPeople,
    scale: policy.scale,
    respondents: data.rows < policy.k ? null : data.rows,
    groups: [...made, ...rests],
    certificate: {
      ok: true,
      k: policy.k,
      minBound: policy.k,
      lps: 0,
      mips: 0,
      cuts: 0,
      rounds: 1,
      patternHash: '0'.repeat(64),
    },
    audit: { certainBefore: 0, certainAfter: 0, widened: 1, hiddenItems: 0 },
  }
}

/** People of each code: 0 no answer, 1 best. */
export function countsOf(
  data: Microdata,
  rows: readonly number[],
  item: string,
  scale: number,
): number[] {
  const at = data.items.indexOf(item)
  const counts = Array.from({ length: scale + 1 }, () => 0)
  for (const row of rows) {
    const code = data.answers[row * data.items.length + at] ?? 0
    counts[code] = (counts[code] ?? 0) + 1
  }
  return counts
}

/** What the design prints of these answers. */
export function valueOf(
  counts: readonly number[],
  whole: boolean,
  tier: 'full' | 'band',
  policy: Policy,
): ItemValue | null {
  return printedAt(counts, whole, tier, policy, null)
}

/** The same with another step, in points; null when this step is narrower than the narrowest allowed. */
export function printedAt(
  counts: readonly number[],
  exact: boolean,
  tier: 'full' | 'band',
  { k, roundingPeople, scale, favourable }: Policy,
  widened: number | null,
): ItemValue | null {
  const sum = (from: number, to: number) => counts.slice(from, to).reduce((all, c) => all + c, 0)
  const valid = sum(1, scale + 1)
  if (valid < k) return null
  const best = sum(1, favourable + 1)
  if (exact) {
    const percent = (count: number) => rounded(count, valid, 1) / 10
    const distribution = counts.slice(1).map(percent)
    return { n: valid, favourable: percent(best), step: 0.1, distribution }
  }
  const narrowest = STEPS.find((s) => valid * s >= roundingPeople * 1000)
  const step = widened === null ? narrowest : Math.round(widened * 10)
  if (step === undefined || narrowest === undefined || step < narrowest) return null
  const percent = (count: number) =>
    Math.min(Math.max(rounded(count, valid, step), step), 1000 - step) / 10
  const shown = { favourable: percent(best), step: step / 10 }
  if (tier === 'full') return { ...shown, distribution: counts.slice(1).map(percent) }
  if (scale - 2 * favourable < 1) {
    return { ...shown, bands: [shown.favourable, (1000 - shown.favourable * 10) / 10] }
  }
  const middle = percent(sum(favourable + 1, scale - favourable + 1))
  const worst = percent(sum(scale - favourable + 1, scale + 1))
  return { ...shown, bands: [shown.favourable, middle, worst] }
}

const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 250]

/** Half up to a multiple of `step` tenths of a point, in tenths. */
function rounded(count: number, n: number, step: number): number {
  let value = 0
  while ((2 * value + step) * n <= 2000 * count) value += step
  return value
}
