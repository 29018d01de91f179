import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { emptyForm, type FormState, readForm } from '../../http/forms.ts'
import { definePage } from '../../http/pages.ts'
import { Problem } from '../../http/problems.ts'
import { recordAct } from '../auth/audit.ts'
import { signedInPerson, staffFrame } from '../auth/signed-in.ts'
import { words } from '../inbox/typed-fields.ts'
import { type DeskLink, deskLinks } from './desk-links.ts'
import type { Complaint, DeskPagesOptions } from './desk-options.ts'
import { findForDesk } from './seen.ts'

interface ShownComplaint extends Complaint {
  readonly label: string
  /** Units that answer for the proposal. */
  readonly units: readonly string[]
  /** Questions that were put to the author; what was complained of first. */
  readonly questions: readonly { unit: string; text: string; flagged: boolean }[]
  /** Whether the proposal can be read from here: only while a complaint is open. */
  readonly readable: boolean
}

const page = definePage<{
  links: readonly DeskLink[]
  open: readonly ShownComplaint[]
  closed: readonly ShownComplaint[]
  form: FormState
  failed: string | null
  closedNow: boolean
}>('desk-compliance')

const kinds = {
  question: '提案者を特定しようとする質問',
  hunt: '提案者を探そうとする動き',
} as const

const closing = z.object({ outcome: words('処理の内容', 500) })
const closedQuery = z.object({ closed: z.enum(['yes']).optional() }).catch({})

/** What authors report. Neither units nor 提案担当 see it: it may be about them. */
export async function complianceRoutes(
  app: FastifyInstance,
  options: DeskPagesOptions,
): Promise<void> {
  const { desk, complaints, identity, now } = options

  app.get('/compliance', async (request, reply) => send(request, reply, emptyForm, null))

  app.post<{ Params: { id: string } }>('/compliance/:id/closure', async (request, reply) => {
    const person = signedInPerson(request)
    const { id } = request.params
    const all = await complaints.list(person)
    const complaint = all.find((one) => one.id === id)
    if (complaint === undefined) throw new Problem('not-found')
    const read = readForm(closing, request.body)
    if (!read.ok) return send(request, reply.code(422), read.form, id)
    if (complaint.closedOn !== null) throw new Problem('conflict')
    const { today } = await desk.surroundings()
    // Without number, kind and day: 情報担当 reads the record.
    await recordAct(identity, now(), person.number, 'コンプライアンスへの申出を処理', '1件')
    if (!(await complaints.close(person, id, read.value.outcome, today))) {
      throw new Problem('conflict')
    }
    return reply.redirect('/staff/desk/compliance?closed=yes', 303)
  })

  async function send(
    request: FastifyRequest,
    reply: FastifyReply,
    form: FormState,
    failed: string | null,
  ): Promise<FastifyReply> {
    const { org } = await desk.surroundings()
    const person = signedInPerson(request)
    const shown: ShownComplaint[] = []
    for (const complaint of await complaints.list(person)) {
      const hand = await findForDesk(desk, person, complaint.proposal)
      const asked = (hand?.proposal.questions ?? []).filter(({ openedOn }) => openedOn !== null)
      shown.push({
        ...complaint,
        label: kinds[complaint.kind],
        units: (hand?.proposal.units ?? []).map(({ unit }) => org.nameOf(unit)),
        questions: asked
          .map(({ unit, text, stage }) => ({
            unit: org.nameOf(unit),
            text,
            flagged: stage === 'flagged',
          }))
          .toSorted((a, b) => Number(b.flagged) - Number(a.flagged)),
        readable: hand !== undefined,
      })
    }
    return page.send(reply, staffFrame(request, 'コンプライアンス', 'desk'), {
      links: deskLinks(request, 'compliance'),
      open: shown.filter(({ closedOn }) => closedOn === null),
      closed: shown.filter(({ closedOn }) => closedOn !== null),
      form,
      failed,
      closedNow: closedQuery.parse(request.query).closed === 'yes',
    })
  }
}
