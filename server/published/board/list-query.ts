import { z } from 'zod'
import { type BoardQuery, wordsOf } from '../../proposals/board-search.ts'
import { keysOf, themes } from '../../proposals/catalogue.ts'
import type { BoardGroup } from '../../proposals/states.ts'

/** Longest search; what is longer is refused and stays in the box. */
export const LONGEST_SEARCH = 100
/** Of a search that is refused, so much is shown again. */
const MOST_SHOWN = 300

/** How an address names the groups of the board. */
export const groupKeys = {
  received: '受付',
  reviewing: '検討中',
  planned: '実施予定',
  done: '実施済',
  'in-place': '対応済み',
  continued: '継続検討',
  declined: '見送り',
} as const satisfies Record<string, BoardGroup>
export type GroupKey = keyof typeof groupKeys

/** Something else than the page offers counts as nothing chosen, twice the same parameter too. */
const schema = z.object({
  q: z.string().default('').catch(''),
  theme: z.enum(keysOf(themes)).or(z.literal('')).default('').catch(''),
  unit: z.string().max(20).default('').catch(''),
  group: z.enum(keysOf(groupKeys)).or(z.literal('')).default('').catch(''),
  year: z
    .string()
    .regex(/^(\d{4})?$/)
    .default('')
    .catch(''),
  model: z.enum(['1', '']).default('').catch(''),
  page: z.coerce.number().int().min(1).max(100_000).default(1).catch(1),
})
export type ListQuery = z.infer<typeof schema>

export function readListQuery(query: unknown): {
  readonly asked: ListQuery
  readonly wanted: BoardQuery
  readonly tooLong: boolean
} {
  const read = schema.parse(query)
  const tooLong = read.q.length > LONGEST_SEARCH
  const asked = { ...read, q: read.q.slice(0, MOST_SHOWN) }
  const wanted: BoardQuery = {
    words: tooLong ? [] : wordsOf(read.q),
    theme: read.theme === '' ? null : read.theme,
    unit: read.unit === '' ? null : read.unit,
    group: read.group === '' ? null : groupKeys[read.group],
    fiscalYear: read.year === '' ? null : Number(read.year),
    modelCases: read.model === '1',
  }
  return { asked, wanted, tooLong }
}

/** Address of the list with something else asked for; a change begins with the first page. */
export function listAddress(base: string, asked: ListQuery, change: Partial<ListQuery>): string {
  const { page, ...rest } = { ...asked, page: 1, ...change }
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(rest)) if (value !== '') query.set(name, value)
  if (page > 1) query.set('page', String(page))
  const text = query.toString()
  return `${base}/board${text === '' ? '' : `?${text}`}`
}

/** Whether the list is narrowed by more than a group. */
export function isNarrowed({ q, theme, unit, year, model }: ListQuery): boolean {
  return [q, theme, unit, year, model].some((value) => value !== '')
}
