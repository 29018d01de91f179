/** The form of an answer shows only what the chosen conclusion needs; hidden fields keep what was typed. */
const form = document.getElementById('answer')
const needs = document.querySelectorAll<HTMLElement>('[data-for]')

for (const word of document.querySelectorAll<HTMLElement>('[data-without-script]')) {
  word.hidden = true
}
form?.addEventListener('change', showNeeded)
// Going back in the browser brings the choice back after the page was shown.
addEventListener('pageshow', showNeeded)
showNeeded()

function showNeeded(): void {
  const chosen = document.querySelector<HTMLInputElement>('input[name="conclusion"]:checked')?.value
  for (const part of needs) {
    part.hidden = chosen === undefined || !listed(part, 'for').includes(chosen)
    const when = part.querySelector('[data-when]')
    if (chosen === undefined || when === null) continue
    const must = listed(part, 'must').includes(chosen)
    when.textContent = must ? '※必須' : '任意'
    when.className = must ? 'required' : 'optional'
  }
}

function listed(part: HTMLElement, name: 'for' | 'must'): string[] {
  return (part.dataset[name] ?? '').split(' ')
}
