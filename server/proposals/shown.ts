/** What is shown of a proposal, as types: the author's page in the browser reads them too. */
import type { Publicity } from './catalogue.ts'
import type { AuthorAct, Written } from './message.ts'
import type { Answer, Day, Step } from './proposal.ts'
import type { State } from './states.ts'

/** What a reader may see of the text: the whole (masked), or the 要旨. */
export interface ShownText {
  readonly title: string
  /** Paragraphs with their headings. */
  readonly parts: readonly { readonly label: string; readonly text: string }[]
  readonly summary: boolean
}

export interface ShownAnswer {
  readonly on: Day
  readonly conclusion: Answer['conclusion']
  readonly label: string
  /** 見送りの理由の区分; '' otherwise. */
  readonly reasonLabel: string
  readonly signedBy: readonly string[]
  readonly decisionNumber: string
  readonly answer: Answer
}

/** What the author reads with the receipt, from any device. */
export interface AuthorReading {
  readonly found: true
  readonly number: string
  readonly state: State
  readonly stateLabel: string
  readonly stateOn: Day
  readonly receivedOn: Day
  readonly theme: string
  readonly unitNames: readonly string[]
  readonly publicity: Publicity
  /** As written, for rewriting; null once deleted. */
  readonly written: Written | null
  /** What others read of it, with ■. */
  readonly shown: ShownText | null
  readonly summary: { readonly title: string; readonly text: string; readonly stage: string } | null
  /** Why it came back, or where it is better taken. */
  readonly message: string
  readonly desk: string
  readonly mergedInto: string
  readonly questions: readonly {
    readonly id: string
    readonly text: string
    readonly unit: string
    readonly on: Day
    readonly stage: string
    readonly reply: string
  }[]
  readonly interim: { readonly text: string; readonly on: Day; readonly unit: string } | null
  readonly answers: readonly ShownAnswer[]
  readonly steps: readonly Pick<Step, 'on' | 'act'>[]
  /** Until when somebody has to act; '' when nobody has. */
  readonly expected: string
  readonly may: readonly AuthorAct['act'][]
}
