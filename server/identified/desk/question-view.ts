import type { Question } from '../../proposals/proposal.ts'
import { identifyingAsks } from './identifying-asks.ts'
import { type Run, runsOf } from './text-runs.ts'

/** A unit's question with the words that ask who the author is. */
export interface QuestionView {
  readonly unit: string
  readonly runs: readonly Run[]
  readonly asks: readonly string[]
  readonly stage: string
  readonly screening: boolean
  readonly reply: string
  readonly note: string
  readonly askedOn: string
}

export function questionView(q: Question, unit: string, forCompliance: boolean): QuestionView {
  const asks = identifyingAsks(q.text)
  return {
    unit,
    runs: runsOf(q.text, asks),
    asks: [...new Set(asks.map(({ label }) => label))],
    stage: questionStage(q.stage, forCompliance),
    screening: q.stage === 'screening',
    reply: q.reply,
    note: q.note,
    askedOn: q.askedOn,
  }
}

/** A flag is between the author and コンプライアンス: for 提案担当 the question stays unanswered. */
function questionStage(stage: Question['stage'], forCompliance: boolean): string {
  if (stage === 'flagged' && !forCompliance) return questionStages.unanswered
  return questionStages[stage]
}

const questionStages = {
  screening: '点検待ち',
  open: '提案者の返信待ち',
  answered: '返信あり',
  unanswered: '返信なし',
  refused: '所管へ返却',
  flagged: '「特定しようとする質問」との申出',
  lapsed: '返信なし（期限の経過）',
} as const
