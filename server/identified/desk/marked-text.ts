import { type Part, parts, type Proposal } from '../../proposals/proposal.ts'
import type { Clue } from './clue-list.ts'
import { rangeCode } from './mask-form.ts'
import { type Run, runsOf } from './text-runs.ts'

export const partLabels: Readonly<Record<Part, string>> = {
  title: '件名',
  current: '今の状況',
  idea: '改善の案',
  effect: '期待できる効果',
}

/** A range that can be ticked to stand as ■. */
export interface MaskChoice {
  readonly code: string
  readonly part: string
  readonly words: string
  readonly why: string
  readonly ticked: boolean
}

/** The whole text, part by part, with clues and what stands as ■. */
export function writtenRuns(
  p: Proposal,
  clues: readonly Clue[],
): readonly { readonly label: string; readonly runs: readonly Run[] }[] | null {
  const { written } = p
  if (written === null) return null
  return parts
    .filter((part) => written[part] !== '')
    .map((part) => ({
      label: partLabels[part],
      runs: runsOf(
        written[part],
        clues.filter((clue) => clue.part === part),
        p.masks.filter((mask) => mask.part === part),
      ),
    }))
}

/** What stands as ■ now, and every clue that does not. */
export function maskChoices(p: Proposal, clues: readonly Clue[]): MaskChoice[] {
  const { written } = p
  if (written === null) return []
  const choice = ({ part, start, end }: Omit<Clue, 'label'>, why: string, ticked: boolean) => ({
    code: rangeCode({ part, start, end }),
    part: partLabels[part],
    words: written[part].slice(start, end).replaceAll('\n', ' '),
    why,
    ticked,
    start,
    order: parts.indexOf(part),
  })
  const hidden = ({ part, start, end }: Clue) =>
    p.masks.some((mask) => mask.part === part && mask.start <= start && end <= mask.end)
  return [
    ...p.masks.map((mask) => choice(mask, '伏せています', true)),
    ...clues.filter((clue) => !hidden(clue)).map((clue) => choice(clue, clue.label, false)),
  ].toSorted((a, b) => a.order - b.order || a.start - b.start)
}
