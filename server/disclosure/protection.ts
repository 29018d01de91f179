import type { PublishedSet } from '../survey/published-set.ts'
import type { Eligible, Microdata, Policy, Tables } from './microdata.ts'

/** Everything the engine is given. Plain data: it can be posted to a thread. */
export interface ProtectionInput {
  readonly survey: string
  readonly data: Microdata
  readonly tables: Tables
  readonly policy: Policy
  readonly eligible: readonly Eligible[]
}

export type ProtectionStep = 'pattern' | 'certificate' | 'audit' | 'check'

export type ReportStep = (step: ProtectionStep, done: number, total: number) => void

/** One table of the plan, in numbers anyone may see. */
export interface TableCoverage {
  readonly table: readonly string[]
  /** Groups of the frame, and how many are shown. */
  readonly groups: number
  readonly published: number
  /**
   * Percent of ALL respondents who stand in a shown group of this table, one decimal. Not of those who
   * named a category: that would tell how many people the hidden groups have.
   */
  readonly rowsPercent: number
}

/** Numbers of the check, for 公表前の点検記録. All may be published. */
export interface ProtectionReport {
  readonly tables: readonly TableCoverage[]
  /** Kinds of respondents the published tables tell apart. */
  readonly classes: number
  /** Combinations of published numbers examined by linear programmes, and by whole-number ones. */
  readonly lps: number
  readonly mips: number
  /** Respondents × questions: each pair has another world with the same published numbers. */
  readonly pairs: number
  readonly seconds: {
    readonly pattern: number
    readonly certificate: number
    readonly audit: number
  }
}

export type ProtectionOutcome =
  | { readonly state: 'released'; readonly set: PublishedSet; readonly report: ProtectionReport }
  | {
      readonly state: 'refused'
      /**
       * `certificate`: some combination of tables could not be shown to touch k people; `audit`: an answer
       * stayed certain; `solver`: the calculation itself failed; `check`: the re-check of the finished set
       * disagreed.
       */
      readonly reason: 'certificate' | 'audit' | 'solver' | 'check'
      /** Tables of the plan that took part in it, for the advice which to leave out. */
      readonly tables: Tables
    }
