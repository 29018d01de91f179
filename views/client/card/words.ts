import type { SlipKind } from '../../../server/tokens/slip-code.ts'
import { cardSaidJa } from '../../words/card-said.ts'
import { type Line, refusedBy, speaker } from '../language/spoken.ts'
import { DoorRefusal } from '../protocol/doors.ts'
import { ProtocolViolation } from '../protocol/violation.ts'

const { line } = speaker(cardSaidJa)

/** Title and text of what went wrong at the door, and what to do next. */
export function doorWords(error: unknown): readonly [Line, Line] {
  if (error instanceof DoorRefusal && error.status > 0) {
    const [title, next] = refusedBy(error)
    return [line('refusalTitle', title), line('refusalText', next)]
  }
  if (error instanceof ProtocolViolation) return [line('unsafe'), line('unsafeText')]
  if (error instanceof DOMException && error.name === 'QuotaExceededError')
    return [line('noMemory'), line('noMemoryText')]
  return [line('offline'), line('offlineText')]
}

/** Why a typed code is not the one of the own card. @param kind what it is; undefined: no code at all */
export function wrongCode(kind: SlipKind | undefined): Line {
  if (kind === 'survey') return line('surveySlip')
  if (kind === 'proposal') return line('proposalSlip')
  return line(kind === undefined ? 'noCode' : 'otherCard')
}
