import { createHash, createPublicKey } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { BoxFile } from '../stores/box.ts'
import { ballotBytes, decodeBallot } from '../survey/ballot-form.ts'
import type { FrozenSurvey } from '../survey/frozen-surveys.ts'
import { importPrivateKey } from '../tokens/keys.ts'
import { verifyCard } from '../tokens/redeem.ts'
import { unsealBallot } from '../tokens/unseal.ts'
import type { BallotRows } from './ballot-rows.ts'

export interface Unsealed {
  readonly ballots: number
  /** Used cards (0x01 ‖ nonce 32 ‖ signature 384), in slot order. */
  readonly spent: readonly Buffer[]
  readonly invalidCards: number
}

/** Slots read from the file at a time. */
const STRIDE = 64
/** An unsealing takes about 2 ms of CPU: after this many, other requests get their turn. */
const TURN = 4

/**
 * Opens every sealed ballot into `rows`, in memory only. Other requests are served in between. A
 * byte-identical copy of a ballot counts once; the copy is malformed.
 *
 * @throws the reason of `signal` when the officer cancels; the box is as it was.
 */
export async function unsealBox(
  box: BoxFile,
  survey: FrozenSurvey,
  pkcs8: Buffer,
  rows: BallotRows,
  report: (done: number, total: number) => void,
  signal: AbortSignal,
): Promise<Unsealed> {
  const { questionnaire, id } = survey
  const privateKey = importPrivateKey(pkcs8)
  if (!spkiOf(privateKey).equals(survey.tallySpki)) throw new Error('tally key of another survey')
  const plainBytes = ballotBytes(questionnaire)
  const cards = box.spentCards()
  const seen = new Set<string>()
  let ballots = 0
  for (let slot = 0; slot < box.slots; slot += STRIDE) {
    for (const sealed of box.sealedBallots(slot, slot + STRIDE)) {
      const digest = createHash('sha256').update(sealed).digest('base64')
      // Somebody who can read the box could cast a copy of a sealed ballot to see it in the tables.
      const plain = seen.has(digest) ? null : unsealBallot(privateKey, sealed, id)
      seen.add(digest)
      rows.add(plain?.length === plainBytes ? decodeBallot(questionnaire, plain) : null)
      plain?.fill(0)
      ballots += 1
      if (ballots % TURN === 0) await takeTurn(signal)
    }
    report(ballots, cards.length)
  }
  return {
    ballots,
    spent: cards,
    invalidCards: await countInvalid(cards, survey, signal),
  }
}

async function countInvalid(
  cards: readonly Buffer[],
  survey: FrozenSurvey,
  signal: AbortSignal,
): Promise<number> {
  const signingKey = createPublicKey({ key: survey.signingSpki, format: 'der', type: 'spki' })
  const nonces = new Set<string>()
  let invalid = 0
  for (const [i, card] of cards.entries()) {
    const nonce = card.subarray(1, 33)
    if (!verifyCard(signingKey, nonce, card.subarray(33))) invalid += 1
    nonces.add(nonce.toString('base64'))
    if (i % 50 === 0) await takeTurn(signal)
  }
  // A card that stands in the box twice was put there past the door.
  return invalid + cards.length - nonces.size
}

async function takeTurn(signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  await nextTurn()
}

function spkiOf(privateKey: Parameters<typeof createPublicKey>[0]): Buffer {
  return createPublicKey(privateKey).export({ format: 'der', type: 'spki' })
}
