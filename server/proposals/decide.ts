import { addDays, addMonths } from '../calendar/working-days.ts'
import type { Act, ActName } from './acts.ts'
import { answerFaults } from './answer-rules.ts'
import { conclude, eraseParts } from './outcome.ts'
import { type Day, leadOf, type Proposal, type Question, unitsOf } from './proposal.ts'
import { type ActingRole, mayAct, rules } from './rules.ts'
import type { ProposalSettings } from './settings.ts'
import { boardGroupOf, states } from './states.ts'

/** An act that is not possible here; `message` is Japanese and says what to do. */
export class Refused extends Error {
  override readonly name = 'Refused'
}

export interface Who {
  readonly role: ActingRole
  /** Unit the role is held for; '' for desk, compliance, author and system. */
  readonly unit: string
}

export interface Circumstances {
  readonly today: Day
  readonly settings: ProposalSettings
  /** Whether a unit exists today. */
  readonly isUnit: (code: string) => boolean
}

type Change = Partial<Omit<Proposal, 'number' | 'version' | 'steps' | 'stateOn'>> & {
  readonly note?: string
}

/** How long 統合 can be undone, and a published answer be put into question by the author. Days. */
export const UNMERGE_DAYS = 30
export const RECONSIDER_DAYS = 30
const RENEWALS = 2

/**
 * One step of one proposal: the rule table first, then what the act itself demands.
 *
 * @throws {Refused}
 */
export function decide(p: Proposal, who: Who, act: Act, at: Circumstances): Proposal {
  const name: ActName = act.act
  if (!mayAct(name, who.role, p.state)) {
    throw new Refused(
      `今の状態（${states[p.state]}）では、この操作（${rules[name].label}）はできません。`,
    )
  }
  requireOwnUnit(p, who, name)
  if (p.pending !== null && !duringPending.includes(name)) {
    throw new Refused(
      '二人目の確認を待っている起案があります。先に確認するか、取りやめてください。',
    )
  }
  const { note = '', ...change } = changeOf(p, who, act, at)
  const next: Proposal = { ...p, ...change, version: p.version + 1 }
  const moved = next.state !== p.state
  const silent = name === 'remind'
  const role = who.role === 'anyUnit' ? 'head' : who.role
  const step = { on: at.today, role, unit: who.unit, act: rules[name].label, note }
  return {
    ...next,
    stateOn: moved ? at.today : p.stateOn,
    steps: silent ? p.steps : [...p.steps, step],
  }
}

/** Acts that wait for nobody. */
const duringPending: readonly ActName[] = [
  'confirm',
  'dismiss',
  'remind',
  'mask',
  'hold',
  'release-hold',
  'withdraw',
  'report-hunt',
  'flag-question',
  'question-lapsed',
  'return-lapsed',
  'summary-lapsed',
  'transfer',
]

function requireOwnUnit(p: Proposal, who: Who, name: ActName): void {
  if (who.role !== 'promoter' && who.role !== 'head') return
  const joint = unitsOf(p).slice(1).includes(who.unit)
  if (leadOf(p) === who.unit || (joint && (name === 'opinion' || name === 'ask'))) return
  if (joint) throw new Refused('関係所属は、意見と質問だけができます。回答は主管の所属が行います。')
  throw new Refused('この提案の所管ではありません。')
}

