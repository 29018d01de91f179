import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { jstDay } from '../../calendar/jst.ts'
import { definePage } from '../../http/pages.ts'
import { Problem } from '../../http/problems.ts'
import { staffFrame } from '../auth/signed-in.ts'
import type { OrganisationOptions } from './options.ts'
import {
  type Categories,
  categoriesOf,
  listPeople,
  NONE,
  type PeopleFound,
  personRoles,
  personSearch,
  type PersonSearch,
} from './person-list.ts'

interface PeoplePage extends PeopleFound {
  readonly search: PersonSearch
  readonly searched: boolean
  readonly categories: Categories
  readonly roleChoices: typeof personRoles
  readonly none: string
  /** Number of somebody whose registration was just removed. */
  readonly left: string | null
}

const page = definePage<PeoplePage>('organisation-people')
const leftQuery = z.object({ left: z.string().max(40).optional() }).catch({})
const HERE = '/staff/roster/people'

/** Everybody of the roster by number; there are no names. */
export async function personListRoutes(
  app: FastifyInstance,
  { stores, now }: OrganisationOptions,
): Promise<void> {
  app.get(HERE, async (request, reply) => {
    const read = personSearch.safeParse(request.query)
    if (!read.success) throw new Problem('bad-request')
    const search = read.data
    const found = await listPeople(stores, search, jstDay(now()), HERE)
    return page.send(reply, staffFrame(request, '職員', 'roster'), {
      ...found,
      search,
      searched: Object.entries(search).some(([name, value]) => name !== 'page' && value !== ''),
      categories: await categoriesOf(stores),
      roleChoices: personRoles,
      none: NONE,
      left: leftQuery.parse(request.query).left ?? null,
    })
  })
}
