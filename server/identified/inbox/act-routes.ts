import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { signedInPerson } from '../auth/signed-in.ts'
import { type ActForm, actForms } from './act-forms.ts'
import { type Mine, officialOf, requireMine, seatFor, takesPart } from './my-proposal.ts'
import { stampOf, typedStamp } from './page-stamp.ts'
import { type Outcome, sendProposal } from './proposal-page.ts'
import type { InboxOptions } from './routes.ts'

type OfProposal = { Params: { number: string } }

/** What a page says that was made before something else happened. */
export const STALE =
  'ほかの操作が先に行われていました。今の状態を表示しています。確かめてから、もう一度操作してください。'

const query = z.object({ done: z.string().optional().catch(undefined) }).catch({})

/** The page of a proposal and the small acts on it. */
export async function actRoutes(app: FastifyInstance, options: InboxOptions): Promise<void> {
  const { desk } = options

  app.get<OfProposal>('/:number', async (request, reply) => {
    const mine = await requireMine(desk, signedInPerson(request), request.params.number)
    const { done } = query.parse(request.query)
    const words = doneWords.get(done ?? '')
    return sendProposal(request, reply, options, mine, words === undefined ? {} : { done: words })
  })

  for (const form of actForms) {
    app.post<OfProposal>(`/:number/${form.path}`, async (request, reply) =>
      perform(request, reply, request.params.number, form),
    )
  }

  async function perform(
    request: FastifyRequest,
    reply: FastifyReply,
    number: string,
    tried: ActForm,
  ): Promise<FastifyReply> {
    const person = signedInPerson(request)
    const mine = await requireMine(desk, person, number)
    const { version } = mine.proposal
    const read = tried.read(request.body)
    const showAgain = async (status: number, outcome: Outcome) => {
      const now = await requireMine(desk, person, number)
      return sendProposal(request, reply.code(status), options, now, { ...outcome, tried })
    }
    const typed = { typed: read.form.typed, errors: {} }

    if (!takesPart(mine, tried.act)) {
      const refused = whoDoes(tried, mine.proposal.aboutHead)
      return showAgain(403, { form: typed, refused })
    }
    if (typedStamp(request.body) !== stampOf(mine.reading))
      return showAgain(409, { form: typed, refused: STALE })
    const seat = seatFor(mine, tried.act)
    if (seat === undefined) return showAgain(409, { form: typed, refused: wrongState(mine) })
    if (!read.ok) return showAgain(422, { form: read.form })
    const result = await desk.act(officialOf(person), number, version, read.act, seat.unit)
    if (result.ok) return reply.redirect(`/staff/inbox/${number}?done=${tried.path}`, 303)
    const now = await requireMine(desk, person, number)
    return now.proposal.version === version
      ? showAgain(422, { form: typed, refused: result.message })
      : showAgain(409, { form: typed, refused: STALE })
  }
}

const doneWords = new Map([
  ...actForms.map(({ path, done }) => [path, done] as const),
  ['draft', '回答の案を保存しました。'] as const,
])

function wrongState({ reading }: Mine): string {
  return `今の状態（${reading.stateLabel}）では、この操作はできません。今できることを表示しています。`
}

function whoDoes({ by }: ActForm, aboutHead: boolean): string {
  return `この操作は、${aboutHead ? '部長' : by}が行います。`
}
