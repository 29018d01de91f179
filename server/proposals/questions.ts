import { type Change, Refused, type Turn } from './change.ts'
import type { Day, Proposal, Question } from './proposal.ts'

/** As many questions as one author is asked. */
const MOST_QUESTIONS = 5

/** @throws {Refused} */
export function asked({ p, who, today }: Turn, text: string): Change {
  if (p.questions.some(({ stage }) => stage === 'screening' || stage === 'open'))
    throw new Refused('前の質問が終わってから、次の質問をしてください。')
  if (p.questions.length >= MOST_QUESTIONS)
    throw new Refused('質問は、1件の提案に5回までです。今ある情報で検討を進めてください。')
  const question: Question = {
    id: `Q${p.questions.length + 1}XX`,
    unit: who.unit,
    text,
    stage: 'screening',
    askedOn: today,
    openedOn: null,
    closedOn: null,
    reply: '',
    note: '',
  }
  return { questions: [...p.questions, question] }
}

/** @throws {Refused} unless the question is in this stage */
export function withQuestion(
  p: Proposal,
  id: string,
  stage: Question['stage'],
  change: Partial<Question>,
): Change {
  const found = p.questions.find((question) => question.id === id)
  if (found?.stage !== stage) throw new Refused('この質問は、もう終わっています。')
  return { questions: p.questions.map((q) => (q.id === id ? { ...q, ...change } : q)) }
}

/** When nobody considers the proposal any more, nobody waits for a question. */
export function closeQuestions(questions: readonly Question[], today: Day): Question[] {
  return questions.map((question) => {
    if (question.stage === 'open') return { ...question, stage: 'lapsed', closedOn: today }
    if (question.stage === 'screening') return { ...question, stage: 'refused', closedOn: today }
    return question
  })
}
