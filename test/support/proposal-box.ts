/**
 * A small city whose proposal box is open, for tests through its doors.
 *
 * ```ts
 * const { city, box } = await cityWithBox()
 * const author = box.author()                      // a receipt, as the browser makes one
 * expect(await box.send(await box.post(author))).toBe(204)
 * await box.open()                                 // by the first 提案担当; the next day by `box.nextDay()`
 * ```
 */
import { createPrivateKey, type KeyObject } from 'node:crypto'
import { jstDay } from '../../server/calendar/jst.ts'
import { workCalendar } from '../../server/calendar/working-days.ts'
import { encodeFollowUp, THREAD_REQUEST_BYTES } from '../../server/proposals/envelope.ts'
import { actText, encodeMessage } from '../../server/proposals/message-bytes.ts'
import type { AuthorAct, Message, Post } from '../../server/proposals/message.ts'
import type { OpeningOutcome } from '../../server/opening/proposals/proposal-opening.ts'
import { encodeCast } from '../../server/tokens/wire.ts'
import { fromBase64, randomBytes } from '../../views/client/protocol/bytes.ts'
import { blindedMessage, finishCard, newSeed } from '../../views/client/protocol/card.ts'
import {
  newActId,
  newReceipt,
  type ReceiptKeys,
  receiptKeys,
} from '../../views/client/protocol/receipt.ts'
import { sealBallot } from '../../views/client/protocol/seal.ts'
import { cardOf } from '../promises/checks/box.ts'
import { type CityOptions, type SmallCity, smallCity } from './small-city.ts'

/** What `GET /voice/proposals/key` tells. */
export interface BoxKey {
  readonly quarter: string
  readonly keyId: string
  readonly postKey: string
  readonly endorseKey: string
  readonly tallyKey: string
  readonly closesOn: string
}

export type CardKind = 'post' | 'endorse'

const DAY_MS = 86_400_000
const calendar = workCalendar()

export type ProposalBox = ReturnType<typeof boxOf>

/** @param options `slots`: messages that the box holds; 300 unless told, so that files stay small. */
export async function cityWithBox({
  slots = 300,
  ...options
}: CityOptions & { readonly slots?: number } = {}) {
  const city = await smallCity({ survey: 'none', ...options })
  await city.stores.commons
    .insertInto('setting')
    .values({ key: 'proposals', value: JSON.stringify({ boxSlots: slots }) })
    .execute()
  const made = await city.system.proposalBox.acts.addFirstMember(city.officials.secretariat)
  if (!made.ok) throw new Error(made.message)
  return { city, box: boxOf(city, made.passphrase) }
}

