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
  setText(
    place,
    '[data-progress-count]',
    `${done.toLocaleString('ja-JP')}／${total.toLocaleString('ja-JP')}`,
  )
}

/** Only on a change: the phase is a live region. */
function setText(place: HTMLElement, selector: string, text: string): void {
  const element = place.querySelector(selector)
  if (element && element.textContent !== text) element.textContent = text
}
