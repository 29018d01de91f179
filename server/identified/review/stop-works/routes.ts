import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { fiscalYearName, fiscalYearOf } from '../../../calendar/fiscal-year.ts'
import { formatJstDay, jstDay } from '../../../calendar/jst.ts'
import { definePage, type Site } from '../../../http/pages.ts'
import { Problem } from '../../../http/problems.ts'
import { SAMPLE_LINE } from '../../../http/sample-line.ts'
import { type Entry, entryStates } from '../../../programme/follow-up/entries.ts'
import { listEntries, listReviews } from '../../../programme/follow-up/read-entries.ts'
import { writeEntry } from '../../../programme/follow-up/write-entries.ts'
import { listUnits } from '../../../survey/units.ts'
import { recordAct } from '../../auth/audit.ts'
import { requireRole } from '../../auth/roles.ts'
import { signedInPerson, staffFrame } from '../../auth/signed-in.ts'
import { type DeskLink, deskLinks } from '../../desk/desk-links.ts'
import type { ReviewOptions } from '../options.ts'
import { sendTable, tableForms } from '../table-file.ts'
import { type Candidate, candidatesOf, entryFrom } from './candidates.ts'

interface StopWorkShown {
  readonly bureauName: string
  readonly unitName: string
  readonly name: string
  readonly hours: number | null
  readonly state: string
  readonly decision: string
  readonly budgetYear: string
  readonly proposal: string
  /** Whether the unit has confirmed this year. */
  readonly confirmed: boolean
}

const page = definePage<{
  readonly links: readonly DeskLink[]
  readonly yearName: string
  readonly today: string
  readonly rows: readonly StopWorkShown[]
  readonly hours: number
  readonly candidates: readonly (Candidate & { readonly unitName: string })[]
  readonly done: boolean
  readonly gone: boolean
  readonly publishedBase: string
}>('review-stop-works')

const HERE = '/staff/desk/stop-works'
const fileQuery = z.object({ form: z.enum(tableForms) })
const query = z.object({ done: z.string().optional() }).catch({})
const heads = [
  '部',
  '所属',
  '業務',
  '年間の時間',
  '決めたこと',
  '理由など',
  '反映する予算',
  'もとの提案',
  '所属の確認',
]

/** やめる業務 of all units for the autumn budget, for 行政管理課. */
export async function stopWorks(app: FastifyInstance, options: ReviewOptions): Promise<void> {
  const { commons, commonsStore, identity, now, followUp, publishedBase } = options
  const site = app.getDecorator<() => Site>('site')
  app.addHook('preHandler', requireRole('secretariat'))
  app.addHook('preHandler', async () => followUp.beginYear())

  app.get(HERE, async (request, reply) =>
    send(request, reply, { done: query.parse(request.query).done !== undefined }),
  )

  app.get(`${HERE}/list`, async (request, reply) => {
    const form = fileQuery.safeParse(request.query)
    if (!form.success) throw new Problem('not-found')
    const rows = await read()
    const title = `やめる業務の一覧　${fiscalYearName(year())}`
    await recordAct(
      identity,
      now(),
      signedInPerson(request).number,
      'やめる業務の一覧を書き出し',
      title,
    )
    return sendTable(
      reply,
      {
        file: `kazetoshi-stop-works-${year()}`,
        title: 'やめる業務の一覧',
        lines: [
          ...(site().sample ? [SAMPLE_LINE] : []),
          title,
          `${formatJstDay(jstDay(now()))}現在　${rows.length}件`,
        ],
        heads,
        rows: rows.map((row) => [
          row.bureauName,
          row.unitName,
          row.name,
          row.hours,
          row.state,
          row.decision,
          row.budgetYear,
          row.proposal,
          row.confirmed ? '確認済み' : 'まだ',
        ]),
        widths: [20, 20, 36, 12, 14, 50, 16, 12, 12],
      },
      form.data.form,
    )
  })

  /** One tap: what a unit has answered to a proposal stands among its やめる業務. */
  app.post(`${HERE}/take`, async (request, reply) => {
    const { number } = z.object({ number: z.string().max(20).catch('') }).parse(request.body ?? {})
    const found = (await candidates()).find((one) => one.number === number)
    if (found === undefined) return send(request, reply.code(409), { gone: true })
    const today = jstDay(now())
    // What a unit has confirmed is public: nothing is added to it without the unit.
    const isConfirmed = (await listReviews(commons, year())).has(found.unit)
    const taken = isConfirmed ? { ...found, state: 'considering' as const } : found
    await writeEntry(commonsStore, entryFrom(taken, fiscalYearOf(today)), today)
    const act = 'やめる業務に提案の回答を引き継ぎ'
    await recordAct(identity, now(), signedInPerson(request).number, act, number)
    return reply.redirect(`${HERE}?done=1`, 303)
  })

  const year = () => fiscalYearOf(jstDay(now()))

  async function candidates(): Promise<Candidate[]> {
    const known = await listEntries(commons, 'stop-work', year())
    return candidatesOf(await followUp.answered(), known, jstDay(now()))
  }

  async function read(): Promise<StopWorkShown[]> {
    const units = await listUnits(commons)
    const order = new Map(units.map(({ code }, i) => [code, i]))
    const byCode = new Map(units.map((unit) => [unit.code, unit]))
    const reviews = await listReviews(commons, year())
    const entries = await listEntries(commons, 'stop-work', year())
    const place = ({ unit }: Entry<'stop-work'>) => order.get(unit) ?? units.length
    return entries
      .toSorted((a, b) => place(a) - place(b))
      .map(({ unit, state, body }) => {
        const known = byCode.get(unit)
        const { name, hours, decision, budgetYear, origin } = body
        return {
          bureauName: byCode.get(known?.bureau ?? '')?.name ?? '',
          unitName: known?.name ?? unit,
          name,
          hours,
          decision,
          state: entryStates['stop-work'][state],
          budgetYear: budgetYear === null ? '' : fiscalYearName(budgetYear),
          proposal: origin.kind === 'proposal' ? origin.number : '',
          confirmed: reviews.has(unit),
        }
      })
  }

  async function send(
    request: FastifyRequest,
    reply: FastifyReply,
    { done = false, gone = false },
  ): Promise<FastifyReply> {
    const names = new Map((await listUnits(commons)).map(({ code, name }) => [code, name]))
    const rows = await read()
    return page.send(reply, staffFrame(request, 'やめる業務の一覧', 'desk'), {
      links: deskLinks(request, 'stop-works'),
      yearName: fiscalYearName(year()),
      today: jstDay(now()),
      rows,
      hours: rows.reduce((sum, { hours }) => sum + (hours ?? 0), 0),
      candidates: (await candidates()).map((one) => ({
        ...one,
        unitName: names.get(one.unit) ?? one.unit,
      })),
      done,
      gone,
      publishedBase,
    })
  }
}
