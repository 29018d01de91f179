/** A lot of cards between a browser and an issuer that may be dishonest. */
import { beforeAll, describe, expect, it } from 'vitest'
import { blindSign } from '../../server/tokens/issue.ts'
import { verifyCard } from '../../server/tokens/redeem.ts'
import { concat, randomBytes } from '../../views/client/protocol/bytes.ts'
import { newSeed } from '../../views/client/protocol/card.ts'
import { ProtocolViolation } from '../../views/client/protocol/violation.ts'
import { finishLot, type LotPlan, lotRequest } from '../../views/client/proposals/lot.ts'
import { flipBit, type Issuer, newIssuer } from '../tokens/support.ts'

const quarter = 'p2026q3'
let post: Issuer
let endorse: Issuer
let second: Issuer

beforeAll(async () => {
  ;[post, endorse, second] = await Promise.all([newIssuer(), newIssuer(), newIssuer()])
})

const keys = () => ({ quarter, postKey: post.spki, endorseKey: endorse.spki })
const planOf = (posts = 3, endorsements = 3): LotPlan => ({ seed: newSeed(), posts, endorsements })
const messagesOf = (bytes: Uint8Array) =>
  Array.from({ length: bytes.length / 384 }, (_, i) => bytes.slice(i * 384, (i + 1) * 384))

/** What an honest issuer answers, one signature a message. */
function signed(plan: LotPlan): Uint8Array[] {
  return messagesOf(lotRequest(plan, keys())).map((message, i) =>
    Uint8Array.from(blindSign((i < plan.posts ? post : endorse).privateKey, message)),
  )
}

function aborts(plan: LotPlan, answer: readonly Uint8Array[]): void {
  let made: unknown = 'nothing'
  expect(() => {
    made = finishLot(plan, keys(), concat(...answer))
  }).toThrow(ProtocolViolation)
  expect(made).toBe('nothing')
}

describe('A lot of cards', () => {
  it('is the same request for the same seed, and another for another seed, quarter or key', () => {
    const plan = planOf()
    const request = lotRequest(plan, keys())
    expect(request).toHaveLength(6 * 384)
    expect(lotRequest(plan, keys())).toEqual(request)
    const others = [
      lotRequest({ ...plan, seed: newSeed() }, keys()),
      lotRequest(plan, { ...keys(), quarter: 'p2026q4' }),
      lotRequest(plan, { ...keys(), postKey: second.spki, endorseKey: second.spki }),
    ]
    const known = new Set(messagesOf(request).map((m) => m.join()))
    for (const other of others)
      for (const message of messagesOf(other)) expect(known.has(message.join())).toBe(false)
  })

  it('makes six cards that have nothing in common, each good for its own purpose', () => {
    const plan = planOf()
    const lot = finishLot(plan, keys(), concat(...signed(plan)))
    const all = [...lot.posts, ...lot.endorsements]
    expect(new Set(all.map(({ nonce }) => nonce.join())).size).toBe(6)
    for (const { nonce, signature } of lot.posts) {
      expect(verifyCard(post.publicKey, nonce, signature)).toBe(true)
      expect(verifyCard(endorse.publicKey, nonce, signature)).toBe(false)
    }
    for (const { nonce, signature } of lot.endorsements)
      expect(verifyCard(endorse.publicKey, nonce, signature)).toBe(true)
  })

  it('shows the issuer nothing of a card: no eight bytes of it were in the request', () => {
    const plan = planOf(1, 1)
    const request = Buffer.from(lotRequest(plan, keys()))
    const answer = signed(plan)
    const lot = finishLot(plan, keys(), concat(...answer))
    for (const { nonce, signature } of [...lot.posts, ...lot.endorsements]) {
      for (const bytes of [Buffer.from(nonce), Buffer.from(signature)]) {
        for (let at = 0; at + 8 <= bytes.length; at += 1) {
          const piece = bytes.subarray(at, at + 8)
          expect(request.includes(piece)).toBe(false)
          expect(Buffer.concat(answer).includes(piece)).toBe(false)
        }
      }
    }
  })

  it.each([
    ['posts only', 3, 0],
    ['endorsements only', 0, 2],
    ['one and one', 1, 1],
  ])('may be of any size: %s', (_, posts, endorsements) => {
    const plan = planOf(posts, endorsements)
    const lot = finishLot(plan, keys(), concat(...signed(plan)))
    expect([lot.posts.length, lot.endorsements.length]).toEqual([posts, endorsements])
  })
})

describe('When the issuer is dishonest, not a single card of the lot is used', () => {
  it('if one bit of any of the six signatures is wrong', () => {
    const plan = planOf()
    const answer = signed(plan)
    for (let i = 0; i < 6; i += 1) {
      const wrong = answer.map((one, at) => (at === i ? flipBit(one, 1000 + i) : one))
      aborts(plan, wrong)
    }
  })

  it('if two signatures changed places, or one stands twice', () => {
    const plan = planOf()
    const [a, b, ...rest] = signed(plan) as [Uint8Array, Uint8Array, ...Uint8Array[]]
    aborts(plan, [b, a, ...rest])
    aborts(plan, [a, a, ...rest])
    aborts(plan, [...rest, a, b])
  })

  it('if one card was signed with a second key, kept to mark this person', () => {
    const plan = planOf()
    const answer = signed(plan)
    const [message = new Uint8Array()] = messagesOf(lotRequest(plan, keys()))
    const below = concat(Uint8Array.of(0), message.subarray(1))
    aborts(plan, [Uint8Array.from(blindSign(second.privateKey, below)), ...answer.slice(1)])
  })

  it('if a post was signed as an endorsement', () => {
    const plan = planOf(1, 1)
    const [message = new Uint8Array()] = messagesOf(lotRequest(plan, keys()))
    const below = concat(Uint8Array.of(0), message.subarray(1))
    const [, endorsement = new Uint8Array()] = signed(plan)
    aborts(plan, [Uint8Array.from(blindSign(endorse.privateKey, below)), endorsement])
  })

  it('if the answer is random, zero, too short or too long', () => {
    const plan = planOf()
    const answer = signed(plan)
    aborts(
      plan,
      answer.map(() => randomBytes(384)),
    )
    aborts(
      plan,
      answer.map(() => new Uint8Array(384)),
    )
    aborts(plan, answer.slice(1))
    aborts(plan, [new Uint8Array(1), ...answer])
  })

  it('if it offers a key that must not be trusted, nothing is even sent', () => {
    for (const spki of [new Uint8Array(422), flipBit(post.spki, 33 * 8 + 7)]) {
      expect(() => lotRequest(planOf(), { ...keys(), postKey: spki })).toThrow(ProtocolViolation)
    }
  })
})
