/** The few acts on the document that every module needs. */

/** @throws when the page and this program do not belong together. */
export function byId(id: string): HTMLElement {
  return controlById(id, HTMLElement)
}

/** @throws when the page and this program do not belong together. */
export function controlById<T extends HTMLElement>(id: string, kind: new () => T): T {
  const element = document.getElementById(id)
  if (element instanceof kind) return element
  throw new Error(`no ${kind.name} #${id}`)
}

/** Runs `act` on each press of a `data-act` button below `root`. */
export function onAct(name: string, act: (event: Event) => void): void {
  for (const button of document.querySelectorAll(`[data-act="${name}"]`)) {
    button.addEventListener('click', act)
  }
}

/** An entry of a list of what is missing: it leads to the place itself. */
export function linkItem(
  id: string,
  words: readonly (string | Node)[],
  go: () => void,
): HTMLLIElement {
  const link = document.createElement('a')
  link.href = `#${id}`
  link.append(...words)
  link.addEventListener('click', (event) => {
    event.preventDefault()
    go()
  })
  const item = document.createElement('li')
  item.append(link)
  return item
}

/** Shows one step of the page, from its top, and moves the focus to its heading. */
export function showStep(id: string): void {
  for (const step of document.querySelectorAll<HTMLElement>('.step')) step.hidden = step.id !== id
  scrollTo(0, 0)
  if (id !== 'wait') byId(id).querySelector('h1')?.focus({ preventScroll: true })
}

/** Leaves no answer behind: not in the back/forward cache, not in the page after a return. */
export function wipeOnLeave(forms: readonly HTMLFormElement[], wipe: () => void): void {
  addEventListener('pagehide', () => {
    for (const form of forms) form.reset()
    wipe()
  })
  addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload()
  })
}

export function surveyInPath(): string {
  const segments = location.pathname.split('/')
  return decodeURIComponent(segments[segments.indexOf('surveys') + 1] ?? '')
}
