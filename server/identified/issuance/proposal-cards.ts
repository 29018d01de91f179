import type { FastifyInstance } from 'fastify'
import { jstDay } from '../../calendar/jst.ts'
import { Problem } from '../../http/problems.ts'
import type { IdentityStore } from '../../stores/identity.ts'
import { blindSign, isBlindedMessage } from '../../tokens/issue.ts'
import { MODULUS_BYTES } from '../../tokens/suite.ts'
import { requireCardsOpen, resetStateOf } from '../accounts/card-block.ts'
import { signedInPerson } from '../auth/signed-in.ts'
import { proposalsStart } from '../proposals-start/routes.ts'
import type { SigningKeys } from './cards.ts'
import { type CardNumbers, cardsLeft, markLot, prepareCardRows } from './proposal-card-rows.ts'

export interface ProposalCardsOptions {
  readonly identity: IdentityStore
  readonly now: () => Date
  readonly signingKeys: SigningKeys
  /** The open quarter of the proposal box; null before the first. */
  readonly quarter: () => Promise<{
    readonly id: string
    readonly postSpki: Buffer
    readonly endorseSpki: Buffer
    readonly keyId: string
  } | null>
  /** Cards a person and quarter. */
  readonly quota: () => Promise<CardNumbers>
}

/** What a browser is handed at a time. A tablet that many use keeps one of each, for one sitting. */
const LOTS = { ownPc: 3, shared: 1 } as const

/** No lot is larger; what is longer than a few of them is not read at all. */
const MOST_BYTES = 24 * MODULUS_BYTES

/**
 * 提案券 and 共感券, handed in lots to everybody who signs in, so that taking them tells nothing: `posts ‖
 * endorsements`, 384 bytes each, in and out.
 */
export async function proposalCards(
  app: FastifyInstance,
  options: ProposalCardsOptions,
): Promise<void> {
  const { identity, signingKeys } = options
  app.addContentTypeParser(
    'application/octet-stream',
    { parseAs: 'buffer', bodyLimit: MOST_BYTES },
    (_request, body, done) => done(null, body),
  )
  await app.register(proposalsStart, {
    quarter: options.quarter,
    cardsFrom: async (person) => (await resetStateOf(identity, person, today())).cardsFrom,
  })

  app.get('/cards', async (request) => {
    const person = signedInPerson(request)
    const quarter = await options.quarter()
    // Not a refusal: this is asked beside every page, and a browser would show a fault each time.
    if (quarter === null) return { quarter: null }
    const { cardsFrom } = await resetStateOf(identity, person.number, today())
    if (cardsFrom !== null) return { quarter: null, from: cardsFrom }
    const left = await leftFor(quarter.id, person.number)
    const ownPc = await hasOwnPc(person.number)
    return {
      quarter: quarter.id,
      keyId: quarter.keyId,
      lot: lotOf(ownPc, left),
      left,
      keep: ownPc ? 'local' : 'session',
    }
  })

  app.post('/cards', async (request, reply) => {
    const person = signedInPerson(request)
    const quarter = (await options.quarter())?.id
    if (quarter === undefined) throw notOpen()
    await requireCardsOpen(identity, person.number, today())
    const body = request.body
    if (!Buffer.isBuffer(body)) throw new Problem('unsupported-media')
    if (body.length === 0 || body.length % MODULUS_BYTES !== 0) throw new Problem('bad-request')
    const blinded = Array.from({ length: body.length / MODULUS_BYTES }, (_, i) =>
      body.subarray(i * MODULUS_BYTES, (i + 1) * MODULUS_BYTES),
    )
    const post = await signingKeys.find(`${quarter}-post`)
    const endorse = await signingKeys.find(`${quarter}-endorse`)
    if (post === undefined || endorse === undefined) throw notOpen()

    await leftFor(quarter, person.number)
    const ownPc = await hasOwnPc(person.number)
    const marked = await markLot(identity, quarter, person.number, blinded, {
      lotOf: (left) => lotOf(ownPc, left),
      signable: (kind, message) => isBlindedMessage(kind === 'post' ? post : endorse, message),
    })
    if (marked.state === 'more-than-left') throw new Problem('conflict', { detail: NONE_LEFT })
    if (marked.state !== 'marked') throw new Problem('bad-request')
    const signed = blinded.map((message, i) =>
      blindSign(i < marked.posts ? post : endorse, message),
    )
    return reply.type('application/octet-stream').send(Buffer.concat(signed))
  })

  function today(): string {
    return jstDay(options.now())
  }

  /** Rows are there for everybody from the first question on. */
  async function leftFor(quarter: string, person: string): Promise<CardNumbers> {
    const left = await cardsLeft(identity, quarter, person)
    if (left !== undefined) return left
    await prepareCardRows(identity, quarter, await options.quota())
    const prepared = await cardsLeft(identity, quarter, person)
    if (prepared === undefined) throw new Problem('not-allowed')
    return prepared
  }

  async function hasOwnPc(person: string): Promise<boolean> {
    const row = await identity
      .selectFrom('person')
      .select('own_pc')
      .where('number', '=', person)
      .executeTakeFirst()
    return row?.own_pc === 1
  }
}

const NONE_LEFT =
  'この四半期にお渡しできる券は、これで全部です。次の四半期のはじめに、また受け取れます。'

function lotOf(ownPc: boolean, left: CardNumbers): CardNumbers {
  const most = ownPc ? LOTS.ownPc : LOTS.shared
  return {
    posts: Math.min(most, left.posts),
    endorsements: Math.min(most, left.endorsements),
  }
}

function notOpen(): Problem {
  return new Problem('not-open', {
    detail:
      '提案箱は、まだ用意されていません。用意ができると、サインインしたときに自動で届きます。',
  })
}
