import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { definePage } from '../../http/pages.ts'
import { Problem } from '../../http/problems.ts'
import { signedInPerson, staffFrame } from '../auth/signed-in.ts'
import { type ActRead, actReaders, type DeskActName, deskActs, versionOf } from './act-reading.ts'
import type { DeskPagesOptions } from './desk-options.ts'
import { titleOf } from './desk-rows.ts'
import { type Candidate, mergeCandidates } from './merge-candidates.ts'
import { sendProposal } from './proposal-page.ts'
import { type DeskHand, findForDesk, listForDesk } from './seen.ts'

const similarPage = definePage<{
  number: string
  version: number
  title: string
  mayMerge: boolean
  candidates: readonly Candidate[]
}>('desk-similar')

type WithNumber = { Params: { number: string } }
type WithAct = { Params: { number: string; act: string } }

const doneQuery = z.object({ done: z.enum(deskActs).optional() }).catch({})

/** One proposal: reading, and every act of the desk. */
export async function proposalRoutes(
  app: FastifyInstance,
  options: DeskPagesOptions,
): Promise<void> {
  const { desk } = options

  app.get<WithNumber>('/proposals/:number', async (request, reply) => {
    const hand = await requireHand(request, request.params.number)
    const { done } = doneQuery.parse(request.query)
    return sendProposal(
      request,
      reply,
      options,
      hand,
      done === undefined ? {} : { done: doneWords[done] },
    )
  })

  app.get<WithNumber>('/proposals/:number/similar', async (request, reply) => {
    const { proposal, may } = await requireHand(request, request.params.number)
    const { listed } = await listForDesk(desk, signedInPerson(request))
    return similarPage.send(reply, staffFrame(request, '似た提案', 'desk'), {
      number: proposal.number,
      version: proposal.version,
      title: titleOf(proposal),
      mayMerge: may.includes('merge') && proposal.pending === null,
      candidates: await mergeCandidates(proposal, listed),
    })
  })

  app.post<WithAct>('/proposals/:number/:act', async (request, reply) => {
    const { number } = request.params
    const act = deskActs.find((name) => name === request.params.act)
    if (act === undefined) throw new Problem('not-found')
    const hand = await requireHand(request, number)
    const version = versionOf(request.body)
    if (version !== hand.proposal.version) {
      const typed = actReaders[act](request.body, hand.proposal).form
      return refuse(request, reply.code(409), hand, act, {
        form: { typed: typed.typed, errors: {} },
        message: OUTDATED,
      })
    }
    const read = actReaders[act](request.body, hand.proposal)
    if (!read.ok)
      return sendProposal(request, reply.code(422), options, hand, { ...read, failed: act })
    const result = await desk.act(signedInPerson(request), number, version, read.act, '')
    if (result.ok) return reply.redirect(`/staff/desk/proposals/${number}?done=${act}`, 303)
    const present = await requireHand(request, number)
    return refuse(
      request,
      reply.code(present.proposal.version === version ? 422 : 409),
      present,
      act,
      { form: read.form, message: result.message },
    )
  })

  /** @throws {Problem} `not-found`, the same for what is hidden and for what does not exist. */
  async function requireHand(request: FastifyRequest, number: string): Promise<DeskHand> {
    const hand = await findForDesk(desk, signedInPerson(request), number)
    if (hand === undefined) throw new Problem('not-found')
    return hand
  }

  function refuse(
    request: FastifyRequest,
    reply: FastifyReply,
    hand: DeskHand,
    failed: DeskActName,
    { form, message }: { form: ActRead['form']; message: string },
  ): Promise<FastifyReply> {
    return sendProposal(request, reply, options, hand, { form, failed, refused: message })
  }
}

const OUTDATED =
  'ほかの操作が先に行われたため、受け付けませんでした。下に今の状態を示しています。確かめて、もう一度操作してください。'

const doneWords: Readonly<Record<DeskActName, string>> = {
  mask: '伏せる箇所を保存しました。',
  retheme: 'テーマを変えました。',
  return: '書き直しをお願いしました。提案者は控え番号で読めます。',
  summarise: '要旨を提案者に示しました。確認を待ちます。',
  refer: '専用窓口の案内を起案しました。二人目の確認を待ちます。',
  exclude: '対象外を起案しました。二人目の確認を待ちます。',
  erase: '消去を起案しました。二人目の確認を待ちます。',
  confirm: '二人目として確認しました。',
  dismiss: '起案を取りやめました。',
  merge: '統合しました。30日以内なら取り消せます。',
  unmerge: '統合を取り消しました。',
  route: '所管へ照会しました。',
  'release-question': '質問を提案者へ送りました。返信を待つ間、期限は進みません（1回、14日まで）。',
  'refuse-question': '質問を所管へ返しました。',
  publish: '回答を公表しました。',
  'give-back': '回答の案を所管へ返しました。',
  'confirm-effect': '効果を確認済にしました。',
  'model-case': '好事例に選びました。',
  reopen: '再検討を求めました。',
  transfer: '別の所属に引き継ぎました。',
  hold: '消去を停止しました。',
  'release-hold': '消去の停止を解除しました。',
}
