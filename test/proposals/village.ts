/** A small city on paper for the pure parts of proposals: units, days, people, proposals in every state. */
import { workCalendar } from '../../server/calendar/working-days.ts'
import type { OfficialAct } from '../../server/proposals/acts.ts'
import { passTime } from '../../server/proposals/by-itself.ts'
import { decide, type Who } from '../../server/proposals/decide.ts'
import { circumstances, type Surroundings } from '../../server/proposals/desk.ts'
import { type Ledger, Outdated } from '../../server/proposals/ledger.ts'
import type { AuthorAct, Post } from '../../server/proposals/message.ts'
import { plainAnswer } from '../../server/proposals/outcome.ts'
import type { Answer, Proposal } from '../../server/proposals/proposal.ts'
import { arrive } from '../../server/proposals/release.ts'
import { type ProposalSettings, usualSettings } from '../../server/proposals/settings.ts'
import type { State } from '../../server/proposals/states.ts'
import type { Official, Organisation } from '../../server/proposals/visibility.ts'

/** Code → 部 above it; null: none. 1020 is 行政管理課; 4010 stands for itself. */
export const VILLAGE: Readonly<Record<string, string | null>> = {
  '1000': '1000',
  '1010': '1000',
  '1020': '1000',
  '2000': '2000',
  '2010': '2000',
  '2020': '2000',
  '3000': '3000',
  '3010': '3000',
  '4010': null,
}
export const LEAD = '2010'
export const JOINT = '3010'

export function village(ended: readonly string[] = []): Organisation {
  return {
    isUnit: (code) => Object.hasOwn(VILLAGE, code) && !ended.includes(code),
    bureauOf: (code) => VILLAGE[code] ?? null,
    nameOf: (code) => `所属${code}`,
    deskUnits: ['1020'],
  }
}

export interface Place {
  readonly settings?: Partial<ProposalSettings>
  readonly ended?: readonly string[]
}

export function around(today: string, { settings = {}, ended = [] }: Place = {}): Surroundings {
  const all: ProposalSettings = { ...usualSettings, ...settings }
  const closed = all.closedDays.map(({ day }) => day)
  const calendar = workCalendar({ closed, open: all.openDays })
  return { today, settings: all, calendar, org: village(ended) }
}

/** Ten in the morning in Japan. */
export function atTen(day: string): Date {
  return new Date(`${day}T10:00:00+09:00`)
}

export const desk: Who = { role: 'desk', unit: '' }
export const compliance: Who = { role: 'compliance', unit: '' }
export const author: Who = { role: 'author', unit: '' }
export const system: Who = { role: 'system', unit: '' }
export const promoter: Who = { role: 'promoter', unit: LEAD }
export const head: Who = { role: 'head', unit: LEAD }
export const director: Who = { role: 'director', unit: '2000' }
export const neighbour: Who = { role: 'anyUnit', unit: '2020' }

export function official(number: string, unit: string, ...roles: [string, string][]): Official {
  return { number, unit, roles: roles.map(([role, of]) => ({ role, unit: of })) }
}

/** Marker words: none of them may come to light where its part is hidden. */
export const RAW = '内線4321のヤマモト'
export const post: Post = {
  kind: 'post',
  receipt: 'AAAAAAAAAAAAAAAAAAAAAA',
  authorKey: 'A'.repeat(43),
  written: {
    title: '会議資料を紙で配るのをやめる',
    current: `会議のたびに資料を印刷している。担当は${RAW}さん。`,
    idea: '画面で見れば足りる。',
    effect: '印刷の時間がなくなる。',
  },
  aimedAt: LEAD,
  theme: 'documents',
  type: 'abolish',
  effects: ['time'],
  publicity: 'open',
  aboutHead: false,
}

let receipts = 0
/** A proposal as the opening of the box brings it. */
export function received(over: Partial<Post> = {}, day = '2026-06-01'): Proposal {
  receipts += 1
  const receiptMac = Buffer.alloc(32)
  receiptMac.writeUInt32BE(receipts)
  const batch = {
    posts: [{ post: { ...post, ...over }, receiptMac, authorKey: Buffer.alloc(32) }],
    endorsements: [],
    acts: [],
    digests: [],
  }
  const nothing = { find: () => undefined, numberOf: () => undefined }
  const [held] = arrive(batch, nothing, circumstances(around(day))).changed.values()
  if (held === undefined) throw new Error('nothing was received')
  return held.proposal
}

export type Step = readonly [who: Who, act: OfficialAct | AuthorAct, day?: string]

/** One act after the other; without a day on that of the one before. */
export function after(p: Proposal, steps: readonly Step[], place: Place = {}): Proposal {
  let today = p.steps.at(-1)?.on ?? p.stateOn
  return steps.reduce((now, [who, act, day]) => {
    today = day ?? today
    return decide(now, who, act, circumstances(around(today, place)))
  }, p)
}

const empty: Omit<Answer, 'conclusion'> = { ...plainAnswer, reason: '庁内で調整がつきました。' }

