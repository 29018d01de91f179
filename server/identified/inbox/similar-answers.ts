import type { Board } from '../../proposals/board.ts'
import type { ShownAnswer, ShownText } from '../../proposals/shown.ts'
import { findSimilar, readSimilarIndex, type SimilarIndex } from '../../proposals/similar.ts'

/** A published answer to a proposal like the one at hand. */
export interface SimilarAnswer {
  readonly number: string
  readonly title: string
  readonly unitNames: readonly string[]
  readonly answer: ShownAnswer
}

const MOST = 3
/** How many proposals are looked through for one that has an answer. */
const LOOKED_AT = 40

/** Finds published answers to similar proposals; the index is read once for each state of the board. */
export function similarAnswers(boardNow: () => Promise<Board>) {
  const read = new WeakMap<Board, SimilarIndex | null>()

  return async (text: ShownText, except: string): Promise<SimilarAnswer[]> => {
    const board = await boardNow()
    if (!read.has(board)) {
      const json = String(await board.similar())
      read.set(board, readSimilarIndex(JSON.parse(json)))
    }
    const index = read.get(board)
    if (index === undefined || index === null) return []
    const draft = { title: text.title, text: text.parts.map((part) => part.text).join('\n') }
    const found = findSimilar(index, draft, LOOKED_AT).flatMap(({ id }) => {
      const entry = board.find(id)?.entry
      const answer = entry?.answers[0]
      if (entry === undefined || answer === undefined || id === except) return []
      return [{ number: id, title: entry.title, unitNames: entry.unitNames, answer }]
    })
    return found.slice(0, MOST)
  }
}
