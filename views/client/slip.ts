/**
 * The page on which paper slips are read: what a shared tablet starts with, and where it comes back to. The
 * code of a slip is in this page's memory only: never sent, never stored, gone from the address at once.
 */
import type { SlipKind } from '../../server/tokens/slip-code.ts'
import { backToJapanese, setUpLanguages } from './language/choice.ts'
import { forgetLanguage } from './language/kept-language.ts'
import { put } from './language/spoken.ts'
import { byId, onAct, showStep, wipeOnLeave } from './answer/page.ts'
import { dropSlipCard } from './proposals/kept-cards.ts'
import { setUpEntry } from './slips/code-entry.ts'
import { mayScan } from './slips/camera.ts'
import { dropHanded } from './slips/handed-card.ts'
import { resetWhenIdle } from './slips/idle.ts'
import { setUpScan } from './slips/scan.ts'
import { readScanned } from './slips/typed-code.ts'
import { useSlip } from './slips/use-slip.ts'

interface Slip {
  readonly kind: SlipKind
  readonly code: string
}

/** What the other pages say behind `#` when they send somebody back here. */
const WORDS = ['reset', 'unsure', 'wiped', 'proposal']

let slip: Slip | null = null
let busy = false

const entry = setUpEntry((read) => void use(read))
const scan = setUpScan((read) => void use(read), toEntry)

dropHanded()
dropSlipCard()
// Whoever comes to the tablet next starts in Japanese.
forgetLanguage()
setUpLanguages()
onAct('scan', () => {
  say(null)
  void scan.open()
})
onAct('enter', () => toEntry())
onAct('start', toStart)
onAct('again', () => slip && void use(slip))
onAct('replace', (event) => {
  event.preventDefault()
  leave((event.currentTarget as HTMLAnchorElement).getAttribute('href') ?? '/')
})
addEventListener('hashchange', readAddress)
wipeOnLeave([], wipe)
resetWhenIdle({
  hasInput: () => entry.hasInput(),
  isBusy: () => busy,
  reset() {
    const typed = entry.hasInput()
    toStart()
    backToJapanese()
    if (typed) say('wiped')
  },
})
readAddress()

/** The QR of a slip that the tablet's own camera has read, or a word of the page before. */
function readAddress(): void {
  const said = location.hash.slice(1)
  if (said === '') {
    if (slip === null) toStart()
    return
  }
  history.replaceState(null, '', location.pathname)
  const read = readScanned(said)
  if (read !== null) return void use(read)
  toStart()
  if (WORDS.includes(said)) say(said)
  else toEntry('unreadable')
}

async function use(read: Slip): Promise<void> {
  if (busy) return
  scan.close()
  say(null)
  slip = read
  if (read.kind === 'card') return showStep('card-code')
  busy = true
  showStep('working')
  const used = await useSlip(read.kind, read.code)
  busy = false
  if ('to' in used) return leave(used.to)
  put(byId('trouble-title'), used.trouble.title)
  put(byId('trouble-text'), used.trouble.text)
  byId('again').hidden = !used.trouble.again
  showStep('trouble')
}

function toEntry(why?: string): void {
  scan.close()
  say(null)
  entry.open(why)
  showStep('enter')
}

/** Without a camera the page starts with the field. */
function toStart(): void {
  wipe()
  say(null)
  if (mayScan()) return showStep('start')
  toEntry('insecure')
}

/** One of the sentences above all steps. */
function say(word: string | null): void {
  for (const one of WORDS) byId(`said-${one}`).hidden = one !== word
}

function wipe(): void {
  slip = null
  scan.close()
  entry.wipe()
}

/** Back does not lead to this page any more. */
function leave(to: string): void {
  wipe()
  location.replace(to)
}
