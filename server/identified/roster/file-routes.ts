import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { jstDay } from '../../calendar/jst.ts'
import { Problem } from '../../http/problems.ts'
import { recordAct } from '../auth/audit.ts'
import { signedInPerson } from '../auth/signed-in.ts'
import { exportInThread } from './in-thread.ts'
import { type FileForm, makeRosterFile, type RosterFileMade } from './roster-file.ts'
import { type RosterPart, templateRows } from './roster-tables.ts'
import type { RosterPagesOptions } from './routes.ts'

const TYPES: Readonly<Record<FileForm, string>> = {
  utf8: 'text/csv; charset=utf-8',
  cp932: 'text/csv; charset=Shift_JIS',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}
const NAMES: Readonly<Record<FileForm, string>> = {
  utf8: 'CSV（UTF-8）',
  cp932: 'CSV（Shift_JIS）',
  xlsx: 'Excel',
}
const PARTS: Readonly<Record<RosterPart, string>> = { units: '所属', people: '職員' }

const query = z.object({
  of: z.enum(['units', 'people']),
  form: z.enum(['utf8', 'cp932', 'xlsx']),
})

/** Files to fill in, and the present roster in the same form: to edit and to import again. */
export async function fileRoutes(app: FastifyInstance, options: RosterPagesOptions) {
  const { identity, commons, now } = options

  app.get('/template', async (request, reply) => {
    const { of, form } = readQuery(request.query)
    return send(
      reply,
      of,
      form,
      `${PARTS[of]}_ひな形`,
      await makeRosterFile(of, form, templateRows(of), true),
    )
  })

  app.get('/export', async (request, reply) => {
    const { of, form } = readQuery(request.query)
    const made = await exportInThread({ identity, commonsReader: commons }, of, form)
    const at = now()
    if ('file' in made)
      await recordAct(
        identity,
        at,
        signedInPerson(request).number,
        '名簿を書き出し',
        `${PARTS[of]}　${NAMES[form]}`,
      )
    return send(reply, of, form, `${PARTS[of]}_${jstDay(at)}`, made)
  })
}

function readQuery(given: unknown): z.infer<typeof query> {
  const read = query.safeParse(given)
  if (!read.success) throw new Problem('not-found')
  return read.data
}

function send(
  reply: FastifyReply,
  part: RosterPart,
  form: FileForm,
  name: string,
  made: RosterFileMade,
): FastifyReply {
  if ('refused' in made) throw new Problem('not-encodable', { detail: made.refused })
  const ending = form === 'xlsx' ? 'xlsx' : 'csv'
  const encoded = encodeURIComponent(`${name}.${ending}`)
  return reply
    .type(TYPES[form])
    .header(
      'content-disposition',
      `attachment; filename="${part}.${ending}"; filename*=UTF-8''${encoded}`,
    )
    .send(Buffer.from(made.file))
}
