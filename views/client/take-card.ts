/**
 * Taking the card on the staff side: the blinded message goes out, the signature comes back, is
 * verified, and stays in this tab; taken early, it stays on this PC, and its code on paper.
 */
import { readSlipCode } from '../../server/tokens/slip-code.ts'
import {
  type HeldCard,
  keepCard,
  keepEarlyCard,
  readEarlyCard,
  readTabCard,
} from './answer/kept-card.ts'
import { cardSaidJa, cardSaidWords } from '../words/card-said.ts'
import { byId, controlById, onAct } from './answer/page.ts'
import { translationOf } from './language/foreign.ts'
import { keepLanguage } from './language/kept-language.ts'
import { speakAsPage } from './language/page-language.ts'
import { type Line, put, silence, speaker } from './language/spoken.ts'
import { type CardView, cardView, ownCardAmong } from './card/own-card.ts'
import { keyOfPage, markOf, receiveCard } from './card/receive.ts'
import { doorWords, wrongCode } from './card/words.ts'
import { noteVisit } from './card/visits.ts'
import { fromBase64 } from './protocol/bytes.ts'
import { newSeed } from './protocol/card.ts'
import { newSlipCode, slipSecrets } from './protocol/slip.ts'

/** One request for a card; pressed again it is the same request, whichever button it was. */
interface Attempt {
  readonly seed: Uint8Array
  /** Of a card taken early. */
  readonly code?: string
  readonly until?: string
}

const place = byId('card')
const {
  survey: surveyId = '',
  keyId = '',
  mark,
  today = '',
  lastDay = '',
  visitor = '',
} = place.dataset
const { line } = speaker(cardSaidJa)
let attempt: Attempt | null = null
let busy = false

speakAsPage(translationOf(cardSaidWords))
const remembers = noteVisit(visitor, today)
// A place on this PC that is taken belongs to somebody else, or to a request that got no answer.
byId('early').hidden = !remembers || today >= lastDay || found().early !== null
show(cardView(mark, found()))
onAct('take', () => void receive(attempt ?? firstAttempt()))
onAct('take-early', () => void receive(attempt ?? earlyAttempt()))
onAct('enter-code', (event) => {
  event.preventDefault()
  void enterCode()
})
onAct('show-code', () => showCode(found().early?.code ?? ''))
onAct('print', () => print())
onAct('go', (event) => {
  event.preventDefault()
  goOn()
})
addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload()
})

function found() {
  return { tab: readTabCard(surveyId), early: readEarlyCard(surveyId) }
}

function show(view: CardView | 'code'): void {
  for (const part of place.querySelectorAll<HTMLElement>('[data-state]')) {
    part.hidden = part.dataset['state'] !== view
  }
}

/** A card that was handed out before: the same seed, so the same card. */
function firstAttempt(): Attempt {
  const own = ownCardAmong(mark, found())
  if (own === null) return { seed: newSeed() }
  return { seed: fromBase64(own.seed), ...codeOf(own) }
}

function earlyAttempt(): Attempt {
  const code = newSlipCode('card')
  return { seed: slipSecrets(code).seed, code, until: lastDay }
}

function codeOf({
  code,
  until,
}: Pick<HeldCard, 'code' | 'until'>): Pick<Attempt, 'code' | 'until'> {
  return code === undefined || until === undefined ? {} : { code, until }
}

async function receive(wanted: Attempt): Promise<void> {
  await working(line('taking'), async () => {
    const key = await keyOfPage(surveyId, keyId)
    attempt = wanted
    const { seed, code } = wanted
    const keep = code === undefined ? keepCard : keepEarlyCard
    await receiveCard(seed, key, (card) => keep(surveyId, card), codeOf(wanted))
    if (code === undefined) return goOn()
    showCode(code)
  })
}

/** On another device, or where this PC has forgotten: the same card by its code, for who is signed in. */
async function enterCode(): Promise<void> {
  const field = controlById('f-code', HTMLInputElement)
  const read = readSlipCode(field.value)
  const fault = byId('f-code-error')
  silence(fault)
  const refuse = (words: Line) => {
    put(fault, words)
    field.setAttribute('aria-invalid', 'true')
    field.focus()
  }
  if (read?.kind !== 'card') return refuse(wrongCode(read?.kind))
  await working(line('checking'), async () => {
    const key = await keyOfPage(surveyId, keyId)
    const { seed } = slipSecrets(read.code)
    if (markOf(seed, key) !== mark) return refuse(wrongCode('card'))
    await receiveCard(seed, key, (card) => keepCard(surveyId, card))
    field.value = ''
    goOn()
  })
}

async function working(words: Line, act: () => Promise<void>): Promise<void> {
  if (busy) return
  busy = true
  byId('trouble').hidden = true
  put(byId('working'), words)
  try {
    await act()
  } catch (error) {
    const [title, text] = doorWords(error)
    put(byId('trouble-title'), title)
    put(byId('trouble-text'), text)
    byId('trouble').hidden = false
  }
  busy = false
  silence(byId('working'))
}

function showCode(code: string): void {
  byId('code').textContent = code
  show('code')
  byId('code-heading').focus()
}

/** The answer page takes what is in the tab, and goes on in the language of this page. */
function goOn(): void {
  const { tab, early } = found()
  if (early !== null && tab?.state !== 'ready') keepCard(surveyId, early)
  keepLanguage(document.documentElement.dataset['language'])
  location.replace(`/voice/surveys/${encodeURIComponent(surveyId)}`)
}
