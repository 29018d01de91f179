/**
 * The page on which a proposal is written. Anonymous: no cookie, no referrer, no text and no receipt in any
 * storage. The page brings every text; this program decides which step is shown.
 */
import type { Post } from '../../server/proposals/message.ts'
import type { Author } from './author.ts'
import { postSaidJa } from '../words/post-said.ts'
import { byId, controlById, onAct, wipeOnLeave } from './answer/page.ts'
import { setUpLanguages } from './language/choice.ts'
import { forgetLanguage } from './language/kept-language.ts'
import { type Line, speaker } from './language/spoken.ts'
import { authorPart } from './proposals/author-part.ts'
import { ownCards, slipCards } from './proposals/card-sources.ts'
import { clearCheck, showCheck } from './proposals/check.ts'
import { type Draft, readDraft, readWritten } from './proposals/draft.ts'
import { element } from './proposals/element.ts'
import { countCharacters, focusField, showFaults } from './proposals/fields.ts'
import { countCards, takeSlipCard } from './proposals/kept-cards.ts'
import { type CardSource, setUpSending } from './proposals/sending.ts'
import { setUpSimilar } from './proposals/similar-list.ts'
import { setUpSteps } from './proposals/steps.ts'
import { setUpUnitPicker } from './proposals/unit-picker.ts'
import { resetWhenIdle } from './slips/idle.ts'
import { onTablet, SLIP_PAGE } from './proposals/tablet.ts'

const { line } = speaker(postSaidJa)
const form = controlById('write', HTMLFormElement)
let draft: Draft | null = null
let receipt: string | null = null
let returnTo: string | null = null
let leaving = false
let cards: CardSource = ownCards
/** Opened with a paper slip, on a tablet that others use after this: then nothing else is used or left. */
let withSlip = false

const unit = setUpUnitPicker()
const steps = setUpSteps('start', (step) => {
  if (step === 'write' && returnTo !== null) focusField(returnTo)
  returnTo = null
})
const sending = setUpSending(content, () => cards, {
  accepted,
  onTheWay(may) {
    steps.pin(may ? 'send' : null)
    for (const back of document.querySelectorAll<HTMLElement>('#send [data-act="back"]'))
      back.hidden = may
  },
})

setUpLanguages()
onAct('reload', () => location.reload())
onAct('write', () => steps.to('write'))
onAct('back', () => steps.back())
onAct('to-receipt', () => void showReceipt())
onAct('to-send', () => steps.to('send'))
onAct('print', () => print())
onAct('discard', () => leave(withSlip ? SLIP_PAGE : '/'))
onAct('replace', (event) => {
  event.preventDefault()
  const to = (event.currentTarget as HTMLAnchorElement).getAttribute('href') ?? '/'
  leave(withSlip ? onTablet(to) : to)
})
countCharacters(form)
form.addEventListener('submit', (event) => {
  event.preventDefault()
  void check()
})
addEventListener('beforeunload', (event) => {
  if (!leaving && hasText()) event.preventDefault()
})
wipeOnLeave([form], wipe)
void prepare()

async function prepare(): Promise<void> {
  const part = await authorPart().catch(() => null)
  if (part === null) return showReady('offline')
  try {
    const key = await part.fetchProposalKey('')
    byId('key-id').textContent = key.keyId
    const ofSlip = takeSlipCard(key.quarter, key.keyId)
    if (ofSlip !== null) useSlip(slipCards(ofSlip, key.quarter, key.keyId))
    const mayWrite = withSlip || countCards(key.quarter, key.keyId).posts > 0
    showReady(mayWrite ? 'ok' : 'no-card')
    setUpSimilar(form, part, await part.fetchSimilar(''), withSlip ? null : endorse)
  } catch (error) {
    const { kind } = part.troubleOf(error)
    showReady(kind === 'not-open' || kind === 'unsafe' ? kind : 'offline')
  }
}

function showReady(state: string): void {
  for (const place of document.querySelectorAll<HTMLElement>('[data-ready]')) {
    place.hidden = place.dataset['ready'] !== state
  }
}

function useSlip(ofSlip: CardSource): void {
  withSlip = true
  cards = ofSlip
  resetWhenIdle({
    hasInput: () => hasText() || draft !== null,
    isBusy: () => sending.isBusy(),
    reset: () => leave(`${SLIP_PAGE}#proposal`),
  })
  document.body.classList.add('shared', 'with-slip')
  for (const place of document.querySelectorAll<HTMLElement>('[data-with]')) {
    place.hidden = place.dataset['with'] !== 'slip'
  }
}

async function endorse(proposal: string): Promise<Line> {
  const { endorseProposal, hasEndorsed, rememberEndorsed, wordsFor } = await authorPart()
  if (hasEndorsed(proposal)) return wordsFor({ state: 'done' })
  const endorsed = await endorseProposal(proposal)
  if (endorsed.state === 'done') rememberEndorsed(proposal)
  return wordsFor(endorsed)
}

async function check(): Promise<void> {
  const read = readDraft(form, unit)
  const faults = 'faults' in read ? read.faults : []
  showFaults(form, faults, byId('errors'))
  if ('faults' in read) return
  draft = read.draft
  const part = await authorPart().catch(() => null)
  if (part === null) return showFaults(form, [['title', line('notLoaded')]], byId('errors'))
  showCheck(read.draft, read.chosen, part.findClues, (field) => {
    returnTo = field
    steps.back()
  })
  steps.to('check')
}

/** Made in this browser, shown in groups; the same one as long as the page is open. */
async function showReceipt(): Promise<void> {
  const { newReceipt } = await authorPart()
  receipt ??= newReceipt()
  const groups = receipt.split('-').flatMap((group) => [element('span', '', group), ' '])
  byId('receipt-code').replaceChildren(...groups)
  steps.to('receipt')
}

function content() {
  if (draft === null || receipt === null) return null
  const [written, code] = [draft, receipt]
  return {
    receipt: code,
    post({ receiptKeys }: Author): Post {
      const { lookupText, authorKey } = receiptKeys(code)
      return { kind: 'post', receipt: lookupText, authorKey, ...written }
    },
  }
}

function accepted(): void {
  wipe()
  steps.pin('sent')
}

function hasText(): boolean {
  const { title, current, idea, effect } = readWritten(form)
  return [title, current, idea, effect].some((text) => text !== '')
}

function wipe(): void {
  draft = null
  receipt = null
  form.reset()
  sending.wipe()
  clearCheck()
  byId('receipt-code').replaceChildren()
  byId('similar-list').replaceChildren()
  if (withSlip) cards = slipCards(null)
}

/** Back does not lead to this page any more. */
function leave(to: string): void {
  leaving = true
  wipe()
  if (to === '/') forgetLanguage()
  location.replace(to)
}
