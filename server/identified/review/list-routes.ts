import type { FastifyInstance } from 'fastify'
import { fiscalYearName, fiscalYearOf } from '../../calendar/fiscal-year.ts'
import { jstDay } from '../../calendar/jst.ts'
import { definePage } from '../../http/pages.ts'
import { listReviews, type UnitReview } from '../../programme/follow-up/read-entries.ts'
import { hasRole } from '../auth/roles.ts'
import { signedInPerson, staffFrame } from '../auth/signed-in.ts'
import { type AskedUnit, askedUnits, mayConfirm } from './asked-units.ts'
import type { ReviewOptions } from './options.ts'

const page = definePage<{
  readonly yearName: string
  readonly units: readonly (AskedUnit & { readonly review: UnitReview | null })[]
  readonly office: boolean
}>('review-list')

/** Who has several units (事務取扱, 部長) chooses one; who has one goes there at once. */
export async function listRoutes(app: FastifyInstance, options: ReviewOptions): Promise<void> {
  const { commons, identity, now } = options

  app.get('/', async (request, reply) => {
    const person = signedInPerson(request)
    const today = jstDay(now())
    const year = fiscalYearOf(today)
    const office = hasRole(person, 'hr')
    const units = (await askedUnits(commons, identity, today)).filter((unit) =>
      mayConfirm(person, unit),
    )
    const [only, second] = units
    if (only !== undefined && second === undefined && !office)
      return reply.redirect(`/staff/review/${only.code}`, 303)
    const reviews = await listReviews(commons, year)
    return page.send(reply, staffFrame(request, '年１回の確認', 'review'), {
      yearName: fiscalYearName(year),
      units: units.map((unit) => ({ ...unit, review: reviews.get(unit.code) ?? null })),
      office,
    })
  })
}
