import type { CommonsReader } from '../../../stores/commons.ts'
import type { Mail } from '../../../mail/mail-desk.ts'

/** Mails to everybody about a survey, the newest first. */
export async function listMails(commons: CommonsReader, survey: string): Promise<Mail[]> {
  return commons
    .selectFrom('mail')
    .selectAll()
    .where('survey', '=', survey)
    .orderBy('id', 'desc')
    .execute()
}
