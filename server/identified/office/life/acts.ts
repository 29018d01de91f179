import type { MailDesk } from '../../../mail/mail-desk.ts'

/** Public changes of a survey, handed in; each answers false when something else came first. */
export interface LifeActs {
  extend(id: string, change: { words: string; closesAt: Date }): Promise<boolean>
  correct(id: string, words: string): Promise<boolean>
  /** @param change `day`: first day (JST) that counts as stopped. */
  stop(id: string, change: { words: string; day: string }): Promise<boolean>
  resume(id: string, words: string): Promise<boolean>
  /** Ends the survey and destroys its box unread. */
  cancel(id: string, words: string): Promise<boolean>
  isOpening(id: string): boolean
  /** Whether files of a cancelled survey could not be deleted yet. */
  isLeft(id: string): boolean
  /** Tries once more to delete them; false when they are still there. */
  clear(id: string): Promise<boolean>
  /** null: no mail is set up. */
  readonly mail: MailDesk | null
}