/** A whole answer of each conclusion, for a day. */
export function answers(today: string): Record<Answer['conclusion'], Answer> {
  const year = Number(today.slice(0, 4)) + 1
  const later = `${year}-04-01`
  const [, month = 1] = today.split('-').map(Number)
  const next =
    month > 9 ? `${year}-01-15` : `${today.slice(0, 4)}-${String(month + 2).padStart(2, '0')}-15`
  return {
    planned: { ...empty, conclusion: 'planned', date: later },
    partly_planned: { ...empty, conclusion: 'partly_planned', date: later, part: '課内だけ' },
    in_place: { ...empty, conclusion: 'in_place', where: '文書管理の手引き12ページ' },
    continued: { ...empty, conclusion: 'continued', nextDate: next },
    declined: {
      ...empty,
      conclusion: 'declined',
      reasonCode: 'cost',
      wouldChange: '費用が半分なら',
    },
    done: { ...empty, conclusion: 'done', date: today, hours: 120 },
    partly_done: { ...empty, conclusion: 'partly_done', date: today, hours: 60, part: '課内だけ' },
  }
}

export function answered(conclusion: Answer['conclusion'], day: string): Step[] {
  return [
    [promoter, { act: 'draft', answer: answers(day)[conclusion] }, day],
    [promoter, { act: 'submit' }],
    [head, { act: 'approve', decisionNumber: '' }],
    [desk, { act: 'publish' }],
  ]
}

export const routed: Step = [desk, { act: 'route', units: [LEAD, JOINT] }, '2026-06-02']
export const accepted: Step[] = [routed, [head, { act: 'accept' }, '2026-06-03']]

const ways: Readonly<Record<State, readonly Step[]>> = {
  received: [],
  returned: [[desk, { act: 'return', text: 'お名前を消してください。' }, '2026-06-02']],
  referred: [
    [desk, { act: 'refer', desk: 'harassment', text: '相談窓口をご案内します。' }, '2026-06-02'],
    [desk, { act: 'confirm' }],
  ],
  out_of_scope: [
    [desk, { act: 'exclude', reasonCode: 'no_idea', text: '改善案がありません。' }, '2026-06-02'],
    [desk, { act: 'confirm' }],
  ],
  merged: [[desk, { act: 'merge', into: 'ABCD-EF' }, '2026-06-02']],
  routing: [routed],
  reviewing: accepted,
  trial: [
    ...accepted,
    [head, { act: 'start-trial', endsOn: '2026-07-31', text: '1か月試します。' }, '2026-06-08'],
  ],
  planned: [...accepted, ...answered('planned', '2026-06-10')],
  partly_planned: [...accepted, ...answered('partly_planned', '2026-06-10')],
  in_place: [...accepted, ...answered('in_place', '2026-06-10')],
  continued: [...accepted, ...answered('continued', '2026-06-10')],
  declined: [...accepted, ...answered('declined', '2026-06-10')],
  done: [...accepted, ...answered('done', '2026-06-10')],
  partly_done: [...accepted, ...answered('partly_done', '2026-06-10')],
  confirmed: [
    ...accepted,
    ...answered('done', '2026-06-10'),
    [head, { act: 'report-effect', hours: 100, text: '測りました。' }, '2026-09-15'],
    [desk, { act: 'confirm-effect' }],
  ],
  model_case: [
    ...accepted,
    ...answered('done', '2026-06-10'),
    [desk, { act: 'model-case', text: '全庁で紹介します。' }, '2026-06-20'],
  ],
  reopened: [
    ...accepted,
    ...answered('declined', '2026-06-10'),
    [author, { act: 'reconsider', text: '費用は半分で足ります。' }, '2026-06-15'],
  ],
  withdrawn: [[author, { act: 'withdraw' }, '2026-06-02']],
  expired: [
    ...accepted,
    ...answered('declined', '2026-06-10'),
    [system, { act: 'expire', kinds: ['texts'] }, '2030-04-01'],
  ],
}

const summarised: Step[] = [
  [
    desk,
    { act: 'summarise', title: '会議資料の電子化', text: '紙の資料をやめる提案です。' },
    '2026-06-02',
  ],
  [author, { act: 'approve-summary' }],
]

/** A proposal that came into this state the usual way. */
export function inState(state: State, over: Partial<Post> = {}): Proposal {
  const steps = ways[state]
  const isRouted = steps.some(([, { act }]) => act === 'route')
  const first = over.publicity === 'summary' && isRouted ? summarised : []
  // 提案担当 would not merge what is about a head; should it have happened, it must stay hidden.
  const merged = state === 'merged' && over.aboutHead === true
  const p = after(received(merged ? { ...over, aboutHead: false } : over), [...first, ...steps])
  return merged ? { ...p, aboutHead: true } : p
}

/** A ledger on paper: the same turns, nothing stored. */
export function paperLedger(proposals: readonly Proposal[]): Ledger {
  const held = new Map(proposals.map((p) => [p.number, p]))
  let revision = 0
  let turn: Promise<unknown> = Promise.resolve()
  return {
    all: () => [...held.values()],
    find: (number) => held.get(number),
    revision: () => revision,
    async change(number, version, step) {
      const mine = turn.then(async () => {
        const p = held.get(number)
        if (p === undefined) throw new Error('not there')
        if (version !== null && p.version !== version) throw new Outdated()
        const next = await step(p)
        held.set(number, next)
        revision += 1
        return next
      })
      turn = mine.catch(() => undefined)
      return mine
    },
    release: () => Promise.reject(new Error('no box')),
    findByReceipt: () => undefined,
    authorKeyOf: () => undefined,
    dropReceipt: () => Promise.resolve(),
    async showEndorsements() {
      for (const p of held.values()) {
        held.set(p.number, { ...p, endorsementsShown: p.endorsements })
      }
    },
  }
}

/** Time passes over a ledger, looked at on these days at ten. */
export async function letPass(ledger: Ledger, days: readonly string[], place: Place = {}) {
  for (const day of days) {
    await passTime({ ledger, around: around(day, place), at: atTen(day) })
  }
}
