/**
 * 「共感する」 on the pages of the board: `<button data-endorse="NUMBER">` spends one of the browser's 共感券,
 * without a cookie and sealed.
 */
import { element } from './proposals/element.ts'
import { endorseProposal } from './proposals/endorse-proposal.ts'
import { ENDORSED, hasEndorsed, rememberEndorsed, wordsFor } from './proposals/endorsed.ts'

for (const press of document.querySelectorAll<HTMLButtonElement>('[data-endorse]')) setUp(press)

function setUp(press: HTMLButtonElement): void {
  const proposal = press.dataset['endorse'] ?? ''
  const said = element('p', 'endorse-said')
  said.setAttribute('role', 'status')
  press.after(said)
  press.hidden = false
  press.disabled = false
  press.addEventListener('click', () => void endorse())
  if (hasEndorsed(proposal)) done()

  async function endorse(): Promise<void> {
    if (press.getAttribute('aria-disabled') === 'true') return
    press.setAttribute('aria-disabled', 'true')
    said.textContent = '届けています…'
    const endorsed = await endorseProposal(proposal)
    if (endorsed.state === 'done') {
      rememberEndorsed(proposal)
      return done()
    }
    press.removeAttribute('aria-disabled')
    said.textContent = wordsFor(endorsed)
  }

  function done(): void {
    press.setAttribute('aria-disabled', 'true')
    said.textContent = ENDORSED
  }
}
