import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { jstDay } from '../../calendar/jst.ts'
import { emptyForm, type FormState, readForm, refuseForm } from '../../http/forms.ts'
import { definePage } from '../../http/pages.ts'
import { Problem } from '../../http/problems.ts'
import { recordAct } from '../auth/audit.ts'
import { inForce } from '../auth/roles-in-force.ts'
import { signedInPerson, staffFrame } from '../auth/signed-in.ts'
import type { BoxProgress } from './box-acts.ts'
import { boxMemberRoutes, boxPassphrase } from './box-member-routes.ts'
import { type DeskLink, deskLinks } from './desk-links.ts'
import type { DeskPagesOptions } from './desk-options.ts'

interface BoxPage {
  readonly links: readonly DeskLink[]
  readonly form: FormState
  readonly quarter: {
    readonly id: string
    readonly opensOn: string
    readonly closesOn: string
  } | null
  readonly waiting: {
    readonly waitingSince: string | null
    readonly lastOpenedOn: string | null
  }
  readonly minimum: number
  readonly mostDays: number
  readonly members: readonly {
    readonly id: string
    readonly addedOn: string
    /** False: has moved on, and the passphrase should be taken away. */
    readonly ofDesk: boolean
  }[]
  readonly me: string
  readonly lost: boolean
  readonly running: boolean
  readonly notice: 'removed' | 'proved' | null
}

const boxPage = definePage<BoxPage>('desk-box')

const openingPage = definePage<{
  links: readonly DeskLink[]
  progress: BoxProgress
  progressUrl: string
  minimum: number
  mostDays: number
}>('desk-box-opening')

const openingForm = z.object({ passphrase: boxPassphrase })
const noticeQuery = z.object({ notice: z.enum(['removed', 'proved']).optional() }).catch({})
const HERE = '/staff/desk/box'

/** The sealed proposal box: each working morning one of the named persons opens it by hand. */
export async function boxRoutes(app: FastifyInstance, options: DeskPagesOptions): Promise<void> {
  const { box, desk, identity, now } = options

  app.get('/box', async (request, reply) => sendBox(request, reply, emptyForm))

  app.post('/box/opening', async (request, reply) => {
    const read = readForm(openingForm, request.body)
    if (!read.ok) return sendBox(request, reply.code(422), read.form)
    const { number } = signedInPerson(request)
    const opened = await box.open(number, read.value.passphrase)
    if (!opened.ok) {
      const refused = refuseForm(read.form, 'passphrase', opened.message)
      return sendBox(request, reply.code(422), refused)
    }
    await recordAct(identity, now(), number, '提案箱を開封', '')
    return reply.redirect(`${HERE}/opening`, 303)
  })

  app.get('/box/opening', async (request, reply) => {
    const progress = box.progress()
    if (progress === undefined) return reply.redirect(HERE, 303)
    const { minimum, mostDays } = (await desk.surroundings()).settings.release
    return openingPage.send(reply, staffFrame(request, '提案箱の開封', 'desk'), {
      links: deskLinks(request, 'box'),
      progress,
      progressUrl: `${HERE}/opening/progress.json`,
      minimum,
      mostDays,
    })
  })

  app.get('/box/opening/progress.json', async (_request, reply) => {
    const progress = box.progress()
    if (progress === undefined) throw new Problem('not-found')
    const { phase, done, total, finished } = progress
    const next = finished ? { next: `${HERE}/opening` } : {}
    return reply.send({ phase, done, total, finished, ...next })
  })

  app.post('/box/opening/cancellation', async (request, reply) => {
    if (!box.cancel()) throw new Problem('conflict')
    await recordAct(identity, now(), signedInPerson(request).number, '提案箱の開封を取りやめ', '')
    return reply.redirect(`${HERE}/opening`, 303)
  })

  await boxMemberRoutes(app, options, sendBox)

  async function membersNow(): Promise<BoxPage['members']> {
    const rows = await identity
      .selectFrom('role')
      .select('person')
      .where('role', '=', 'secretariat')
      .where(inForce(jstDay(now())))
      .execute()
    const ofDesk = new Set(rows.map((row) => row.person))
    return (await box.members()).map((member) => ({ ...member, ofDesk: ofDesk.has(member.id) }))
  }

  async function sendBox(
    request: FastifyRequest,
    reply: FastifyReply,
    form: FormState,
  ): Promise<FastifyReply> {
    const { minimum, mostDays } = (await desk.surroundings()).settings.release
    return boxPage.send(reply, staffFrame(request, '提案箱の開封', 'desk'), {
      links: deskLinks(request, 'box'),
      form,
      quarter: await box.quarter(),
      waiting: await box.waiting(),
      minimum,
      mostDays,
      members: await membersNow(),
      me: signedInPerson(request).number,
      lost: await box.isLost(),
      running: box.progress()?.finished === false,
      notice: noticeQuery.parse(request.query).notice ?? null,
    })
  }
}
