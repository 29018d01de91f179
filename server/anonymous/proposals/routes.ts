import type { KeyObject } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { Problem } from '../../http/problems.ts'
import { ENVELOPE_BYTES, THREAD_REQUEST_BYTES } from '../../proposals/envelope.ts'
import { importPublicKey } from '../../tokens/keys.ts'
import { type Precompressed, precompressLarge, sendPrecompressed } from '../precompressed.ts'
import type { SlotItem } from '../slot-box.ts'
import type { FollowUpCaps } from './follow-up-caps.ts'
import { putMessage } from './messages.ts'
import {
  exchangedCard,
  SLIP_REQUEST_BYTES,
  SPENT_REQUEST_BYTES,
  type Slips,
  spentByte,
} from '../slips/slip-card.ts'
import { answerThread, type Threads } from './thread.ts'

/** Public facts of the quarter that takes messages. */
export interface OpenQuarter {
  readonly id: string
  /** Fingerprint of the three keys. */
  readonly keyId: string
  readonly postSpki: Buffer
  readonly endorseSpki: Buffer
  readonly tallySpki: Buffer
  /** Last day, JST. */
  readonly closesOn: string
}

export interface ProposalDoorOptions extends Threads, Slips {
  /** null: nobody is there yet who could open the box. */
  readonly quarter: () => Promise<OpenQuarter | null>
  readonly put: (quarter: string, item: SlotItem) => Promise<void>
  /** Slots of a quarter's box that are free. */
  readonly free: (quarter: string) => Promise<number>
  readonly caps: FollowUpCaps
  /** JSON of published texts only; the same buffer until they change. */
  readonly similarIndex: () => Buffer | Promise<Buffer>
}

interface Prepared {
  readonly id: string
  readonly key: string
  readonly postKey: KeyObject
  readonly endorseKey: KeyObject
}

const JSON_TYPE = 'application/json; charset=utf-8'
const OCTETS = 'application/octet-stream'

/**
 * The doors of the proposal box. Everyone gets the same bytes. A message answers 204 without a body after
 * it is durable, a thread always the same number of bytes; no log, no address, no time.
 */
export async function proposalDoor(
  app: FastifyInstance,
  options: ProposalDoorOptions,
): Promise<void> {
  let prepared: Prepared | null = null
  let similar: { of: Buffer; made: Promise<Precompressed> } | null = null

  app.get('/proposals/key', async (_request, reply) =>
    reply.type(JSON_TYPE).send((await openQuarter()).key),
  )

  app.post('/proposals/messages', { bodyLimit: ENVELOPE_BYTES }, async (request, reply) => {
    const body = request.body
    if (!Buffer.isBuffer(body)) throw new Problem('unsupported-media')
    const { id, postKey, endorseKey } = await openQuarter()
    const put = (item: SlotItem) => options.put(id, item)
    const free = () => options.free(id)
    await putMessage({ ...options, postKey, endorseKey, put, free }, body)
    return reply.code(204).send()
  })

  app.post('/proposals/slip-card', { bodyLimit: SLIP_REQUEST_BYTES }, async (request, reply) => {
    const body = request.body
    if (!Buffer.isBuffer(body)) throw new Problem('unsupported-media')
    const { id } = await openQuarter()
    return reply.type(OCTETS).send(await exchangedCard(options, id, body))
  })

  app.post('/proposals/spent', { bodyLimit: SPENT_REQUEST_BYTES }, async (request, reply) => {
    const body = request.body
    if (!Buffer.isBuffer(body)) throw new Problem('unsupported-media')
    const { id, postKey } = await openQuarter()
    return reply
      .type(OCTETS)
      .send(await spentByte((nonce) => options.isSpent(id, nonce), postKey, body))
  })

  app.post('/proposals/thread', { bodyLimit: THREAD_REQUEST_BYTES }, async (request, reply) => {
    const body = request.body
    if (!Buffer.isBuffer(body)) throw new Problem('unsupported-media')
    const answer = await answerThread(options, body)
    return reply.type(OCTETS).send(answer)
  })

  app.get('/proposals/similar', async (request, reply) => {
    const index = await options.similarIndex()
    if (similar?.of !== index) similar = { of: index, made: precompressLarge(index) }
    return sendPrecompressed(request, reply, JSON_TYPE, await similar.made)
  })

  async function openQuarter(): Promise<Prepared> {
    const quarter = await options.quarter()
    if (quarter === null) {
      throw new Problem('not-open', {
        detail: '提案箱の準備ができていません。行政管理課へお問い合わせください。',
      })
    }
    if (prepared?.id === quarter.id) return prepared
    const { id, keyId, postSpki, endorseSpki, tallySpki, closesOn } = quarter
    prepared = {
      id,
      key: JSON.stringify({
        quarter: id,
        keyId,
        postKey: postSpki.toString('base64'),
        endorseKey: endorseSpki.toString('base64'),
        tallyKey: tallySpki.toString('base64'),
        closesOn,
      }),
      postKey: importPublicKey(postSpki),
      endorseKey: importPublicKey(endorseSpki),
    }
    return prepared
  }
}
