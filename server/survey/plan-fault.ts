import { tableAbove, tableKey } from './plannable-tables.ts'
import { tableName } from './table-names.ts'

/** Why these tables cannot be published together, as a sentence that says what to do; null: they can. */
export function planFault(
  known: readonly { readonly id: string; readonly label: string }[],
  plan: {
    readonly attributeIds: readonly string[]
    readonly tables: readonly (readonly string[])[]
  },
): string | null {
  const name = (table: readonly string[]) => `「${tableName(table, known)}」`
  const unasked = known.find(
    ({ id }) => !plan.attributeIds.includes(id) && plan.tables.some((table) => table.includes(id)),
  )
  if (unasked !== undefined) {
    const with_ = plan.tables.filter((table) => table.includes(unasked.id))
    return `${with_.map(name).join('')}を公表するには、属性で「${unasked.label}」を選んでください。尋ねないときは、この表を外してください。`
  }
  for (const table of plan.tables) {
    const above = tableAbove(table)
    if (above !== null && !plan.tables.some((other) => tableKey(other) === tableKey(above)))
      return `${name(table)}を公表するには、${name(above)}も選んでください。`
  }
  return null
}
