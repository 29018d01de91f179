import { createHash } from 'node:crypto'
import { fiscalYearOf } from '../../calendar/fiscal-year.ts'
import { jstDay } from '../../calendar/jst.ts'
import type { CommonsReader } from '../../stores/commons.ts'
import type { IdentityStore } from '../../stores/identity.ts'
import { composeQuestionnaire, type SurveyDraft } from '../../survey/draft.ts'
import type { QuestionBank } from '../../survey/question-bank.ts'
import type { Questionnaire } from '../../survey/questionnaire.ts'
import { type Frozen, findSurvey, type Survey } from '../../survey/surveys.ts'
import { bureauChoices, listUnits } from '../../survey/units.ts'
import { generateSigningKey, keyId } from '../../tokens/keys.ts'
import { freezeEligible, type ReportingUnit } from '../issuance/eligibility.ts'

export interface AnnounceDeps {
  readonly identity: IdentityStore
  readonly commons: CommonsReader
  readonly bank: QuestionBank
  readonly now: () => Date
  /** Makes box and tally key anew (zone `opening`); the passphrases come back once. */
  readonly prepareBox: (
    questionnaire: Questionnaire,
    eligible: number,
    keepers: SurveyDraft['keepers'],
  ) => Promise<{ tallySpki: Buffer; passphrases: string[] }>
  /** Opens a test ballot with the passphrases typed back (zone `opening`). */
  readonly rehearse: (
    questionnaire: Questionnaire,
    tallySpki: Buffer,
    typed: readonly string[],
  ) => Promise<
    | { readonly state: 'opened' | 'broken' }
    | { readonly state: 'mistyped'; readonly faults: readonly Mistyped[] }
  >
  /** Writes the frozen survey (zone `survey`): the commit point. */
  readonly freeze: (id: string, frozen: Frozen) => Promise<boolean>
}

export interface KeeperSheet {
  readonly post: string
  readonly passphrase: string
}

/** A sentence for one keeper's field, or (`keeper` null) for all of them. */
export interface Mistyped {
  readonly keeper: number | null
  readonly reason: string
}

export type Preparation =
  | {
      readonly state: 'prepared'
      readonly keepers: readonly KeeperSheet[]
      readonly need: number
      readonly keys: PreparedKeys
    }
  | { readonly state: 'refused'; readonly reason: string }

export type Announcement =
  | { readonly state: 'announced' }
  /** With `mistyped`, the passphrases can be typed again; without, something else has to be done first. */
  | {
      readonly state: 'refused'
      readonly reason: string
      readonly mistyped?: readonly Mistyped[]
    }

/** The newest keys of a draft, as pages speak of them. */
export interface PreparedKeys {
  /** The fingerprint of both keys; printed on the sheets, so that old ones can be told from new ones. */
  readonly number: string
  readonly madeAt: Date
  /** False when the draft was changed afterwards: they have to be made anew. */
  readonly current: boolean
}

export interface AnnouncementDesk {
  /**
   * First step: box, tally key and signing key of a draft; the passphrases are returned once and stored
   * nowhere. It can be repeated, and then only the newest are good. Nothing is frozen.
   */
  prepare(id: string): Promise<Preparation>
  /**
   * Second step: the passphrases typed back open a test ballot; only then the snapshot of the eligible
   * people is written, and last the frozen questionnaire. Before that everything can be repeated.
   */
  announce(id: string, passphrases: readonly string[]): Promise<Announcement>
  keysOf(survey: Survey): PreparedKeys | null
}

interface Prepared extends Omit<PreparedKeys, 'current'> {
  readonly plan: Plan
  readonly signing: { readonly pkcs8: Buffer; readonly spki: Buffer }
  readonly tallySpki: Buffer
}

const STALE =
  '鍵を作り直してください。鍵を作った後に、案か名簿が変わったか、サーバーが再起動しています。前の用紙は使えません。'
const BROKEN =
  '鍵を作り直してください。鍵と回答箱のファイルを確かめられませんでした。続くときは情報担当へお知らせください。'
const ELSEWHERE = 'ほかの操作が先に行われました。画面を開き直してください。'

