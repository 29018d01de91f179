import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { fiscalYearName, fiscalYearOf } from '../../../calendar/fiscal-year.ts'
import { jstDay } from '../../../calendar/jst.ts'
import { emptyForm, type FormState, refuseForm } from '../../../http/forms.ts'
import { definePage } from '../../../http/pages.ts'
import { Problem } from '../../../http/problems.ts'
import { takeFiles, uploadedFile } from '../../../http/uploaded-file.ts'
import { entryStates, type Measure, measureSchema } from '../../../programme/follow-up/entries.ts'
import {
  compareMeasures,
  importMeasures,
  type ListedMeasure,
  type MeasureChanges,
} from '../../../programme/follow-up/measures.ts'
import { listEntries } from '../../../programme/follow-up/read-entries.ts'
import { isValidOn, listUnits } from '../../../survey/units.ts'
import { recordAct } from '../../auth/audit.ts'
import { unitNames } from '../../auth/role-words.ts'
import { signedInPerson, staffFrame } from '../../auth/signed-in.ts'
import type { ReviewOptions } from '../options.ts'
import { sendTable, tableForms } from '../table-file.ts'
import { measureWords } from '../unit-page.ts'
import { MEASURE_COLUMNS, type MeasureFile, readMeasureFile } from './measure-file.ts'

interface MeasureShown extends ReturnType<typeof measureWords> {
  readonly unit: string
  readonly repeats: Measure['repeats']
  readonly progress: string
  readonly state: string
}

const listPage = definePage<{
  readonly yearName: string
  readonly today: string
  readonly measures: readonly MeasureShown[]
  readonly form: FormState
  readonly done: boolean
}>('review-measures')

const checkPage = definePage<{
  readonly file: string
  readonly read: MeasureFile
  readonly changes: MeasureChanges
  /** Of the rows that were checked; '' when there is a problem. */
  readonly rows: string
}>('review-measures-check')

const HERE = '/staff/office/follow-up/measures'
/** Fifty measures have some 30 KB. */
const MOST_BYTES = 2 * 1024 * 1024
const TOO_LARGE = 'ファイルは2MBまでです。施策の一覧のシートだけを残して、もう一度選んでください。'

const EXAMPLE = [
  '1-1',
  '１ 事務事業の見直し',
  '（例）照会の様式を一つにする',
  '制度所管課',
  '新規',
  '',
  '1020',
  '',
]

const rowsSchema = z.array(
  z.object({
    unit: z.string().max(20),
    body: measureSchema.omit({ progress: true }),
    progress: z.string().max(500).nullable(),
  }),
)
const query = z.object({ done: z.string().optional() }).catch({})
const fileQuery = z.object({ form: z.enum(tableForms) })

/** Measures of the programme: list, template, and an import that is checked before anything is written. */
export async function measureRoutes(app: FastifyInstance, options: ReviewOptions): Promise<void> {
  const { commons, commonsStore, identity, now } = options
  takeFiles(app, MOST_BYTES)
  app.setErrorHandler((error: { code?: string }) => {
    throw error.code === 'FST_ERR_CTP_BODY_TOO_LARGE'
      ? new Problem('too-large', { detail: TOO_LARGE })
      : error
  })

  app.get('/measures', async (request, reply) =>
    sendList(request, reply, emptyForm, query.parse(request.query).done !== undefined),
  )

  app.get('/measures/template', async (request, reply) =>
    file(request, reply, '施策_ひな形', [EXAMPLE]),
  )

  app.get('/measures/list', async (request, reply) => {
    const shown = await measures()
    // Who reads the list in again must not revive what has ended.
    const going = shown.filter(({ state }) => state !== entryStates.measure.ended)
    const rows = going.map((one) => [
      one.number,
      one.pillar,
      one.name,
      one.bearers,
      one.sort,
      one.repeats,
      one.unit,
      one.progress,
    ])
    return file(request, reply, '施策の一覧', rows)
  })

  app.post('/measures/check', { bodyLimit: MOST_BYTES }, async (request, reply) => {
    const given = await uploadedFile(request.body, 'file')
    if (given === null) {
      const form = refuseForm(emptyForm, 'file', '施策のファイルを選んでください。')
      return sendList(request, reply.code(422), form)
    }
    const units = await unitsToday()
    const read = await readMeasureFile(given.bytes, given.name, units)
    const changes = await compareMeasures(commons, year(), read.rows)
    const bad = read.problems.length > 0
    if (bad) reply.code(422)
    return checkPage.send(reply, staffFrame(request, '施策の一覧の取込み', 'office'), {
      file: given.name,
      read,
      changes,
      rows: bad ? '' : JSON.stringify(read.rows),
    })
  })

  app.post('/measures', { bodyLimit: MOST_BYTES }, async (request, reply) => {
    const rows = readRows(request.body)
    const known = new Set((await unitsToday()).map(({ code }) => code))
    if (rows === null || rows.some(({ unit }) => !known.has(unit))) {
      const message = '確かめた内容が届いていません。もう一度ファイルを選んで、確かめてください。'
      return sendList(request, reply.code(422), refuseForm(emptyForm, 'file', message))
    }
    await importMeasures(commonsStore, year(), rows, jstDay(now()))
    const detail = `${fiscalYearName(year())}　${rows.length}件`
    await recordAct(identity, now(), signedInPerson(request).number, '施策の一覧を取込み', detail)
    return reply.redirect(`${HERE}?done=1`, 303)
  })

  const year = () => fiscalYearOf(jstDay(now()))

  async function unitsToday() {
    const today = jstDay(now())
    const units = await listUnits(commons)
    return units.filter((unit) => unit.kind !== '市' && isValidOn(unit, today))
  }

  async function measures(): Promise<MeasureShown[]> {
    const stored = await listEntries(commons, 'measure', year())
    const nameOf = await unitNames(commons, ['', ...stored.map(({ unit }) => unit)])
    const firsts = new Map(stored.map((one) => [one.body.number, one]))
    return stored.map((one) => {
      const { repeats } = one.body
      const told = repeats === null ? one : (firsts.get(repeats) ?? one)
      return {
        ...measureWords(one),
        repeats,
        unit: nameOf(one.unit),
        progress: told.body.progress,
        state: entryStates.measure[one.state === 'ended' ? 'ended' : told.state],
      }
    })
  }

  async function sendList(
    request: FastifyRequest,
    reply: FastifyReply,
    form: FormState,
    done = false,
  ): Promise<FastifyReply> {
    return listPage.send(reply, staffFrame(request, 'プログラムの施策', 'office'), {
      yearName: fiscalYearName(year()),
      today: jstDay(now()),
      measures: await measures(),
      form,
      done,
    })
  }

  function file(
    request: FastifyRequest,
    reply: FastifyReply,
    title: string,
    rows: readonly (readonly (string | null)[])[],
  ): Promise<FastifyReply> {
    const wanted = fileQuery.safeParse(request.query)
    if (!wanted.success) throw new Problem('not-found')
    const heads = MEASURE_COLUMNS.map(({ name }) => name)
    const widths = [8, 28, 48, 20, 8, 8, 22, 60]
    const table = { file: 'kazetoshi-measures', title, lines: [], heads, rows, widths }
    return sendTable(reply, table, wanted.data.form)
  }
}

function readRows(body: unknown): ListedMeasure[] | null {
  const given = z.object({ rows: z.string() }).safeParse(body)
  if (!given.success) return null
  try {
    const rows = rowsSchema.safeParse(JSON.parse(given.data.rows))
    return rows.success ? rows.data : null
  } catch {
    return null
  }
}