function changeOf(p: Proposal, who: Who, act: Act, at: Circumstances): Change {
  const { today } = at
  switch (act.act) {
    case 'mask': {
      const written = p.written
      if (written === null) throw new Refused('本文は消去されています。')
      if (act.masks.some(({ part, start, end }) => start >= end || end > written[part].length))
        throw new Refused('伏せる範囲が本文からはみ出しています。')
      return { masks: act.masks }
    }
    case 'retheme':
      return { theme: act.theme }
    case 'return':
      return { state: 'returned', note: act.text.slice(0, 400) }
    case 'summarise':
      return {
        summary: { title: act.title, text: act.text, stage: 'asked', askedOn: today, note: '' },
      }
    case 'refer':
    case 'exclude':
    case 'erase':
      return {
        pending: {
          act: act.act,
          on: today,
          text: act.text,
          desk: act.act === 'refer' ? act.desk : null,
          reasonCode: act.act === 'exclude' ? act.reasonCode : null,
          erase: act.act === 'erase' ? act.erase : [],
        },
      }
    case 'confirm':
      return confirmed(p)
    case 'dismiss':
      if (p.pending === null) throw new Refused('確認を待っている起案はありません。')
      return { pending: null, note: act.text.slice(0, 400) }
    case 'merge':
      if (act.into === p.number) throw new Refused('同じ提案には統合できません。')
      return { state: 'merged', merged: { into: act.into, on: today, from: p.state }, draft: null }
    case 'unmerge': {
      if (p.merged === null) throw new Refused('統合されていません。')
      if (addDays(p.merged.on, UNMERGE_DAYS) < today)
        throw new Refused('統合から30日を過ぎたため、取り消せません。')
      return { state: p.merged.from, merged: null }
    }
    case 'route':
      return routed(p, act.units, at)
    case 'release-question':
      return withQuestion(p, act.question, ['screening'], { stage: 'open', openedOn: today })
    case 'refuse-question':
      return withQuestion(p, act.question, ['screening'], {
        stage: 'refused',
        closedOn: today,
        note: act.text.slice(0, 500),
      })
    case 'publish':
      return published(p, today)
    case 'give-back':
      if (p.draft?.stage !== 'approved') throw new Refused('承認された回答の案がありません。')
      return { draft: { ...p.draft, stage: 'drafting', note: act.text.slice(0, 500), on: today } }
    case 'confirm-effect':
      if (p.outcome?.measuredHours === null || p.outcome === null)
        throw new Refused('所管からの効果の報告を待ってください。')
      return { state: 'confirmed' }
    case 'model-case':
      return { state: 'model_case', modelCase: { text: act.text, on: today } }
    case 'reopen':
      return reopened('desk', act.text, today)
    case 'transfer': {
      if (!unitsOf(p).includes(act.from)) throw new Refused('この所属の提案ではありません。')
      if (!at.isUnit(act.to)) throw new Refused('引き継ぐ先の所属が見つかりません。')
      const units = p.units.map((part) =>
        part.unit === act.from ? { ...part, unit: act.to } : part,
      )
      const once = units.filter((part, i) => units.findIndex((u) => u.unit === part.unit) === i)
      return { units: once, note: `${act.from}→${act.to}` }
    }
    case 'hold':
      if (p.hold !== null) throw new Refused('すでに消去を停止しています。')
      return { hold: { reason: act.text, on: today } }
    case 'release-hold':
      if (p.hold === null) throw new Refused('消去は停止されていません。')
      return { hold: null }

    case 'accept':
    case 'accept-by-time':
      return { state: 'reviewing', ...accepted(p, today), draft: null }
    case 'decline':
      if (p.refusal !== null) throw new Refused('所管でない旨の回答は、一度だけできます。')
      if (act.names === who.unit) throw new Refused('ほかの所属を選んでください。')
      if (!at.isUnit(act.names)) throw new Refused('選んだ所属が見つかりません。')
      return {
        refusal: { unit: leadOf(p) ?? '', names: act.names, reason: act.text, on: today },
      }
    case 'interim':
      return { interim: { text: act.text, on: today, unit: who.unit } }
    case 'ask':
      return asked(p, who, act.text, today)
    case 'opinion':
      return {
        units: p.units.map((part) =>
          part.unit === who.unit ? { ...part, opinion: act.text } : part,
        ),
      }
    case 'draft': {
      if (p.draft?.stage === 'approved') throw new Refused('承認済みの案は、書き換えられません。')
      const note = p.draft?.note ?? ''
      return {
        draft: { answer: act.answer, stage: 'drafting', decisionNumber: '', note, on: today },
      }
    }
    case 'submit':
      requireWholeAnswer(p, at)
      return { draft: { ...draftOf(p), stage: 'submitted', note: '', on: today } }
    case 'approve': {
      requireWholeAnswer(p, at)
      const decisionNumber = act.decisionNumber
      return { draft: { ...draftOf(p), stage: 'approved', decisionNumber, note: '', on: today } }
    }
    case 'send-back':
      if (p.draft?.stage !== 'submitted') throw new Refused('提出された回答の案がありません。')
      return { draft: { ...p.draft, stage: 'drafting', note: act.text.slice(0, 500), on: today } }
    case 'start-trial':
      if (act.endsOn <= today) throw new Refused('試行の終わりは、明日以降の日にしてください。')
      return { state: 'trial', trial: { endsOn: act.endsOn, text: act.text } }
    case 'mark-done': {
      if (act.doneOn > today) throw new Refused('実施した日は、今日までの日にしてください。')
      return {
        state: act.conclusion,
        outcome: newOutcome(act.doneOn, act.hours),
        note: act.text.slice(0, 400),
      }
    }
    case 'report-effect': {
      if (p.outcome === null) throw new Refused('実施の報告がありません。')
      if (addMonths(p.outcome.doneOn, 3) > today)
        throw new Refused('効果は、実施から3か月たってから報告してください。')
      const measured = { measuredHours: act.hours, measuredText: act.text.slice(0, 800) }
      return { outcome: { ...p.outcome, ...measured, measuredOn: today } }
    }

    case 'adopt':
      if (boardGroupOf(p.state) === null || unitsOf(p).includes(who.unit))
        throw new Refused('所管の所属は、うちでもやるを選べません。')
      if (p.adoptions.some(({ unit }) => unit === who.unit))
        throw new Refused('この所属は、すでに「うちでもやる」としています。')
      return {
        adoptions: [
          ...p.adoptions,
          {
            unit: who.unit,
            on: today,
            stage: 'planned',
            text: act.text.slice(0, 500),
            hours: null,
          },
        ],
      }
    case 'report-adoption': {
      if (!p.adoptions.some(({ unit }) => unit === who.unit))
        throw new Refused('先に「うちでもやる」としてください。')
      const report = {
        on: today,
        stage: 'done',
        text: act.text.slice(0, 500),
        hours: act.hours,
      } as const
      return {
        adoptions: p.adoptions.map((own) => (own.unit === who.unit ? { ...own, ...report } : own)),
      }
    }

    case 'rewrite':
      return { state: 'received', written: act.written, masks: [], summary: null }
    case 'approve-summary':
      return { summary: { ...summaryOf(p), stage: 'approved' } }
    case 'reject-summary':
      return { summary: { ...summaryOf(p), stage: 'rejected', note: act.text } }
    case 'summary-lapsed':
      if (addDays(summaryOf(p).askedOn, at.settings.clocks.returned) >= today)
        throw new Refused('まだ期限ではありません。')
      return { summary: { ...summaryOf(p), stage: 'lapsed' } }
    case 'reply':
      return withQuestion(p, act.question, ['open'], {
        stage: 'answered',
        reply: act.text,
        closedOn: today,
      })
    case 'leave-unanswered':
      return withQuestion(p, act.question, ['open'], { stage: 'unanswered', closedOn: today })
    case 'flag-question': {
      const question = p.questions.find(({ id }) => id === act.question)
      if (question === undefined || question.openedOn === null)
        throw new Refused('質問がありません。')
      return question.stage === 'open'
        ? withQuestion(p, act.question, ['open'], { stage: 'flagged', closedOn: today })
        : {}
    }
    case 'question-lapsed': {
      const question = p.questions.find(({ id }) => id === act.question)
      if (addDays(question?.openedOn ?? today, at.settings.clocks.question) >= today)
        throw new Refused('まだ期限ではありません。')
      return withQuestion(p, act.question, ['open'], { stage: 'lapsed', closedOn: today })
    }
    case 'withdraw':
      if (p.answers.length > 0) throw new Refused('回答が公表された後は、取り下げられません。')
      return { state: 'withdrawn', pending: null, draft: null }
    case 'reconsider': {
      if (p.reconsideration !== null) throw new Refused('再検討の希望は、一度だけです。')
      const last = p.answers.at(-1)
      if (last === undefined || addDays(last.on, RECONSIDER_DAYS) < today)
        throw new Refused('再検討の希望は、回答の公表から30日までです。')
      return reopened('author', act.text, today)
    }
    case 'report-hunt':
      return {}

    case 'return-lapsed':
      if (addDays(p.stateOn, at.settings.clocks.returned) >= today)
        throw new Refused('まだ期限ではありません。')
      return { state: 'received' }
    case 'remind':
      return {
        reminders: [...p.reminders, ...act.steps.map((step) => ({ step, on: today }))],
      }
    case 'expire':
      if (p.hold !== null) throw new Refused('開示請求のため、消去を停止しています。')
      return eraseParts(p, act.kinds)
  }
}

