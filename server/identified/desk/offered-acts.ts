import { addDays } from '../../calendar/working-days.ts'
import { UNMERGE_DAYS } from '../../proposals/decide.ts'
import type { Day, Proposal } from '../../proposals/proposal.ts'
import { summaryStands } from '../../proposals/visibility.ts'
import { type DeskActName, deskActs } from './act-reading.ts'
import { isRefused } from './desk-lists.ts'
import { identifyingAsks } from './identifying-asks.ts'
import type { DeskHand } from './seen.ts'

/** The forms of a page in three heaps: what comes next, other ways to go on, and housekeeping. */
export interface Offered {
  readonly next: readonly DeskActName[]
  readonly ways: readonly DeskActName[]
  readonly keeping: readonly DeskActName[]
}

/** Acts that a form is worth being shown for: the rule table allows them, and `decide` would too. */
export function offeredActs({ proposal: p, may }: DeskHand, today: Day): Offered {
  const offered = deskActs.filter((act) => may.includes(act) && makesSense(act, p, today))
  const pick = (names: readonly DeskActName[]) => names.filter((act) => offered.includes(act))
  const next = inAskedOrder(pick(nextOf(p)), p)
  return {
    next,
    ways: pick(ways).filter((act) => !next.includes(act)),
    keeping: pick(keeping).filter((act) => !next.includes(act)),
  }
}

const ways: readonly DeskActName[] = [
  'return',
  'merge',
  'route',
  'model-case',
  'reopen',
  'refer',
  'exclude',
]
const keeping: readonly DeskActName[] = [
  'retheme',
  'transfer',
  'unmerge',
  'erase',
  'hold',
  'release-hold',
]

/** What waits for nobody goes on while a second person is waited for. */
const answering: readonly DeskActName[] = [
  'release-question',
  'refuse-question',
  'publish',
  'give-back',
]

function nextOf(p: Proposal): readonly DeskActName[] {
  if (p.pending !== null) return ['confirm', 'dismiss', ...answering, 'confirm-effect']
  switch (p.state) {
    case 'received':
      return needsSummary(p) ? ['summarise', 'return'] : ['route', 'return']
    case 'routing':
      return isRefused(p) ? ['route'] : []
    case 'merged':
      return ['unmerge']
    case 'done':
    case 'partly_done':
      return [...answering, 'confirm-effect']
    case 'confirmed':
      return ['model-case']
    default:
      return answering
  }
}

/** A question that asks who the author is goes back rather than on. */
function inAskedOrder(names: readonly DeskActName[], p: Proposal): readonly DeskActName[] {
  const asks = p.questions.some(
    ({ stage, text }) => stage === 'screening' && identifyingAsks(text).length > 0,
  )
  if (!asks) return names
  return names.toSorted((a, b) => Number(b === 'refuse-question') - Number(a === 'refuse-question'))
}

/** What 要旨のみ asks for before a unit may read of it. */
export function needsSummary(p: Proposal): boolean {
  return p.publicity === 'summary' && !summaryStands(p)
}

function makesSense(act: DeskActName, p: Proposal, today: Day): boolean {
  switch (act) {
    case 'confirm':
    case 'dismiss':
      return p.pending !== null
    case 'mask':
      return p.written !== null
    case 'summarise':
      return needsSummary(p) && p.summary?.stage !== 'asked'
    case 'route':
      return !needsSummary(p) && (p.state !== 'routing' || isRefused(p))
    case 'transfer':
      return p.units.length > 0
    case 'unmerge':
      return p.merged !== null && addDays(p.merged.on, UNMERGE_DAYS) >= today
    case 'release-question':
    case 'refuse-question':
      return p.questions.some(({ stage }) => stage === 'screening')
    case 'publish':
    case 'give-back':
      return p.draft?.stage === 'approved'
    case 'confirm-effect':
      return p.outcome !== null && p.outcome.measuredHours !== null
    case 'hold':
      return p.hold === null
    case 'release-hold':
      return p.hold !== null
    default:
      return true
  }
}
