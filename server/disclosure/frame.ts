import type { GroupingAttribute, Tables } from './microdata.ts'

/** One group of the plan, answered or not. */
export interface FrameGroup {
  /** `*`, `bu=1100`, `bu=1100&sex=女性`. */
  readonly id: string
  readonly table: readonly string[]
  /** Attribute → code of the category. */
  readonly keys: Readonly<Record<string, string>>
  readonly label: string
  /** Position of the table in the plan. */
  readonly tableIndex: number
  /** Position of the category in each attribute of the table. */
  readonly categories: readonly number[]
  /** Group that this one is a part of and that a rest is counted from; null: its table is not planned. */
  readonly parent: number | null
}

/**
 * Every group of the plan: all declared categories, crossed, in the order of the plan, so that nothing
 * depends on who answered.
 *
 * @throws {RangeError} for an unknown or doubled attribute, a doubled table, or two groups of the same id.
 */
export function frameOf(
  attributes: readonly GroupingAttribute[],
  tables: Tables,
): readonly FrameGroup[] {
  const named = new Map(attributes.map((a) => [a.id, a]))
  const frame: FrameGroup[] = []
  for (const [tableIndex, table] of tables.entries()) {
    const cutBy = table.map((id) => attributeOf(named, id))
    if (new Set(table).size < table.length) throw new RangeError(`${table.join()} names one twice`)
    for (const categories of crossed(cutBy.map((a) => a.categories.length))) {
      frame.push({ ...nameOf(cutBy, categories), table, tableIndex, categories, parent: null })
    }
  }
  const at = new Map(frame.map((group, i) => [group.id, i]))
  if (at.size < frame.length) throw new RangeError('two groups have the same id')
  return frame.map((group) => ({ ...group, parent: parentOf(named, group, at) }))
}

/** First group of each table and how its groups are counted on: the frame is a full product. */
export interface TableLayout {
  /** Position of each attribute of the table. */
  readonly attributes: readonly number[]
  readonly first: number
  readonly groups: number
  /** How far apart two neighbouring categories of each attribute are. */
  readonly strides: readonly number[]
}

export function layoutOf(
  attributes: readonly GroupingAttribute[],
  frame: readonly FrameGroup[],
): TableLayout[] {
  const tables = new Map<number, TableLayout>()
  for (const [first, { table, tableIndex }] of frame.entries()) {
    if (tables.has(tableIndex)) continue
    const positions = table.map((id) => attributes.findIndex((a) => a.id === id))
    const sizes = positions.map((p) => attributes[p]?.categories.length ?? 0)
    const strides = sizes.map((_, i) => product(sizes.slice(i + 1)))
    tables.set(tableIndex, { attributes: positions, first, groups: product(sizes), strides })
  }
  return [...tables.values()]
}

/** Group of the table that somebody stands in, whose codes start at `at`; −1 where one was not said. */
export function groupOfRow(table: TableLayout, keys: Uint16Array, at: number): number {
  let group = table.first
  for (let i = 0; i < table.attributes.length; i += 1) {
    const code = keys[at + table.attributes[i]!]!
    if (code === 0) return -1
    group += (code - 1) * table.strides[i]!
  }
  return group
}

/** Positions of the levels of the unit tree (部, 課 …), topmost first; [] when there is none. */
export function unitPath(attributes: readonly GroupingAttribute[]): number[] {
  const parents = new Set(attributes.map((a) => a.parent?.attribute))
  const isTop = (a: GroupingAttribute) => a.parent === null && (parents.has(a.id) || a.id === 'bu')
  const path: number[] = []
  let next = attributes.findIndex(isTop)
  while (next >= 0 && !path.includes(next)) {
    path.push(next)
    const above = attributes[next]?.id
    next = attributes.findIndex((a) => a.parent?.attribute === above)
  }
  return path
}

function attributeOf(named: ReadonlyMap<string, GroupingAttribute>, id: string): GroupingAttribute {
  const attribute = named.get(id)
  if (attribute === undefined) throw new RangeError(`${id} is no attribute`)
  return attribute
}

function* crossed(sizes: readonly number[]): Generator<number[]> {
  const [size, ...rest] = sizes
  if (size === undefined) {
    yield []
    return
  }
  for (let category = 0; category < size; category += 1) {
    for (const others of crossed(rest)) yield [category, ...others]
  }
}

function nameOf(cutBy: readonly GroupingAttribute[], categories: readonly number[]) {
  if (cutBy.length === 0) return { id: '*', keys: {}, label: '全庁' }
  const chosen = cutBy.flatMap(({ id, categories: all }, i) => {
    const category = all[categories[i] ?? -1]
    return category === undefined ? [] : [{ id, ...category }]
  })
  return {
    id: idOf(chosen.map(({ id, code }) => [id, code])),
    keys: Object.fromEntries(chosen.map(({ id, code }) => [id, code])),
    label: chosen.map(({ label }) => label).join('・'),
  }
}

function idOf(keys: readonly (readonly [string, string])[]): string {
  return keys.length === 0 ? '*' : keys.map(([id, code]) => `${id}=${code}`).join('&')
}

/** The table without its last attribute; of a lower level by itself, the level above. */
function parentOf(
  named: ReadonlyMap<string, GroupingAttribute>,
  { table, keys, categories }: FrameGroup,
  at: ReadonlyMap<string, number>,
): number | null {
  const [first] = table
  if (first === undefined) return null
  const above = named.get(first)?.parent ?? null
  if (table.length === 1 && above !== null) {
    const category = above.of[categories[0] ?? -1] ?? -1
    const code = named.get(above.attribute)?.categories[category]?.code
    const unit = code === undefined ? undefined : at.get(idOf([[above.attribute, code]]))
    if (unit !== undefined) return unit
  }
  return at.get(idOf(table.slice(0, -1).map((id) => [id, keys[id] ?? '']))) ?? null
}

function product(sizes: readonly number[]): number {
  return sizes.reduce((all, size) => all * size, 1)
}
