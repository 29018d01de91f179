/**
 * The answer page. Anonymous: no cookie, no referrer, no answer in any storage. The page brings every
 * text; this program decides which step is shown.
 */
import { ballotBytes } from '../../server/survey/ballot-form.ts'
import { keepCard, readCard } from './answer/kept-card.ts'
import { goTo, setUpMeter } from './answer/meter.ts'
import { byId, controlById, onAct, showStep, surveyInPath, wipeOnLeave } from './answer/page.ts'
import { listAnswers } from './answer/review.ts'
import { type Card, setUpSending } from './answer/send.ts'
import { setUpShared, showSharedWords, thank, type Work } from './answer/shared.ts'
import { type Question, readSheet } from './answer/sheet.ts'
import { setUpLanguages } from './language/choice.ts'
import { forgetLanguage } from './language/kept-language.ts'
import { fromBase64 } from './protocol/bytes.ts'
import { deriveCard } from './protocol/card.ts'
import { DoorRefusal, fetchKey, type SurveyKey } from './protocol/doors.ts'
import { readSpki } from './protocol/spki.ts'
import { ProtocolViolation } from './protocol/violation.ts'
import { takeHanded } from './slips/handed-card.ts'

// Firefox before 119 and Safari before 16.4 lack it; `encodeBallot` calls it.
// oxlint-disable-next-line no-extend-native, typescript/unbound-method
String.prototype.isWellFormed ??= function (this: string) {
  return !/\p{Cs}/u.test(this)
}

const surveyId = surveyInPath()
/** Of a paper slip that was read on this tablet; null on a device of one's own. */
const handed = takeHanded(surveyId)
let work: () => Work = () => ({ isOpen: false, sending: 'not' })
let wipe = () => {}
const shared =
  handed === null || handed === 'sent'
    ? null
    : setUpShared(
        surveyId,
        handed,
        () => work(),
        () => wipe(),
      )

const form = controlById('form', HTMLFormElement)
const sheet = readSheet(form)

setUpLanguages()
if (handed !== null) showSharedWords()
onAct('reload', () => location.reload())
onAct('leave', (event) => {
  event.preventDefault()
  forgetLanguage()
  location.replace((event.currentTarget as HTMLAnchorElement).getAttribute('href') ?? '/')
})
void start()

async function start(): Promise<void> {
  if (handed === 'sent') return thank()
  const kept = handed === null ? readCard(surveyId) : null
  if (kept?.state === 'done') return showStep('done')
  showStep('wait')
  try {
    const key = await fetchKey('', surveyId)
    if (handed !== null)
      return handed.keyId === key.keyId ? answer(key, handed) : showStep('unsafe')
    if (kept?.state !== 'ready') return showStep('no-card')
    if (kept.keyId !== key.keyId) return showStep('unsafe')
    const { nonce } = deriveCard(
      fromBase64(kept.seed),
      readSpki(fromBase64(key.signingKey)),
      surveyId,
    )
    answer(key, { nonce, signature: fromBase64(kept.signature) })
  } catch (error) {
    showStep(stepFor(error))
  }
}

function stepFor(error: unknown): string {
  if (error instanceof ProtocolViolation) return 'unsafe'
  if (!(error instanceof DoorRefusal)) return 'offline'
  if (error.type.endsWith('/not-open')) return 'before'
  return error.status === 410 ? 'closed' : 'offline'
}

function answer(key: SurveyKey, card: Card): void {
  if (ballotBytes(sheet.shape) !== key.ballotBytes) throw new Error('page of another questionnaire')
  let leaving = false
  let returnTo: Question | null = null
  byId('key-id').textContent = key.keyId

  const sending = setUpSending(sheet, key, card, () => {
    if (shared !== null) return shared.sent()
    keepCard(surveyId, { v: 1, state: 'done' })
    leaving = true
    location.replace(location.pathname)
  })
  work = () => ({ isOpen: true, sending: sending.state() })
  wipe = () => {
    leaving = true
    form.reset()
    byId('answers').replaceChildren()
  }
  setUpMeter(form, sheet, () => {
    byId('answers').replaceChildren(...listAnswers(sheet, back))
    history.pushState('review', '')
    showStep('review')
  })
  onAct('back', () => back(null))

  // The browser's own Back leads from the review to the questions, not out of the page.
  addEventListener('popstate', () => {
    if (sending.started()) return
    byId('answers').replaceChildren()
    showStep('form')
    if (returnTo) goTo(returnTo)
    returnTo = null
  })
  addEventListener('beforeunload', (event) => {
    if (!leaving && sheet.questions.some((question) => !question.isBlank())) event.preventDefault()
  })
  wipeOnLeave([form], () => byId('answers').replaceChildren())
  showStep('form')

  function back(question: Question | null): void {
    returnTo = question
    history.back()
  }
}
