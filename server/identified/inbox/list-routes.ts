import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { definePage } from '../../http/pages.ts'
import { keysOf } from '../../proposals/catalogue.ts'
import { clockNames } from '../../proposals/clocks.ts'
import { mannerMark } from '../auth/role-words.ts'
import { hasRole, roleNames } from '../auth/roles.ts'
import { signedInPerson, staffFrame } from '../auth/signed-in.ts'
import { type Group, groups } from './duty.ts'
import { type InboxRow, inboxOf, type RowReminder, remindersOf } from './inbox-rows.ts'
import type { InboxOptions } from './routes.ts'

interface Section {
  readonly group: Group
  readonly label: string
  readonly count: number
  readonly rows: readonly InboxRow[]
}

interface InboxPage {
  /** 「推進責任者：保険年金課、子育て支援課」 */
  readonly parts: readonly string[]
  readonly director: boolean
  readonly severalUnits: boolean
  /** Own turn, the nearest day first. */
  readonly todo: readonly InboxRow[]
  readonly reminders: readonly RowReminder[]
  readonly sections: readonly Section[]
  readonly total: number
  /** One section alone, by pages; null: the overview. */
  readonly only: Group | null
  readonly page: number
  readonly pages: number
  readonly clockNames: typeof clockNames
}

const page = definePage<InboxPage>('inbox-list')

const query = z.object({
  group: z.enum(keysOf(groups)).nullable().catch(null).default(null),
  page: z.coerce.number().int().min(1).max(100_000).catch(1).default(1),
})

/** Of each section on the overview; more stand on the section's own pages. */
const FEW = 10
const PER_PAGE = 50

/** What the units of this person owe, in which order. */
export async function listRoutes(app: FastifyInstance, options: InboxOptions): Promise<void> {
  app.get('/', async (request, reply) => {
    const person = signedInPerson(request)
    const read = query.parse(request.query)
    const only = read.group
    const { rows, around } = await inboxOf(options.desk, person)
    const of = (group: Group) => rows.filter(({ duty }) => duty.group === group)
    const pages = only === null ? 1 : Math.max(1, Math.ceil(of(only).length / PER_PAGE))
    const at = Math.min(read.page, pages)
    const shown = (group: Group) =>
      only === null ? of(group).slice(0, FEW) : of(group).slice((at - 1) * PER_PAGE, at * PER_PAGE)
    return page.send(reply, staffFrame(request, '提案への回答', 'inbox'), {
      parts: unitRoles.flatMap((role) => {
        const own = person.roles.filter((one) => one.role === role)
        if (own.length === 0) return []
        return [
          `${roleNames[role]}：${own.map(({ unit, manner }) => around.org.nameOf(unit) + mannerMark(manner)).join('、')}`,
        ]
      }),
      director: hasRole(person, 'director'),
      severalUnits: new Set(rows.map(({ unit }) => unit)).size > 1,
      todo: rows.filter(({ duty }) => duty.mine),
      reminders: remindersOf(rows),
      sections: keysOf(groups)
        .filter((group) => (only === null ? of(group).length > 0 : group === only))
        .map((group) => ({
          group,
          label: groups[group],
          count: of(group).length,
          rows: shown(group),
        })),
      total: rows.length,
      only,
      page: at,
      pages,
      clockNames,
    })
  })
}

const unitRoles: readonly ('head' | 'promoter' | 'director')[] = ['head', 'promoter', 'director']
