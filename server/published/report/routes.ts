import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Said } from '../../../views/words/phrase.ts'
import { type ReportWords, reportWords } from '../../../views/words/report.ts'
import { languageOf } from '../../http/language.ts'
import { definePage, type PageFrame, type Site } from '../../http/pages.ts'
import { Problem } from '../../http/problems.ts'
import type { OnBoard } from '../../programme/follow-up/gone.ts'
import type { BoardNumbers } from '../../proposals/statistics.ts'
import { sendMade, sha256 } from '../conditional.ts'
import { yearIn } from '../indicators/cells.ts'
import type { PublishedOptions } from '../options.ts'
import { KeptResults } from '../results/kept-results.ts'
import { MadeFiles } from '../results/made-files.ts'
import { readReport, reportYears } from './read-report.ts'
import { makeReportFile, type ReportOrder } from './report-file.ts'
import { type Report, reportModel } from './report-model.ts'
import { type PaperTable, partsOf, reportPages } from './report-pages.ts'

export interface ReportOptions extends PublishedOptions {
  readonly numbers: () => Promise<BoardNumbers>
  readonly onBoard: () => Promise<OnBoard>
}

const page = definePage<
  {
    report: Report
    pages: readonly (readonly (PaperTable & {
      /** Its rows, or the two halves of them. */
      readonly parts: readonly (readonly (readonly Said[])[])[]
    })[])[]
    /** Characters that the PDF prints as 〓. */
    missing: readonly string[]
    years: readonly { readonly name: string; readonly href: string; readonly on: boolean }[]
    base: string
    /** Many lines: smaller letters on paper. */
    dense: boolean
    /** Address without its ending. */
    files: string
    /** Address of the survey's results; null: none. */
    results: string | null
  },
  ReportWords
>('report', reportWords)

const types = {
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const
type Form = keyof typeof types

/** The two forms and the check of the characters of three years. */
const KEPT_FILES = 9

/** Lines by 部 that fit page 1 with the usual letters. */
const DENSE_FROM = 18

/** Two surveys, and those before them. */
const KEPT_MODELS = 3

type WithYear = { Params: { year: string } }

/**
 * 庁議・部会への報告, under `{base}/report`: two pages of A4 by themselves, as page, PDF and workbook. It is made
 * of what is published and of nothing else, so everybody may read it.
 */
export async function report(app: FastifyInstance, options: ReportOptions): Promise<void> {
  const { commons, base, numbers, onBoard } = options
  const site = app.getDecorator<() => Site>('site')
  const kept = new KeptResults(commons, KEPT_MODELS)
  const deps = { commons, base, site, numbers, onBoard, kept }
  const files = new MadeFiles(KEPT_FILES)

  app.get(`${base}/report`, async (_request, reply) => {
    const { newest } = await reportYears(deps)
    if (newest === null) throw new Problem('not-found')
    return reply.redirect(`${base}/report/${newest}`, 303)
  })

  app.get<WithYear>(`${base}/report/:year(^\\d{4}$)`, async (request, reply) => {
    const language = languageOf(request)
    const { all } = await reportYears(deps)
    const year = requireYear(request, all)
    const input = await readReport(deps, year, language)
    const shown = reportModel(language, input)
    const { body } = madeOf('missing', await japanese(year))
    return page.send(
      reply.header('cache-control', 'no-cache'),
      frame(request, reportWords[language].short(yearIn(language, year))),
      {
        report: shown,
        pages: reportPages(shown).map((tables) =>
          tables.map((table) => ({ ...table, parts: partsOf(table) })),
        ),
        missing: JSON.parse(String(await body())) as string[],
        years: all.map((one) => ({
          name: yearIn(language, one),
          href: `${base}/report/${one}`,
          on: one === year,
        })),
        base,
        dense: shown.tables.bureaus.rows.length > DENSE_FROM,
        files: `${base}/report/${year}`,
        results: input.survey?.facts.href ?? null,
      },
    )
  })

  for (const form of ['pdf', 'xlsx'] as const) {
    app.get<WithYear>(`${base}/report/:year(^\\d{4}).${form}`, async (request, reply) =>
      sendFile(request, reply, form),
    )
  }

  async function sendFile(request: FastifyRequest<WithYear>, reply: FastifyReply, form: Form) {
    const year = requireYear(request, (await reportYears(deps)).all)
    const { name, stamp, body } = madeOf(form, await japanese(year))
    return sendMade(request, reply, { type: types[form], file: name, stamp, body })
  }

  /** Files are for the meeting: in Japanese. */
  async function japanese(year: number): Promise<Report> {
    return reportModel('ja', await readReport(deps, year, 'ja'))
  }

  function madeOf(form: ReportOrder['form'], made: Report) {
    const name = `kazetoshi-report-${made.year}.${form}`
    const stamp = sha256(JSON.stringify([form, made]))
    const body = () => files.get(name, stamp, () => makeReportFile({ form, report: made }))
    return { name, stamp, body }
  }

  function requireYear({ params }: FastifyRequest<WithYear>, years: readonly number[]): number {
    const year = Number(params.year)
    if (!years.includes(year)) throw new Problem('not-found')
    return year
  }

  function frame(request: FastifyRequest, title: string): PageFrame {
    const signedIn = options.signedIn?.(request)
    return { title, place: 'results', ...(signedIn === undefined ? {} : { signedIn }) }
  }
}
