import type { BoardLine } from '../../proposals/board.ts'
import type { BoardEntry } from '../../proposals/readings.ts'
import { isConfirmed } from '../../proposals/statistics.ts'

export interface EntryPage {
  readonly base: string
  readonly entry: BoardEntry
  /** Whether 提案担当 has confirmed the measured effect. */
  readonly confirmed: boolean
  /** Days with what happened on them, newest first. */
  readonly history: readonly { readonly on: string; readonly acts: readonly string[] }[]
}

export function entryPage(base: string, line: BoardLine): EntryPage {
  const { entry } = line
  const days = new Map<string, string[]>()
  for (const { on, act } of entry.steps) days.set(on, [...(days.get(on) ?? []), act])
  const history = [...days]
    .map(([on, acts]) => ({ on, acts: [...new Set(acts)] }))
    .toSorted((a, b) => (a.on < b.on ? 1 : -1))
  return { base, entry, confirmed: isConfirmed(line), history }
}
