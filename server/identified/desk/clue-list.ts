import { type ClueKind, findClues } from '../../proposals/clues.ts'
import { type Part, parts, type Proposal } from '../../proposals/proposal.ts'

/** A place that may tell who somebody is. */
export interface Clue {
  readonly part: Part
  readonly start: number
  readonly end: number
  readonly label: string
}

/** Every clue of a text, in its order. */
export function cluesOf(written: NonNullable<Proposal['written']>): Clue[] {
  return parts.flatMap((part) =>
    findClues(written[part]).map(({ start, end, kind }) => ({
      part,
      start,
      end,
      label: kindWords[kind],
    })),
  )
}

export const kindWords: Readonly<Record<ClueKind, string>> = {
  person: '人の名前',
  contact: '連絡先',
  number: '個人や案件の番号',
  date: '日時',
  writer: '書いた人の担当や経歴',
  'small-group': '少人数の職場',
}
