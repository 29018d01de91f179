import { createHash } from 'node:crypto'
import type { CommonsReader, CommonsStore } from '../stores/commons.ts'
import { composeQuestionnaire, type SurveyDraft } from './draft.ts'
import type { QuestionBank } from './question-bank.ts'

/** 決裁: number and day (JST) as 人事課 typed them. */
export interface Approval {
  readonly number: string
  readonly day: string
  /** False when the draft was changed afterwards. */
  readonly valid: boolean
}

/** null: not approved yet. */
export async function findApproval(
  commons: CommonsReader,
  survey: string,
  draft: SurveyDraft,
  bank: QuestionBank,
): Promise<Approval | null> {
  const row = await commons
    .selectFrom('survey_approval')
    .select(['number', 'day', 'draft_hash'])
    .where('survey', '=', survey)
    .executeTakeFirst()
  if (row === undefined) return null
  const { number, day, draft_hash } = row
  return { number, day, valid: draft_hash === draftHash(draft, bank) }
}

/** Records the decision for the draft as it stands; one before it is replaced. */
export async function writeApproval(
  commons: Pick<CommonsStore, 'insertInto'>,
  survey: string,
  approval: { readonly number: string; readonly day: string; readonly draftHash: string },
): Promise<void> {
  const { number, day, draftHash: draft_hash } = approval
  await commons
    .insertInto('survey_approval')
    .values({ survey, number, day, draft_hash })
    .onConflict((oc) => oc.column('survey').doUpdateSet({ number, day, draft_hash }))
    .execute()
}

/** Over everything that was chosen and the words of every question, whoever wrote them; in hex. */
export function draftHash(draft: SurveyDraft, bank: QuestionBank): string {
  const asked = composeQuestionnaire('', draft, bank, [])
  return createHash('sha256')
    .update(JSON.stringify([draft, asked]))
    .digest('hex')
}
