import type { FastifyInstance } from 'fastify'
import type { accountActs } from './account-acts.ts'
import type { officeActs } from './acts.ts'
import { answeredProposals } from './bulletin-acts.ts'
import type { CardMarks } from './card-marks.ts'
import type { followUpActs } from './follow-up-acts.ts'
import type { Config } from './config.ts'
import { accounts } from './identified/accounts/routes.ts'
import { admin } from './identified/admin/routes.ts'
import { deskPages } from './identified/desk/routes.ts'
import { effectsPages } from './identified/effects/routes.ts'
import { handover } from './identified/handover/routes.ts'
import { inbox } from './identified/inbox/routes.ts'
import { followUpOffice } from './identified/review/office/routes.ts'
import { review } from './identified/review/routes.ts'
import { textPages } from './identified/texts/routes.ts'
import { stopWorks } from './identified/review/stop-works/routes.ts'
import { office } from './identified/office/office.ts'
import { organisation } from './identified/organisation/organisation.ts'
import { placement } from './identified/placement/routes.ts'
import { retention } from './identified/retention/routes.ts'
import { rosterPages } from './identified/roster/routes.ts'
import { placementFacts } from './placement-facts.ts'
import type { ImportDesk } from './identified/roster/import-desk.ts'
import type { PasswordDesk } from './identified/auth/passwords.ts'
import type { proposalHouse } from './proposal-house.ts'
import type { Stores } from './stores/open.ts'
import type { TextActs } from './text-acts.ts'
import type { QuestionBank } from './survey/question-bank.ts'

export interface OfficialsHouse {
  readonly config: Config
  readonly stores: Stores
  readonly now: () => Date
  readonly marks: CardMarks
  readonly bank: QuestionBank
  readonly publishedBase: string
  readonly acts: ReturnType<typeof officeActs>
  readonly account: ReturnType<typeof accountActs>
  readonly roster: ImportDesk
  readonly passwords: PasswordDesk
  readonly proposals: Awaited<ReturnType<typeof proposalHouse>>
  readonly followUp: ReturnType<typeof followUpActs>
  readonly texts: TextActs
}

/** The pages of officials, and what each is handed; they stand inside the staff scope. */
export async function officialsPages(staff: FastifyInstance, house: OfficialsHouse): Promise<void> {
  const { config, stores, now, bank, publishedBase, acts } = house
  const { account, roster, passwords, proposals } = house
  const people = { identity: stores.identity, commons: stores.commonsReader, now }
  const withProposals = { ...people, desk: proposals.desk }
  await staff.register(office, {
    prefix: '/staff/office',
    ...people,
    commonsStore: stores.commons,
    answered: answeredProposals(proposals.board.present),
    bank,
    publishedBase,
    acts,
    keptCard: (survey, person) => house.marks.card(survey, person),
  })
  await staff.register(admin, { ...people, listFile: account.listFile })
  await staff.register(accounts, { ...people, ...account, passwords })
  await staff.register(rosterPages, { prefix: '/staff/roster', ...people, desk: roster })
  await staff.register(organisation, { stores, now })
  await staff.register(placement, {
    prefix: '/staff/admin/placement',
    facts: async () => placementFacts(config, stores.folder, now()),
  })
  await staff.register(deskPages, {
    prefix: '/staff/desk',
    ...withProposals,
    commonsStore: stores.commons,
    publishedBase,
    answered: answeredProposals(proposals.board.present),
    box: proposals.box.acts,
    ...proposals.deskActs,
  })
  await staff.register(handover, {
    ...withProposals,
    listFile: account.listFile,
    retention: proposals.retention.table,
    openedOn: async (id: string) => (await acts.record(id))?.openedOn ?? null,
  })
  await staff.register(effectsPages, { effects: proposals.board.effects, publishedBase })
  await staff.register(retention, {
    prefix: '/staff/retention',
    ...withProposals,
    table: proposals.retention.table,
  })
  await staff.register(inbox, {
    prefix: '/staff/inbox',
    ...withProposals,
    board: async () => (await proposals.board.present()).board,
    publishedBase,
  })
  const followUp = {
    ...people,
    commonsStore: stores.commons,
    publishedBase,
    followUp: house.followUp,
  }
  await staff.register(review, { prefix: '/staff/review', ...followUp })
  await staff.register(followUpOffice, { prefix: '/staff/office/follow-up', ...followUp })
  await staff.register(stopWorks, followUp)
  await staff.register(textPages, { ...people, acts: house.texts })
}
