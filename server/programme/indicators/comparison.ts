import type { Edition, Indicator, IndicatorBook } from './book.ts'
import { type CurrentRow, editionOf, goalsOf, type Measured, measuredIn } from './tables.ts'
import { type IndicatorWording, notesOf, wordsIn } from './wording.ts'

/** 新旧対照表: what two editions of the programme say of each indicator. */
export interface Comparison {
  readonly from: Edition
  readonly to: Edition
  readonly rows: readonly ComparedRow[]
  readonly notes: readonly ComparedNote[]
}

export interface ComparedRow {
  readonly indicator: Indicator
  /** null: the edition has no target for it. */
  readonly old: PrintedRow | null
  readonly now: PrintedRow | null
  readonly changed: readonly ChangedPart[]
}

export type ChangedPart =
  | 'added'
  | 'removed'
  | 'label'
  | 'historyLabel'
  | 'current'
  | 'goal'
  | 'notes'
  | 'longTerm'

/** What an edition prints of an indicator. */
export interface PrintedRow extends IndicatorWording {
  readonly current: Measured
  readonly goals: CurrentRow['goals']
}

export interface ComparedNote {
  readonly ref: string
  readonly old: string | null
  readonly now: string | null
  readonly isChanged: boolean
}

/**
 * In the order of the programme. The goal has changed where its words have: the years move on with
 * every edition.
 *
 * @throws {RangeError} when one of the two is unknown.
 */
export function compareEditions(book: IndicatorBook, fromId: string, toId: string): Comparison {
  const [from, to] = [editionOf(book, fromId), editionOf(book, toId)]
  return {
    from,
    to,
    rows: book.indicators.flatMap((indicator) => {
      const [old, now] = [printedRow(indicator, from), printedRow(indicator, to)]
      return old === null && now === null
        ? []
        : [{ indicator, old, now, changed: changedParts(old, now) }]
    }),
    notes: comparedNotes(book, from, to),
  }
}

function printedRow(indicator: Indicator, edition: Edition): PrintedRow | null {
  const goals = goalsOf(indicator, edition)
  if (goals.length === 0) return null
  const current = measuredIn(indicator, edition.currentYear)
  return { ...wordsIn(edition, indicator), current, goals }
}

function changedParts(old: PrintedRow | null, now: PrintedRow | null): ChangedPart[] {
  if (old === null) return ['added']
  if (now === null) return ['removed']
  const goal = ({ goals }: PrintedRow) => goals.map(({ words }) => words).join('、')
  const current = ({ current: { state, printed } }: PrintedRow) => printed?.text ?? state
  const parts: readonly (readonly [ChangedPart, boolean])[] = [
    ['label', old.label !== now.label],
    ['historyLabel', old.historyLabel !== now.historyLabel],
    ['current', now.current.state !== 'no-entry' && current(old) !== current(now)],
    ['goal', goal(old) !== goal(now)],
    ['notes', old.notes !== now.notes],
    ['longTerm', old.longTerm !== now.longTerm],
  ]
  return parts.filter(([, isChanged]) => isChanged).map(([part]) => part)
}

function comparedNotes(book: IndicatorBook, from: Edition, to: Edition): ComparedNote[] {
  const [old, now] = [notesOf(book, from), notesOf(book, to)]
  const refs = [...new Set([...old, ...now].map(({ ref }) => ref))].sort()
  const textOf = (notes: typeof old, ref: string) =>
    notes.find((note) => note.ref === ref)?.text ?? null
  return refs.map((ref) => {
    const [before, after] = [textOf(old, ref), textOf(now, ref)]
    return { ref, old: before, now: after, isChanged: before !== after }
  })
}
