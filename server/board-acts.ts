import { type BoardPresent, boardReader } from './proposals/board.ts'
import type { Surroundings } from './proposals/desk.ts'
import { type EffectsReport, effectsReport } from './proposals/effects-report.ts'
import type { Ledger } from './proposals/ledger.ts'
import { type BoardNumbers, boardNumbers } from './proposals/statistics.ts'
import type { CommonsReader } from './stores/commons.ts'

/** The board and its numbers as of now, for pages that must not hold a hidden proposal. */
export function boardActs(deps: {
  readonly ledger: Pick<Ledger, 'all' | 'revision'>
  readonly surroundings: () => Promise<Surroundings>
  readonly commons: CommonsReader
}) {
  const { ledger, commons } = deps
  const reader = boardReader(ledger)

  const present = async (): Promise<BoardPresent> => {
    const around = await deps.surroundings()
    return { ...around, board: reader.at(around.org), positionOf: await unitPositions(commons) }
  }

  const numbers = async (): Promise<BoardNumbers> => {
    const { board, ...work } = await present()
    return boardNumbers(board, ledger.all(), work)
  }

  /** @param year fiscal year; another than the board has, or null: the present one. */
  const effects = async (year: number | null): Promise<EffectsReport> =>
    effectsReport(await present(), ledger.all(), year)

  const similarIndex = async (): Promise<Buffer> => {
    const { board } = await present()
    return board.similar()
  }

  return { present, numbers, effects, similarIndex }
}

/** Units that are no longer known come last. */
async function unitPositions(commons: CommonsReader): Promise<(unit: string) => number> {
  const rows = await commons.selectFrom('unit').select(['code', 'position']).execute()
  const positions = new Map(rows.map(({ code, position }) => [code, position]))
  return (unit) => positions.get(unit) ?? Number.MAX_SAFE_INTEGER
}
