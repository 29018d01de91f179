/** A long act on the staff side: asks how far it is and goes on when it has finished. */

interface Progress {
  readonly phase: string
  readonly done: number
  readonly total: number
  readonly finished: boolean
  readonly failed?: boolean
  readonly next?: string
}

const EVERY_MS = 1000

for (const place of document.querySelectorAll<HTMLElement>('[data-progress-url]'))
  void follow(place)

async function follow(place: HTMLElement): Promise<void> {
  const url = place.dataset['progressUrl'] ?? ''
  const manual = place.querySelector<HTMLElement>('[data-progress-manual]')
  if (manual) manual.hidden = true
  for (;;) {
    const progress = await ask(url)
    if (progress) {
      show(place, progress)
      showStep(progress.phase)
      if (progress.finished || progress.failed) {
        if (progress.next) return location.replace(progress.next)
        if (manual) manual.hidden = false
        return
      }
    }
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS))
  }
}

/** null when nothing was learned: asked again a second later. */
async function ask(url: string): Promise<Progress | null> {
  const response = await fetch(url, {
    headers: { accept: 'application/json' },
    cache: 'no-store',
  }).catch(() => null)
  if (!response?.ok) return null
  return (await response.json().catch(() => null)) as Progress | null
}

function show(place: HTMLElement, { phase, done, total }: Progress): void {
  const bar = place.querySelector('progress')
  if (bar) {
    bar.max = total || 1
    bar.value = done
  }
  setText(place, '[data-progress-phase]', phase)
  const count = `${done.toLocaleString('ja-JP')}／${total.toLocaleString('ja-JP')}`
  setText(place, '[data-progress-count]', total > 1 ? count : '')
}

/** The row of steps beside it, where there is one; a phase that is none of them changes nothing. */
function showStep(phase: string): void {
  const steps = [...document.querySelectorAll<HTMLElement>('[data-progress-step]')]
  const at = steps.findIndex((step) => step.dataset['progressStep'] === phase)
  if (at < 0) return
  for (const [i, step] of steps.entries()) {
    step.classList.toggle('done', i < at)
    if (i === at) step.setAttribute('aria-current', 'step')
    else step.removeAttribute('aria-current')
  }
}

/** Only on a change: the phase is a live region. */
function setText(place: HTMLElement, selector: string, text: string): void {
  const element = place.querySelector(selector)
  if (element && element.textContent !== text) element.textContent = text
}
