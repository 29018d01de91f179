/**
 * A shared tablet forgets whoever walks away: after three minutes without a touch a dialog
 * (`partials/idle-warning.eta`) counts thirty seconds down, then `reset` runs.
 */
import { countsJa } from '../../words/counts.ts'
import { byId, controlById, onAct } from '../answer/page.ts'
import { silence, speaker } from '../language/spoken.ts'

const say = speaker({ leftSeconds: countsJa.leftSeconds })

export interface IdleOptions {
  /** Whether anything stands there that would be lost; without it nobody is warned. */
  readonly hasInput: () => boolean
  /** Something is going on that must not be cut off. */
  readonly isBusy?: () => boolean
  readonly reset: () => void
}

const QUIET_MS = 3 * 60 * 1000
const WARNING_SECONDS = 30
/** Said aloud once; a number every second would drown the rest. */
const SAID_AT_SECONDS = 10
const TOUCHES = ['pointerdown', 'keydown', 'input', 'wheel', 'scroll'] as const

export function resetWhenIdle({ hasInput, isBusy = () => false, reset }: IdleOptions): void {
  const dialog = controlById('idle', HTMLDialogElement)
  let touched = Date.now()
  for (const touch of TOUCHES)
    addEventListener(touch, () => dialog.open || stay(), { capture: true, passive: true })
  onAct('stay', stay)
  onAct('idle-reset', reset)
  dialog.addEventListener('close', stay)
  setInterval(look, 1000)
  // A tablet that slept has counted nothing meanwhile.
  document.addEventListener('visibilitychange', look)

  function look(): void {
    const left = Math.ceil((touched + QUIET_MS - Date.now()) / 1000) + WARNING_SECONDS
    if (isBusy()) return stay()
    if (left > WARNING_SECONDS) return
    if (left > 0 && hasInput()) return warn(left)
    stay()
    reset()
  }

  function warn(left: number): void {
    byId('idle-seconds').textContent = String(left)
    if (left === SAID_AT_SECONDS) say(byId('idle-said'), 'leftSeconds', left)
    if (!dialog.open) dialog.showModal()
  }

  function stay(): void {
    touched = Date.now()
    silence(byId('idle-said'))
    if (dialog.open) dialog.close()
  }
}
