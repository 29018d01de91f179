import { troubleSaidJa } from '../../words/trouble-said.ts'
import { type Line, refusedBy, speaker } from '../language/spoken.ts'
import { DoorRefusal } from '../protocol/doors.ts'
import { ThreadTooLong } from '../protocol/proposal-doors.ts'
import { ProtocolViolation } from '../protocol/violation.ts'

const { line } = speaker(troubleSaidJa)

/** What hinders an author, in the words of the page. */
export interface Trouble {
  readonly kind: 'offline' | 'busy' | 'not-open' | 'card' | 'unsafe' | 'refused'
  readonly title: Line
  readonly text: Line
}

/** Nothing of an error's own text is shown unless it comes from the closed catalogue of refusals. */
export function troubleOf(error: unknown): Trouble {
  if (error instanceof ProtocolViolation)
    return { kind: 'unsafe', title: line('unsafe'), text: line('refusalUnsafe') }
  if (error instanceof ThreadTooLong)
    return { kind: 'refused', title: line('tooLong'), text: line('tooLongText') }
  if (!(error instanceof DoorRefusal) || error.status === 0) return offline()
  const { status, type } = error
  const [refusal, next] = refusedBy(error)
  const [title, text] = [line('refusalTitle', refusal), line('refusalText', next)]
  if (status === 503 || status === 429) return { kind: 'busy', title, text }
  if (type.endsWith('/not-open')) return { kind: 'not-open', title, text }
  if (type.endsWith('/card-invalid')) return { kind: 'card', title, text }
  // A gateway on the way answers without our words.
  return type === 'about:blank' ? offline() : { kind: 'refused', title, text }
}

function offline(): Trouble {
  return { kind: 'offline', title: line('unsure'), text: line('unsureText') }
}
