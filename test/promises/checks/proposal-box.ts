/** Messages for the tests of the proposal box: real cards in bulk, sealed parts that nobody can tell from sealed ones. */
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import {
  encodeFollowUp,
  SEALED_BYTES,
  type SlotClass,
  slotClass,
} from '../../../server/proposals/envelope.ts'
import { boxPath } from '../../../server/stores/box.ts'
import { encodeCast } from '../../../server/tokens/wire.ts'
import type { ProposalBox } from '../../support/proposal-box.ts'
import type { SmallCity } from '../../support/small-city.ts'
import { noise, readBox } from './box.ts'

export interface SentMessage {
  readonly kind: SlotClass
  /** What goes to the door. */
  readonly bytes: Uint8Array
  readonly sealed: Buffer
  /** null: it costs no card. */
  readonly nonce: Buffer | null
}

/** Follow-ups are of different receipts, unknown ones. */
export async function messagesOf(
  box: ProposalBox,
  kind: SlotClass,
  count: number,
): Promise<SentMessage[]> {
  if (kind === 'followUp') {
    return Array.from({ length: count }, () => {
      const sealed = noise(SEALED_BYTES)
      const bytes = encodeFollowUp(randomBytes(16), randomBytes(400), sealed)
      return { kind, bytes, sealed, nonce: null }
    })
  }
  const cards = await box.cards(kind, count)
  return cards.map((card) => {
    const sealed = noise(SEALED_BYTES)
    return { kind, bytes: encodeCast({ ...card, sealed }), sealed, nonce: card.nonce }
  })
}

export function proposalBoxFile(city: SmallCity, quarter = 'p2026q3'): string {
  return boxPath(city.config.dataDir, quarter)
}

/** Where the messages stand, in the order given: slots, and offsets in the bytes of the file. */
export function placesIn(file: string, messages: readonly SentMessage[]) {
  const { ballots, cards } = readBox(file)
  const bytes = readFileSync(file)
  const slotOf = (rows: ReadonlyMap<number, Buffer>, start: Buffer) => {
    for (const [slot, row] of rows) if (row.subarray(1, 33).equals(start)) return slot
    throw new Error('a message is not in the box')
  }
  const nonces = messages.flatMap(({ nonce }) => (nonce === null ? [] : [nonce]))
  for (const { kind, sealed } of messages) {
    const row = ballots.get(slotOf(ballots, sealed.subarray(1, 33)))
    if (row?.[0] !== slotClass[kind])
      throw new Error('a message stands in the box as another class')
  }
  return {
    slots: messages.map(({ sealed }) => slotOf(ballots, sealed.subarray(1, 33))),
    cardSlots: nonces.map((nonce) => slotOf(cards, nonce)),
    offsets: messages.map(({ sealed }) => bytes.indexOf(sealed.subarray(1, 33))),
    cardOffsets: nonces.map((nonce) => bytes.indexOf(nonce)),
  }
}