/** What was prepared lives in memory only: after a restart the keys of a draft are simply made anew. */
export function announcementDesk(deps: AnnounceDeps): AnnouncementDesk {
  const prepared = new Map<string, Prepared>()

  return {
    async prepare(id) {
      // Files are replaced from here on: an earlier set is no longer good, even if this attempt fails.
      prepared.delete(id)
      const plan = await planOf(deps, id)
      if ('refused' in plan) return refused(plan.refused)
      const signing = await generateSigningKey()
      const { keepers } = plan.survey.draft
      const made = await deps.prepareBox(plan.questionnaire, plan.eligible, keepers)
      const keys = {
        plan,
        signing,
        tallySpki: made.tallySpki,
        number: keyId(signing.spki, made.tallySpki),
        madeAt: deps.now(),
      }
      prepared.set(id, keys)
      const { number, madeAt } = keys
      return {
        state: 'prepared',
        need: keepers.need,
        keepers: keepers.posts.map((post, i) => ({
          post,
          passphrase: made.passphrases[i] ?? '',
        })),
        keys: { number, madeAt, current: true },
      }
    },

    async announce(id, passphrases) {
      const plan = await planOf(deps, id)
      if ('refused' in plan) return refused(plan.refused)
      const keys = prepared.get(id)
      if (keys === undefined || !samePlan(keys.plan, plan)) return refused(STALE)
      const { questionnaire } = plan
      const rehearsal = await deps.rehearse(questionnaire, keys.tallySpki, passphrases)
      if (rehearsal.state === 'broken') return refused(BROKEN)
      if (rehearsal.state === 'mistyped') {
        const reason = rehearsal.faults.map((fault) => fault.reason).join('')
        return { state: 'refused', reason, mistyped: rehearsal.faults }
      }
      const { pkcs8, spki } = keys.signing
      const eligible = await freezeEligible(deps.identity, id, plan.reportingUnit, pkcs8)
      if (eligible !== plan.eligible) return refused(STALE)
      const done = await deps.freeze(id, {
        questionnaire,
        hash: plan.hash,
        eligible,
        signingSpki: spki,
        tallySpki: keys.tallySpki,
      })
      if (!done) return refused(ELSEWHERE)
      prepared.delete(id)
      pkcs8.fill(0)
      return { state: 'announced' }
    },

    keysOf(survey) {
      const keys = prepared.get(survey.id)
      if (keys === undefined || survey.state !== 'draft') return null
      const { number, madeAt } = keys
      return { number, madeAt, current: sameDraft(keys.plan.survey, survey) }
    },
  }
}

/** What an announcement would freeze now. */
interface Plan {
  readonly survey: Survey
  readonly questionnaire: Questionnaire
  readonly hash: string
  readonly eligible: number
  readonly reportingUnit: ReportingUnit
}

async function planOf(deps: AnnounceDeps, id: string): Promise<Plan | { refused: string }> {
  const survey = await findSurvey(deps.commons, id)
  if (survey === undefined || survey.state !== 'draft') {
    return { refused: 'このアンケートは、すでに実施を決定しています。画面を開き直してください。' }
  }
  const now = deps.now()
  if (survey.closesAt <= now) {
    return { refused: '締切が過ぎています。内容の修正で、日時を入れ直してください。' }
  }
  if (fiscalYearOf(jstDay(now)) !== fiscalYearOf(jstDay(survey.closesAt))) {
    return {
      refused:
        '実施の決定から締切までが4月1日をまたぎます。内容の修正で、日時を入れ直してください。',
    }
  }
  const units = await listUnits(deps.commons)
  const bureaus = bureauChoices(units, survey.draft.referenceDay)
  if (bureaus.length === 0) {
    return {
      refused: '所属がまだ取り込まれていません。先に名簿（所属と職員）を取り込んでください。',
    }
  }
  const byCode = new Map(units.map((unit) => [unit.code, unit]))
  const askable = new Set(bureaus.map((bureau) => bureau.code))
  const reportingUnit: ReportingUnit = (code) => {
    const unit = byCode.get(code)
    const bureau = unit?.bureau ?? null
    if (bureau === null || !askable.has(bureau)) return null
    return { bureau, section: unit?.section ?? '' }
  }
  const people = await deps.identity.selectFrom('person').select('unit').execute()
  const eligible = people.filter(({ unit }) => reportingUnit(unit) !== null).length
  if (eligible === 0) {
    return { refused: '対象になる職員がいません。先に名簿（所属と職員）を取り込んでください。' }
  }
  const questionnaire = composeQuestionnaire(id, survey.draft, deps.bank, bureaus)
  const hash = createHash('sha256').update(JSON.stringify(questionnaire)).digest('hex')
  return { survey, questionnaire, hash, eligible, reportingUnit }
}

function samePlan(a: Plan, b: Plan): boolean {
  return sameDraft(a.survey, b.survey) && a.hash === b.hash && a.eligible === b.eligible
}

function sameDraft(a: Survey, b: Survey): boolean {
  return JSON.stringify(a.draft) === JSON.stringify(b.draft)
}

function refused(reason: string): { state: 'refused'; reason: string } {
  return { state: 'refused', reason }
}
