import type { Surroundings } from '../../proposals/desk.ts'
import type { ProposalSettings } from '../../proposals/settings.ts'
import type { CommonsReader } from '../../stores/commons.ts'
import type { BureauChoice } from '../../survey/questionnaire.ts'
import { bureauChoices, listUnits } from '../../survey/units.ts'

/** What the pages of authors say that may change from day to day; the same for everyone. */
export interface FormFacts {
  readonly bureaus: readonly BureauChoice[]
  readonly contacts: ProposalSettings['contacts']
  /** Working days: the longest wait for an opening, the check, the first answer of a unit. */
  readonly days: { readonly most: number; readonly check: number; readonly firstReply: number }
}

export async function formFacts(
  commons: CommonsReader,
  { today, settings }: Pick<Surroundings, 'today' | 'settings'>,
): Promise<FormFacts> {
  const { contacts, clocks, release } = settings
  return {
    bureaus: bureauChoices(await listUnits(commons), today),
    contacts,
    days: { most: release.mostDays, check: clocks.check, firstReply: clocks.firstReply },
  }
}