function confirmed(p: Proposal): Change {
  const { pending } = p
  if (pending === null) throw new Refused('確認を待っている起案はありません。')
  const ending = { text: pending.text, desk: pending.desk, reasonCode: pending.reasonCode }
  switch (pending.act) {
    case 'refer':
      return { state: 'referred', ending, pending: null, draft: null }
    case 'exclude':
      return { state: 'out_of_scope', ending, pending: null, draft: null }
    case 'erase':
      return { ...eraseParts(p, pending.erase), pending: null }
  }
}

function routed(p: Proposal, units: readonly string[], at: Circumstances): Change {
  if (p.state === 'routing' && (p.refusal === null || p.settled))
    throw new Refused('所管の返事を待っています。')
  const unknown = units.find((unit) => !at.isUnit(unit))
  if (unknown !== undefined) throw new Refused(`所属「${unknown}」は、今の組織にありません。`)
  if (new Set(units).size < units.length) throw new Refused('同じ所属が二度選ばれています。')
  const summary = p.summary?.stage
  if (p.publicity === 'summary' && summary !== 'approved' && summary !== 'lapsed')
    throw new Refused(
      '「要旨のみ」の提案です。要旨を作り、提案者の確認を受けてから送ってください。',
    )
  return {
    state: 'routing',
    settled: p.refusal !== null,
    routedOn: at.today,
    units: units.map((unit) => ({ unit, acceptedOn: null, opinion: '' })),
  }
}

