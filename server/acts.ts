import type { FastifyBaseLogger } from 'fastify'
import { previewAnswerPage } from './anonymous/ballot/answer-page.ts'
import type { CardMarks } from './card-marks.ts'
import type { BallotBoxes } from './anonymous/ballot/ballot-boxes.ts'
import { jstDay } from './calendar/jst.ts'
import { keyLogActs } from './key-log-acts.ts'
import { estimateInThread } from './disclosure/in-thread.ts'
import { tidySessions } from './identified/auth/sessions.ts'
import type { SigningKeys } from './identified/issuance/cards.ts'
import { eligibleByUnit } from './identified/issuance/eligibility.ts'
import { turnoutOf } from './identified/issuance/turnout.ts'
import { announcementDesk } from './identified/office/announce.ts'
import { homeActs } from './home-acts.ts'
import type { OfficeActs } from './identified/office/office.ts'
import type { Site } from './http/pages.ts'
import { destroyBox, publishResults } from './opening/close-out.ts'
import { keeperDesk } from './opening/keeper-desk.ts'
import type { OpeningDeps } from './opening/open-survey.ts'
import { type OpeningDesk, openingDesk } from './opening/opening-desk.ts'
import { findOpeningRecord } from './opening/opening-record.ts'
import { prepareBox } from './opening/prepare-box.ts'
import type { Protect } from './opening/protect-ballots.ts'
import { rehearseOpening } from './opening/rehearsal.ts'
import { fillFromSurvey } from './programme/indicators/fill-from-survey.ts'
import { offerIndicators } from './programme/indicators/offer.ts'
import type { ProgrammeWriter } from './programme/indicators/writer.ts'
import { programVersion } from './program-version.ts'
import { inspectionRecord } from './published/results/inspection.ts'
import { protectedResults } from './published/results/protected-results.ts'
import type { MailRelay } from './mail/relay.ts'
import type { Stores } from './stores/open.ts'
import { handedOutOf } from './slip-acts.ts'
import { surveyLifeActs } from './survey-life-acts.ts'
import { draftHash, writeApproval } from './survey/approval.ts'
import type { FrozenSurveys } from './survey/frozen-surveys.ts'
import type { QuestionBank } from './survey/question-bank.ts'
import { reducePlan } from './survey/plan-reductions.ts'
import { recordBreaks } from './survey/series-breaks.ts'
import { createDraft, findSurvey, freezeSurvey, phaseOf, rewriteDraft } from './survey/surveys.ts'
import type { IsGone } from './programme/follow-up/gone.ts'
import { dropVoiceChanges, listVoiceChanges, writeVoiceChanges } from './survey/voice-changes.ts'

/** What of a policy plays no part in sizes. */
const SIZES_ONLY = { roundingPeople: 2, scale: 4, favourable: 2 } as const

export interface Wired {
  readonly stores: Stores
  readonly frozen: FrozenSurveys
  readonly boxes: BallotBoxes
  readonly keys: SigningKeys
  readonly bank: QuestionBank
  readonly folders: readonly string[]
  readonly now: () => Date
  readonly log: Pick<FastifyBaseLogger, 'error'>
  readonly site: () => Site
  readonly protect: Protect
  readonly marks: CardMarks
  /** null: no mail is set up. */
  readonly relay: MailRelay | null
}

/** The opening with what it is handed: boxes and stores of answers, and of the staff side only counts. */
export function openingDeskFor(wired: Wired): OpeningDesk {
  const { stores, folders, now } = wired
  const deps: OpeningDeps = {
    folders,
    commons: stores.commons,
    voice: stores.voice,
    now,
    sample: () => wired.site().sample,
    sealBox: (survey) => wired.boxes.seal(survey),
    handedOut: (survey) => handedOutOf(stores, survey),
    eligibleByUnit: (survey) => eligibleByUnit(stores.identity, survey),
    protect: wired.protect,
    version: programVersion,
  }
  return openingDesk(deps, {
    done: async (survey) => {
      wired.frozen.forget(survey)
      await wired.keys.destroy(survey)
      await keyLogActs(wired).closed(survey)
    },
    fault: (error) =>
      wired.log.error(
        { fault: error instanceof Error ? error.stack : 'unknown' },
        'opening failed',
      ),
  })
}

