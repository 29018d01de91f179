import type { FastifyInstance } from 'fastify'
import { fiscalYearName, fiscalYearOf } from '../../../calendar/fiscal-year.ts'
import { jstDay } from '../../../calendar/jst.ts'
import { definePage } from '../../../http/pages.ts'
import {
  listEntries,
  listReviews,
  type UnitReview,
} from '../../../programme/follow-up/read-entries.ts'
import { grouped } from '../../../programme/follow-up/grouped.ts'
import { staffFrame } from '../../auth/signed-in.ts'
import { type AskedUnit, askedUnits } from '../asked-units.ts'
import type { ReviewOptions } from '../options.ts'

interface OverviewPage {
  readonly yearName: string
  readonly today: string
  /** 部 with their units, in 建制順. */
  readonly bureaus: readonly {
    readonly name: string
    readonly units: readonly (AskedUnit & {
      readonly review: UnitReview | null
      readonly actions: number
      readonly stopWorks: number
      readonly cases: number
    })[]
  }[]
  readonly counts: { readonly all: number; readonly confirmed: number; readonly unchanged: number }
  readonly issues: number
  readonly measures: number
  readonly publishedBase: string
}

const page = definePage<OverviewPage>('review-office')

/** Who has confirmed and who has not: all units in their order, nobody ranked. */
export async function overviewRoutes(app: FastifyInstance, options: ReviewOptions): Promise<void> {
  const { commons, identity, now, publishedBase } = options

  app.get('/', async (request, reply) => {
    const today = jstDay(now())
    const year = fiscalYearOf(today)
    const reviews = await listReviews(commons, year)
    const [actions, stopWorks, cases] = [
      await listEntries(commons, 'action', year),
      await listEntries(commons, 'stop-work', year),
      await listEntries(commons, 'case', year),
    ]
    const of = (list: readonly { readonly unit: string }[], code: string) =>
      list.filter(({ unit }) => unit === code).length
    const units = (await askedUnits(commons, identity, today)).map((unit) => ({
      ...unit,
      review: reviews.get(unit.code) ?? null,
      actions: of(actions, unit.code),
      stopWorks: of(stopWorks, unit.code),
      cases: of(cases, unit.code),
    }))
    const bureaus = grouped(units, ({ bureau, name, bureauName }) =>
      bureau === '' ? name : bureauName,
    )
    const state = (wanted: UnitReview['state']) =>
      units.filter(({ review }) => review?.state === wanted).length
    return page.send(reply, staffFrame(request, '年１回の確認（全所属）', 'office'), {
      yearName: fiscalYearName(year),
      today,
      bureaus: [...bureaus].map(([name, own]) => ({ name, units: own })),
      counts: {
        all: units.length,
        confirmed: state('confirmed'),
        unchanged: state('unchanged'),
      },
      issues: (await listEntries(commons, 'issue', year)).length,
      measures: (await listEntries(commons, 'measure', year)).length,
      publishedBase,
    })
  })
}
