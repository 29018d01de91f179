import type { ItemValue, PublishedGroup, PublishedSet } from '../../survey/published-set.ts'
import type { Questionnaire } from '../../survey/questionnaire.ts'
import { tableKey } from '../../survey/plannable-tables.ts'
import { tableName } from '../../survey/table-names.ts'

/** One line of a published table: shown, withheld, or what is left of its parent. */
export interface Group {
  /** As in the set: `*`, `bu=1100`, `bu=1100&sex=女性`, `bu=1100/rest`. */
  readonly id: string
  readonly table: readonly string[]
  readonly keys: Readonly<Record<string, string>>
  /** Its own words: 「女性」 of 「総務部・女性」. */
  readonly label: string
  /** With what it is cut from: 「総務部・女性」. */
  readonly fullLabel: string
  readonly state: 'published' | 'hidden' | 'rest'
  /** What all its people also belong to; null for the whole body. */
  readonly parent: string | null
  /** null: withheld. */
  readonly n: number | null
  /** All answers of an item side by side, bands of them, or favourable ones alone. */
  readonly shares: 'distribution' | 'bands' | null
  readonly items: Readonly<Record<string, ItemValue | null>>
  /** Of a rest: ids of the groups that it is without. */
  readonly minus: readonly string[]
}

export interface Table {
  /** `bu`, `bu,sex`: part of an address. */
  readonly key: string
  readonly attributes: readonly string[]
  /** 「部」「部×性別」 */
  readonly name: string
  /** In the order of the frame, each rest behind what it is the rest of. */
  readonly groups: readonly Group[]
}

export const WHOLE = '*'

/** Words of a rest row. */
export const REST = 'その他（合算）'

/** All groups of a set by id, in the words of its questionnaire. */
export function groupsOf(set: PublishedSet, questionnaire: Questionnaire): Map<string, Group> {
  const known = new Set(set.groups.map(({ id }) => id))
  const bureauOf = new Map(
    questionnaire.bureaus.flatMap((b) => b.sections.map((s) => [s.code, b.code] as const)),
  )
  const groups = new Map<string, Group>()
  for (const group of set.groups) {
    if (group.state !== 'rest') groups.set(group.id, named(group, parentOf(group, bureauOf, known)))
  }
  for (const group of set.groups) {
    if (group.state === 'rest') groups.set(group.id, restOf(group, groups.get(group.parent)))
  }
  return groups
}

/** Tables below the whole body, as the set has them. */
export function tablesOf(groups: Iterable<Group>, questionnaire: Questionnaire): Table[] {
  const tables = new Map<string, Group[]>()
  for (const group of groups) {
    const key = tableKey(group.table)
    tables.set(key, [...(tables.get(key) ?? []), group])
  }
  return [...tables].flatMap(([key, inTable]) => {
    const attributes = inTable[0]?.table ?? []
    if (attributes.length === 0) return []
    const name = tableName(attributes, questionnaire.attributes)
    return [{ key, attributes, name, groups: withRests(inTable) }]
  })
}

function named(group: Exclude<PublishedGroup, { state: 'rest' }>, parent: string | null): Group {
  const { id, table, keys, label, state } = group
  const shown = state === 'published' ? group : null
  // The words of one group are joined with 「・」, which a name may have, too: codes of attributes are words.
  const last = table.length > 1 ? (keys[table.at(-1) ?? ''] ?? label) : label
  return {
    id,
    table,
    keys,
    label: label.endsWith(last) ? last : label,
    fullLabel: label,
    state,
    parent,
    n: shown?.n ?? null,
    shares: shown === null ? null : sharesOf(shown.items),
    items: shown?.items ?? {},
    minus: [],
  }
}

function restOf(group: Extract<PublishedGroup, { state: 'rest' }>, parent?: Group): Group {
  const { id, table, n, items, minus } = group
  return {
    id,
    table,
    keys: parent?.keys ?? {},
    label: REST,
    fullLabel: parent === undefined || parent.id === WHOLE ? REST : `${parent.fullLabel}　${REST}`,
    state: 'rest',
    parent: group.parent,
    n,
    shares: sharesOf(items),
    items,
    minus,
  }
}

/** 課 hang below their 部, every combination below what its last attribute cuts. */
function parentOf(
  { table, keys }: { table: readonly string[]; keys: Readonly<Record<string, string>> },
  bureauOf: ReadonlyMap<string, string>,
  known: ReadonlySet<string>,
): string | null {
  if (table.length === 0) return null
  const above =
    table.length === 1 && table[0] === 'ka'
      ? `bu=${bureauOf.get(keys['ka'] ?? '') ?? ''}`
      : table
          .slice(0, -1)
          .map((attribute) => `${attribute}=${keys[attribute] ?? ''}`)
          .join('&')
  return known.has(above) ? above : WHOLE
}

function sharesOf(items: Group['items']): Group['shares'] {
  const values = Object.values(items)
  if (values.some((value) => value?.distribution !== undefined)) return 'distribution'
  return values.some((value) => value?.bands !== undefined) ? 'bands' : null
}

function withRests(groups: readonly Group[]): Group[] {
  const rests = groups.filter(({ state }) => state === 'rest')
  const own = groups.filter(({ state }) => state !== 'rest')
  const parents = [...new Set([...own, ...rests].map(({ parent }) => parent))]
  return parents.flatMap((parent) => [...own, ...rests].filter((group) => group.parent === parent))
}
