import { byId, showStep } from '../answer/page.ts'

/** Steps of one page in the browser's history, so that Back leads to the step before and not out of the page. */
export interface Steps {
  /** Goes on to a step. */
  to(step: string): void
  /** From here there is no way back, not by Back either; null lets go again. */
  pin(step: string | null): void
  back(): void
}

/**
 * @param first shown now, whatever the history says: after a reload nothing that was typed is there
 * @param shown called after each change, also after Back
 */
export function setUpSteps(first: string, shown: (step: string) => void = () => {}): Steps {
  let pinned: string | null = null
  const show = (step: string) => {
    showStep(step)
    shown(step)
  }
  history.replaceState({ step: first }, '')
  addEventListener('popstate', (event) => {
    const state = event.state as { step?: string } | null
    show(pinned ?? state?.step ?? first)
  })
  show(first)
  return {
    to(step) {
      history.pushState({ step }, '')
      show(step)
    },
    pin(step) {
      pinned = step
      if (step !== null && byId(step).hidden) show(step)
    },
    back: () => history.back(),
  }
}
