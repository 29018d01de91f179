import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { jstDay } from '../../calendar/jst.ts'
import { addDays } from '../../calendar/working-days.ts'
import { type FormState, readForm, refuseForm } from '../../http/forms.ts'
import { definePage } from '../../http/pages.ts'
import { Problem } from '../../http/problems.ts'
import { takeFiles, uploadedFile } from '../../http/uploaded-file.ts'
import { signedInPerson, staffFrame } from '../auth/signed-in.ts'
import { MAX_FILE_BYTES } from './decoding.ts'
import type { RunningWork } from './import-desk.ts'
import type { RosterFiles } from './plan.ts'
import type { RosterPagesOptions } from './routes.ts'

const page = definePage<{
  readonly form: FormState
  readonly today: string
  readonly running: RunningWork | null
  /** The first import: units and people together. */
  readonly first: boolean
  readonly lost: boolean
}>('roster-import')

/** Two files and the few words of the form around them. */
const MOST_BYTES = 2 * MAX_FILE_BYTES + 64 * 1024
/** April's roster is ready in March; a year ahead is a slip of the keyboard. */
const MOST_DAYS_AHEAD = 366

const TOO_LARGE =
  'ファイルは、1つ20MBまでです。要らないシートや列を除くか、所属と職員を別々に取り込んでください。'

/** Handing in the files and the day. */
export async function importRoutes(app: FastifyInstance, options: RosterPagesOptions) {
  const { commons, now, desk } = options
  takeFiles(app, MOST_BYTES)
  app.setErrorHandler((error: { code?: string }) => {
    throw error.code === 'FST_ERR_CTP_BODY_TOO_LARGE'
      ? new Problem('too-large', { detail: TOO_LARGE })
      : error
  })

  app.get('/import', async (request, reply) => {
    const { effectiveOn } = z.object({ effectiveOn: z.string().catch('') }).parse(request.query)
    return send(request, reply, { typed: effectiveOn === '' ? {} : { effectiveOn }, errors: {} })
  })

  app.post('/import', { bodyLimit: MOST_BYTES }, async (request, reply) => {
    const { body } = request
    const read = readForm(daySchema(jstDay(now())), fieldsOf(body))
    const files = await readFiles(body)
    const form =
      files.units === undefined && files.people === undefined
        ? refuseForm(read.form, 'units', '所属か職員のファイルを、少なくとも1つ選んでください。')
        : read.form
    if (!read.ok || Object.keys(form.errors).length > 0) return send(request, reply.code(422), form)
    if (!desk.start(signedInPerson(request).number, files, read.value.effectiveOn))
      return send(request, reply.code(409), refuseForm(form, 'form', BUSY))
    return reply.redirect('/staff/roster/import/check', 303)
  })

  async function send(
    request: FastifyRequest,
    reply: FastifyReply,
    form: FormState,
  ): Promise<FastifyReply> {
    const unit = await commons.selectFrom('unit').select('code').limit(1).executeTakeFirst()
    return page.send(reply, staffFrame(request, '名簿の取込み', 'roster'), {
      form,
      today: jstDay(now()),
      running: desk.running(),
      first: unit === undefined,
      lost: (request.query as { lost?: unknown }).lost !== undefined,
    })
  }
}

const BUSY =
  '別の取込みが進んでいるので、始められません。終わってから、もう一度「確かめる」を押してください。'

function daySchema(today: string) {
  const message = `${today.replaceAll('-', '/')}から1年先までの日を入れてください。`
  return z.object({
    effectiveOn: z.iso
      .date({ error: message })
      .refine((day) => day >= today && day <= addDays(today, MOST_DAYS_AHEAD), { error: message }),
  })
}

function fieldsOf(body: unknown): Record<string, unknown> {
  if (!(body instanceof FormData)) return {}
  return Object.fromEntries([...body].filter(([, value]) => typeof value === 'string'))
}

async function readFiles(body: unknown): Promise<RosterFiles> {
  const [units, people] = [await uploadedFile(body, 'units'), await uploadedFile(body, 'people')]
  return { ...(units && { units }), ...(people && { people }) }
}
