/**
 * 「共感する」 on the pages of the board: `<button data-endorse="NUMBER">` spends one of the browser's 共感券,
 * without a cookie and sealed.
 */
import { troubleSaidWords } from '../words/trouble-said.ts'
import { endorseSaidJa, endorseSaidWords } from '../words/endorse-said.ts'
import type { Language } from '../words/language.ts'
import { translationOf } from './language/foreign.ts'
import { speakAsPage } from './language/page-language.ts'
import { put, speaker } from './language/spoken.ts'
import { element } from './proposals/element.ts'
import { endorseProposal } from './proposals/endorse-proposal.ts'
import { hasEndorsed, rememberEndorsed, wordsFor } from './proposals/endorsed.ts'

const say = speaker(endorseSaidJa)

const wordsIn = (language: Language) => ({
  ...troubleSaidWords[language],
  ...endorseSaidWords[language],
})
speakAsPage(translationOf({ ja: wordsIn('ja'), easy: wordsIn('easy'), en: wordsIn('en') }))
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
    say(said, 'delivering')
    const endorsed = await endorseProposal(proposal)
    if (endorsed.state === 'done') {
      rememberEndorsed(proposal)
      return done()
    }
    press.removeAttribute('aria-disabled')
    put(said, wordsFor(endorsed))
  }

  function done(): void {
    press.setAttribute('aria-disabled', 'true')
    say(said, 'endorsed')
  }
}
