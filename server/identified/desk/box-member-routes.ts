import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { emptyForm, type FormState, readForm, refuseForm } from '../../http/forms.ts'
import { definePage } from '../../http/pages.ts'
import { Problem } from '../../http/problems.ts'
import { recordAct } from '../auth/audit.ts'
import { signedInPerson, staffFrame } from '../auth/signed-in.ts'
import type { NewMember } from './box-acts.ts'
import { type DeskLink, deskLinks } from './desk-links.ts'
import type { DeskPagesOptions } from './desk-options.ts'

const sheetPage = definePage<{ person: string; passphrase: string; day: string }>('desk-box-sheet')
const checkPage = definePage<{ links: readonly DeskLink[]; form: FormState }>('desk-box-check')
const lastPage = definePage<{
  links: readonly DeskLink[]
  act: 'removal' | 'renewal'
  form: FormState
}>('desk-box-last')

export const boxPassphrase = z
  .string({ error: '合言葉を入力してください。' })
  .max(200, '合言葉が長すぎます。用紙の文字を確かめてください。')
  .refine((text) => text.trim() !== '', { error: '合言葉を入力してください。' })

const vouchForm = z.object({
  voucher: z
    .string({ error: '立ち会う人を選んでください。' })
    .min(1, '立ち会う人を選んでください。')
    .max(20),
  voucherPassphrase: boxPassphrase,
})
const proofForm = z.object({ passphrase: boxPassphrase })
const person = z.object({ person: z.string().min(1).max(20) })
const sureForm = z.object({
  sure: z.literal('yes', { error: '内容を確かめたうえで、印を付けてください。' }),
})

type SendBox = (
  request: FastifyRequest,
  reply: FastifyReply,
  form: FormState,
) => Promise<FastifyReply>

const HERE = '/staff/desk/box'

/** Who holds a passphrase. Everybody makes the own one, while a present holder stands by. */
export async function boxMemberRoutes(
  app: FastifyInstance,
  { box, desk, identity, now }: DeskPagesOptions,
  sendBox: SendBox,
): Promise<void> {
  // The passphrase exists in this one answer only.
  app.post('/box/members', async (request, reply) => {
    const me = signedInPerson(request).number
    const members = await box.members()
    if (members.length === 0) {
      return sendMade(request, reply, emptyForm, 'form', await box.addFirstMember(me))
    }
    const read = readForm(vouchForm, request.body)
    if (!read.ok) return sendBox(request, reply.code(422), read.form)
    const { voucher: by, voucherPassphrase } = read.value
    if (!members.some(({ id }) => id === by)) {
      const message = '立ち会う人を選び直してください。'
      return sendBox(request, reply.code(422), refuseForm(read.form, 'voucher', message))
    }
    const made = await box.addMember(me, { by, passphrase: voucherPassphrase })
    return sendMade(request, reply, read.form, 'voucherPassphrase', made)
  })

  app.get('/box/check', async (request, reply) => sendCheck(request, reply, emptyForm))

  app.post('/box/check', async (request, reply) => {
    const read = readForm(proofForm, request.body)
    if (!read.ok) return sendCheck(request, reply.code(422), read.form)
    const proof = await box.prove(signedInPerson(request).number, read.value.passphrase)
    if (proof.ok) return reply.redirect(`${HERE}?notice=proved`, 303)
    return sendCheck(request, reply.code(422), refuseForm(read.form, 'passphrase', proof.message))
  })

  app.post('/box/members/removal', async (request, reply) => {
    const read = readForm(person, request.body)
    if (!read.ok) throw new Problem('bad-request')
    const members = await box.members()
    if (members.length === 1 && members[0]?.id === read.value.person) {
      return reply.redirect(`${HERE}/last/removal`, 303)
    }
    const removed = await box.removeMember(read.value.person)
    if (!removed.ok) {
      return sendBox(request, reply.code(409), refuseForm(emptyForm, 'form', removed.message))
    }
    await record(request, '提案箱の合言葉を廃止', read.value.person)
    return reply.redirect(`${HERE}?notice=removed`, 303)
  })

  app.get<{ Params: { act: string } }>('/box/last/:act', async (request, reply) =>
    sendLast(request, reply, lastAct(request.params.act), emptyForm),
  )

  app.post<{ Params: { act: string } }>('/box/last/:act', async (request, reply) => {
    const act = lastAct(request.params.act)
    const read = readForm(sureForm, request.body)
    if (!read.ok) return sendLast(request, reply.code(422), act, read.form)
    const me = signedInPerson(request).number
    if (act === 'renewal') {
      const made = await box.renewAll(me)
      if (made.ok) await record(request, '提案箱を作り直し（前の箱は廃棄）', me)
      return sendMade(request, reply, emptyForm, 'form', made)
    }
    const [last] = await box.members()
    if (last === undefined) return reply.redirect(HERE, 303)
    const removed = await box.removeLastMember(last.id)
    if (!removed.ok) {
      return sendBox(request, reply.code(409), refuseForm(emptyForm, 'form', removed.message))
    }
    await record(request, '提案箱の合言葉を廃止（最後の1人）', last.id)
    return reply.redirect(`${HERE}?notice=removed`, 303)
  })

  async function sendMade(
    request: FastifyRequest,
    reply: FastifyReply,
    form: FormState,
    field: string,
    made: NewMember,
  ): Promise<FastifyReply> {
    if (!made.ok) {
      return sendBox(request, reply.code(422), refuseForm(form, field, made.message))
    }
    const me = signedInPerson(request).number
    await record(request, '提案箱の合言葉を作成', me)
    const { today: day } = await desk.surroundings()
    return sheetPage.send(reply, staffFrame(request, '合言葉の用紙', 'desk'), {
      person: me,
      passphrase: made.passphrase,
      day,
    })
  }

  function sendCheck(request: FastifyRequest, reply: FastifyReply, form: FormState) {
    const links = deskLinks(request, 'box')
    return checkPage.send(reply, staffFrame(request, '合言葉の確認', 'desk'), { links, form })
  }

  function sendLast(
    request: FastifyRequest,
    reply: FastifyReply,
    act: 'removal' | 'renewal',
    form: FormState,
  ) {
    const links = deskLinks(request, 'box')
    const title = act === 'removal' ? '最後の合言葉の廃止' : '提案箱の作り直し'
    return lastPage.send(reply, staffFrame(request, title, 'desk'), { links, act, form })
  }

  function lastAct(text: string): 'removal' | 'renewal' {
    if (text === 'removal' || text === 'renewal') return text
    throw new Problem('not-found')
  }

  async function record(request: FastifyRequest, act: string, whose: string): Promise<void> {
    await recordAct(identity, now(), signedInPerson(request).number, act, `職員番号 ${whose}`)
  }
}
