/**
 * What the staff of the sample city do with the proposal box: fetch their cards at the staff door, seal and
 * send with the browser's own code, and come back with their receipts. Nothing is inserted.
 */
import { startSession } from '../server/identified/auth/sessions.ts'
import { encodeFollowUp, HEAD_BYTES, LOOKUP_BYTES } from '../server/proposals/envelope.ts'
import { actText, encodeMessage } from '../server/proposals/message-bytes.ts'
import type { AuthorAct, Message } from '../server/proposals/message.ts'
import type { IdentityStore } from '../server/stores/identity.ts'
import { encodeCast } from '../server/tokens/wire.ts'
import { finishLot, lotRequest } from '../views/client/proposals/lot.ts'
import { randomBytes } from '../views/client/protocol/bytes.ts'
import { type Card, newSeed } from '../views/client/protocol/card.ts'
import { askForLot, type CardNumbers, requestLot } from '../views/client/protocol/lot-doors.ts'
import {
  fetchProposalKey,
  fetchThread,
  type ProposalKey,
  sendEnvelope,
} from '../views/client/protocol/proposal-doors.ts'
import {
  newActId,
  newReceipt,
  type ReceiptKeys,
  receiptKeys,
} from '../views/client/protocol/receipt.ts'
import { sealBallot } from '../views/client/protocol/seal.ts'
import type { Story } from './demo-proposal-story.ts'

type CardKind = keyof CardNumbers

/** Of three cards each, on a PC of one's own. */
const LOTS = 3

export interface ProposalPeople {
  /** Takes the keys of the present quarter; cards of the one before are worth nothing. */
  newQuarter(): Promise<void>
  post(story: Pick<Story, 'key' | 'form' | 'written'>): Promise<void>
  followUp(key: string, act: AuthorAct): Promise<void>
  /** False when nobody has a card left this quarter. */
  endorse(number: string): Promise<boolean>
  /** The public number, as the author reads it with the receipt. */
  numberOf(key: string): Promise<string>
  /** The author's paper. */
  receiptOf(key: string): string
}

export function proposalPeople(
  origin: string,
  identity: IdentityStore,
  people: readonly string[],
  now: () => Date,
): ProposalPeople {
  const receipts = new Map<string, { receipt: string; keys: ReceiptKeys }>()
  const pool: Record<CardKind, Card[]> = { posts: [], endorsements: [] }
  let key: ProposalKey
  let asked = 0
  let fetching: Promise<void> = Promise.resolve()

  const authorOf = (story: string) => {
    const author = receipts.get(story)
    if (author === undefined) throw new Error(`${story} was not posted`)
    return author
  }
  const seal = (message: Message) => sealBallot(key.tallyKey, encodeMessage(message), key.quarter)

  /** The next person signs in, and the browser fetches what one sitting may need. */
  async function nextLots(): Promise<void> {
    const person = people[asked % people.length]
    asked += 1
    if (person === undefined) throw new Error('nobody may propose')
    const session = await startSession(identity, person, now())
    const signedIn = { cookie: `kazetoshi=${session}`, origin, 'sec-fetch-site': 'same-origin' }
    for (let lots = 0; lots < LOTS; lots += 1) {
      const offer = await askForLot(origin, signedIn)
      if (offer === null || offer.keyId !== key.keyId) throw new Error('no box is open')
      if (offer.lot.posts + offer.lot.endorsements === 0) return
      const plan = { ...offer.lot, seed: newSeed() }
      const answer = await requestLot(origin, lotRequest(plan, key), signedIn)
      const cards = finishLot(plan, key, answer)
      pool.posts.push(...cards.posts)
      pool.endorsements.push(...cards.endorsements)
    }
  }

  /** @returns undefined when everybody was asked in vain. */
  async function takeCard(kind: CardKind): Promise<Card | undefined> {
    const take = async () => {
      for (let tries = 0; pool[kind].length === 0 && tries < people.length; tries += 1) {
        await nextLots()
      }
    }
    const mine = fetching.then(take)
    fetching = mine.catch(() => undefined)
    await mine
    return pool[kind].pop()
  }

  return {
    async newQuarter() {
      key = await fetchProposalKey(origin)
      pool.posts = []
      pool.endorsements = []
    },
    async post({ key: story, form, written }) {
      const receipt = newReceipt()
      const keys = receiptKeys(receipt)
      const card = await takeCard('posts')
      if (card === undefined) throw new Error('no card is left')
      const { kind: type, effects, ...rest } = form
      const sealed = seal({
        kind: 'post',
        receipt: keys.lookupText,
        authorKey: keys.authorKey,
        written,
        type,
        effects: [...effects],
        ...rest,
      })
      await sendEnvelope(origin, encodeCast({ ...card, sealed }))
      receipts.set(story, { receipt, keys })
    },
    async followUp(story, act) {
      const { keys } = authorOf(story)
      const text = actText(newActId(), act)
      const receipt = keys.lookupText
      const sealed = seal({ kind: 'follow-up', receipt, act: text, signature: keys.sign(text) })
      const padding = randomBytes(HEAD_BYTES - 1 - LOOKUP_BYTES)
      await sendEnvelope(origin, encodeFollowUp(keys.lookup, padding, sealed))
    },
    async endorse(proposal) {
      const card = await takeCard('endorsements')
      if (card === undefined) return false
      const sealed = seal({ kind: 'endorse', proposal })
      await sendEnvelope(origin, encodeCast({ ...card, sealed }))
      return true
    },
    async numberOf(story) {
      const thread = await fetchThread(origin, authorOf(story).keys.lookup)
      if (thread === null) throw new Error(`${story} did not come out of the box`)
      return thread.number
    },
    receiptOf: (story) => authorOf(story).receipt,
  }
}
