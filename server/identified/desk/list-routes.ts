import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { definePage } from '../../http/pages.ts'
import { Problem } from '../../http/problems.ts'
import { keysOf, type Theme, themes } from '../../proposals/catalogue.ts'
import { clockNames } from '../../proposals/clocks.ts'
import { signedInPerson, staffFrame } from '../auth/signed-in.ts'
import {
  deskLists,
  inOrder,
  type ListGroup,
  type ListName,
  listNames,
  matches,
} from './desk-lists.ts'
import type { DeskPagesOptions } from './desk-options.ts'
import { type DeskLink, deskLinks } from './desk-links.ts'
import { type DeskRow, rowOf, unitWordsOf } from './desk-rows.ts'
import { listForDesk } from './seen.ts'

interface ListPage {
  readonly links: readonly DeskLink[]
  readonly heading: string
  readonly lead: string
  /** Address of this page without its query. */
  readonly here: string
  readonly filters: readonly {
    readonly name: ListName
    readonly label: string
    readonly group: ListGroup
    readonly count: number
    readonly current: boolean
  }[]
  readonly show: ListName
  readonly empty: string
  readonly query: string
  readonly rows: readonly DeskRow[]
  readonly total: number
  readonly page: number
  readonly pages: number
  readonly newer: string | null
  readonly older: string | null
  readonly clockNames: typeof clockNames
}

const listPage = definePage<ListPage>('desk-list')

const themesPage = definePage<{
  links: readonly DeskLink[]
  stages: readonly string[]
  rows: readonly { theme: Theme; label: string; counts: readonly number[]; overdue: number }[]
}>('desk-themes')

/** A list page: the whole desk, or one theme. */
interface Wanted {
  readonly here: string
  readonly heading: string
  /** The filter that stands before one is chosen. */
  readonly usual: ListName
  readonly theme?: Theme
}

const PER_PAGE = 50

const query = z.object({
  show: z.enum(listNames).optional(),
  q: z
    .string()
    .max(100)
    .default('')
    .transform((text) => text.trim()),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
})

const stages: readonly { label: string; lists: readonly ListName[] }[] = [
  { label: '受付', lists: ['arrivals', 'returned', 'summary'] },
  { label: '照会・検討', lists: ['routing', 'reviewing', 'continued'] },
  { label: '実施', lists: ['planned'] },
  { label: '閉じたもの', lists: ['closed'] },
]

/** What there is to do, and the same for one theme (テーマ別ワーキングチーム). */
export async function listRoutes(app: FastifyInstance, options: DeskPagesOptions): Promise<void> {
  const { desk } = options

  app.get('/', async (request, reply) => {
    const page = await listOf(request, {
      here: '/staff/desk',
      heading: '到着と処理',
      usual: 'todo',
    })
    return listPage.send(reply, staffFrame(request, page.heading, 'desk'), page)
  })

  app.get('/themes', async (request, reply) => {
    const { listed } = await listForDesk(desk, signedInPerson(request))
    const rows = keysOf(themes).map((theme) => {
      const own = listed.filter(({ proposal }) => proposal.theme === theme)
      const countOf = (lists: readonly ListName[]) =>
        own.filter((one) => lists.some((name) => deskLists[name].holds(one))).length
      return {
        theme,
        label: themes[theme],
        counts: stages.map(({ lists }) => countOf(lists)),
        overdue: countOf(['overdue']),
      }
    })
    return themesPage.send(reply, staffFrame(request, 'テーマ別', 'desk'), {
      links: deskLinks(request, 'themes'),
      stages: stages.map(({ label }) => label),
      rows,
    })
  })

  app.get<{ Params: { theme: string } }>('/themes/:theme', async (request, reply) => {
    const theme = keysOf(themes).find((name) => name === request.params.theme)
    if (theme === undefined) throw new Problem('not-found')
    const page = await listOf(request, {
      here: `/staff/desk/themes/${theme}`,
      heading: themes[theme],
      usual: 'all',
      theme,
    })
    return listPage.send(reply, staffFrame(request, page.heading, 'desk'), page)
  })

  async function listOf(
    request: FastifyRequest,
    { here, heading, usual, theme }: Wanted,
  ): Promise<ListPage> {
    const read = query.safeParse(request.query)
    if (!read.success) throw new Problem('bad-request')
    const { q } = read.data
    const { listed, around } = await listForDesk(desk, signedInPerson(request))
    const own = listed.filter(({ proposal }) => theme === undefined || proposal.theme === theme)
    // A search looks everywhere unless a filter was chosen.
    const show = read.data.show ?? (q === '' ? usual : 'all')
    const found = own.filter((one) => matches(one.proposal, q, unitWordsOf(around.org)))
    const shown = inOrder(found.filter((one) => deskLists[show].holds(one)))
    const pages = Math.max(1, Math.ceil(shown.length / PER_PAGE))
    const page = Math.min(read.data.page, pages)
    const address = (to: number) =>
      `${here}?${new URLSearchParams({ show, ...(q === '' ? {} : { q }), page: String(to) }).toString()}`
    return {
      links: deskLinks(request, theme === undefined ? 'list' : 'themes'),
      heading,
      lead: theme === undefined || theme === 'other' ? '' : 'テーマ別ワーキングチームの一覧です。',
      here,
      filters: listNames.map((name) => ({
        name,
        label: deskLists[name].label,
        group: deskLists[name].group,
        count: found.filter((one) => deskLists[name].holds(one)).length,
        current: name === show,
      })),
      show,
      empty: deskLists[show].empty,
      query: q,
      rows: shown
        .slice((page - 1) * PER_PAGE, page * PER_PAGE)
        .map((one) => rowOf(one, around.org)),
      total: shown.length,
      page,
      pages,
      newer: page > 1 ? address(page - 1) : null,
      older: page < pages ? address(page + 1) : null,
      clockNames,
    }
  }
}
