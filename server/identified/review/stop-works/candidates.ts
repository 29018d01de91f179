import { fiscalYearOf } from '../../../calendar/fiscal-year.ts'
import type { Entry, StateOf } from '../../../programme/follow-up/entries.ts'
import type { WantedEntry } from '../../../programme/follow-up/write-entries.ts'
import { kinds } from '../../../proposals/catalogue.ts'
import type { Conclusion } from '../../../proposals/proposal.ts'
import type { AnsweredProposal } from '../options.ts'

/** A proposal to abolish or simplify something, which the unit will do or has done. */
export interface Candidate {
  readonly number: string
  readonly title: string
  readonly unit: string
  readonly label: string
  readonly reason: string
  readonly hours: number | null
  /** Done already, or planned. */
  readonly state: StateOf<'stop-work'>
  readonly budgetYear: number | null
}

const wanted: readonly Conclusion[] = ['done', 'partly_done', 'planned', 'partly_planned']

/** Answered proposals that belong among やめる業務 and are not there. @param today JST */
export function candidatesOf(
  answered: readonly AnsweredProposal[],
  known: readonly Entry<'stop-work'>[],
  today: string,
): Candidate[] {
  const taken = new Set(
    known.flatMap(({ body }) => (body.origin.kind === 'proposal' ? [body.origin.number] : [])),
  )
  return answered
    .filter(
      ({ kindLabel, answer }) => kindLabel === kinds.abolish && wanted.includes(answer.conclusion),
    )
    .filter(({ number }) => !taken.has(number))
    .flatMap(({ number, title, units, answer }) => {
      const [unit] = units
      if (unit === undefined) return []
      const { conclusion, label, reason, date, hours } = answer
      const whole = conclusion === 'done' || conclusion === 'planned'
      const state = conclusion.endsWith('planned') ? 'considering' : whole ? 'stopped' : 'reduced'
      const from = date === null ? null : fiscalYearOf(date)
      const budgetYear = from !== null && from > fiscalYearOf(today) ? from : null
      return [{ number, title, unit, label, reason, hours, state, budgetYear }]
    })
}

/** As an entry of the unit; the unit can change it. */
export function entryFrom(found: Candidate, fiscalYear: number): WantedEntry<'stop-work'> {
  const { number, title, unit, label, reason, hours, state, budgetYear } = found
  const decision = Array.from(`${label}。${reason.replaceAll(/\s+/g, ' ')}`)
  const body = {
    name: Array.from(title).slice(0, 80).join(''),
    origin: { kind: 'proposal', number } as const,
    hours,
    decision: decision.length > 300 ? `${decision.slice(0, 299).join('')}…` : decision.join(''),
    budgetYear,
  }
  return { id: null, kind: 'stop-work', fiscalYear, unit, state, body }
}
