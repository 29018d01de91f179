import type { SurveyDraft } from '../../survey/draft.ts'
import type { Questionnaire } from '../../survey/questionnaire.ts'
import type { Frozen, Survey } from '../../survey/surveys.ts'
import { generateSigningKey, keyId } from '../../tokens/keys.ts'
import { freezeEligible } from '../issuance/eligibility.ts'
import { hashesOfPool, listHashOf } from '../issuance/slips.ts'
import { type Plan, type PlanDeps, planOf, sameDraft, samePlan } from './announcement-plan.ts'
import { clearEntries } from './keepers/entries.ts'
import { findPool, missingSlips } from './slips/pool.ts'
import { type KeptSheets, keptSheets, type KeeperSheet, type ShownSheet } from './keepers/sheets.ts'

export interface AnnounceDeps extends PlanDeps {
  /** Makes box and tally key anew (zone `opening`); the passphrases come back once. */
  readonly prepareBox: (
    questionnaire: Questionnaire,
    eligible: number,
    keepers: SurveyDraft['keepers'],
  ) => Promise<{ tallySpki: Buffer; passphrases: string[] } | { refused: string }>
  /** Opens a test ballot with the passphrases typed back (zone `opening`). */
  readonly rehearse: (
    questionnaire: Questionnaire,
    tallySpki: Buffer,
    typed: readonly string[],
  ) => Promise<
    | {
        readonly state: 'opened'
        readonly proved: readonly number[]
        readonly sets: readonly (readonly number[])[]
      }
    | { readonly state: 'broken' }
    | { readonly state: 'mistyped'; readonly faults: readonly Mistyped[] }
  >
  /** Writes the frozen survey (zone `survey`): the commit point. */
  readonly freeze: (id: string, frozen: Frozen) => Promise<boolean>
}

/** A sentence for one keeper's field, or (`keeper` null) for all of them. */
export interface Mistyped {
  readonly keeper: number | null
  readonly reason: string
}

export type Preparation =
  | { readonly state: 'prepared'; readonly keys: PreparedKeys }
  | { readonly state: 'refused'; readonly reason: string }

type Refusal = {
  readonly state: 'refused'
  readonly reason: string
  /** With it, the passphrases can be typed again; without, something else has to be done first. */
  readonly mistyped?: readonly Mistyped[]
}

/** `proved`: positions of the posts whose sheet was typed back rightly. */
export type Rehearsed = { readonly state: 'opened'; readonly proved: readonly number[] } | Refusal
export type Announcement =
  | { readonly state: 'announced'; readonly proved: readonly number[] }
  | Refusal

/** The newest keys of a draft, as pages speak of them. */
export interface PreparedKeys {
  /** The fingerprint of both keys; printed on the sheets, so that old ones can be told from new ones. */
  readonly number: string
  readonly madeAt: Date
  /** False when the draft was changed afterwards: they have to be made anew. */
  readonly current: boolean
  readonly sheets: readonly ShownSheet[]
  /** Sets of posts (their positions joined by commas) that have opened a test ballot. */
  readonly opened: ReadonlySet<string>
}

export interface AnnouncementDesk {
  /**
   * First step: box, tally key and signing key of a draft, and a sheet for each keeper, which is handed
   * out once. It can be repeated, and then only the newest are good. Nothing is frozen.
   */
  prepare(id: string): Promise<Preparation>
  /** Sheets that nobody has seen yet, of one post or of all; their passphrases are forgotten here. */
  takeSheets(id: string, which: number | 'all'): readonly KeeperSheet[]
  /** The passphrases typed back open a test ballot; nothing is decided. */
  rehearse(id: string, passphrases: readonly string[]): Promise<Rehearsed>
  /**
   * Second step: as the rehearsal; only then the snapshot of the eligible people is written, and last the
   * frozen questionnaire. Before that everything can be repeated.
   */
  announce(id: string, passphrases: readonly string[]): Promise<Announcement>
  keysOf(survey: Survey): PreparedKeys | null
  /** Of a draft that was cancelled: keys and sheets go. */
  forget(id: string): void
}

interface Prepared {
  readonly number: string
  readonly madeAt: Date
  readonly plan: Plan
  readonly signing: { readonly pkcs8: Buffer; readonly spki: Buffer }
  readonly tallySpki: Buffer
  readonly sheets: KeptSheets
  readonly opened: Set<string>
}

const STALE =
  '鍵を作り直してください。鍵を作った後に、案か名簿が変わったか、サーバーが再起動しています。前の用紙は使えません。'
