import type { BoxStore } from '../../stores/box.ts'
import { openSlotBox, type SlotBox } from '../slot-box.ts'

/** What one cast leaves: the spent card (nonce 32 ‖ signature 384) and the sealed ballot. */
export interface Cast {
  readonly nonce: Uint8Array
  readonly signature: Uint8Array
  readonly sealed: Uint8Array
}

/** The slot box of a survey (slot-box.ts): every ballot costs a card. */
export interface BallotBox {
  /** @throws {BoxBusy} */
  cast(cast: Cast): Promise<void>
  isSpent(nonce: Uint8Array): boolean
  close(): Promise<void>
}

/** As `openSlotBox`. */
export function openBallotBox(
  file: BoxStore,
  mirror: BoxStore | null,
  options: Parameters<typeof openSlotBox>[2] = {},
): BallotBox {
  return ballotBoxOf(openSlotBox(file, mirror, options))
}

export function ballotBoxOf(box: SlotBox): BallotBox {
  return {
    cast: ({ nonce, signature, sealed }) => box.put({ card: { nonce, signature }, sealed }),
    isSpent: (nonce) => box.isSpent(nonce),
    close: () => box.close(),
  }
}
