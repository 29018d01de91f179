/** How many lines a list shows at once. */
export const PER_PAGE = 50

/** One page of a list, with the ways to the others. */
export interface Paging {
  readonly page: number
  readonly pages: number
  readonly before: string | null
  readonly after: string | null
}

/** @param search what the list is asked for; what is '' stays out of the address. */
export function pagingOf(
  path: string,
  search: Readonly<Record<string, string | number>>,
  total: number,
): Paging {
  const pages = Math.max(1, Math.ceil(total / PER_PAGE))
  const page = Math.min(Number(search['page']), pages)
  const address = (to: number) => {
    const query = new URLSearchParams()
    for (const [name, value] of Object.entries(search))
      if (name !== 'page' && value !== '') query.set(name, String(value))
    query.set('page', String(to))
    return `${path}?${query.toString()}`
  }
  return {
    page,
    pages,
    before: page > 1 ? address(page - 1) : null,
    after: page < pages ? address(page + 1) : null,
  }
}
