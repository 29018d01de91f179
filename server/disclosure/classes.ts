import { type FrameGroup, groupOfRow, layoutOf, type TableLayout, unitPath } from './frame.ts'
import type { Microdata } from './microdata.ts'
import type { Classes } from './pattern/pattern.ts'

/** Classes, and which one each respondent is in. */
export interface RespondentClasses extends Classes {
  readonly ofRow: Uint32Array
}

type Respondents = Pick<Microdata, 'attributes' | 'rows' | 'keys'>

/**
 * Respondents with the same memberships, sorted by organisation path (top unit, unit below, then the
 * rest). The same whoever comes first in `data`.
 *
 * @param frame of the same attributes.
 * @throws {RangeError} when a code is no category.
 */
export function classesOf(frame: readonly FrameGroup[], data: Respondents): RespondentClasses {
  checkCodes(data)
  const units = unitPath(data.attributes)
  const kinds = sortedKinds(data, units)
  const { members, classOfKind, firstKind } = byMemberships(
    layoutOf(data.attributes, frame),
    data,
    kinds,
  )
  const count = firstKind.length
  const weights = new Uint32Array(count)
  const ofRow = kinds.ofRow.map((kind) => classOfKind[kind]!)
  for (const c of ofRow) weights[c]! += 1
  return {
    count,
    weights,
    ...members,
    block: blocks(data, units[0], kinds, classOfKind, count),
    ofRow,
  }
}

/** Respondents of the same codes, in the order of their codes: one row of each, and whose it is. */
interface Kinds {
  readonly rows: Uint32Array
  readonly ofRow: Uint32Array
}

function sortedKinds({ attributes, rows, keys }: Respondents, units: readonly number[]): Kinds {
  const width = attributes.length
  let labels: Labels = { of: new Uint32Array(rows), first: rows === 0 ? [] : [0] }
  for (const [a, { categories }] of attributes.entries()) {
    labels = refined(labels, categories.length + 1, (row) => keys[row * width + a]!)
  }
  const order = [...units, ...attributes.keys()]
  const sorted = Uint32Array.from(labels.first.keys()).sort((x, y) => {
    const [a, b] = [labels.first[x]! * width, labels.first[y]! * width]
    for (const key of order) {
      const difference = keys[a + key]! - keys[b + key]!
      if (difference !== 0) return difference
    }
    return 0
  })
  const place = new Uint32Array(sorted.length)
  for (const [at, kind] of sorted.entries()) place[kind] = at
  return {
    rows: sorted.map((kind) => labels.first[kind]!),
    ofRow: labels.of.map((kind) => place[kind]!),
  }
}

function byMemberships(
  tables: readonly TableLayout[],
  { attributes, keys }: Respondents,
  kinds: Kinds,
) {
  const width = attributes.length
  const all = kinds.rows.length
  /** Group of kind i in table t, at i × tables + t; −1 for none. */
  const groups = new Int32Array(all * tables.length)
  for (const [i, row] of kinds.rows.entries()) {
    for (const [t, table] of tables.entries()) {
      groups[i * tables.length + t] = groupOfRow(table, keys, row * width)
    }
  }
  let labels: Labels = { of: new Uint32Array(all), first: all === 0 ? [] : [0] }
  for (const [t, table] of tables.entries()) {
    labels = refined(labels, table.groups + 1, (i) => {
      const group = groups[i * tables.length + t]!
      return group < 0 ? table.groups : group - table.first
    })
  }
  const starts = new Uint32Array(labels.first.length + 1)
  const flat: number[] = []
  for (const [c, kind] of labels.first.entries()) {
    const own = groups.subarray(kind * tables.length, (kind + 1) * tables.length)
    for (const group of own) if (group >= 0) flat.push(group)
    starts[c + 1] = flat.length
  }
  const members = { starts, groups: Uint32Array.from(flat) }
  return { members, classOfKind: labels.of, firstKind: labels.first }
}

/** A numbering without gaps, in order of first appearance. */
interface Labels {
  readonly of: Uint32Array
  readonly first: number[]
}

/** The same numbering, with those told apart that have different values (below `size`). */
function refined({ of }: Labels, size: number, value: (i: number) => number): Labels {
  const next = new Map<number, number>()
  const first: number[] = []
  const labels = new Uint32Array(of.length)
  for (let i = 0; i < of.length; i += 1) {
    const key = of[i]! * size + value(i)
    let label = next.get(key)
    if (label === undefined) {
      label = first.length
      next.set(key, label)
      first.push(i)
    }
    labels[i] = label
  }
  return { of: labels, first }
}

/** Position of the top unit; −1 where it was not said, or where the memberships do not tell it. */
function blocks(
  { attributes, keys }: Respondents,
  top: number | undefined,
  kinds: Kinds,
  classOfKind: Uint32Array,
  count: number,
): Int32Array {
  const block = new Int32Array(count).fill(-1)
  if (top === undefined) return block
  const seen = new Uint8Array(count)
  for (const [kind, row] of kinds.rows.entries()) {
    const c = classOfKind[kind]!
    const unit = keys[row * attributes.length + top]! - 1
    block[c] = seen[c] === 1 && block[c] !== unit ? -1 : unit
    seen[c] = 1
  }
  return block
}

function checkCodes({ attributes, rows, keys }: Respondents): void {
  const width = attributes.length
  if (keys.length < rows * width) throw new RangeError('keys are missing')
  for (const [a, { id, categories }] of attributes.entries()) {
    for (let row = 0; row < rows; row += 1) {
      if (keys[row * width + a]! > categories.length) throw new RangeError(`no category of ${id}`)
    }
  }
}
