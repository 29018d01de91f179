import { type BallotAnswers, encodeBallot } from '../../../server/survey/ballot-form.ts'
import { encodeCast } from '../../../server/tokens/wire.ts'
import { fromBase64 } from '../protocol/bytes.ts'
import { answerSaidJa } from '../../words/answer-said.ts'
import { refusedBy, silence, speaker } from '../language/spoken.ts'
import { castBallot, DoorRefusal, type SurveyKey } from '../protocol/doors.ts'
import { sealBallot } from '../protocol/seal.ts'
import { byId } from './page.ts'
import type { Sheet } from './sheet.ts'

const say = speaker(answerSaidJa)

export interface Card {
  readonly nonce: Uint8Array
  readonly signature: Uint8Array
}

/** Not pressed yet, on the way, perhaps arrived (no answer came back), or refused for good. */
export type SendingState = 'not' | 'underway' | 'unsure' | 'refused'

/** Refusals after which the same bytes cannot be accepted any more. */
const FINAL = [404, 410, 413, 415, 422]

/**
 * The last step. Sealed once: whatever happens, the very same bytes go out again, so a ballot that did
 * arrive without an answer reaching us counts once. From the first press on nothing can be changed.
 */
export function setUpSending(
  sheet: Sheet,
  key: SurveyKey,
  card: Card,
  accepted: () => void,
): { started(): boolean; state(): SendingState } {
  const press = document.querySelector<HTMLButtonElement>('[data-act="send"]')
  const back = document.querySelector<HTMLButtonElement>('[data-act="back"]')
  let sealed: Uint8Array | null = null
  let busy = false
  press?.addEventListener('click', () => void send())
  let refused = false
  return {
    started: () => sealed !== null,
    state() {
      if (sealed === null || refused) return refused ? 'refused' : 'not'
      return busy ? 'underway' : 'unsure'
    },
  }

  async function send(): Promise<void> {
    if (busy || !press) return
    busy = true
    press.setAttribute('aria-disabled', 'true')
    say(press, 'sendingNow')
    byId('trouble').hidden = true
    say(byId('sending'), 'sealing')
    try {
      sealed ??= seal(key, card, sheet, sheet.answers())
      lock(back)
      await castBallot('', key.survey, sealed)
      accepted()
    } catch (error) {
      show(error)
      press.removeAttribute('aria-disabled')
      say(press, 'sendAgain')
      busy = false
    }
  }

  function show(error: unknown): void {
    const refusal = error instanceof DoorRefusal ? error : null
    silence(byId('sending'))
    if (refusal && refusal.status > 0) {
      const [title, next] = refusedBy(refusal)
      say(byId('trouble-title'), 'refusalTitle', title)
      say(byId('trouble-text'), 'refusalText', next)
    } else {
      say(byId('trouble-title'), 'unsure')
      say(byId('trouble-text'), 'unsureText')
    }
    byId('trouble').hidden = false
    byId('trouble').focus()
    refused = refusal !== null && FINAL.includes(refusal.status)
    if (press && refused) press.hidden = true
  }
}

function seal(key: SurveyKey, card: Card, sheet: Sheet, answers: BallotAnswers): Uint8Array {
  const plain = encodeBallot(sheet.shape, answers)
  const sealed = sealBallot(fromBase64(key.tallyKey), plain, key.survey)
  plain.fill(0)
  return encodeCast({ ...card, sealed })
}

function lock(back: HTMLButtonElement | null): void {
  if (back) back.hidden = true
  byId('not-sent').hidden = true
  for (const button of document.querySelectorAll<HTMLElement>('.review .button'))
    button.hidden = true
}
