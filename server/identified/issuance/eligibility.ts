import type { IdentityStore, IdentityTables, PersonRow } from '../../stores/identity.ts'
import type { RosterFacts } from '../../survey/asked.ts'

/** Reporting units of somebody: 部 and 課 ('' when only the 部 counts); null: not asked. */
export type ReportingUnit = (person: RosterFacts) => { bureau: string; section: string } | null

/**
 * The snapshot of who is asked, frozen with the announcement: one pre-created row a person, whose size
 * never changes, and the same people as counts by unit and attributes. Not asked are people without a
 * unit of the organisation (accounts made at set-up) and whom the survey leaves out. Later imports never
 * touch either.
 *
 * @param bySlip people of workplaces without PCs are given a paper slip instead of a card at sign-in.
 * @returns how many people are eligible.
 */
export async function freezeEligible(
  identity: IdentityStore,
  survey: string,
  reportingUnit: ReportingUnit,
  signingKey: Buffer,
  bySlip: boolean,
): Promise<number> {
  return identity.transaction().execute(async (trx) => {
    for (const table of ['card', 'eligible_class', 'signing_key'] as const) {
      await trx.deleteFrom(table).where('survey', '=', survey).execute()
    }
    const people = await trx.selectFrom('person').selectAll().orderBy('number').execute()
    const cards: { survey: string; person: string; bureau: string; way: 'sign-in' | 'slip' }[] = []
    const classes = new Map<string, ClassRow>()
    for (const person of people) {
      const unit = reportingUnit(person)
      if (unit === null) continue
      const way = bySlip && person.own_pc === 0 ? 'slip' : 'sign-in'
      cards.push({ survey, person: person.number, bureau: unit.bureau, way })
      countClass(classes, survey, unit, person)
    }
    for (let i = 0; i < cards.length; i += 500) {
      await trx
        .insertInto('card')
        .values(cards.slice(i, i + 500))
        .execute()
    }
    const rows = [...classes.values()]
    for (let i = 0; i < rows.length; i += 500) {
      await trx
        .insertInto('eligible_class')
        .values(rows.slice(i, i + 500))
        .execute()
    }
    await trx.insertInto('signing_key').values({ survey, pkcs8: signingKey }).execute()
    return cards.length
  })
}

/** Eligible people by code of the 部 and of the 課, from the frozen snapshot. */
export async function eligibleByUnit(
  identity: IdentityStore,
  survey: string,
): Promise<{ bureaus: Map<string, number>; sections: Map<string, number> }> {
  const rows = await identity
    .selectFrom('eligible_class')
    .select(({ fn }) => ['bureau', 'section', fn.sum<number>('people').as('total')])
    .where('survey', '=', survey)
    .groupBy(['bureau', 'section'])
    .execute()
  const bureaus = new Map<string, number>()
  const sections = new Map<string, number>()
  for (const { bureau, section, total } of rows) {
    bureaus.set(bureau, (bureaus.get(bureau) ?? 0) + total)
    // Who counts in the 部 only has no 課.
    if (section !== '') sections.set(section, (sections.get(section) ?? 0) + total)
  }
  return { bureaus, sections }
}

type ClassRow = IdentityTables['eligible_class']

function countClass(
  classes: Map<string, ClassRow>,
  survey: string,
  unit: { bureau: string; section: string },
  person: PersonRow,
): void {
  const { position, age, sex, employment, job } = person
  const key = JSON.stringify([unit.bureau, unit.section, position, age, sex, employment, job])
  const known = classes.get(key)
  if (known === undefined) {
    classes.set(key, { survey, ...unit, position, age, sex, employment, job, people: 1 })
  } else {
    known.people += 1
  }
}
