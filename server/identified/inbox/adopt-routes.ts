import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { emptyForm, type FormState, readForm, refuseForm } from '../../http/forms.ts'
import { definePage } from '../../http/pages.ts'
import { Problem } from '../../http/problems.ts'
import type { OfficialAct } from '../../proposals/acts.ts'
import type { Handled } from '../../proposals/desk.ts'
import type { BoardEntry } from '../../proposals/readings.ts'
import { rules } from '../../proposals/rules.ts'
import { signedInPerson, staffFrame } from '../auth/signed-in.ts'
import { STALE } from './act-routes.ts'
import { officialOf } from './my-proposal.ts'
import { boardStampOf, typedStamp } from './page-stamp.ts'
import type { InboxOptions } from './routes.ts'
import { hours, words, unit } from './typed-fields.ts'

type OfProposal = { Params: { number: string } }

interface Own {
  readonly unit: string
  readonly name: string
  readonly adoption: {
    readonly stage: 'planned' | 'done'
    readonly text: string
    readonly hours: number | null
    readonly on: string
  } | null
}

interface AdoptPage {
  readonly here: string
  readonly entry: BoardEntry
  readonly stamp: string
  readonly units: readonly Own[]
  /** Something was decided to be done, so others may do it too. */
  readonly open: boolean
  readonly form: FormState
  readonly refused: string
  readonly done: string
  readonly board: string
}

const page = definePage<AdoptPage>('inbox-adopt')

const query = z.object({ done: z.string().optional().catch(undefined) }).catch({})
const doneWords = new Map([
  ['adoption', '「うちでもやる」としました。やってみたら、効果を報告してください。'],
  ['report', '効果を報告しました。提案の一覧に、所属の名前で表示されます。'],
])

const adoption = z.object({ adoptUnit: unit, adoptText: words('どのように取り組むか', 500) })
const report = z.object({
  reportUnit: unit,
  reportHours: hours('効果'),
  reportText: words('やってみた結果', 500),
})

/** うちでもやる: a unit takes over what another unit does, and reports what came of it. */
export async function adoptRoutes(app: FastifyInstance, options: InboxOptions): Promise<void> {
  const { desk } = options

  app.get<OfProposal>('/adopt/:number', async (request, reply) => {
    const handled = await requireAdoptable(request)
    const done = doneWords.get(query.parse(request.query).done ?? '') ?? ''
    return send(request, reply, handled, emptyForm, { done })
  })

  app.post<OfProposal>('/adopt/:number', async (request, reply) => {
    const handled = await requireAdoptable(request)
    const read = readForm(adoption, request.body)
    return perform(request, reply, handled, read.form, 'adoption', () =>
      read.ok
        ? { unit: read.value.adoptUnit, act: { act: 'adopt', text: read.value.adoptText } }
        : undefined,
    )
  })

  app.post<OfProposal>('/adopt/:number/report', async (request, reply) => {
    const handled = await requireAdoptable(request)
    const read = readForm(report, request.body)
    return perform(request, reply, handled, read.form, 'report', () => {
      if (!read.ok) return undefined
      const { reportUnit: own, reportHours, reportText } = read.value
      const act = { act: 'report-adoption', hours: reportHours, text: reportText } as const
      return { unit: own, act }
    })
  })

  /** @throws {Problem} `not-found` for everything that is not on the board, or is no other unit's */
  async function requireAdoptable(request: FastifyRequest): Promise<Handled> {
    const { number } = request.params as { number: string }
    const handled = await desk.find(officialOf(signedInPerson(request)), number)
    if (handled === undefined || unitsOf(handled).length === 0) throw new Problem('not-found')
    return handled
  }

  async function entryOf(number: string): Promise<BoardEntry> {
    const line = (await options.board()).find(number)
    if (line === undefined) throw new Problem('not-found')
    return line.entry
  }

  async function perform(
    request: FastifyRequest,
    reply: FastifyReply,
    handled: Handled,
    form: FormState,
    done: string,
    toAct: () => { readonly unit: string; readonly act: OfficialAct } | undefined,
  ): Promise<FastifyReply> {
    const { number, version } = handled.proposal
    if (typedStamp(request.body) !== boardStampOf(await entryOf(number)))
      return again(request, reply.code(409), form, STALE)
    const wanted = toAct()
    if (wanted === undefined) return send(request, reply.code(422), handled, form)
    if (!unitsOf(handled).includes(wanted.unit)) {
      const errors = refuseForm(form, 'form', '担当する所属を選んでください。')
      return send(request, reply.code(422), handled, errors)
    }
    const official = officialOf(signedInPerson(request))
    const result = await desk.act(official, number, version, wanted.act, wanted.unit)
    if (result.ok) return reply.redirect(`/staff/inbox/adopt/${number}?done=${done}`, 303)
    return again(request, reply.code(422), form, result.message)
  }

  async function again(
    request: FastifyRequest,
    reply: FastifyReply,
    { typed }: FormState,
    refused: string,
  ): Promise<FastifyReply> {
    const handled = await requireAdoptable(request)
    const form = refuseForm({ typed, errors: {} }, 'form', refused)
    return send(request, reply, handled, form, { refused })
  }

  async function send(
    request: FastifyRequest,
    reply: FastifyReply,
    handled: Handled,
    form: FormState,
    { refused = '', done = '' } = {},
  ): Promise<FastifyReply> {
    const { proposal: p } = handled
    const entry = await entryOf(p.number)
    const { org } = await desk.surroundings()
    const units = unitsOf(handled).map((code) => {
      const own = p.adoptions.find((one) => one.unit === code)
      return { unit: code, name: org.nameOf(code), adoption: own ?? null }
    })
    return page.send(reply, staffFrame(request, 'うちでもやる', 'inbox'), {
      here: `/staff/inbox/adopt/${p.number}`,
      entry,
      stamp: boardStampOf(entry),
      units,
      open: rules.adopt.states.includes(p.state),
      form,
      refused,
      done,
      board: `${options.publishedBase}/board/${p.number}`,
    })
  }
}

/** Own units that are not responsible for it. */
function unitsOf({ parts }: Handled): string[] {
  const own = parts.filter(({ role }) => role === 'anyUnit').map(({ unit: code }) => code)
  return [...new Set(own)]
}
