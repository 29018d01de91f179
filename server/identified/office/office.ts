import type { FastifyInstance } from 'fastify'
import type { CommonsReader, CommonsStore } from '../../stores/commons.ts'
import type { IdentityStore } from '../../stores/identity.ts'
import type { DraftInput, SurveyDraft } from '../../survey/draft.ts'
import type { FrozenSurvey } from '../../survey/frozen-surveys.ts'
import type { Inspection } from '../../survey/inspection.ts'
import type { QuestionBank } from '../../survey/question-bank.ts'
import type { Questionnaire } from '../../survey/questionnaire.ts'
import type { WantedReduction } from '../../survey/plan-reductions.ts'
import type { Survey } from '../../survey/surveys.ts'
import { requireRole } from '../auth/roles.ts'
import { announceRoutes } from './announce-routes.ts'
import type { Announcement, Preparation, PreparedKeys, Rehearsed } from './announce.ts'
import type { AnsweredProposals } from '../../programme/bulletin/proposal-sources.ts'
import type { VoiceChange } from '../../survey/voice-changes.ts'
import { changesRoutes } from './changes/changes-routes.ts'
import { coverageRoutes } from './coverage-routes.ts'
import { coverageDesk, type EstimateCoverage } from './coverage.ts'
import { editor } from './editor/editor.ts'
import { indicatorOffice } from './indicators/routes.ts'
import type { KeeperActs } from './keepers/acts.ts'
import { passphraseAttempts } from './keepers/attempts.ts'
import { keeperRoutes } from './keepers/keeper-routes.ts'
import { renewalRoutes } from './keepers/renewal-routes.ts'
import { sheetRoutes } from './keepers/sheet-routes.ts'
import type { KeeperSheet } from './keepers/sheets.ts'
import type { LifeActs } from './life/acts.ts'
import { life } from './life/life.ts'
import { openingRoutes } from './opening-routes.ts'
import { refusalRoutes } from './refusal-routes.ts'
import { officeReissue } from './reissue/routes.ts'
import { reviewRoutes } from './review-routes.ts'
import { slipRoutes } from './slips/routes.ts'
import { surveyRoutes } from './survey-routes.ts'
import { yearRoutes } from './year/year-routes.ts'

/** What a running opening shows; the desk itself belongs to the zone `opening`. */
interface Progress {
  readonly phase: string
  readonly done: number
  readonly total: number
  readonly finished: boolean
  readonly failed?: string
  /** The protection let nothing out: the page of the refusal says why. */
  readonly refused?: boolean
}

/** 「開封・集計記録」 as far as the page shows it. */
interface RecordShown {
  readonly title: string
  readonly openedOn: string
  readonly postsPresent: readonly string[]
  readonly eligible: number
  readonly cardsIssued: number
  readonly reissued: number
  readonly slipPeople: number
  readonly slips: {
    readonly printed: number
    readonly exchanged: number
    readonly spoilt: number | null
    readonly unused: number | null
  } | null
  readonly cardsSpent: number
  readonly ballots: number
  readonly malformed: number
  readonly respondents: number | null
  readonly freeTexts: number
  readonly keyId: string
  readonly questionnaireHash: string
  readonly publishedHash: string
  readonly publishedOn: string | null
  readonly destroyedOn: string | null
  /** Numbers of the check; null before there was one. */
  readonly inspection: Inspection | null
}

/** Acts of other zones, handed in: the office holds no handle on a box, an answer or the tally key. */
export interface OfficeActs {
  createDraft(draft: DraftInput): Promise<string>
  /** Applies a change to the draft as it stands; false when it was announced meanwhile. */
  changeDraft(id: string, change: (draft: SurveyDraft) => SurveyDraft): Promise<boolean>
  /** Records 決裁 for the draft as it stands; false when it is no draft. */
  approveDraft(id: string, approval: { number: string; day: string }): Promise<boolean>
  /** The answer page as everybody will see it, with nothing that could send it. */
  previewPage(
    questionnaire: Questionnaire,
    period: { readonly opensAt: Date; readonly closesAt: Date },
    width: string,
  ): Promise<string>
  /** Makes box and keys of a draft anew; the sheets wait to be shown. */
  makeKeys(id: string): Promise<Preparation>
  /** Sheets nobody has seen yet; from now on their passphrases are forgotten. */
  takeSheets(id: string, which: number | 'all'): readonly KeeperSheet[]
  /** Opens a test ballot with the passphrases typed; decides nothing. */
  rehearse(id: string, passphrases: readonly string[]): Promise<Rehearsed>
  readonly keepers: KeeperActs
  readonly life: LifeActs
  announce(id: string, passphrases: readonly string[]): Promise<Announcement>
  /** The newest keys of a draft, null when none were made since the server started. */
  keysOf(survey: Survey): PreparedKeys | null
  readonly estimate: EstimateCoverage
  findFrozen(id: string): Promise<FrozenSurvey | undefined>
  startOpening(survey: FrozenSurvey, passphrases: readonly string[]): boolean
  openingProgress(id: string): Progress | undefined
  cancelOpening(id: string): boolean
  /** Leaves tables out of a refused plan; false when something else came first. */
  reducePlan(id: string, wanted: WantedReduction): Promise<boolean>
  publish(id: string): Promise<boolean>
  /** Writes 「あなたの声で変わったこと」 anew; false after the close. */
  tellChanges(id: string, changes: readonly VoiceChange[]): Promise<boolean>
  /** Takes in the programme's own indicators; false when there are some already. */
  offerIndicators(): Promise<boolean>
  destroyBox(id: string): Promise<boolean>
  record(id: string): Promise<RecordShown | undefined>
  /** The asked part of the protected set as the results page shows it; undefined before the opening. */
  protectedResults(id: string, query: unknown): Promise<object | undefined>
  /** 公表前の点検記録 as the published page shows it; undefined before the opening. */
  inspection(id: string): Promise<object | undefined>
  turnout(id: string, eligible: number): Promise<number>
}

export interface OfficeOptions {
  readonly identity: IdentityStore
  readonly commons: CommonsReader
  readonly bank: QuestionBank
  readonly now: () => Date
  readonly publishedBase: string
  readonly commonsStore: CommonsStore
  readonly acts: OfficeActs
  /** Proposals of the board that have been answered. */
  readonly answered: AnsweredProposals
  /** Told of every change of the row of a person's card. */
  readonly keptCard: (survey: string, person: string) => Promise<void>
}

/** Pages of 人事課: a survey from its draft to the destruction of its box. */
export async function office(app: FastifyInstance, options: OfficeOptions): Promise<void> {
  app.addHook('preHandler', requireRole('hr'))
  const coverage = coverageDesk({
    ...options,
    estimate: (input, signal) => options.acts.estimate(input, signal),
  })
  await surveyRoutes(app, options)
  await editor(app, { ...options, coverage })
  await coverageRoutes(app, { ...options, coverage })
  const guarded = { ...options, attempts: passphraseAttempts() }
  await announceRoutes(app, guarded)
  await sheetRoutes(app, options)
  await slipRoutes(app, options)
  await keeperRoutes(app, options)
  await renewalRoutes(app, guarded)
  await openingRoutes(app, guarded)
  await reviewRoutes(app, options)
  await refusalRoutes(app, options)
  await officeReissue(app, options)
  await life(app, options)
  await changesRoutes(app, options)
  await app.register(indicatorOffice, { ...options, prefix: '/indicators' })
  await app.register(yearRoutes, { ...options, prefix: '/year' })
}
