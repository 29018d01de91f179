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
    const wanted = (part.dataset['for'] ?? '').split(' ')
    part.hidden = chosen === undefined || !wanted.includes(chosen)
  }
}
