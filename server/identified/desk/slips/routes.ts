import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { emptyForm, type FormState, readForm, refuseForm } from '../../../http/forms.ts'
import { definePage } from '../../../http/pages.ts'
import { Problem } from '../../../http/problems.ts'
import type { CommonsStore } from '../../../stores/commons.ts'
import type { IdentityStore } from '../../../stores/identity.ts'
import { signedInPerson, staffFrame } from '../../auth/signed-in.ts'
import { type DeskLink, deskLinks } from '../desk-links.ts'
import {
  AMOUNTS,
  keepPrinting,
  leftThisYear,
  listPrintings,
  MOST_A_YEAR,
  type Printing,
  type PrintingDesk,
  withdrawPrinting,
} from './printings.ts'

export interface SlipPagesOptions {
  readonly identity: IdentityStore
  readonly commonsStore: CommonsStore
  readonly now: () => Date
}

const HERE = '/staff/desk/slips'
/** 500 hashes. */
const MOST_BYTES = 500 * 32

const listPage = definePage<{
  links: readonly DeskLink[]
  printings: readonly Printing[]
  amounts: readonly number[]
  left: number
  most: number
  form: FormState
  notice: 'printed' | 'withdrawn' | null
}>('desk-slips')

const sheetsPage = definePage<{ links: readonly DeskLink[]; count: number }>('desk-slips-sheets')

const withdrawalPage = definePage<{
  links: readonly DeskLink[]
  printing: Printing
  form: FormState
}>('desk-slips-withdrawal')

const countQuery = z.object({
  count: z.coerce
    .number({ error: '枚数を選んでください。' })
    .refine((count) => AMOUNTS.some((amount) => amount === count), {
      error: '枚数を選んでください。',
    }),
})
const reasonForm = z.object({
  reason: z
    .string({ error: '理由を書いてください。' })
    .trim()
    .min(1, '理由を書いてください。')
    .max(100, '理由は100字までで書いてください。'),
})
const noticeQuery = z.object({ notice: z.enum(['printed', 'withdrawn']).optional() }).catch({})

type WithNumber = { Params: { number: string } }

/** 紙の提案券: a stock of slips for workplaces without PCs, printed by 提案担当 and laid out. */
export async function slipRoutes(app: FastifyInstance, options: SlipPagesOptions): Promise<void> {
  const desk: PrintingDesk = {
    identity: options.identity,
    commons: options.commonsStore,
    now: options.now,
  }

  app.get('/slips', async (request, reply) => sendList(request, reply, emptyForm))

  // The codes are made in the browser that shows this page; no answer of ours holds one.
  app.get('/slips/sheets', async (request, reply) => {
    const read = readForm(countQuery, request.query)
    if (!read.ok) return sendList(request, reply.code(422), read.form)
    const { count } = read.value
    const left = await leftThisYear(desk)
    if (count > left) {
      return sendList(request, reply.code(422), refuseForm(read.form, 'count', aboveLimit(left)))
    }
    const links = deskLinks(request, 'slips')
    return sheetsPage.send(reply, staffFrame(request, '紙の提案券の印刷', 'desk'), { links, count })
  })

  await app.register(async (bytes) => {
    bytes.addContentTypeParser(
      'application/octet-stream',
      { parseAs: 'buffer', bodyLimit: MOST_BYTES },
      (_request, body, done) => done(null, body),
    )
    bytes.post('/slips/hashes', { bodyLimit: MOST_BYTES }, async (request, reply) => {
      const hashes = request.body
      if (!Buffer.isBuffer(hashes)) throw new Problem('unsupported-media')
      const printed = await keepPrinting(desk, signedInPerson(request).number, hashes)
      if (printed.state === 'bad') throw new Problem('bad-request')
      if (printed.state === 'above-limit') {
        throw new Problem('conflict', { detail: aboveLimit(await leftThisYear(desk)) })
      }
      return reply.code(204).send()
    })
  })

  app.get<WithNumber>('/slips/:number/withdrawal', async (request, reply) =>
    sendWithdrawal(request, reply, await inUse(request.params.number), emptyForm),
  )

  app.post<WithNumber>('/slips/:number/withdrawal', async (request, reply) => {
    const printing = await inUse(request.params.number)
    const read = readForm(reasonForm, request.body)
    if (!read.ok) return sendWithdrawal(request, reply.code(422), printing, read.form)
    const actor = signedInPerson(request).number
    if (!(await withdrawPrinting(desk, actor, printing.number, read.value.reason))) {
      throw new Problem('conflict')
    }
    return reply.redirect(`${HERE}?notice=withdrawn`, 303)
  })

  /** @throws {Problem} `not-found`, `conflict` when it was withdrawn before. */
  async function inUse(number: string): Promise<Printing> {
    const printings = await listPrintings(desk.commons)
    const printing = printings.find((one) => String(one.number) === number)
    if (printing === undefined) throw new Problem('not-found')
    if (printing.withdrawnOn !== null) throw new Problem('conflict', { detail: WITHDRAWN })
    return printing
  }

  function sendWithdrawal(
    request: FastifyRequest,
    reply: FastifyReply,
    printing: Printing,
    form: FormState,
  ): Promise<FastifyReply> {
    const links = deskLinks(request, 'slips')
    const frame = staffFrame(request, '紙の提案券の束を無効にする', 'desk')
    return withdrawalPage.send(reply, frame, { links, printing, form })
  }

  async function sendList(
    request: FastifyRequest,
    reply: FastifyReply,
    form: FormState,
  ): Promise<FastifyReply> {
    return listPage.send(reply, staffFrame(request, '紙の提案券', 'desk'), {
      links: deskLinks(request, 'slips'),
      printings: await listPrintings(desk.commons),
      amounts: AMOUNTS,
      left: await leftThisYear(desk),
      most: MOST_A_YEAR,
      form,
      notice: noticeQuery.parse(request.query).notice ?? null,
    })
  }
}

const WITHDRAWN = 'この束は、前に無効にされています。「紙の提案券」の一覧でお確かめください。'

function aboveLimit(left: number): string {
  return left === 0
    ? `1年度に印刷できるのは${MOST_A_YEAR}枚までです。今年度は、もう印刷できません。`
    : `1年度に印刷できるのは${MOST_A_YEAR}枚までです。今年度は、あと${left}枚です。枚数を減らしてください。`
}
