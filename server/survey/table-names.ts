/** The one place that names the tables of a publication plan, for every page, print and file. */

/** What a table is cut by, as pages call it. */
interface Named {
  readonly id: string
  readonly label: string
}

/** Names of a plan's tables, in its order. */
export function tableNames(q: {
  readonly tables: readonly (readonly string[])[]
  readonly attributes: readonly Named[]
}): string[] {
  return q.tables.map((table) => tableName(table, q.attributes))
}

const UNITS: Readonly<Record<string, string>> = { bu: '部', ka: '課', similar: '類似所属' }

/** 「全庁」「部」「類似所属」「年代」「部×性別」. `attributes` are those of the questionnaire or of the bank. */
export function tableName(table: readonly string[], attributes: readonly Named[]): string {
  if (table.length === 0) return '全庁'
  return table.map((id) => UNITS[id] ?? labelOf(id, attributes)).join('×')
}

function labelOf(id: string, attributes: readonly Named[]): string {
  return attributes.find((a) => a.id === id)?.label ?? id
}
