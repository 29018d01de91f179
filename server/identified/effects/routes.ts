import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { fiscalYearName } from '../../calendar/fiscal-year.ts'
import { definePage, type Site } from '../../http/pages.ts'
import type { EffectsReport } from '../../proposals/effects-report.ts'
import { boardGroups } from '../../proposals/states.ts'
import { requireRole } from '../auth/roles.ts'
import { staffFrame } from '../auth/signed-in.ts'
import { type DeskLink, deskLinks } from '../desk/desk-links.ts'
import { effectsXlsx, listHeads } from './xlsx.ts'

export interface EffectsOptions {
  /** Only what the board shows, and how many there are besides. */
  readonly effects: (fiscalYear: number | null) => Promise<EffectsReport>
  /** Where published pages live: '' or '/staff'. */
  readonly publishedBase: string
}

interface EffectsPage {
  readonly links: readonly DeskLink[]
  readonly base: string
  readonly report: EffectsReport
  readonly yearName: string
  readonly years: readonly { readonly label: string; readonly href: string; readonly on: boolean }[]
  readonly groups: readonly string[]
}

const page = definePage<EffectsPage>('effects')
const listPage = definePage<EffectsPage & { readonly heads: readonly string[] }>('effects-list')

const query = z.object({ year: z.coerce.number().int().optional().catch(undefined) })
const HERE = '/staff/desk/effects'
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Effects and the yearly list for 部会 and 庁議, for 行政管理課. */
export async function effectsPages(app: FastifyInstance, options: EffectsOptions): Promise<void> {
  const site = app.getDecorator<() => Site>('site')
  app.addHook('preHandler', requireRole('secretariat'))

  app.get(HERE, async (request, reply) =>
    page.send(reply, staffFrame(request, '効果と年度の一覧', 'desk'), await read(request)),
  )

  app.get(`${HERE}/list`, async (request, reply) => {
    const data = await read(request)
    const frame = staffFrame(request, `業務改善提案の一覧 ${data.yearName}`, 'desk')
    return listPage.send(reply, frame, { ...data, heads: listHeads })
  })

  app.get(`${HERE}/list.xlsx`, async (request, reply) => {
    const { report } = await read(request)
    const file = `kazetoshi-proposals-${report.fiscalYear}.xlsx`
    return reply
      .type(XLSX)
      .header('content-disposition', `attachment; filename="${file}"`)
      .send(await effectsXlsx(report, site().sample))
  })

  async function read(request: FastifyRequest): Promise<EffectsPage> {
    const { data } = query.safeParse(request.query)
    const report = await options.effects(data?.year ?? null)
    return {
      links: deskLinks(request, 'effects'),
      base: options.publishedBase,
      report,
      yearName: fiscalYearName(report.fiscalYear),
      years: report.years.map((year) => ({
        label: fiscalYearName(year),
        href: `${HERE}?year=${year}`,
        on: year === report.fiscalYear,
      })),
      groups: boardGroups,
    }
  }
}
