/** On the page after signing in: leaves the mark of a visit, and clears away cards of surveys that are over. */
import { dropLateCards } from './answer/kept-card.ts'
import { byId } from './answer/page.ts'
import { noteVisit } from './card/visits.ts'

const { visitor = '', today = '' } = byId('visit').dataset
noteVisit(visitor, today)
try {
  dropLateCards(today)
} catch {
  // A browser without a memory has nothing to clear.
}
