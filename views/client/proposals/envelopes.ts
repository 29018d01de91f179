import { encodeFollowUp, HEAD_BYTES, LOOKUP_BYTES } from '../../../server/proposals/envelope.ts'
import { actText, encodeMessage } from '../../../server/proposals/message-bytes.ts'
import type { AuthorAct, Message } from '../../../server/proposals/message.ts'
import { encodeCast } from '../../../server/tokens/wire.ts'
import { randomBytes } from '../protocol/bytes.ts'
import type { Card } from '../protocol/card.ts'
import type { ProposalKey } from '../protocol/proposal-doors.ts'
import { newActId, type ReceiptKeys } from '../protocol/receipt.ts'
import { sealBallot } from '../protocol/seal.ts'

type Box = Pick<ProposalKey, 'quarter' | 'tallyKey'>

/** A post or an endorsement, padded and sealed to the box of the quarter; different at each call. */
export function sealMessage(box: Box, message: Message): Uint8Array {
  const plain = encodeMessage(message)
  const sealed = sealBallot(box.tallyKey, plain, box.quarter)
  plain.fill(0)
  return sealed
}

/** What goes to the door with a card. */
export function cardEnvelope(card: Card, sealed: Uint8Array): Uint8Array {
  return encodeCast({ ...card, sealed })
}

/** What goes to the door with a receipt: the act is signed with its key. */
export function followUpEnvelope(box: Box, receipt: ReceiptKeys, act: AuthorAct): Uint8Array {
  const text = actText(newActId(), act)
  const message = {
    kind: 'follow-up',
    receipt: receipt.lookupText,
    act: text,
    signature: receipt.sign(text),
  } as const
  const padding = randomBytes(HEAD_BYTES - 1 - LOOKUP_BYTES)
  return encodeFollowUp(receipt.lookup, padding, sealMessage(box, message))
}