const BROKEN =
  '鍵を作り直してください。鍵と回答箱のファイルを確かめられませんでした。続くときは情報担当へお知らせください。'
const ELSEWHERE = 'ほかの操作が先に行われました。画面を開き直してください。'

/** What was prepared lives in memory only: after a restart the keys of a draft are simply made anew. */
export function announcementDesk(deps: AnnounceDeps): AnnouncementDesk {
  const prepared = new Map<string, Prepared>()

  const rehearsed = async (id: string, passphrases: readonly string[]) => {
    const plan = await planOf(deps, id)
    if ('refused' in plan) return refused(plan.refused)
    const keys = prepared.get(id)
    if (keys === undefined || !samePlan(keys.plan, plan)) return refused(STALE)
    const rehearsal = await deps.rehearse(plan.questionnaire, keys.tallySpki, passphrases)
    if (rehearsal.state === 'broken') return refused(BROKEN)
    if (rehearsal.state === 'mistyped') {
      const reason = rehearsal.faults.map((fault) => fault.reason).join('')
      return { state: 'refused' as const, reason, mistyped: rehearsal.faults }
    }
    for (const set of rehearsal.sets) keys.opened.add(set.join())
    return { state: 'opened' as const, proved: rehearsal.proved, plan, keys }
  }

  return {
    async prepare(id) {
      const plan = await planOf(deps, id)
      if ('refused' in plan) return refused(plan.refused)
      // Files are replaced from here on: an earlier set is no longer good, even if this attempt fails.
      prepared.delete(id)
      await clearEntries(deps.identity, id)
      const signing = await generateSigningKey()
      const { keepers } = plan.survey.draft
      const made = await deps.prepareBox(plan.questionnaire, plan.eligible, keepers)
      if ('refused' in made) return refused(made.refused)
      const keys: Prepared = {
        plan,
        signing,
        tallySpki: made.tallySpki,
        number: keyId(signing.spki, made.tallySpki),
        madeAt: deps.now(),
        sheets: keptSheets(keepers.posts, made.passphrases),
        opened: new Set(),
      }
      prepared.set(id, keys)
      return { state: 'prepared', keys: spoken(keys, true) }
    },

    takeSheets(id, which) {
      return prepared.get(id)?.sheets.take(which) ?? []
    },

    async rehearse(id, passphrases) {
      const done = await rehearsed(id, passphrases)
      return done.state === 'opened' ? { state: 'opened', proved: done.proved } : done
    },

    async announce(id, passphrases) {
      const done = await rehearsed(id, passphrases)
      if (done.state === 'refused') return done
      const { plan, keys, proved } = done
      const unseen = keys.sheets.list().filter(({ shown }) => !shown)
      if (unseen.length > 0) return refused(unseenSheets(unseen))
      const { slips } = plan.questionnaire
      const listHash = listHashOf(await hashesOfPool(deps.identity, id))
      const missing = missingSlips(slips, await findPool(deps.commons, id), listHash)
      if (missing !== null) return refused(missing)
      const { pkcs8, spki } = keys.signing
      const bySlip = slips !== undefined
      const eligible = await freezeEligible(deps.identity, id, plan.reportingUnit, pkcs8, bySlip)
      if (eligible !== plan.eligible) return refused(STALE)
      const frozen = await deps.freeze(id, {
        questionnaire: plan.questionnaire,
        hash: plan.hash,
        eligible,
        signingSpki: spki,
        tallySpki: keys.tallySpki,
      })
      if (!frozen) return refused(ELSEWHERE)
      prepared.delete(id)
      pkcs8.fill(0)
      return { state: 'announced', proved }
    },

    keysOf(survey) {
      const keys = prepared.get(survey.id)
      if (keys === undefined || survey.state !== 'draft') return null
      return spoken(keys, sameDraft(keys.plan.survey, survey))
    },

    forget(id) {
      prepared.get(id)?.signing.pkcs8.fill(0)
      prepared.delete(id)
    },
  }
}

/** After the announcement nobody could see them any more. */
function unseenSheets(sheets: readonly ShownSheet[]): string {
  const posts = sheets.map(({ post }) => post).join('、')
  return `まだ表示していない用紙があります（${posts}）。「用紙の画面」で表示し、保管者に渡してから、実施を決定してください。`
}

function spoken({ number, madeAt, sheets, opened }: Prepared, current: boolean): PreparedKeys {
  return { number, madeAt, current, sheets: sheets.list(), opened }
}

function refused(reason: string): Refusal {
  return { state: 'refused', reason }
}
