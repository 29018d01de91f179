/**
 * The page on which an author comes back. Anonymous: no cookie, no referrer; the receipt is typed here, stays
 * in this page's memory and goes with it.
 */
import { followSaidJa } from '../words/follow-said.ts'
import { byId, controlById, onAct, wipeOnLeave } from './answer/page.ts'
import { setUpLanguages } from './language/choice.ts'
import { forgetLanguage } from './language/kept-language.ts'
import { type Line, put, silence, speaker } from './language/spoken.ts'
import { authorPart } from './proposals/author-part.ts'
import { actSending } from './proposals/act-sending.ts'
import { mayGoOut } from './proposals/clue-question.ts'
import { showFaults, textControl } from './proposals/fields.ts'
import { setUpSteps } from './proposals/steps.ts'
import { isTablet, onTablet, SLIP_PAGE } from './proposals/tablet.ts'
import { setUpActs, showActs } from './proposals/thread-acts.ts'
import { clearThread, showThread } from './proposals/thread-view.ts'
import type { ReceiptKeys } from './protocol/receipt.ts'
import { resetWhenIdle } from './slips/idle.ts'

const { line } = speaker(followSaidJa)
const form = controlById('enter', HTMLFormElement)
let keys: ReceiptKeys | null = null
let busy = false

const steps = setUpSteps('enter', (step) => {
  if (step === 'enter') wipe()
  // Forward, after Back has wiped the page.
  else if (keys === null) location.replace(location.pathname)
})
const sendAct = actSending(() => keys)
setUpLanguages()
setUpActs((...act) => void send(...act))

onAct('replace', (event) => {
  event.preventDefault()
  const to = (event.currentTarget as HTMLAnchorElement).getAttribute('href') ?? '/'
  leave(isTablet() ? onTablet(to) : to)
})
form.addEventListener('submit', (event) => {
  event.preventDefault()
  void look()
})
wipeOnLeave([...document.forms], wipe)
authorPart().catch(() => {})
if (isTablet()) {
  document.body.classList.add('shared')
  resetWhenIdle({
    hasInput: () => keys !== null || textControl(form, 'receipt').value !== '',
    isBusy: () => busy,
    reset: () => leave(SLIP_PAGE),
  })
}

async function send(...[form, act]: Parameters<typeof sendAct>): Promise<void> {
  const part = act.act === 'rewrite' ? await authorPart().catch(() => null) : null
  if (part !== null && act.act === 'rewrite' && !mayGoOut(form, act.written, part.findClues)) return
  await sendAct(form, act)
}

async function look(): Promise<void> {
  if (busy) return
  busy = true
  byId('unknown').hidden = true
  byId('trouble').hidden = true
  const part = await authorPart().catch(() => null)
  try {
    if (part === null) return fail(NOT_LOADED)
    const receipt = part.readReceipt(textControl(form, 'receipt').value)
    showFaults(form, receipt === null ? [['receipt', line('noReceipt')]] : [])
    if (receipt === null) return
    put(byId('looking'), line('looking'))
    const found = part.receiptKeys(receipt)
    const reading = await part.fetchThread('', found.lookup)
    if (reading === null) {
      byId('unknown').hidden = false
      byId('unknown').focus()
      return
    }
    form.reset()
    keys = found
    steps.to('thread')
    showThread(reading)
    showActs(reading, (...act) => void send(...act))
  } catch (error) {
    const trouble = part?.troubleOf(error)
    fail(trouble === undefined || trouble.kind === 'offline' ? NOT_LOADED : trouble)
  } finally {
    silence(byId('looking'))
    busy = false
  }
}

const NOT_LOADED = { title: line('unconnected'), text: line('tryAgain') }

function fail({ title, text }: { readonly title: Line; readonly text: Line }): void {
  put(byId('trouble-title'), title)
  put(byId('trouble-text'), text)
  byId('trouble').hidden = false
  byId('trouble').focus()
}

function leave(to: string): void {
  wipe()
  if (to === '/') forgetLanguage()
  location.replace(to)
}

function wipe(): void {
  keys = null
  for (const one of document.forms) one.reset()
  clearThread()
}
