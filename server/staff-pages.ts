import type { FastifyInstance } from 'fastify'
import type { accountActs } from './account-acts.ts'
import type { officeActs } from './acts.ts'
import type { CardMarks } from './card-marks.ts'
import { home } from './identified/home/routes.ts'
import type { SigningKeys } from './identified/issuance/cards.ts'
import { proposalCards } from './identified/issuance/proposal-cards.ts'
import { issuance } from './identified/issuance/routes.ts'
import { reviewBrief } from './identified/review/review-brief.ts'
import { textsBrief } from './identified/texts/texts-brief.ts'
import type { proposalHouse } from './proposal-house.ts'
import { ownUnits } from './published/results/own-units.ts'
import type { Stores } from './stores/open.ts'
import type { FrozenSurveys } from './survey/frozen-surveys.ts'
import type { TextActs } from './text-acts.ts'

interface StaffHouse {
  readonly stores: Stores
  readonly now: () => Date
  readonly marks: CardMarks
  readonly publishedBase: string
  readonly acts: ReturnType<typeof officeActs>
  readonly account: ReturnType<typeof accountActs>
  readonly proposals: Awaited<ReturnType<typeof proposalHouse>>
  readonly keys: SigningKeys
  readonly frozen: FrozenSurveys
  readonly texts: TextActs
}

/** What every member of staff has after signing in: the first page, answer cards, proposal cards. */
export async function staffPages(
  staff: FastifyInstance,
  { stores, now, marks, publishedBase, acts, account, proposals, keys, frozen, texts }: StaffHouse,
): Promise<void> {
  const { identity, commonsReader } = stores
  await staff.register(home, {
    commons: commonsReader,
    now,
    publishedBase,
    surveys: (person: string) => acts.surveysOf(person),
    pastCards: (person: string) => acts.pastCardsOf(person),
    desk: proposals.desk,
    account: account.notices,
    results: ownUnits(commonsReader, publishedBase),
    review: (person) => reviewBrief({ commons: commonsReader, identity, now }, person),
    texts: (person) => textsBrief({ identity, commons: commonsReader, acts: texts, now }, person),
  })
  await staff.register(issuance, {
    prefix: '/staff',
    identity,
    now,
    signingKeys: keys,
    survey: (id: string) => frozen.find(id),
    kept: (survey: string, person: string) => marks.card(survey, person),
  })
  await staff.register(proposalCards, {
    prefix: '/staff/proposals',
    identity,
    now,
    signingKeys: keys,
    quarter: proposals.box.openQuarter,
    quota: async () => (await proposals.surroundings()).settings.cards,
  })
}
