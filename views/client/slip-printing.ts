/**
 * Printing paper slips (紙の回答券, 紙の提案券) on an official's PC. The codes are made here and stand on paper
 * afterwards; the server is sent their hashes. They are in this page's memory only, and on no disk of ours.
 */
import { makePrinting, type Printing } from './slips/printed-codes.ts'
import { readFacts } from './slips/printing-facts.ts'
import { setUpPanel } from './slips/printing-panel.ts'
import { registerSlips } from './slips/register-slips.ts'
import { laySheets } from './slips/sheets.ts'

const place = document.getElementById('slips')
if (place === null) throw new Error('no place for slips')
const facts = readFacts(place, location.origin)
const sheets = document.createElement('div')
sheets.className = 'slip-sheets'
// Wider than a small screen: the keyboard reaches it, too.
sheets.tabIndex = 0
sheets.setAttribute('role', 'region')
sheets.setAttribute('aria-label', '印刷する紙面')
sheets.hidden = true

let printing: Printing | null = null
/** From the moment the server has the hashes until they are on paper. */
let isOpen = false
let busy = false

const panel = setUpPanel(facts, {
  make: () => void make(),
  print: () => print(),
  finish() {
    forget()
    location.replace(facts.back)
  },
})
place.append(panel.element, sheets)
addEventListener('beforeunload', (event) => {
  if (isOpen) event.preventDefault()
})
addEventListener('pagehide', forget)
addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload()
})

async function make(): Promise<void> {
  if (busy) return
  busy = true
  // Asked again after a lost answer, the very same list goes out: the server knows it again.
  printing ??= await makePrinting(facts.kind, facts.count, (n) => panel.working('make', n))
  panel.working('send', 0)
  isOpen = true
  const answer = await registerSlips(facts.post, printing.hashes)
  busy = false
  if (answer.state === 'lost') return panel.trouble(answer)
  if (answer.state === 'refused') {
    forget()
    return panel.trouble(answer)
  }
  sheets.hidden = false
  await laySheets(sheets, facts, printing.codes, (n) => panel.working('lay', n))
  panel.ready()
}

/** Codes, hashes and sheets: nothing holds them after this. */
function forget(): void {
  isOpen = false
  printing?.hashes.fill(0)
  printing = null
  sheets.replaceChildren()
  sheets.hidden = true
}
