import type { SurveyChange } from '../../../survey/survey-changes.ts'
import type { Phase } from '../../../survey/surveys.ts'

/** What the notices of a survey are filled from. Days are ISO (JST). */
export interface NoticeFacts {
  readonly phase: Phase
  readonly today: string
  readonly title: string
  readonly purpose: string
  readonly opensAt: Date
  readonly closesAt: Date
  /** The closing is suspended. */
  readonly stopped: boolean
  readonly referenceDay: string
  readonly eligible: number
  readonly minutes: number
  readonly contact: string
  readonly keyId: string
  /** Their posts, how many of them open the box, and what happens when too many sheets are lost. */
  readonly keepers: string
  /** Names of the published tables, and the sentence about k. */
  readonly tables: readonly string[]
  readonly k: string
  readonly changes: readonly SurveyChange[]
  /** Where one signs in to answer, and where the results will be. */
  readonly staffAddress: string
  readonly resultsAddress: string
  /** Where 紙の回答券 are read; null: nobody is given one. */
  readonly slipAddress: string | null
  /** 説明資料 of this survey, and how to check what it says. */
  readonly anonymityAddress: string
  readonly publishedOn: string | null
  readonly destroyedOn: string | null
}

/** One ready text, for both places where notices are put up. */
export interface NoticeText {
  /** `announcement`, `opening`, …; of a change its kind and number: `correction-2`. */
  readonly kind: string
  /** When it is used, as a heading; and the day, as far as there is one. */
  readonly moment: string
  readonly when: string | null
  /** It fits the survey as it stands today. */
  readonly current: boolean
  readonly subject: string
  readonly portal: string
  readonly formal: string
}
