import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { emptyForm, type FormState, refuseForm } from '../../http/forms.ts'
import { Problem } from '../../http/problems.ts'
import { definePage } from '../../http/pages.ts'
import { type Conclusion, conclusions, declineReasons } from '../../proposals/proposal.ts'
import type { UnitReading } from '../../proposals/unit-reading.ts'
import { states } from '../../proposals/states.ts'
import { onBoard } from '../../proposals/visibility.ts'
import { signedInPerson, staffFrame } from '../auth/signed-in.ts'
import { STALE } from './act-routes.ts'
import {
  answerFields,
  committeeFor,
  faultsByField,
  meanings,
  neededFor,
  readAnswer,
  typedAnswer,
} from './answer-form.ts'
import { type Mine, officialOf, requireMine, seatFor } from './my-proposal.ts'
import { stampOf, typedStamp } from './page-stamp.ts'
import { mayDraft } from './proposal-page.ts'
import type { InboxOptions } from './routes.ts'
import { type SimilarAnswer, similarAnswers } from './similar-answers.ts'

type OfProposal = { Params: { number: string } }

interface AnswerPage {
  readonly here: string
  readonly title: string
  readonly reading: UnitReading
  readonly stamp: string
  /** Whether all staff will read it. */
  readonly onBoard: boolean
  readonly form: FormState
  readonly fields: typeof answerFields
  readonly conclusions: readonly { value: string; label: string; help: string }[]
  readonly reasonCodes: readonly { value: string; label: string }[]
  readonly neededFor: typeof neededFor
  /** Conclusions that 部会 has to allow now. */
  readonly committee: readonly Conclusion[]
  /** Whether the reader approves and so does not submit. */
  readonly approves: boolean
  readonly submitted: boolean
  readonly note: string
  /** What the saved draft still lacks. */
  readonly lacks: readonly { field: string; message: string }[]
  readonly saved: boolean
  readonly refused: string
  readonly similar: readonly SimilarAnswer[]
  readonly publishedBase: string
}

const page = definePage<AnswerPage>('inbox-answer')

const query = z.object({ saved: z.string().optional().catch(undefined) }).catch({})
const next = z.object({ finish: z.literal('yes') })
const basis = z.object({ basis: z.string().max(20) }).catch({ basis: '' })

/** The draft of an answer: saved as often as one likes, handed on when it is whole. */
export async function answerRoutes(app: FastifyInstance, options: InboxOptions): Promise<void> {
  const { desk } = options
  const findSimilarAnswers = similarAnswers(options.board)

  app.get<OfProposal>('/:number/answer', async (request, reply) => {
    const mine = await requireDrafter(request, request.params.number)
    if (!mayDraft(mine)) return reply.redirect(`/staff/inbox/${request.params.number}`, 303)
    const saved = query.parse(request.query).saved !== undefined
    return send(request, reply, mine, savedForm(mine), { saved })
  })

  app.post<OfProposal>('/:number/answer', async (request, reply) => {
    const { number } = request.params
    const mine = await requireDrafter(request, number)
    const read = readAnswer(request.body)
    const { version } = mine.proposal
    const typed = { typed: read.form.typed, errors: {} }
    if (typedStamp(request.body) !== stampOf(mine.reading))
      return refuse(request, reply, 409, mine, typed, STALE)
    if (!read.ok) return send(request, reply.code(422), mine, read.form)
    const { today } = await desk.surroundings()
    const finish = next.safeParse(request.body).success
    const faults = faultsByField(read.answer, mine.proposal, today)
    if (finish && Object.keys(faults).length > 0)
      return send(request, reply.code(422), mine, { typed: read.form.typed, errors: faults })

    const official = officialOf(signedInPerson(request))
    const unit = seatFor(mine, 'draft')?.unit
    const drafted = await desk.act(
      official,
      number,
      version,
      { act: 'draft', answer: read.answer },
      unit,
    )
    if (!drafted.ok) return refuse(request, reply, 409, mine, typed, drafted.message)
    return finish
      ? reply.redirect(`/staff/inbox/${number}?done=draft#draft`, 303)
      : reply.redirect(`/staff/inbox/${number}/answer?saved=1`, 303)
  })

  /** 「この回答を下敷きにする」: the reason of a published answer is put below what was typed. */
  app.post<OfProposal>('/:number/answer/basis', async (request, reply) => {
    const mine = await requireDrafter(request, request.params.number)
    const board = await options.board()
    const from = board.find(basis.parse(request.body).basis)?.entry.answers[0]
    if (from === undefined) throw new Problem('not-found')
    const { form } = readAnswer(request.body)
    const own = form.typed['reason']?.trim() ?? ''
    const reason = [own, from.answer.reason].filter((text) => text !== '').join('\n\n')
    return send(request, reply, mine, { typed: { ...form.typed, reason }, errors: {} })
  })

  /** @throws {Problem} `not-found`; `not-allowed` for joint units, which write no answer */
  async function requireDrafter(request: FastifyRequest, number: string): Promise<Mine> {
    const mine = await requireMine(desk, signedInPerson(request), number)
    if (!mine.seats.some(({ lead }) => lead)) throw new Problem('not-allowed', { detail: JOINT })
    return mine
  }

  async function refuse(
    request: FastifyRequest,
    reply: FastifyReply,
    status: number,
    before: Mine,
    form: FormState,
    refused: string,
  ): Promise<FastifyReply> {
    const mine = await requireMine(desk, signedInPerson(request), before.proposal.number)
    return send(request, reply.code(status), mine, refuseForm(form, 'form', refused), { refused })
  }

  async function send(
    request: FastifyRequest,
    reply: FastifyReply,
    mine: Mine,
    form: FormState,
    { saved = false, refused = '' } = {},
  ): Promise<FastifyReply> {
    const { proposal: p, reading } = mine
    const { today } = await desk.surroundings()
    const lacks = p.draft === null ? {} : faultsByField(p.draft.answer, p, today)
    return page.send(reply, staffFrame(request, '回答の案', 'inbox'), {
      here: `/staff/inbox/${p.number}`,
      title: reading.text?.title ?? '（本文は消去されています）',
      reading,
      stamp: stampOf(reading),
      onBoard: onBoard(p),
      form,
      fields: answerFields,
      conclusions: conclusions.map((value) => ({
        value,
        label: states[value],
        help: meanings[value],
      })),
      reasonCodes: Object.entries(declineReasons).map(([value, label]) => ({ value, label })),
      neededFor,
      committee: committeeFor(p),
      approves: seatFor(mine, 'approve') !== undefined,
      submitted: p.draft?.stage === 'submitted',
      note: p.draft?.note ?? '',
      lacks: Object.entries(lacks).map(([field, message]) => ({ field, message })),
      saved,
      refused,
      similar: reading.text === null ? [] : await findSimilarAnswers(reading.text, p.number),
      publishedBase: options.publishedBase,
    })
  }
}

function savedForm({ proposal }: Mine): FormState {
  return proposal.draft === null
    ? emptyForm
    : { typed: typedAnswer(proposal.draft.answer), errors: {} }
}

const JOINT = '関係所属は、意見と質問だけができます。回答は主管の所属が書きます。'
