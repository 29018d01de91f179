import { jstDay } from '../../../calendar/jst.ts'
import { findApproval } from '../../../survey/approval.ts'
import { type ChangeNotice, noticesOf } from '../../../survey/change-notices.ts'
import { type Confirmation, confirmationDue } from '../../../survey/confirmation-due.ts'
import { listChanges } from '../../../survey/survey-changes.ts'
import type { Phase, Survey } from '../../../survey/surveys.ts'
import type { OfficeOptions } from '../office.ts'
import { type ChangeKind, refusalOf } from './possible-changes.ts'
import { findReview, type Review } from './review.ts'
import { type Moment, overdue, timeline } from './timeline.ts'

/** Where a survey stands in its life, as its page shows it to 人事課. */
export interface StandingView {
  readonly notices: readonly ChangeNotice[]
  readonly moments: readonly Moment[]
  readonly overdue: string | null
  readonly confirmation: Confirmation | null
  readonly review: Review | null
  readonly approval: { readonly number: string; readonly day: string } | null
  /** The changes that are possible now, and those that are not with the sentence why. */
  readonly possible: readonly ChangeKind[]
  /** Files of a cancelled survey are still there. */
  readonly left: boolean
}

const CHANGES: readonly ChangeKind[] = [
  'extension',
  'correction',
  'stop',
  'resumption',
  'cancellation',
]

export async function standingView(
  { commons, identity, bank, now, acts }: OfficeOptions,
  survey: Survey,
  phase: Phase,
): Promise<StandingView> {
  const { id } = survey
  const changes = await listChanges(commons, id)
  const approval = await findApproval(commons, id, survey.draft, bank)
  const record = await acts.record(id)
  const review = await findReview(identity, id)
  const confirmation = await confirmationOf({ commons, now, acts }, survey, phase)
  const opening = acts.life.isOpening(id)
  return {
    notices: noticesOf(changes),
    moments: timeline(survey, phase, {
      approval: approval?.valid === true || phase !== 'draft' ? approval : null,
      openedOn: record?.openedOn ?? null,
      publishedOn: record?.publishedOn ?? null,
      destroyedOn: record?.destroyedOn ?? null,
      review,
      confirmation,
    }),
    overdue: overdue(survey, phase, confirmation, now()),
    confirmation,
    review,
    approval: approval?.valid === true || phase !== 'draft' ? approval : null,
    possible: CHANGES.filter((kind) => refusalOf(kind, { phase, changes, opening }) === null),
    left: phase === 'cancelled' && acts.life.isLeft(id),
  }
}

/** By when a survey that was opened has to be confirmed; null for any other. */
export async function confirmationOf(
  { commons, now, acts }: Pick<OfficeOptions, 'commons' | 'now' | 'acts'>,
  { id }: Pick<Survey, 'id'>,
  phase: Phase,
): Promise<Confirmation | null> {
  if (phase !== 'opened' && phase !== 'published') return null
  const record = await acts.record(id)
  if (record === undefined) return null
  return confirmationDue(record.openedOn, await listChanges(commons, id), jstDay(now()))
}
