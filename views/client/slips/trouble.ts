import { type SlipSaid, slipSaidJa } from '../../words/slip-said.ts'
import { type Line, refusedBy, speaker } from '../language/spoken.ts'
import { DoorRefusal } from '../protocol/doors.ts'
import { ProtocolViolation } from '../protocol/violation.ts'

const { line } = speaker(slipSaidJa)

/** Why a slip could not be used, in the words of the page. */
export interface Trouble {
  readonly title: Line
  readonly text: Line
  /** The same slip may well be accepted in a moment. */
  readonly again: boolean
}

/** Whom to ask: the one who laid out the slips. */
export type SlipOffice = '人事課' | '行政管理課'

/** No survey is open that has slips. */
export const noSurvey = final('noSurvey', 'noSurveyText')

/** An answer was sent with this slip before. */
export const answerSent = final('answerSent', 'answerSentText')

/** A proposal was sent with this slip before. */
export const proposalSent = final('proposalSent', 'proposalSentText')

/** Nothing of an error's own text is shown unless it comes from the closed catalogue of refusals. */
export function troubleOf(error: unknown, office: SlipOffice): Trouble {
  const ofSurvey = office === '人事課'
  if (error instanceof ProtocolViolation)
    return final('unsafe', ofSurvey ? 'unsafeSurvey' : 'unsafeProposal')
  if (isStorageRefusal(error)) return final('noMemory', 'noMemoryText')
  if (!(error instanceof DoorRefusal) || error.status === 0) return offline()
  const { status, type } = error
  const known = refusals[type.slice(type.lastIndexOf('/') + 1)]?.[ofSurvey ? 0 : 1]
  if (known !== undefined) return final(...known)
  // A gateway on the way answers without our words.
  if (type === 'about:blank') return offline()
  const [title, text] = refusedBy(error)
  return {
    title: line('refusalTitle', title),
    text: line('refusalText', text),
    again: status === 503 || status === 429,
  }
}

/** Sentences without a value in them. */
type Plain = {
  [Key in keyof SlipSaid]: SlipSaid[Key] extends string ? Key : never
}[keyof SlipSaid]
type Told = readonly [title: Plain, text: Plain]

/** By the refusal: of a survey's slip, and of a proposal's; nobody is asked for the next one of those. */
const refusals: Readonly<Record<string, readonly [Told, Told] | undefined>> = {
  'slip-unknown': [
    ['unknown', 'unknownSurvey'],
    ['unknown', 'unknownProposal'],
  ],
  'slip-used': [
    ['usedElsewhere', 'usedElsewhereText'],
    ['used', 'usedText'],
  ],
  'survey-closed': [
    ['over', 'overText'],
    ['over', 'overText'],
  ],
  'not-open': [
    ['notYet', 'notYetText'],
    ['noBox', 'noBoxText'],
  ],
}

function final(title: Plain, text: Plain): Trouble {
  return { title: line(title), text: line(text), again: false }
}

function offline(): Trouble {
  return { title: line('unconnected'), text: line('unconnectedText'), again: true }
}

/** Of sessionStorage; a request that found nobody is a `TypeError`. */
function isStorageRefusal(error: unknown): boolean {
  return (
    error instanceof DOMException &&
    (error.name === 'QuotaExceededError' || error.name === 'SecurityError')
  )
}
