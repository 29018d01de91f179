import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { jstDay } from '../../../calendar/jst.ts'
import { fiscalYearName } from '../../../calendar/fiscal-year.ts'
import { definePage } from '../../../http/pages.ts'
import { readIndicatorBook } from '../../../programme/indicators/book.ts'
import { type Conflict, conflictsOf } from '../../../programme/indicators/conflicts.ts'
import { OFFERED_EDITION, offeredContent, PROGRAMME } from '../../../programme/indicators/offer.ts'
import { recordAct } from '../../auth/audit.ts'
import { signedInPerson, staffFrame } from '../../auth/signed-in.ts'
import { listWaiting } from './approvals.ts'
import { INDICATORS, type IndicatorOfficeOptions } from './options.ts'
import { type Overview, overviewOf } from './overview.ts'

const offerPage = definePage<{
  content: ReturnType<typeof offeredContent>
  yearName: (year: number) => string
}>('office-indicators-offer')

const overviewPage = definePage<{
  overview: Overview
  waiting: number
  returned: number
  conflicts: readonly Conflict[]
  publishedBase: string
  done: string | null
  yearName: (year: number) => string
}>('office-indicators')

const query = z.object({ done: z.enum(['offered', 'there']).optional() }).catch({})
const doneWords = {
  offered:
    'プログラムの指標を取り込みました。公表した値として、全職員が見られます。断絶の可能性があるものは、指標のページで判断してください。',
  there: 'プログラムの指標は、すでに取り込まれています。何も変えていません。',
} as const

/** The offer while there are no indicators; then what stands, year by year, and what is missing. */
export async function overviewRoutes(
  app: FastifyInstance,
  options: IndicatorOfficeOptions,
): Promise<void> {
  const { commons, identity, now, publishedBase } = options

  app.get('/', async (request, reply) => {
    const frame = staffFrame(request, 'プログラムの指標', 'office')
    const book = await readIndicatorBook(commons)
    if (book.indicators.length === 0) {
      return offerPage.send(reply, frame, { content: offeredContent(), yearName: fiscalYearName })
    }
    const waiting = await listWaiting(identity)
    const me = signedInPerson(request).number
    const { done } = query.parse(request.query)
    return overviewPage.send(reply, frame, {
      overview: overviewOf(book, waiting, jstDay(now())),
      waiting: waiting.filter(({ returned }) => returned === null).length,
      returned: waiting.filter((one) => one.returned !== null && one.enteredBy === me).length,
      conflicts: await conflictsOf(commons, book),
      publishedBase,
      done: done === undefined ? null : doneWords[done],
      yearName: fiscalYearName,
    })
  })

  app.post('/offer', async (request, reply) => {
    const taken = await options.acts.offerIndicators()
    if (taken) {
      const detail = `${PROGRAMME}（${OFFERED_EDITION.label}）　令和2〜6年度`
      const { number } = signedInPerson(request)
      await recordAct(identity, now(), number, 'プログラムの指標を取込み', detail)
    }
    return reply.redirect(`${INDICATORS}?done=${taken ? 'offered' : 'there'}`, 303)
  })
}
