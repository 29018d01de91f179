import type { KeyObject } from 'node:crypto'
import { Problem } from '../../http/problems.ts'
import {
  decodeFollowUp,
  ENVELOPE_BYTES,
  HEAD_BYTES,
  type SlotClass,
  slotClass,
} from '../../proposals/envelope.ts'
import { MESSAGE_BYTES } from '../../proposals/message-bytes.ts'
import { receiptMac } from '../../proposals/receipt-mac.ts'
import { verifyCard } from '../../tokens/redeem.ts'
import { NONCE_BYTES, VERSION } from '../../tokens/suite.ts'
import { decodeCast } from '../../tokens/wire.ts'
import { BoxBusy, type SlotItem } from '../slot-box.ts'
import type { FollowUpCaps } from './follow-up-caps.ts'

/** What takes a message. */
export interface MessageBox {
  readonly postKey: KeyObject
  readonly endorseKey: KeyObject
  readonly receiptKey: Buffer
  readonly isKnown: (receiptMac: Buffer) => boolean
  readonly caps: FollowUpCaps
  readonly put: (item: SlotItem) => Promise<void>
  /** Slots that are free. */
  readonly free: () => Promise<number>
}

/**
 * Puts one message (see `envelope.ts`) into the box; durable when it resolves. Whatever the class is, both
 * keys are asked: the time tells no class.
 *
 * @throws {Problem} `bad-request`, `card-invalid`, `busy`
 */
export async function putMessage(box: MessageBox, body: Buffer): Promise<void> {
  if (body.length !== ENVELOPE_BYTES || body[HEAD_BYTES] !== VERSION) {
    throw new Problem('bad-request')
  }
  const [nonce, signature] = [
    body.subarray(1, 1 + NONCE_BYTES),
    body.subarray(1 + NONCE_BYTES, HEAD_BYTES),
  ]
  const isPost = verifyCard(box.postKey, nonce, signature)
  const isEndorsement = verifyCard(box.endorseKey, nonce, signature)

  const followUp = decodeFollowUp(body)
  if (followUp !== null) return putFollowUp(box, followUp.lookup, followUp.sealed)
  const cast = decodeCast(body, MESSAGE_BYTES)
  if (cast === null) throw new Problem('bad-request')
  if (!isPost && !isEndorsement) {
    throw new Problem('card-invalid', {
      detail: '提案用の券をもう一度受け取ってから、お試しください。提案は記録されていません。',
    })
  }
  const sealed = slotOf(isPost ? 'post' : 'endorse', cast.sealed)
  await putOrBusy(box, { card: { nonce, signature }, sealed })
}

/**
 * A known and an unknown receipt go the same way: same checks, same durable write, same answer. Nobody is
 * told when a cap is reached, and the write is done all the same: such a message is taken back within its
 * own transaction and is **not kept**. So the box cannot be flooded without cards (five of a receipt and
 * two hundred of unknown ones wait at a time), and reaching a cap says nothing about any receipt.
 */
async function putFollowUp(
  box: MessageBox,
  lookup: Uint8Array,
  sealedMessage: Uint8Array,
): Promise<void> {
  const mac = receiptMac(box.receiptKey, lookup)
  const known = box.isKnown(mac)
  const free = await box.free()
  const kept = box.caps.admit(mac, known, free)
  try {
    const sealed = slotOf('followUp', sealedMessage)
    await putOrBusy(box, { card: null, sealed, passing: !kept })
  } catch (error) {
    if (kept) box.caps.giveBack(mac, known)
    throw error
  }
}

async function putOrBusy(box: MessageBox, item: SlotItem): Promise<void> {
  try {
    await box.put(item)
  } catch (error) {
    if (error instanceof BoxBusy) throw new Problem('busy', { retryAfter: 1 })
    throw error
  }
}

/** What stands in the slot: the class in the place of the sealed message's version byte. */
function slotOf(name: SlotClass, sealed: Uint8Array): Buffer {
  const slot = Buffer.from(sealed)
  slot[0] = slotClass[name]
  return slot
}
