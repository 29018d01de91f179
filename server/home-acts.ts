import { cardStateOf } from './identified/issuance/cards.ts'
import { turnoutOf } from './identified/issuance/turnout.ts'
import type { Stores } from './stores/open.ts'
import { announcedSurveys } from './survey/announced-surveys.ts'
import { noticesOf } from './survey/change-notices.ts'
import { listSurveys } from './survey/surveys.ts'

/** Surveys and own cards for everybody's own page, and what the first page tells of them. */
export function homeActs(
  { stores, now }: { readonly stores: Stores; readonly now: () => Date },
  closeDue: () => Promise<void>,
) {
  const { commonsReader, identity } = stores
  return {
    /** Announced surveys as the person's own page shows them. */
    async surveysOf(person: string) {
      await closeDue()
      const shown = []
      for (const { survey, phase, changes } of await announcedSurveys(commonsReader, now())) {
        const counted = phase === 'open' && survey.eligible !== null
        shown.push({
          id: survey.id,
          title: survey.title,
          opensAt: survey.opensAt.toISOString(),
          closesAt: survey.closesAt.toISOString(),
          stopped: survey.stoppedOn !== null,
          phase,
          notices: noticesOf(changes),
          card: await cardStateOf(identity, survey.id, person),
          contact: survey.draft.contact,
          turnout: counted
            ? await turnoutOf(identity, survey.id, survey.eligible ?? 0, now())
            : null,
        })
      }
      return shown
    },

    /** Own cards of surveys that were opened and not destroyed yet: everybody can check the own mark. */
    async pastCardsOf(person: string) {
      const past = (await listSurveys(commonsReader)).filter(
        ({ state }) => state === 'opened' || state === 'published',
      )
      const cards = past.map(async ({ id, title, draft }) => ({
        title,
        contact: draft.contact,
        card: await cardStateOf(identity, id, person),
      }))
      return (await Promise.all(cards)).filter(({ card }) => card !== 'not-eligible')
    },

    /** What was changed in surveys that are going on, for the first page. */
    async frontNotices() {
      const going = await announcedSurveys(commonsReader, now())
      return going
        .map(({ survey, changes }) => ({ title: survey.title, notices: noticesOf(changes) }))
        .filter(({ notices }) => notices.length > 0)
    },
  }
}
