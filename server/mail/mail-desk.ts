import { jstDay } from '../calendar/jst.ts'
import type { WorkCalendar } from '../calendar/working-days.ts'
import type { CommonsReader, CommonsStore, MailRow } from '../stores/commons.ts'
import { MailFault, type MailRelay } from './relay.ts'
import { maySendNow, nextSendingDay } from './sending-hours.ts'

/** A mail to everybody. `day` (JST): when it goes out, or went out, or was given up. */
export type Mail = Omit<MailRow, 'id' | 'reason'> & { readonly id: number; readonly reason: string }

export interface MailDeps {
  readonly commons: CommonsStore
  readonly relay: MailRelay
  readonly now: () => Date
  readonly calendar: () => Promise<WorkCalendar>
  /** Whether what the mail says is still true; else it is not sent. */
  readonly stillTrue: (mail: Pick<Mail, 'survey' | 'kind'>) => Promise<boolean>
}

export type MailOrder =
  | { readonly state: 'sent' }
  | { readonly state: 'waiting'; readonly day: string }
  | { readonly state: 'failed'; readonly reason: string }
  /** This text went out, or waits for that, already. */
  | { readonly state: 'twice' }

export interface MailDesk {
  order(mail: Pick<Mail, 'survey' | 'kind' | 'subject' | 'body'>): Promise<MailOrder>
  /** A mail that failed goes out again; null when it has not failed or is being sent. */
  retry(survey: string, id: number): Promise<MailOrder | null>
  /** False when it does not wait (any more). */
  withdraw(survey: string, id: number): Promise<boolean>
  /** What waits goes out in the first working morning; to be called every few minutes. */
  sendDue(): Promise<void>
  /** What waits says something that was changed since: it is given up. */
  outdate(survey: string): Promise<void>
}

const UNCERTAIN =
  '送っている途中でサーバーが止まったため、届いたかどうか分かりません。届いていないことを確かめてから、もう一度送ってください。'
const OUTDATED =
  '送る前にアンケートの状態か日程が変わったため、送りませんでした。新しい文面で送ってください。'

/**
 * One mail to the one list address, never one to a person: a log of who was written to would be a list of
 * people. Each goes out **at most once**: it is marked as failed before the relay is asked, and as sent
 * afterwards, so that a crash in between leaves a question for an officer and no second mail.
 */
export function mailDesk(deps: MailDeps): MailDesk {
  const { commons, now } = deps

  const sending = new Set<number>()

  const deliver = async (mail: Mail): Promise<MailOrder> => {
    if (sending.has(mail.id)) return { state: 'twice' }
    sending.add(mail.id)
    try {
      if (!(await claim(mail))) return { state: 'twice' }
      const reason = await handOver(mail)
      const state = reason === null ? 'sent' : 'failed'
      await settle(mail.id, state, reason ?? '')
      return reason === null ? { state: 'sent' } : { state: 'failed', reason }
    } finally {
      sending.delete(mail.id)
    }
  }

  const claim = async ({ id, state }: Mail): Promise<boolean> => {
    const done = await commons
      .updateTable('mail')
      .set({ state: 'failed', reason: UNCERTAIN, day: jstDay(now()) })
      .where('id', '=', id)
      .where('state', '=', state)
      .executeTakeFirst()
    return done.numUpdatedRows === 1n
  }

  const handOver = async (mail: Mail): Promise<string | null> => {
    try {
      await deps.relay.send(mail)
      return null
    } catch (error) {
      if (error instanceof MailFault) return error.message
      throw error
    }
  }

  const settle = async (id: number, state: 'sent' | 'failed', reason: string): Promise<void> => {
    await commons.updateTable('mail').set({ state, reason }).where('id', '=', id).execute()
  }

  const giveUp = async (
    column: 'id' | 'survey',
    value: number | string,
    state: 'waiting' | 'failed' = 'waiting',
  ): Promise<void> => {
    await commons
      .updateTable('mail')
      .set({ state: 'withdrawn', reason: OUTDATED, day: jstDay(now()) })
      .where(column, '=', value)
      .where('state', '=', state)
      .execute()
  }

  const orderNow = async (mail: Mail): Promise<MailOrder> => {
    const calendar = await deps.calendar()
    if (maySendNow(now(), calendar)) return deliver(mail)
    const day = nextSendingDay(now(), calendar)
    await commons
      .updateTable('mail')
      .set({ state: 'waiting', day, reason: '' })
      .where('id', '=', mail.id)
      .execute()
    return { state: 'waiting', day }
  }

  return {
    async order({ survey, kind, subject, body }) {
      const day = jstDay(now())
      const made = await commons.transaction().execute(async (trx) => {
        const same = await trx
          .selectFrom('mail')
          .select('id')
          .where('survey', '=', survey)
          .where('kind', '=', kind)
          .where('state', '!=', 'withdrawn')
          .executeTakeFirst()
        if (same !== undefined) return undefined
        return trx
          .insertInto('mail')
          .values({ survey, kind, subject, body, day, state: 'waiting' })
          .returningAll()
          .executeTakeFirstOrThrow()
      })
      return made === undefined ? { state: 'twice' } : orderNow(made)
    },

    async retry(survey, id) {
      const mail = await findMail(commons, survey, id)
      if (mail?.state !== 'failed' || sending.has(id)) return null
      if (await deps.stillTrue(mail)) return orderNow(mail)
      await giveUp('id', id, 'failed')
      return { state: 'failed', reason: OUTDATED }
    },

    async withdraw(survey, id) {
      const done = await commons
        .updateTable('mail')
        .set({ state: 'withdrawn', reason: '', day: jstDay(now()) })
        .where('survey', '=', survey)
        .where('id', '=', id)
        .where('state', '=', 'waiting')
        .executeTakeFirst()
      return done.numUpdatedRows === 1n
    },

    async sendDue() {
      const waiting = await commons
        .selectFrom('mail')
        .selectAll()
        .where('state', '=', 'waiting')
        .where('day', '<=', jstDay(now()))
        .orderBy('id')
        .execute()
      if (waiting.length === 0 || !maySendNow(now(), await deps.calendar())) return
      for (const mail of waiting) {
        if (await deps.stillTrue(mail)) await deliver(mail)
        else await giveUp('id', mail.id)
      }
    },

    outdate: (survey) => giveUp('survey', survey),
  }
}

async function findMail(
  commons: CommonsReader,
  survey: string,
  id: number,
): Promise<Mail | undefined> {
  return commons
    .selectFrom('mail')
    .selectAll()
    .where('survey', '=', survey)
    .where('id', '=', id)
    .executeTakeFirst()
}
