/**
 * The answer page on a tablet that others use after this: with the card of a paper slip. Large targets, a
 * reset when nobody touches it, and nothing left behind. On a device of one's own none of this happens.
 */
import type { ExchangedCard } from '../protocol/slip-door.ts'
import { dropHanded, hand } from '../slips/handed-card.ts'
import { resetWhenIdle } from '../slips/idle.ts'
import { byId, onAct, showStep } from './page.ts'
import type { SendingState } from './send.ts'

const START = '/voice/slip'
const THANKS_SECONDS = 15

/** What the page knows of its reader's work. */
export interface Work {
  /** The questions are open: whoever is silent is warned before they are closed. */
  readonly isOpen: boolean
  readonly sending: SendingState
}

/** Shows what is written for a shared tablet, and hides what is not. */
export function showSharedWords(): void {
  document.body.classList.add('shared')
  for (const place of document.querySelectorAll<HTMLElement>('[data-with]'))
    place.hidden = place.dataset['with'] !== 'slip'
}

/**
 * @param card kept in the tab only while the page is away, so that a reload goes on with it
 * @param wipe empties the page; nothing may hold it back after that
 * @returns what follows when the answers have arrived
 */
export function setUpShared(
  surveyId: string,
  card: ExchangedCard,
  work: () => Work,
  wipe: () => void,
): { readonly sent: () => void } {
  let gone = false
  addEventListener('pagehide', () => {
    if (!gone) hand(surveyId, card)
  })
  onAct('quit', quit)
  resetWhenIdle({
    hasInput: () => work().isOpen,
    isBusy: () => work().sending === 'underway',
    reset: quit,
  })
  return {
    sent() {
      leave()
      hand(surveyId, 'sent')
      location.replace(location.pathname)
    },
  }

  function quit(): void {
    const { isOpen, sending } = work()
    leave()
    if (sending === 'unsure' || sending === 'underway') return location.replace(`${START}#unsure`)
    location.replace(isOpen && sending === 'not' ? `${START}#reset` : START)
  }

  function leave(): void {
    gone = true
    wipe()
    dropHanded()
  }
}

/** The tablet is ready for the next person soon, by itself. */
export function thank(): void {
  let left = THANKS_SECONDS
  const next = () => location.replace(START)
  const count = () => {
    byId('thanks-seconds').textContent = String(left)
    if (left === 0) next()
    left -= 1
  }
  onAct('next', next)
  byId('quit').hidden = true
  showStep('done')
  count()
  setInterval(count, 1000)
}
