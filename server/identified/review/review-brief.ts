import { fiscalYearName, fiscalYearOf } from '../../calendar/fiscal-year.ts'
import { jstDay } from '../../calendar/jst.ts'
import { listReviews } from '../../programme/follow-up/read-entries.ts'
import type { CommonsReader } from '../../stores/commons.ts'
import type { IdentityStore } from '../../stores/identity.ts'
import { hasRole } from '../auth/roles.ts'
import type { StaffPerson } from '../auth/signed-in.ts'
import { askedUnits, mayConfirm } from './asked-units.ts'

/** What the head of a unit finds on the page after signing in, as long as a unit has not confirmed. */
export interface ReviewBrief {
  readonly yearName: string
  readonly units: readonly { readonly name: string; readonly href: string }[]
}

/** null for who confirms nothing, and when everything is confirmed. Heads and promoters; 部長 have their list. */
export async function reviewBrief(
  { commons, identity, now }: ReviewBriefOptions,
  person: StaffPerson,
): Promise<ReviewBrief | null> {
  if (!hasRole(person, 'head') && !hasRole(person, 'promoter')) return null
  const today = jstDay(now())
  const year = fiscalYearOf(today)
  const reviews = await listReviews(commons, year)
  const own = { ...person, roles: person.roles.filter(({ role }) => role !== 'director') }
  const units = (await askedUnits(commons, identity, today))
    .filter((unit) => mayConfirm(own, unit) && !reviews.has(unit.code))
    .map(({ code, name }) => ({ name, href: `/staff/review/${code}` }))
  return units.length === 0 ? null : { yearName: fiscalYearName(year), units }
}

export interface ReviewBriefOptions {
  readonly commons: CommonsReader
  readonly identity: IdentityStore
  readonly now: () => Date
}
