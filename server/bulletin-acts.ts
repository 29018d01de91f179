import type { AnsweredProposal, AnsweredProposals } from './programme/bulletin/proposal-sources.ts'
import type { BoardLine, BoardPresent } from './proposals/board.ts'
import { shownHours } from './proposals/statistics.ts'

/** Only what stands on the board: nothing of another proposal is ever in the hands of who asks. */
export function answeredProposals(present: () => Promise<BoardPresent>): AnsweredProposals {
  return async () => {
    const { board } = await present()
    return board.lines.flatMap((line) => answeredOf(line) ?? [])
  }
}

function answeredOf(line: BoardLine): AnsweredProposal | null {
  const { entry, bureaus } = line
  const [last] = entry.answers
  if (last === undefined) return null
  const { number, title, stateLabel, outcome } = entry
  return {
    number,
    title,
    stateLabel,
    bureau: bureaus[0] ?? '',
    unitName: entry.unitNames[0] ?? '',
    isDone: entry.group === '実施済',
    answeredOn: last.on,
    doneOn: outcome?.doneOn ?? null,
    conclusionLabel: last.label,
    reason: last.answer.reason,
    hours: shownHours(line),
  }
}
