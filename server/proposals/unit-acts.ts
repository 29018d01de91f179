import { addMonths } from '../calendar/working-days.ts'
import { answerFaults } from './answer-rules.ts'
import { type Change, type Changes, Refused, type Turn } from './change.ts'
import { conclude, isOpenEnded, plainAnswer } from './outcome.ts'
import { type Day, lastAnswer, leadOf, type Proposal, unitsOf } from './proposal.ts'
import { asked } from './questions.ts'

type UnitAct =
  | 'accept'
  | 'decline'
  | 'interim'
  | 'ask'
  | 'opinion'
  | 'draft'
  | 'submit'
  | 'approve'
  | 'send-back'
  | 'start-trial'
  | 'mark-done'
  | 'report-effect'
  | 'adopt'
  | 'report-adoption'

/** Renewals of 継続検討 and of plans without 部会. */
export const RENEWALS = 2
/** Months after which an effect can be measured. */
const EFFECT_FROM = 3

/** What 推進担当者, 推進責任者 and 部長 of responsible units do; the last two acts are for any unit. */
export const unitActs: Changes<UnitAct> = {
  accept: (turn) => accepted(turn),
  decline({ p, at, today }, { names, text }) {
    if (p.refusal !== null)
      throw new Refused(
        '所管でない旨の回答は、一度だけできます。所管については、提案担当に相談してください。',
      )
    if (unitsOf(p).includes(names)) throw new Refused('ほかの所属を選んでください。')
    if (!at.isUnit(names)) throw new Refused('選んだ所属が見つかりません。')
    return { refusal: { unit: leadOf(p) ?? '', names, reason: text, on: today } }
  },
  interim: ({ p, who, today }, { text }) => ({
    interim: { text, on: today, unit: leadOf(p) ?? who.unit },
  }),
  ask: (turn, { text }) => asked(turn, text),
  opinion({ p, who }, { text }) {
    if (!unitsOf(p).slice(1).includes(who.unit))
      throw new Refused('意見は、関係所属が書きます。主管の所属は、回答の案を作成してください。')
    return {
      units: p.units.map((part) => (part.unit === who.unit ? { ...part, opinion: text } : part)),
    }
  },
  draft({ p, today }, { answer }) {
    if (p.draft?.stage === 'approved') throw new Refused('承認済みの案は、書き換えられません。')
    const note = p.draft?.note ?? ''
    return { draft: { answer, stage: 'drafting', decisionNumber: '', note, on: today } }
  },
  submit(turn, { decisionNumber = '' }) {
    const draft = wholeDraft(turn)
    // 電子決裁: its number stands for the approval of 推進責任者.
    const stage = decisionNumber.trim() === '' ? 'submitted' : 'approved'
    return { draft: { ...draft, stage, decisionNumber, note: '', on: turn.today } }
  },
  approve: (turn, { decisionNumber }) => ({
    draft: {
      ...wholeDraft(turn),
      stage: 'approved',
      decisionNumber,
      note: '',
      on: turn.today,
    },
  }),
  'send-back'({ p, today }, { text }) {
    if (p.draft?.stage !== 'submitted') throw new Refused('提出された回答の案がありません。')
    return { draft: { ...p.draft, stage: 'drafting', note: text, on: today } }
  },
  'start-trial'({ p, today }, { endsOn, text }) {
    if (endsOn <= today) throw new Refused('試行の終わりは、明日以降の日にしてください。')
    if (endsOn > addMonths(today, 12))
      throw new Refused('試行の終わりは、1年以内の日にしてください。')
    if (p.draft?.stage === 'approved')
      throw new Refused('承認した回答の案が公表を待っています。提案担当に返却を頼んでください。')
    return { state: 'trial', trial: { endsOn, text } }
  },
  'mark-done'({ p, today }, { conclusion, doneOn, hours, text }) {
    if (doneOn > today) throw new Refused('実施した日は、今日までの日にしてください。')
    requireAfterReceipt(p, doneOn)
    const part = conclusion === 'partly_done' ? (lastAnswer(p)?.answer.part ?? '') || text : ''
    const answer = { ...plainAnswer, conclusion, reason: text, date: doneOn, part, hours }
    return conclude(p, { ...answer, part: part.slice(0, 800) }, '', today)
  },
  'report-effect'({ p, today }, { hours, text }) {
    if (p.outcome === null) throw new Refused('実施の報告がありません。')
    if (addMonths(p.outcome.doneOn, EFFECT_FROM) > today)
      throw new Refused('効果は、実施から3か月たってから報告してください。')
    const measured = { measuredHours: hours, measuredText: text, measuredOn: today }
    return { outcome: { ...p.outcome, ...measured } }
  },

  adopt({ p, who, today }, { text }) {
    if (unitsOf(p).includes(who.unit)) throw new Refused('所管の所属は、うちでもやるを選べません。')
    if (p.adoptions.some(({ unit }) => unit === who.unit))
      throw new Refused('この所属は、すでに「うちでもやる」としています。')
    const own = { unit: who.unit, on: today, stage: 'planned', text, hours: null } as const
    return { adoptions: [...p.adoptions, own] }
  },
  'report-adoption'({ p, who, today }, { hours, text }) {
    if (!p.adoptions.some(({ unit }) => unit === who.unit))
      throw new Refused('先に「うちでもやる」としてください。')
    const report = { on: today, stage: 'done', text, hours } as const
    return {
      adoptions: p.adoptions.map((own) => (own.unit === who.unit ? { ...own, ...report } : own)),
    }
  },
}

/** 検討中 begins: by the head, or by itself. */
export function accepted({ p, today }: Turn): Change {
  if (p.state === 'routing' && p.refusal !== null && !p.settled)
    throw new Refused('所管でない旨の回答をしています。提案担当の決定を待ってください。')
  return {
    state: 'reviewing',
    acceptedOn: today,
    units: p.units.map((part) => ({ ...part, acceptedOn: part.acceptedOn ?? today })),
  }
}

/** A draft that lacks nothing for its approval. */
function wholeDraft({ p, today }: Turn): NonNullable<Proposal['draft']> {
  const { draft } = p
  if (draft === null) throw new Refused('回答の案がありません。先に案を作成してください。')
  if (draft.stage === 'approved') throw new Refused('すでに承認されています。')
  const [fault] = Object.values(answerFaults(draft.answer, today))
  if (fault !== undefined) throw new Refused(fault)
  const { conclusion, committee, date } = draft.answer
  const again = p.answers.some(({ answer }) => answer.conclusion === conclusion)
  if (isOpenEnded(draft.answer) && again && p.renewals >= RENEWALS && committee.trim() === '')
    throw new Refused(
      '継続検討や実施予定の更新は2回までです。続けるには、部会の議を経て、その日を書いてください。',
    )
  if ((conclusion === 'done' || conclusion === 'partly_done') && date !== null)
    requireAfterReceipt(p, date)
  return draft
}

function requireAfterReceipt(p: Proposal, doneOn: Day): void {
  if (doneOn < p.receivedOn)
    throw new Refused(
      '実施した日が、提案を受け付けた日より前です。前から実施していたときは「対応済み」を選んでください。',
    )
}
