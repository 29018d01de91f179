/** Which tables a publication plan may have, and their order in it. */

/** Every table that can be planned with these attributes (in the order of the bank), in the order of a plan. */
export function plannableTables(attributeIds: readonly string[]): string[][] {
  return [
    [],
    ['bu'],
    ['ka'],
    ['similar'],
    ...attributeIds.map((id) => [id]),
    ...attributeIds.map((id) => ['bu', id]),
    ...attributeIds.flatMap((a, i) => attributeIds.slice(i + 1).map((b) => [a, b])),
  ]
}

/** What is ticked before anything is chosen: units, each attribute by itself, 部×性別 and 部×年代. */
export function usualTables(attributeIds: readonly string[]): string[][] {
  return plannableTables(attributeIds).filter(
    ([first, second]) =>
      second === undefined || (first === 'bu' && ['sex', 'age'].includes(second)),
  )
}

/** `''` is the whole body, `bu`, `bu,sex`: what forms and tests of equality use. */
export function tableKey(table: readonly string[]): string {
  return table.join(',')
}

/** The table whose groups a table cuts finer, other than the whole body: a plan has both or neither. */
export function tableAbove([first, second]: readonly string[]): string[] | null {
  if (first === undefined) return null
  if (second !== undefined) return [first]
  return first === 'ka' ? ['bu'] : null
}
