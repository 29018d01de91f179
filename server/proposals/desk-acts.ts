import { addDays } from '../calendar/working-days.ts'
import { answerFaults } from './answer-rules.ts'
import { reopened } from './author-acts.ts'
import { type Change, type Changes, Refused, type Turn } from './change.ts'
import { conclude, ERASED, eraseParts, isEffectConfirmed } from './outcome.ts'
import type { Proposal } from './proposal.ts'
import { withQuestion } from './questions.ts'
import { rules } from './rules.ts'
import { transferred } from './transfer.ts'

/** How long 統合 can be undone. Days. */
export const UNMERGE_DAYS = 30

type DeskAct =
  | 'mask'
  | 'retheme'
  | 'return'
  | 'summarise'
  | 'refer'
  | 'exclude'
  | 'erase'
  | 'confirm'
  | 'dismiss'
  | 'merge'
  | 'unmerge'
  | 'route'
  | 'release-question'
  | 'refuse-question'
  | 'publish'
  | 'give-back'
  | 'confirm-effect'
  | 'model-case'
  | 'reopen'
  | 'transfer'
  | 'hold'
  | 'release-hold'

/** What 提案担当 does (and, for some acts, コンプライアンス). None of it writes an answer. */
export const deskActs: Changes<DeskAct> = {
  mask({ p }, { masks }) {
    const { written } = p
    if (written === null) throw new Refused('本文は消去されています。')
    if (masks.some(({ part, start, end }) => start >= end || end > written[part].length))
      throw new Refused('伏せる範囲が本文からはみ出しています。範囲を選び直してください。')
    const whole = masks.map((mask) => ({ ...mask, ...wholeCharacters(written[mask.part], mask) }))
    return { masks: whole }
  },
  retheme: (_, { theme }) => ({ theme }),
  return({ p }, { text }) {
    if (p.steps.some(({ act }) => act === rules['return-lapsed'].label))
      throw new Refused(
        '書き直しをお願いした期限が過ぎています。伏せる箇所を決めて、次へ進めてください。',
      )
    return { state: 'returned', note: text }
  },
  summarise({ p, today }, { title, text }) {
    if (p.publicity !== 'summary') throw new Refused('要旨は、「要旨のみ」の提案でだけ作ります。')
    if (p.summary?.stage === 'asked')
      throw new Refused('提案者の確認を待っています。期限が過ぎると、次へ進めます。')
    // Else the check would begin anew with every 要旨.
    if (p.summary !== null && p.summary.stage !== 'rejected')
      throw new Refused('要旨は、もう決まっています。この要旨のまま、所管へ照会してください。')
    return { summary: { title, text, stage: 'asked', askedOn: today, note: '' } }
  },
  refer(turn, { desk, text }) {
    requireNoAnswer(turn.p)
    return proposed(turn, { act: 'refer', text, desk })
  },
  exclude(turn, { reasonCode, text }) {
    requireNoAnswer(turn.p)
    return proposed(turn, { act: 'exclude', text, reasonCode })
  },
  erase(turn, { erase, text }) {
    requireNoHold(turn.p)
    return proposed(turn, { act: 'erase', text, erase })
  },
  confirm: ({ p }) => confirmed(p),
  dismiss({ p }, { text }) {
    if (p.pending === null) throw new Refused('確認を待っている起案はありません。')
    return { pending: null, note: text }
  },
  merge({ p, today }, { into }) {
    if (into === p.number) throw new Refused('同じ提案には統合できません。')
    if (p.aboutHead)
      throw new Refused(
        '「所属長本人に関わる」提案は、統合せずに、それぞれ所管へ照会してください。',
      )
    requireNoAnswer(p)
    return { state: 'merged', merged: { into, on: today, from: p.state } }
  },
  unmerge({ p, who, today }) {
    if (p.merged === null) throw new Refused('統合されていません。')
    // By itself whenever the proposal that it was joined to has gone.
    if (who.role !== 'system' && addDays(p.merged.on, UNMERGE_DAYS) < today)
      throw new Refused('統合から30日を過ぎたため、取り消せません。')
    return { state: p.merged.from, merged: null }
  },
  route: (turn, { units }) => routed(turn, units),
  'release-question': ({ p, today }, { question }) =>
    withQuestion(p, question, 'screening', { stage: 'open', openedOn: today }),
  'refuse-question': ({ p, today }, { question, text }) =>
    withQuestion(p, question, 'screening', { stage: 'refused', closedOn: today, note: text }),
  publish({ p, today }) {
    const draft = approvedDraft(p)
    const [fault] = Object.values(answerFaults(draft.answer, today))
    if (fault !== undefined)
      throw new Refused(`承認の後で日が過ぎました。所管へ返却してください。（${fault}）`)
    return conclude(p, draft.answer, draft.decisionNumber, today)
  },
  'give-back': ({ p, today }, { text }) => ({
    draft: { ...approvedDraft(p), stage: 'drafting', note: text, on: today },
  }),
  'confirm-effect'({ p }) {
    if ((p.outcome?.measuredOn ?? null) === null)
      throw new Refused('所管からの効果の報告を待ってください。')
    if (p.state !== 'model_case') return { state: 'confirmed' }
    if (isEffectConfirmed(p)) throw new Refused('この効果は、もう確認されています。')
    return {}
  },
  'model-case': ({ today }, { text }) => ({ state: 'model_case', modelCase: { text, on: today } }),
  reopen: ({ today }, { text }) => reopened('desk', text, today),
  transfer: (turn, { from, to }) => transferred(turn, from, to),
  hold({ p, today }, { text }) {
    if (p.hold !== null) throw new Refused('すでに消去を停止しています。')
    return { hold: { reason: text, on: today } }
  },
  'release-hold'({ p }) {
    if (p.hold === null) throw new Refused('消去は停止されていません。')
    return { hold: null }
  },
}

