import type { FastifyInstance } from 'fastify'
import { jstDay } from '../../calendar/jst.ts'
import { definePage } from '../../http/pages.ts'
import { Problem } from '../../http/problems.ts'
import { staffFrame } from '../auth/signed-in.ts'
import type { OrganisationOptions } from './options.ts'
import { type Paging, pagingOf, PER_PAGE } from './paging.ts'
import {
  listedUnits,
  type ListedUnit,
  unitSearch,
  type UnitSearch,
  type UnitTotals,
} from './unit-list.ts'

interface UnitsPage {
  readonly search: UnitSearch
  readonly searched: boolean
  readonly units: readonly ListedUnit[]
  readonly total: number
  readonly totals: UnitTotals
  readonly paging: Paging
}

const page = definePage<UnitsPage>('organisation-units')
const HERE = '/staff/roster/units'

/** All units in 建制順, and what about them needs looking after. */
export async function unitListRoutes(
  app: FastifyInstance,
  { stores, now }: OrganisationOptions,
): Promise<void> {
  app.get(HERE, async (request, reply) => {
    const read = unitSearch.safeParse(request.query)
    if (!read.success) throw new Problem('bad-request')
    const search = read.data
    const { found, totals } = await listedUnits(stores, search, jstDay(now()))
    const paging = pagingOf(HERE, search, found.length)
    return page.send(reply, staffFrame(request, '所属', 'roster'), {
      search,
      searched: search.q !== '' || search.only !== '' || search.when !== 'now',
      units: found.slice((paging.page - 1) * PER_PAGE, paging.page * PER_PAGE),
      total: found.length,
      totals,
      paging,
    })
  })
}
