/**
 * Taking the card on the staff side: the blinded message goes out, the signature comes back, is
 * verified, and stays in this tab.
 */
import { type KeptCard, keepCard, readCard } from './answer/kept-card.ts'
import { byId, onAct } from './answer/page.ts'
import { fromBase64, toBase64 } from './protocol/bytes.ts'
import { blindedMessage, finishCard, newSeed } from './protocol/card.ts'
import { DoorRefusal, fetchKey, requestCard } from './protocol/doors.ts'
import { ProtocolViolation } from './protocol/violation.ts'

type State = 'take' | 'resume' | 'ready' | 'done' | 'elsewhere' | 'other'

const place = byId('card')
const surveyId = place.dataset['survey'] ?? ''
const issued = place.dataset['issued'] !== undefined
let busy = false

show(stateOf(readCard(surveyId)))
onAct('take', () => void take())
onAct('go', (event) => {
  event.preventDefault()
  goOn()
})
addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload()
})

/** The page knows whether this person has a card, the tab whether there is one here. */
function stateOf(kept: KeptCard | null): State {
  if (issued) {
    if (kept === null) return 'elsewhere'
    return kept.state === 'seed' ? 'resume' : kept.state
  }
  // A card of somebody else who used this tab: neither spend it nor overwrite it.
  return kept?.state === 'ready' ? 'other' : 'take'
}

function show(state: State): void {
  for (const part of place.querySelectorAll<HTMLElement>('[data-state]')) {
    part.hidden = part.dataset['state'] !== state
  }
}

async function take(): Promise<void> {
  if (busy) return
  busy = true
  byId('trouble').hidden = true
  byId('working').textContent = '回答券を受け取っています…'
  try {
    const key = await fetchKey('', surveyId)
    if (key.keyId !== place.dataset['keyId']) throw new ProtocolViolation('key of another page')
    const seed = seedToUse()
    keepCard(surveyId, { v: 1, state: 'seed', seed: toBase64(seed) })
    const signingKey = fromBase64(key.signingKey)
    const answer = await requestCard('', surveyId, blindedMessage(seed, signingKey, surveyId))
    const { signature } = finishCard(seed, signingKey, answer, surveyId)
    keepCard(surveyId, {
      v: 1,
      state: 'ready',
      seed: toBase64(seed),
      signature: toBase64(signature),
      keyId: key.keyId,
    })
    goOn()
  } catch (error) {
    busy = false
    byId('working').textContent = ''
    const [title, text] = wordsFor(error)
    byId('trouble-title').textContent = title
    byId('trouble-text').textContent = text
    byId('trouble').hidden = false
  }
}

/** Where a card was issued before, or this page sent a request: the same seed, so the same card. */
function seedToUse(): Uint8Array {
  const kept = readCard(surveyId)
  const repeat = kept?.state === 'seed' && (issued || place.dataset['sent'] !== undefined)
  place.dataset['sent'] = ''
  return repeat ? fromBase64(kept.seed) : newSeed()
}

function goOn(): void {
  location.replace(`/voice/surveys/${encodeURIComponent(surveyId)}`)
}

function wordsFor(error: unknown): readonly [string, string] {
  if (error instanceof DoorRefusal && error.status > 0) return [error.title, error.detail]
  if (error instanceof ProtocolViolation) {
    return [
      '安全を確かめられないため、受け取りを止めました',
      '鍵の番号か、回答券の印が正しくありません。人事課へお知らせください。',
    ]
  }
  return [
    'つながりませんでした',
    '庁内のネットワークにつながっているかを確かめて、もう一度ボタンを押してください。',
  ]
}
