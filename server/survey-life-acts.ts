import { factsOf } from './identified/office/life/gather-facts.ts'
import { noticeTexts } from './identified/office/life/notice-texts.ts'
import { dropEligible } from './identified/issuance/drop-eligible.ts'
import type { LifeActs } from './identified/office/life/acts.ts'
import { destroyUnopened, isUnopenedLeft } from './opening/destroy-unopened.ts'
import type { OpeningDesk } from './opening/opening-desk.ts'
import {
  addCorrection,
  cancelAnnounced,
  extendClosing,
  resumeClocks,
  stopClocks,
} from './survey/change-survey.ts'
import { jstDay } from './calendar/jst.ts'
import { type MailDesk, mailDesk } from './mail/mail-desk.ts'
import { findOpeningRecord } from './opening/opening-record.ts'
import { calendarOf, readSettings } from './proposals/settings.ts'
import { findSurvey } from './survey/surveys.ts'
import { keyLogActs } from './key-log-acts.ts'
import type { Wired } from './acts.ts'

/** What else has to forget a survey that was cancelled. */
interface Forgetting {
  readonly desk: OpeningDesk
  /** Keys made for a draft, and a sheet that waits to be typed back; both live in memory. */
  readonly forgetKeys: (survey: string) => void
}

/**
 * Public changes of a survey across the zones. A cancellation is written first, and what it takes with it
 * goes afterwards, again at each start: so a crash in between leaves nothing that could be opened.
 */
export function surveyLifeActs(wired: Wired, { desk, forgetKeys }: Forgetting) {
  const { stores, frozen, folders, boxes, keys, now, log } = wired
  const { commons, identity } = stores
  const today = () => jstDay(now())
  const cancelling = new Set<string>()
  const mail = mailsOf(wired)
  const keyLog = keyLogActs(wired)

  const changed = async (id: string, done: boolean, dates: boolean): Promise<boolean> => {
    if (!done) return false
    frozen.forget(id)
    await keyLog.changed(id)
    if (dates) await mail?.outdate(id)
    return true
  }

  const clear = async (id: string): Promise<void> => {
    forgetKeys(id)
    await keys.destroy(id)
    await dropEligible(identity, id)
    await boxes.seal(id)
    wired.marks.drop(id)
    destroyUnopened(folders, id)
  }

  const clearOrLog = (id: string): Promise<void> =>
    clear(id).catch((error: unknown) =>
      log.error(
        { fault: error instanceof Error ? error.stack : 'unknown' },
        'a cancelled survey is not cleared',
      ),
    )

  const acts: LifeActs = {
    async extend(id, { words, closesAt }) {
      const done = await extendClosing(commons, id, { day: today(), words, closesAt, now: now() })
      return changed(id, done, true)
    },
    async correct(id, words) {
      return changed(id, await addCorrection(commons, id, { day: today(), words }), false)
    },
    async stop(id, { words, day }) {
      return changed(id, await stopClocks(commons, id, { day, words, now: now() }), true)
    },
    async resume(id, words) {
      return changed(id, await resumeClocks(commons, id, { day: today(), words }), true)
    },
    async cancel(id, words) {
      if (desk.isRunning(id)) return false
      cancelling.add(id)
      try {
        const done = await cancelAnnounced(commons, id, { day: today(), words })
        if (!(await changed(id, done, true))) return false
        await keyLog.cancelled(id)
      } finally {
        cancelling.delete(id)
      }
      await clearOrLog(id)
      return true
    },
    isOpening: (id) => desk.isRunning(id),
    isLeft: (id) => isUnopenedLeft(folders, id),
    clear: async (id) => {
      await clearOrLog(id)
      return !isUnopenedLeft(folders, id)
    },
    mail,
  }

  return {
    ...acts,
    /** No opening begins while its survey is being cancelled. */
    isCancelling: (id: string) => cancelling.has(id),

    /** What a crash or a full disk has left of cancelled surveys. */
    async clearCancelled(): Promise<void> {
      const rows = await commons
        .selectFrom('survey')
        .select('id')
        .where('state', '=', 'cancelled')
        .execute()
      for (const { id } of rows) await clearOrLog(id)
    },
  }
}

/** null where no relay is set up. */
function mailsOf({ stores, now, relay }: Wired): MailDesk | null {
  if (relay === null) return null
  const { commons, commonsReader } = stores
  const calendar = async () => calendarOf(await readSettings(commonsReader))
  const record = (id: string) => findOpeningRecord(commonsReader, id)
  return mailDesk({
    commons,
    relay,
    now,
    calendar,
    async stillTrue({ survey: id, kind }) {
      const survey = await findSurvey(commonsReader, id)
      if (survey === undefined) return false
      const facts = await factsOf(
        { commons: commonsReader, now, record, publishedBase: '' },
        survey,
        '',
      )
      const texts = noticeTexts(facts, await calendar())
      return texts.some((text) => text.kind === kind && text.current)
    },
  })
}