function accepted(p: Proposal, today: Day): Change {
  if (p.state === 'routing' && p.refusal !== null && !p.settled)
    throw new Refused('所管でない旨の回答をしています。提案担当の決定を待ってください。')
  return {
    acceptedOn: today,
    units: p.units.map((part) => ({ ...part, acceptedOn: part.acceptedOn ?? today })),
  }
}

function asked(p: Proposal, who: Who, text: string, today: Day): Change {
  if (p.questions.some(({ stage }) => stage === 'screening' || stage === 'open'))
    throw new Refused('前の質問が終わってから、次の質問をしてください。')
  if (p.questions.length >= 5) throw new Refused('質問は、1件の提案に5回までです。')
  const id = `Q${p.questions.length + 1}XX`
  const question: Question = {
    id,
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

function withQuestion(
  p: Proposal,
  id: string,
  stages: readonly Question['stage'][],
  change: Partial<Question>,
): Change {
  const found = p.questions.find((question) => question.id === id)
  if (found === undefined || !stages.includes(found.stage))
    throw new Refused('この質問は、もう終わっています。')
  return { questions: p.questions.map((q) => (q.id === id ? { ...q, ...change } : q)) }
}

function requireWholeAnswer(p: Proposal, at: Circumstances): void {
  const draft = draftOf(p)
  if (draft.stage === 'approved') throw new Refused('すでに承認されています。')
  const [first] = Object.values(answerFaults(draft.answer, at.today))
  if (first !== undefined) throw new Refused(first)
  if (draft.answer.conclusion !== 'continued') return
  if (p.renewals >= RENEWALS && draft.answer.committee === '')
    throw new Refused(
      '継続検討の更新は2回までです。続けるには、部会の議を経て、その日を書いてください。',
    )
}

function published(p: Proposal, today: Day): Change {
  const { draft } = p
  if (draft?.stage !== 'approved') throw new Refused('承認された回答の案がありません。')
  return conclude(p, draft.answer, draft.decisionNumber, today)
}

function reopened(by: 'author' | 'desk', reason: string, today: Day): Change {
  return {
    state: 'reopened',
    reconsideration: { by, reason, on: today },
    interim: null,
    draft: null,
    trial: null,
    acceptedOn: null,
  }
}

function draftOf(p: Proposal): NonNullable<Proposal['draft']> {
  if (p.draft === null) throw new Refused('回答の案がありません。')
  return p.draft
}

function summaryOf(p: Proposal): NonNullable<Proposal['summary']> {
  if (p.summary?.stage !== 'asked') throw new Refused('確認を待っている要旨はありません。')
  return p.summary
}

function newOutcome(doneOn: Day, expectedHours: number): NonNullable<Proposal['outcome']> {
  return { doneOn, expectedHours, measuredHours: null, measuredText: '', measuredOn: null }
}