/** Acts of officials across zones. Pages and the demo call the same functions. */
export function officeActs(wired: Wired, desk: OpeningDesk) {
  const { stores, frozen, folders, now } = wired
  const { commons, commonsReader, identity } = stores
  const closeOut = { folders, commons, now }
  const fillIndicators = (trx: ProgrammeWriter, survey: string) =>
    fillFromSurvey(trx, survey, jstDay(now()))
  const draftAct = oneAtATime()
  const keyLog = keyLogActs(wired)
  const announcements = announcementDesk({
    identity,
    commons: commonsReader,
    bank: wired.bank,
    now,
    prepareBox: (questionnaire, eligible, keepers) =>
      prepareBox(folders, questionnaire, eligible, keepers),
    rehearse: (questionnaire, tallySpki, typed) =>
      rehearseOpening(folders, questionnaire, tallySpki, typed),
    freeze: async (survey, content) => {
      await wired.marks.prepare(survey)
      return commons.transaction().execute(async (trx) => {
        if (!(await freezeSurvey(trx, survey, content))) return false
        await recordBreaks(trx, survey)
        await keyLog.announced(trx, survey)
        return true
      })
    },
  })

  const keepers = keeperDesk(folders)
  const life = surveyLifeActs(wired, {
    desk,
    forgetKeys(id) {
      announcements.forget(id)
      keepers.withdraw(id)
    },
  })

  const office: OfficeActs = {
    createDraft: (draft) => createDraft(commons, draft),
    changeDraft: (id, change) =>
      draftAct(async () => {
        const survey = await findSurvey(commonsReader, id)
        return survey?.state === 'draft' && rewriteDraft(commons, id, change(survey.draft))
      }),
    approveDraft: (id, approval) =>
      draftAct(async () => {
        const survey = await findSurvey(commonsReader, id)
        if (survey?.state !== 'draft') return false
        const hash = draftHash(survey.draft, wired.bank)
        await writeApproval(commons, id, { ...approval, draftHash: hash })
        return true
      }),
    async previewPage(questionnaire, period, width) {
      const voices = await listVoiceChanges(commonsReader, questionnaire.survey)
      return previewAnswerPage(wired.site(), questionnaire, { ...period, voices }, width)
    },
    async tellChanges(id, changes) {
      const survey = await findSurvey(commonsReader, id)
      if (survey === undefined) return false
      if (!['draft', 'before', 'open'].includes(phaseOf(survey, now()))) return false
      await writeVoiceChanges(commons, id, changes)
      frozen.forget(id)
      await keyLog.changed(id)
      return true
    },
    makeKeys: (id) => draftAct(() => announcements.prepare(id)),
    takeSheets: (id, which) => announcements.takeSheets(id, which),
    rehearse: (id, passphrases) => draftAct(() => announcements.rehearse(id, passphrases)),
    keepers,
    life: { ...life, cancel: (id, words) => draftAct(() => life.cancel(id, words)) },
    announce: (id, passphrases) => draftAct(() => announcements.announce(id, passphrases)),
    keysOf: (survey) => announcements.keysOf(survey),
    estimate: ({ groupings, tables, k, kDistribution, keys, rows }, signal) =>
      estimateInThread(groupings, tables, { ...SIZES_ONLY, k, kDistribution }, keys, rows, {
        signal,
      }),
    findFrozen: (id) => frozen.find(id),
    startOpening: (survey, passphrases) =>
      !life.isCancelling(survey.id) && desk.start(survey, passphrases),
    openingProgress: (id) => desk.progress(id),
    cancelOpening: (id) => desk.cancel(id),
    async reducePlan(id, wanted) {
      return !desk.isRunning(id) && reducePlan(commons, id, wanted, jstDay(now()))
    },
    offerIndicators: () =>
      commons.transaction().execute((trx) => offerIndicators(trx, jstDay(now()))),
    async publish(id) {
      const done = await publishResults({ ...closeOut, alongside: fillIndicators }, id)
      if (done) frozen.forget(id)
      return done
    },
    async destroyBox(id) {
      const done = await destroyBox(closeOut, id)
      if (done) wired.marks.drop(id)
      if (done) frozen.forget(id)
      return done
    },
    record: (id) => findOpeningRecord(commonsReader, id),
    protectedResults: (id, query) => protectedResults(commonsReader, id, query),
    inspection: (id) => inspectionRecord(commonsReader, id),
    turnout: (id, eligible) => turnoutOf(identity, id, eligible, now()),
  }

  return {
    ...office,

    /** Keys and all sheets at once, for programs that are their own keepers. */
    async prepareAnnouncement(id: string) {
      const made = await office.makeKeys(id)
      if (made.state === 'refused') return made
      return { state: made.state, keys: made.keys, keepers: office.takeSheets(id, 'all') }
    },

    ...homeActs(wired, closeDue),
    closeDue,
    tellFault,
    clearCancelled: () => life.clearCancelled(),
    /** Lines of 「あなたの声で変わったこと」 whose proposal has left the board; the pages that change are listed. */
    async dropGoneChanges(isGone: IsGone): Promise<void> {
      for (const id of await dropVoiceChanges(commons, isGone)) {
        frozen.forget(id)
        await keyLog.changed(id)
      }
    },
    sendDueMails: async () => life.mail?.sendDue(),
    tidySessions: () => tidySessions(identity, jstDay(now())),
  }

  function tellFault(error: unknown): void {
    const fault = error instanceof Error ? error.stack : 'unknown'
    wired.log.error({ fault }, 'the list of keys was not written')
  }

  /** Destroys the signing keys of surveys whose time is over: at the start, and when pages are asked for. */
  async function closeDue(): Promise<void> {
    const left = await identity.selectFrom('signing_key').select('survey').execute()
    for (const { survey } of left) {
      const found = await frozen.find(survey)
      if (found === undefined || found.phase === 'before' || found.phase === 'open') continue
      await wired.keys.destroy(survey)
      // Said again at the next start when the disk is full now.
      await keyLog.closed(survey).catch(tellFault)
    }
  }
}

/**
 * Making keys and announcing take seconds. Another one of either, or a change of the draft in between,
 * would leave keys and box that do not belong to what was frozen; it waits for its turn and then finds
 * what the one before it has done.
 */
function oneAtATime() {
  let last: Promise<unknown> = Promise.resolve()
  return async <T>(act: () => Promise<T>): Promise<T> => {
    const mine = last.then(act)
    last = mine.catch(() => undefined)
    return mine
  }
}
