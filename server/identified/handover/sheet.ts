import type { ProposalDesk } from '../../proposals/desk.ts'
import type { RetentionRow } from '../../proposals/retention-table.ts'
import type { CommonsReader } from '../../stores/commons.ts'
import type { IdentityStore } from '../../stores/identity.ts'
import type { HeldRole, StaffPerson } from '../auth/signed-in.ts'
import { accountSections } from './account-sheet.ts'
import { firstSteps } from './first-steps.ts'
import { deskSections, unitSections } from './proposal-sheet.ts'
import { surveySections } from './survey-sheet.ts'
import { yearSection } from './year.ts'

/** A block of the page: terms with values, or the sentence for none. Line breaks of a value are kept. */
export interface Section {
  readonly title: string
  readonly rows: readonly { readonly term: string; readonly value: string }[]
  readonly empty: string
}

export interface HandoverOptions {
  readonly identity: IdentityStore
  readonly commons: CommonsReader
  readonly now: () => Date
  /** Proposals in the own responsibility; only counted here. */
  readonly desk: ProposalDesk
  readonly retention: () => Promise<readonly RetentionRow[]>
  /** When a survey was opened (JST day); null: not yet. */
  readonly openedOn: (survey: string) => Promise<string | null>
  readonly listFile: string
}

export interface Sheet {
  readonly sections: readonly Section[]
  /** What the successor does first, in order. */
  readonly first: readonly string[]
}

/** 引継ぎ of one office, as of today. No text of a proposal, no answer, no name. */
export async function sheetOf(
  options: HandoverOptions,
  person: StaffPerson,
  office: HeldRole,
): Promise<Sheet> {
  const own = await ownSections(options, person, office)
  const year = yearSection(office.role, options.now())
  return { sections: [...own, year], first: firstSteps[office.role] }
}

async function ownSections(
  options: HandoverOptions,
  person: StaffPerson,
  { role, unit }: HeldRole,
): Promise<Section[]> {
  if (role === 'hr')
    return [...(await surveySections(options)), ...(await accountSections(options, 'hr'))]
  if (role === 'admin') return accountSections(options, 'admin')
  if (role === 'secretariat' || role === 'compliance') return deskSections(options, person, role)
  return unitSections(options, person, role, unit)
}
