import type { CommonsReader } from '../../stores/commons.ts'

export interface UnitChoice {
  readonly value: string
  readonly label: string
}

/** Units of a day for a list to choose from, in 建制順, each with its 部. */
export async function unitChoices(commons: CommonsReader, today: string): Promise<UnitChoice[]> {
  const rows = await commons
    .selectFrom('unit')
    .select(['code', 'name', 'kind', 'bureau'])
    .where('kind', '!=', '市')
    .where('valid_from', '<=', today)
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>=', today)]))
    .orderBy('position')
    .execute()
  const names = new Map(rows.map(({ code, name }) => [code, name]))
  return rows.map(({ code, name, bureau }) => {
    const above = bureau === null || bureau === code ? '' : names.get(bureau)
    return { value: code, label: above ? `${above}　${name}` : name }
  })
}
