import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { jstDay } from '../../calendar/jst.ts'
import { definePage } from '../../http/pages.ts'
import { Problem } from '../../http/problems.ts'
import { signedInPerson, staffFrame } from '../auth/signed-in.ts'
import { checkSteps } from './check.ts'
import { differenceLines, problemLines, type ShownCheck, showCheck } from './check-view.ts'
import { csvPieces } from './csv-lines.ts'
import { type ImportJob, WRITING } from './import-desk.ts'
import type { RosterPagesOptions } from './routes.ts'

const progressPage = definePage<{
  readonly job: ImportJob
  readonly steps: readonly string[]
}>('roster-progress')

const checkPage = definePage<{
  readonly job: ImportJob
  readonly shown: ShownCheck
  /** Its day is later than today: it waits. */
  readonly later: boolean
  readonly refusal: string | null
}>('roster-check')

const endPage = definePage<{ readonly job: ImportJob }>('roster-end')

const HERE = '/staff/roster/import/check'

const BUSY = '別の取込みが進んでいるので、始められません。終わってから、もう一度押してください。'
const ANOTHER_WAITS =
  'ほかの名簿が、すでに取込みの日を待っています。「名簿」のページで予約を取り消してから、もう一度押してください。'

/** The progress of an officer's own import, what the check found, and what comes of it. */
export async function resultRoutes(app: FastifyInstance, options: RosterPagesOptions) {
  const { now, desk } = options

  app.get('/import/check', async (request, reply) => {
    const job = desk.jobOf(signedInPerson(request).number)
    if (job === undefined) return reply.redirect('/staff/roster/import?lost=1', 303)
    const frame = (title: string) => staffFrame(request, title, 'roster')
    if (job.state === 'checking' || job.state === 'writing')
      return progressPage.send(reply, frame('名簿の取込み'), {
        job,
        steps: job.state === 'checking' ? Object.values(checkSteps) : [WRITING],
      })
    if (job.check === undefined) return endPage.send(reply, frame('名簿の取込み'), { job })
    return sendCheck(reply, frame('確かめた結果'), job, null)
  })

  app.get('/import/progress.json', async (request, reply) => {
    const job = desk.jobOf(signedInPerson(request).number)
    const running = job?.state === 'checking' || job?.state === 'writing'
    const progress = job?.progress ?? { phase: '', done: 0, total: 1 }
    return reply.send({ ...progress, finished: !running, ...(running ? {} : { next: HERE }) })
  })

  app.post('/import/cancellation', async (request, reply) => {
    desk.cancel(signedInPerson(request).number)
    return reply.redirect(HERE, 303)
  })

  app.post('/import/discard', async (request, reply) => {
    desk.discard(signedInPerson(request).number)
    return reply.redirect('/staff/roster', 303)
  })

  app.post('/import/write', async (request, reply) => {
    const { number } = signedInPerson(request)
    const job = desk.jobOf(number)
    const { job: id } = (request.body ?? {}) as { job?: unknown }
    const done =
      job === undefined || job.id !== id
        ? null
        : isLater(job)
          ? await desk.reserve(number, job.id)
          : desk.write(number, job.id)
    if (done === false && job !== undefined)
      return sendCheck(
        reply.code(409),
        staffFrame(request, '確かめた結果', 'roster'),
        job,
        isLater(job) ? ANOTHER_WAITS : BUSY,
      )
    return reply.redirect(HERE, 303)
  })

  app.get('/import/problems.csv', async (request, reply) => {
    const check = desk.jobOf(signedInPerson(request).number)?.check
    if (check === undefined) throw new Problem('gone', { detail: AGAIN })
    return sendCsv(reply, 'problems', '名簿_直すところ', problemLines(check))
  })

  app.get('/import/difference.csv', async (request, reply) => {
    const check = desk.jobOf(signedInPerson(request).number)?.check
    if (check?.ok !== true) throw new Problem('gone', { detail: AGAIN })
    return sendCsv(reply, 'difference', '名簿_変わるところ', differenceLines(check.plan))
  })

  function isLater(job: ImportJob): boolean {
    return job.effectiveOn > jstDay(now())
  }

  function sendCheck(
    reply: FastifyReply,
    frame: ReturnType<typeof staffFrame>,
    job: ImportJob,
    refusal: string | null,
  ): FastifyReply | Promise<FastifyReply> {
    if (job.check === undefined) return reply.redirect(HERE, 303)
    return checkPage.send(reply, frame, {
      job,
      shown: showCheck(job.check),
      later: isLater(job),
      refusal,
    })
  }
}

const AGAIN =
  '確かめた結果は残っていません。「名簿の取込み」で、もう一度ファイルを指定してください。'

/** In pieces of a thousand lines: others are answered in between. */
function sendCsv(
  reply: FastifyReply,
  file: string,
  name: string,
  lines: Iterable<readonly string[]>,
): FastifyReply {
  const encoded = encodeURIComponent(`${name}.csv`)
  return reply
    .type('text/csv; charset=utf-8')
    .header(
      'content-disposition',
      `attachment; filename="${file}.csv"; filename*=UTF-8''${encoded}`,
    )
    .send(Readable.from(csvPieces(lines)))
}