function proposed(
  { today }: Turn,
  draft: Pick<NonNullable<Proposal['pending']>, 'act' | 'text'> &
    Partial<NonNullable<Proposal['pending']>>,
): Change {
  return { pending: { on: today, desk: null, reasonCode: null, erase: [], ...draft } }
}

function confirmed(p: Proposal): Change {
  const { pending } = p
  if (pending === null) throw new Refused('確認を待っている起案はありません。')
  if (pending.act === 'erase') {
    requireNoHold(p)
    // What two persons take away today does not end the schedule of what comes later.
    const erased = [...p.erased, ...pending.erase.map((part) => `two-persons:${part}`)]
    const ending = p.ending === null ? null : { ...p.ending, text: ERASED }
    const rest = pending.erase.includes('answer') ? { ending } : {}
    return { ...eraseParts(p, pending.erase), ...rest, erased, pending: null }
  }
  if (!rules[pending.act].states.includes(p.state) || p.answers.length > 0)
    throw new Refused('起案の後で状態が変わりました。起案を取りやめてください。')
  const ending = { text: pending.text, desk: pending.desk, reasonCode: pending.reasonCode }
  const state = pending.act === 'refer' ? 'referred' : 'out_of_scope'
  return { state, ending, pending: null }
}

function routed({ p, at, today }: Turn, units: readonly string[]): Change {
  if (p.state === 'routing' && (p.refusal === null || p.settled))
    throw new Refused('所管の返事を待っています。')
  const unknown = units.find((unit) => !at.isUnit(unit))
  if (unknown !== undefined) throw new Refused(`所属「${unknown}」は、今の組織にありません。`)
  if (new Set(units).size < units.length) throw new Refused('同じ所属が二度選ばれています。')
  const stage = p.summary?.stage
  const stands = stage === 'approved' || stage === 'lapsed'
  if (p.publicity === 'summary' && !stands)
    throw new Refused(
      '「要旨のみ」の提案です。要旨を作り、提案者の確認を受けてから送ってください。',
    )
  return {
    state: 'routing',
    settled: p.refusal !== null,
    routedOn: today,
    summary: stands ? p.summary : null,
    units: units.map((unit) => ({ unit, acceptedOn: null, opinion: '' })),
  }
}

function approvedDraft(p: Proposal): NonNullable<Proposal['draft']> {
  if (p.draft?.stage !== 'approved') throw new Refused('承認された回答の案がありません。')
  return p.draft
}

/** What is published stays: 提案担当 cannot put a unit's conclusion out of sight. */
function requireNoAnswer(p: Proposal): void {
  if (p.answers.length > 0)
    throw new Refused('回答が公表されている提案です。この操作はできません。')
}

function requireNoHold(p: Proposal): void {
  if (p.hold !== null)
    throw new Refused(
      '開示請求のため、消去を停止しています。停止を解除してから、もう一度行ってください。',
    )
}

/** A mask never cuts a character in two: half of one would tell which it was. */
function wholeCharacters(text: string, { start, end }: { start: number; end: number }) {
  const cuts = (at: number) => /[\uDC00-\uDFFF]/.test(text.charAt(at))
  return { start: cuts(start) ? start - 1 : start, end: cuts(end) ? end + 1 : end }
}
