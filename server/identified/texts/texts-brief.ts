import { type Progress, progressOf } from '../../texts/reading.ts'
import type { StaffPerson } from '../auth/signed-in.ts'
import { surveysToRead } from './readers.ts'
import { findReleaseDay } from '../../texts/released.ts'
import type { TextOptions } from './routes.ts'

/** What a reader has still to do, for the page after signing in. */
export interface TextsBrief {
  readonly unread: number
  readonly differing: number
}

/** null for who reads nothing, and once everything is out. */
export async function textsBrief(
  { identity, commons, acts, now }: Pick<TextOptions, 'identity' | 'commons' | 'acts' | 'now'>,
  person: StaffPerson,
): Promise<TextsBrief | null> {
  const open: Progress[] = []
  for (const { survey, seat } of await surveysToRead({ identity, commons, now }, person)) {
    if ((await findReleaseDay(commons, survey.id)) !== null) continue
    const progress = progressOf(await acts.texts(survey.id, seat))
    if (progress.all > 0) open.push(progress)
  }
  if (open.length === 0) return null
  return {
    unread: open.reduce((sum, { all, read }) => sum + all - read, 0),
    differing: open.reduce((sum, { differing }) => sum + differing, 0),
  }
}
