import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { jstDay } from '../../../calendar/jst.ts'
import { emptyForm, type FormState, refuseForm } from '../../../http/forms.ts'
import { definePage } from '../../../http/pages.ts'
import { Problem } from '../../../http/problems.ts'
import { takeFiles, uploadedFile } from '../../../http/uploaded-file.ts'
import { readIndicatorBook } from '../../../programme/indicators/book.ts'
import { type Finding, Findings, sentenceOf } from '../../roster/findings.ts'
import { signedInPerson, staffFrame } from '../../auth/signed-in.ts'
import { enterChanges, waitingKeys } from './approvals.ts'
import { type ChangeInWords, changeWords } from './change-words.ts'
import { type CheckedRows, checkRows, type FileRow, readFileRows } from './import-file.ts'
import { INDICATORS, type IndicatorOfficeOptions } from './options.ts'
import { valueTemplate } from './template.ts'
import { lastYear } from './typed-value.ts'
import { WAITS } from './value-routes.ts'

const page = definePage<{ form: FormState; columns: readonly string[] }>('office-indicators-import')

const checkPage = definePage<{
  file: string
  problems: { total: number; rows: readonly Finding[] }
  warnings: readonly string[]
  lines: readonly ChangeInWords[]
  jumps: readonly string[]
  same: number
  empty: number
  /** What is sent back to enter it; checked anew then. */
  rows: string
  form: FormState
}>('office-indicators-check')

const MOST_BYTES = 2 * 1024 * 1024
const NO_FILE = 'ファイルを選んでください。ひな形は、下から受け取れます。'
const TOO_LARGE = 'ファイルは2MBまでです。指標の値のファイルか確かめてください。'
const JUMPS = '前年度から大きく変わる値があります。確かめて、確認の欄に印を付けてください。'

const TYPES = {
  utf8: ['text/csv; charset=utf-8', 'csv'],
  cp932: ['text/csv; charset=Shift_JIS', 'csv'],
  xlsx: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'xlsx'],
} as const
const templateQuery = z.object({ form: z.enum(['utf8', 'cp932', 'xlsx']) })

const fileRow = z.object({
  row: z.number().int(),
  indicator: z.string(),
  year: z.string(),
  value: z.string(),
  source: z.string(),
  asOf: z.string(),
})
const entryForm = z.object({
  file: z.string().max(100),
  rows: z.string().transform((text, context): FileRow[] => {
    try {
      return z.array(fileRow).min(1).max(500).parse(JSON.parse(text))
    } catch {
      context.addIssue({ code: 'custom', message: 'rows' })
      return z.NEVER
    }
  }),
  confirmed: z.string().optional(),
})

/** Values from a file: checked as a whole, shown, then entered; a second person approves all of them. */
export async function importRoutes(
  app: FastifyInstance,
  options: IndicatorOfficeOptions,
): Promise<void> {
  const { commons, identity, now } = options
  takeFiles(app, MOST_BYTES)
  app.setErrorHandler((error: { code?: string }) => {
    throw error.code === 'FST_ERR_CTP_BODY_TOO_LARGE'
      ? new Problem('too-large', { detail: TOO_LARGE })
      : error
  })

  app.get('/import', async (request, reply) => sendForm(request, reply, emptyForm))

  app.get('/template', async (request, reply) => {
    const read = templateQuery.safeParse(request.query)
    if (!read.success) throw new Problem('not-found')
    const [type, ending] = TYPES[read.data.form]
    const { indicators } = await readIndicatorBook(commons)
    const name = encodeURIComponent(`指標の値_ひな形.${ending}`)
    return reply
      .type(type)
      .header(
        'content-disposition',
        `attachment; filename="indicators.${ending}"; filename*=UTF-8''${name}`,
      )
      .send(await valueTemplate(indicators, lastYear(jstDay(now())), read.data.form))
  })

  app.post('/import', { bodyLimit: MOST_BYTES }, async (request, reply) => {
    const file = await uploadedFile(request.body, 'file')
    if (file === null) {
      return sendForm(request, reply.code(422), refuseForm(emptyForm, 'file', NO_FILE))
    }
    const [problems, warnings] = [new Findings(), new Findings()]
    const read = await readFileRows(file, problems, warnings)
    const rows = read?.rows ?? []
    const checked = await check(rows, problems)
    const notes = warnings.list().map(sentenceOf)
    if (problems.total > 0) reply.code(422)
    const shown = { file: file.name, empty: read?.empty ?? 0, warnings: notes, form: emptyForm }
    return sendCheck(request, reply, rows, checked, problems, shown)
  })

  app.post('/import/entry', async (request, reply) => {
    const read = entryForm.safeParse(request.body)
    if (!read.success) throw new Problem('bad-request')
    const { rows, file, confirmed } = read.data
    const problems = new Findings()
    const checked = await check(rows, problems)
    const again = (status: number, form: FormState) => {
      const shown = { file, empty: 0, warnings: [], form }
      return sendCheck(request, reply.code(status), rows, checked, problems, shown)
    }
    if (problems.total > 0 || checked.changes.length === 0) return again(422, emptyForm)
    if (checked.jumps.length > 0 && confirmed !== 'yes') {
      return again(422, refuseForm(emptyForm, 'confirmed', JUMPS))
    }
    const { number } = signedInPerson(request)
    const entered = await enterChanges(options, number, checked.changes, file)
    if (!entered) return again(409, refuseForm(emptyForm, 'form', WAITS))
    return reply.redirect(`${INDICATORS}/approvals?done=entered`, 303)
  })

  async function check(rows: readonly FileRow[], problems: Findings): Promise<CheckedRows> {
    const { indicators } = await readIndicatorBook(commons)
    return checkRows(rows, indicators, await waitingKeys(identity), jstDay(now()), problems)
  }

  async function sendCheck(
    request: FastifyRequest,
    reply: FastifyReply,
    rows: readonly FileRow[],
    checked: CheckedRows,
    problems: Findings,
    shown: { file: string; empty: number; warnings: readonly string[]; form: FormState },
  ): Promise<FastifyReply> {
    const book = await readIndicatorBook(commons)
    return checkPage.send(reply, staffFrame(request, '確かめた結果（指標の値）', 'office'), {
      ...shown,
      problems: { total: problems.total, rows: problems.list() },
      lines: checked.changes.map((change) => changeWords(change, book)),
      jumps: checked.jumps,
      same: checked.same,
      rows: JSON.stringify(rows),
    })
  }

  function sendForm(
    request: FastifyRequest,
    reply: FastifyReply,
    form: FormState,
  ): Promise<FastifyReply> {
    return page.send(reply, staffFrame(request, '指標の値をファイルで入れる', 'office'), {
      form,
      columns: ['指標ID', '年度', '値', '出典', '時点'],
    })
  }
}
