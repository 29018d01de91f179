import type { SurveyDraft } from '../../survey/draft.ts'
import type { Questionnaire } from '../../survey/questionnaire.ts'
import type { Frozen, Survey } from '../../survey/surveys.ts'
import { generateSigningKey, keyId } from '../../tokens/keys.ts'
import { freezeEligible } from '../issuance/eligibility.ts'
import { type Plan, type PlanDeps, planOf, sameDraft, samePlan } from './announcement-plan.ts'

export interface AnnounceDeps extends PlanDeps {
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
      const plan = await planOf(deps, id)
      if ('refused' in plan) return refused(plan.refused)
      // Files are replaced from here on: an earlier set is no longer good, even if this attempt fails.
      prepared.delete(id)
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

function refused(reason: string): { state: 'refused'; reason: string } {
  return { state: 'refused', reason }
}