/** @param passphrase of the city's first 提案担当. */
export function boxOf(city: SmallCity, passphrase: string) {
  const box = {
    passphrase,
    async key(): Promise<BoxKey> {
      const answer = await city.app.inject({ url: '/voice/proposals/key' })
      if (answer.statusCode !== 200) throw new Error(`key: ${answer.statusCode}`)
      return answer.json<BoxKey>()
    },
    author: (): ReceiptKeys => receiptKeys(newReceipt()),
    /** Genuine cards in bulk, made with the quarter's own key. */
    async cards(kind: CardKind, count: number) {
      const { quarter } = await box.key()
      const key = await signingKey(city, `${quarter}-${kind}`)
      return Array.from({ length: count }, () => cardOf(key))
    },
    /** A lot of cards at the staff's door, with the browser's code: blinded, signed, verified. */
    async fetchLot(person: string) {
      const cookie = await city.session(person)
      const ask = { url: '/staff/proposals/cards', headers: { cookie, accept: 'application/json' } }
      const { lot } = (await city.app.inject(ask)).json<{
        lot: { posts: number; endorsements: number }
      }>()
      if (lot.posts + lot.endorsements === 0) return { posts: [], endorsements: [] }
      const { quarter, postKey, endorseKey } = await box.key()
      const cards = [
        ...Array.from({ length: lot.posts }, () => ({
          seed: newSeed(),
          spki: fromBase64(postKey),
        })),
        ...Array.from({ length: lot.endorsements }, () => ({
          seed: newSeed(),
          spki: fromBase64(endorseKey),
        })),
      ]
      const blinded = cards.map(({ seed, spki }) => blindedMessage(seed, spki, quarter))
      const answer = await city.app.inject({
        ...ask,
        method: 'POST',
        headers: {
          ...ask.headers,
          'content-type': 'application/octet-stream',
          'sec-fetch-site': 'same-origin',
        },
        payload: Buffer.concat(blinded),
      })
      if (answer.statusCode !== 200) throw new Error(`lot: ${answer.statusCode} ${answer.body}`)
      const finished = cards.map(({ seed, spki }, i) =>
        finishCard(seed, spki, answer.rawPayload.subarray(i * 384, (i + 1) * 384), quarter),
      )
      return { posts: finished.slice(0, lot.posts), endorsements: finished.slice(lot.posts) }
    },
    /** Sealed to the quarter's tally key, as the browser does. */
    async sealed(message: Message): Promise<Uint8Array> {
      const { quarter, tallyKey } = await box.key()
      return sealBallot(fromBase64(tallyKey), encodeMessage(message), quarter)
    },
    /** The envelope of a post. */
    async post(author: ReceiptKeys, written: Partial<Post['written']> = {}, other = {}) {
      const [card] = await box.cards('post', 1)
      if (card === undefined) throw new Error('no card')
      const post: Post = { ...postOf(author, written), ...other }
      return encodeCast({ ...card, sealed: await box.sealed(post) })
    },
    async endorsement(proposal: string) {
      const [card] = await box.cards('endorse', 1)
      if (card === undefined) throw new Error('no card')
      return encodeCast({ ...card, sealed: await box.sealed({ kind: 'endorse', proposal }) })
    },
    async followUp(author: ReceiptKeys, act: AuthorAct) {
      const text = actText(newActId(), act)
      const sealed = await box.sealed({
        kind: 'follow-up',
        receipt: author.lookupText,
        act: text,
        signature: author.sign(text),
      })
      return encodeFollowUp(author.lookup, randomBytes(400), sealed)
    },
    /** Any bytes to the door. @returns the status. */
    async send(bytes: Uint8Array): Promise<number> {
      return (await box.answerTo(bytes)).statusCode
    },
    answerTo: (bytes: Uint8Array) =>
      city.app.inject({
        method: 'POST',
        url: '/voice/proposals/messages',
        headers: { 'content-type': 'application/octet-stream' },
        payload: Buffer.from(bytes),
      }),
    /** The raw answer of the thread door. */
    async threadBytes(lookup: Uint8Array): Promise<Buffer> {
      const request = Buffer.alloc(THREAD_REQUEST_BYTES)
      request.set(lookup)
      const answer = await city.app.inject({
        method: 'POST',
        url: '/voice/proposals/thread',
        headers: { 'content-type': 'application/octet-stream' },
        payload: request,
      })
      if (answer.statusCode !== 200) throw new Error(`thread: ${answer.statusCode}`)
      return answer.rawPayload
    },
    async thread(author: ReceiptKeys) {
      const bytes = await box.threadBytes(author.lookup)
      const json = bytes.subarray(4, 4 + bytes.readUInt32BE()).toString()
      return JSON.parse(json) as { found: boolean; number?: string; state?: string }
    },
    open: (person = city.officials.secretariat, typed = passphrase): Promise<OpeningOutcome> =>
      city.system.proposalBox.openAndWait(person, typed),
    /** The same time some days later, or on the next working day after that. */
    async nextDay(days = 1): Promise<void> {
      let left = days
      do city.clock.now = new Date(city.clock.now.getTime() + DAY_MS)
      while (--left > 0 || !calendar.isWorkingDay(jstDay(city.clock.now)))
      await city.system.proposalBox.turnOver()
    },
    /** Every released proposal. */
    proposals: () => city.system.proposals.ledger.all(),
    /** A proposal that everybody reads, as an answered one; endorsements count for such ones only. */
    async onBoard(number: string): Promise<void> {
      await city.system.proposals.ledger.change(number, null, (p) => ({ ...p, state: 'reviewing' }))
    },
    /** Sends posts of new authors and opens the box a day later. @returns the authors. */
    async release(count: number): Promise<ReceiptKeys[]> {
      const authors = Array.from({ length: count }, box.author)
      for (const [i, author] of authors.entries()) {
        const status = await box.send(await box.post(author, { title: `提案の${i + 1}` }))
        if (status !== 204) throw new Error(`post: ${status}`)
      }
      await box.nextDay()
      const outcome = await box.open()
      if (outcome.state !== 'released') throw new Error(JSON.stringify(outcome))
      return authors
    },
  }
  return box
}

export function postOf(author: ReceiptKeys, written: Partial<Post['written']> = {}): Post {
  return {
    kind: 'post',
    receipt: author.lookupText,
    authorKey: author.authorKey,
    written: {
      title: '起案の様式をそろえる',
      current: '課ごとに様式が違い、差戻しが多い。',
      idea: '共通の様式を一つ決める。',
      effect: '差戻しが減る。',
      ...written,
    },
    aimedAt: null,
    theme: 'documents',
    type: 'procedure',
    effects: ['time'],
    publicity: 'open',
    aboutHead: false,
  }
}

async function signingKey(city: SmallCity, id: string): Promise<KeyObject> {
  const { pkcs8 } = await city.stores.identity
    .selectFrom('signing_key')
    .select('pkcs8')
    .where('survey', '=', id)
    .executeTakeFirstOrThrow()
  return createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
}
