/** Thousands of steps of everybody in any order: what the design promises holds after each of them. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../server/calendar/working-days.ts'
import type { Act } from '../../server/proposals/acts.ts'
import { decide, Refused, type Who } from '../../server/proposals/decide.ts'
import { circumstances } from '../../server/proposals/desk.ts'
import type { Answer, Proposal } from '../../server/proposals/proposal.ts'
import { mayAct } from '../../server/proposals/rules.ts'
import { stateNames } from '../../server/proposals/states.ts'
import { brokenPromises } from './oracle.ts'
import {
  answers,
  around,
  author,
  compliance,
  desk,
  director,
  head,
  JOINT,
  LEAD,
  neighbour,
  paperLedger,
  promoter,
  inState,
  letPass,
  system,
} from './village.ts'

type Decide = typeof decide

const everybody: readonly Who[] = [
  author,
  desk,
  compliance,
  promoter,
  head,
  director,
  neighbour,
  system,
  { role: 'head', unit: JOINT },
  { role: 'promoter', unit: JOINT },
  { role: 'head', unit: '2020' },
]

/** Everything that somebody could try on a day. */
function attempts(p: Proposal, today: string): Act[] {
  const text = '理由を書きました。'
  const question = p.questions.at(-1)?.id ?? 'Q1XX'
  const lead = p.units[0]?.unit ?? LEAD
  const other = ['2020', '3010', '1010'].find((unit) => unit !== lead) ?? '2020'
  const whole = Object.values(answers(today))
  const drafts: Answer[] = [
    ...whole,
    ...whole.map((answer) => ({ ...answer, committee: '令和8年11月1日 部会' })),
    ...whole.map((answer) => ({ ...answer, date: null, nextDate: null })),
    ...whole.map((answer) => ({ ...answer, reason: '', part: '', where: '', wouldChange: '' })),
    ...whole.map((answer) => ({ ...answer, nextDate: addDays(today, 400), reasonCode: null })),
  ]
  return [
    { act: 'mask', masks: [{ part: 'current', start: 2, end: 9 }] },
    { act: 'mask', masks: [{ part: 'idea', start: 0, end: 5000 }] },
    { act: 'retheme', theme: 'office' },
    { act: 'return', text },
    { act: 'summarise', title: '要旨', text },
    { act: 'refer', desk: 'personnel', text },
    { act: 'exclude', reasonCode: 'beyond', text },
    { act: 'erase', erase: ['title', 'current', 'summary'], text },
    { act: 'erase', erase: ['dialogue', 'answer'], text },
    { act: 'confirm' },
    { act: 'dismiss', text },
    { act: 'merge', into: 'ZZZZ-ZZ' },
    { act: 'unmerge' },
    { act: 'route', units: [lead, other] },
    { act: 'route', units: [other] },
    { act: 'route', units: ['9999'] },
    { act: 'release-question', question },
    { act: 'refuse-question', question, text },
    { act: 'publish' },
    { act: 'give-back', text },
    { act: 'confirm-effect' },
    { act: 'model-case', text },
    { act: 'reopen', text },
    { act: 'transfer', from: lead, to: other },
    { act: 'hold', text },
    { act: 'release-hold' },
    { act: 'accept' },
    { act: 'decline', names: other, text },
    { act: 'interim', text },
    { act: 'ask', text },
    { act: 'opinion', text },
    ...drafts.map((answer): Act => ({ act: 'draft', answer })),
    { act: 'submit' },
    { act: 'submit', decisionNumber: '8行管第12号' },
    { act: 'approve', decisionNumber: '' },
    { act: 'approve', decisionNumber: '' },
    { act: 'send-back', text },
    { act: 'start-trial', endsOn: addDays(today, 40), text },
    { act: 'start-trial', endsOn: today, text },
    { act: 'mark-done', conclusion: 'done', doneOn: today, hours: 10, text },
    { act: 'mark-done', conclusion: 'partly_done', doneOn: today, hours: 10, text },
    { act: 'mark-done', conclusion: 'done', doneOn: '2020-01-01', hours: 10, text },
    { act: 'report-effect', hours: 12.5, text },
    { act: 'adopt', text },
    { act: 'report-adoption', hours: 3, text },
    { act: 'accept-by-time' },
    { act: 'return-lapsed' },
    { act: 'summary-lapsed' },
    { act: 'question-lapsed', question },
    { act: 'remind', steps: [`conclusion+0:${today}`] },
    { act: 'expire', kinds: ['texts'] },
    { act: 'expire', kinds: ['dialogue', 'receipts', 'steps'] },
    {
      act: 'rewrite',
      written: { title: '書き直し', current: '今の状況', idea: '新しい案', effect: '' },
    },
    { act: 'approve-summary' },
    { act: 'reject-summary', text },
    { act: 'reply', question, text },
    { act: 'leave-unanswered', question },
    { act: 'flag-question', question, text },
    { act: 'withdraw' },
    { act: 'reconsider', text },
    { act: 'report-hunt', text },
  ]
}

/** Where a walk begins: anywhere, for a walk from 受付 alone seldom comes as far as 好事例. */
const beginnings = fc.record({
  state: fc.constantFrom('received' as const, ...stateNames),
  publicity: fc.constantFrom('open' as const, 'summary' as const, 'closed' as const),
  aboutHead: fc.boolean(),
  aimedAt: fc.constantFrom(null, LEAD, '2020'),
})
const steps = fc.array(
  fc.record({
    pick: fc.nat({ max: 1_000_000 }),
    /** Mostly what the table allows; sometimes anything at all. */
    anything: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
    days: fc.constantFrom(0, 0, 0, 1, 1, 3, 10, 20, 95),
  }),
  { minLength: 10, maxLength: 50 },
)
type Beginning = typeof beginnings extends fc.Arbitrary<infer T> ? T : never
type Steps = typeof steps extends fc.Arbitrary<infer T> ? T : never

interface Walk {
  readonly broken: readonly string[]
  readonly p: Proposal
  readonly today: string
  readonly taken: number
  readonly states: ReadonlySet<string>
}

/** These end a walk, or take it away from the unit: they come seldom. */
const seldom: readonly Act['act'][] = ['withdraw', 'expire', 'refer', 'exclude', 'merge', 'hold']
const TRIES = 6

/** One proposal in the hands of everybody. Stops at the first broken promise. */
function walk(machine: Decide, { state, ...over }: Beginning, moves: Steps): Walk {
  let p = deepFrozen(inState(state, over))
  let today = p.steps.at(-1)?.on ?? p.stateOn
  let taken = 0
  const states = new Set<string>([p.state])
  const stop = (...broken: string[]): Walk => ({ broken, p, today, taken, states })
  for (const move of moves) {
    today = addDays(today, move.days)
    const place = around(today)
    const all = attempts(p, today)
    const next = numbersFrom(move.pick)
    for (let tries = 0; tries < TRIES; tries += 1) {
      const { act, who } = chosen(p, all, move.anything, next)
      const before = JSON.stringify(p)
      try {
        const after = machine(p, who, act, circumstances(place))
        const broken = brokenPromises({ before: p, next: after, who, act, around: place })
        if (broken.length > 0)
          return stop(
            ...broken,
            `${who.role} ${who.unit} ${JSON.stringify(act)} in ${p.state}, ${today}`,
          )
        taken += 1
        p = deepFrozen(after)
        states.add(p.state)
        break
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        if (!/[。）]$/.test(error.message))
          return stop(`refused without a sentence: ${error.message}`)
        if (JSON.stringify(p) !== before) return stop('refused, and changed')
      }
    }
  }
  return stop()
}

/** An act by its name first, so that those with many variants do not come more often. */
function chosen(p: Proposal, all: readonly Act[], anything: boolean, next: () => number) {
  const one = <T>(list: readonly T[]): T => list[next() % list.length] as T
  const possible = anything
    ? all
    : all.filter(({ act }) => everybody.some(({ role }) => mayAct(act, role, p.state)))
  const common = possible.filter(({ act }) => !seldom.includes(act) || next() % 12 === 0)
  const names = [...new Set((common.length > 0 ? common : all).map(({ act }) => act))]
  const name = one(names)
  const act = one(all.filter((each) => each.act === name))
  const people = everybody.filter(({ role }) => mayAct(act.act, role, p.state))
  return { act, who: one(anything || people.length === 0 ? everybody : people) }
}

/** Numbers that look random, the same for the same beginning (mulberry32). */
function numbersFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
}

const machineHolds = (machine: Decide) =>
  fc.property(beginnings, steps, (from, moves) => {
    expect(walk(machine, from, moves).broken).toEqual([])
  })

describe('だれがどんな順に何をしても', () => {
  it('設計の約束は、一歩ごとに守られる', () => {
    const seen = new Set<string>()
    let taken = 0
    fc.assert(
      fc.property(beginnings, steps, (from, moves) => {
        const one = walk(decide, from, moves)
        expect(one.broken).toEqual([])
        taken += one.taken
        for (const state of one.states) seen.add(state)
      }),
      { numRuns: 350 },
    )
    // The walks are worth something: they go far, and everywhere.
    expect(taken).toBeGreaterThan(2500)
    expect([...stateNames].filter((state) => !seen.has(state))).toEqual([])
  })

  it('時間がたてば先へ進む：提案者の沈黙も、所管の沈黙も、何も止めない', async () => {
    await fc.assert(
      fc.asyncProperty(beginnings, steps, async (from, moves) => {
        const { p, today } = walk(decide, from, moves)
        const ledger = paperLedger([p])
        const days = Array.from({ length: 40 }, (_, i) => addDays(today, i + 1))
        await letPass(ledger, days)
        const later = ledger.find(p.number) ?? p
        expect(later.state).not.toBe('returned')
        expect(later.state).not.toBe('reopened')
        if (later.state === 'routing') expect(later.refusal !== null && !later.settled).toBe(true)
        if (later.state === 'received') expect(later.summary?.stage).not.toBe('asked')
        expect(later.questions.filter(({ stage }) => stage === 'open')).toEqual([])
      }),
      { numRuns: 100 },
    )
  })

  const sabotaged: readonly (readonly [string, Decide])[] = [
    [
      '公表のときに事務局が結論を書き換える',
      changed('publish', (p) => ({
        ...p,
        answers: p.answers.map((one, i) =>
          i === p.answers.length - 1
            ? { ...one, answer: { ...one.answer, reason: '事務局が直した理由' } }
            : one,
        ),
      })),
    ],
    [
      '日と必須の項目のない回答を公表する',
      changed('publish', (p) => ({
        ...p,
        answers: p.answers.map((one) => ({
          ...one,
          answer: { ...one.answer, date: null, nextDate: null, where: '', wouldChange: '' },
        })),
      })),
    ],
    [
      '実施の日のない実施予定',
      changed('draft', (p) =>
        p.draft === null
          ? p
          : {
              ...p,
              state: 'planned',
              answers: [
                ...p.answers,
                {
                  answer: { ...p.draft.answer, conclusion: 'planned', date: null },
                  units: [LEAD],
                  decisionNumber: '',
                  on: '2026-06-01',
                },
              ],
            },
      ),
    ],
    [
      '歩みに時刻が残る',
      changed('accept', (p) => ({
        ...p,
        steps: p.steps.map((step) => ({ ...step, note: '10:24' })),
      })),
    ],
    ['版が増えない', changed('interim', (p) => ({ ...p, version: p.version - 1 }))],
    ['受諾すると所管が消える', changed('accept', (p) => ({ ...p, units: [] }))],
    [
      '一人で対象外にできる',
      changed('exclude', (p) => ({ ...p, state: 'out_of_scope', pending: null })),
    ],
    [
      '取下げが戻る',
      changed('report-hunt', (p) => (p.state === 'withdrawn' ? { ...p, state: 'received' } : p)),
    ],
    [
      '質問が公表の後も残る',
      changed('publish', (p) => ({
        ...p,
        questions: p.questions.map((q) => ({ ...q, stage: 'open' })),
      })),
    ],
    [
      '歩みが二つ',
      changed('retheme', (p) => ({ ...p, steps: [...p.steps, ...p.steps.slice(-1)] })),
    ],
    ['知らない項目が増える', changed('mask', (p) => ({ ...p, seenAt: 'x' }) as Proposal)],
    [
      '事務局が案を書き換える',
      changed('give-back', (p) =>
        p.draft === null
          ? p
          : {
              ...p,
              draft: {
                ...p.draft,
                answer: { ...p.draft.answer, conclusion: 'declined', reason: '事務局の考え' },
              },
            },
      ),
    ],
    [
      '断りながら書き込む',
      (p, who, act, at) => {
        try {
          return decide(p, who, act, at)
        } catch (error) {
          Object.assign(p, { theme: 'other' })
          throw error
        }
      },
    ],
    ['沈黙のうちに持ち主がいなくなる', changed('reopen', (p) => ({ ...p, units: [] }))],
  ]

  it.each(sabotaged)('この試験は、まちがいを見つける：%s', (_, machine) => {
    const run = fc.check(machineHolds(machine), { numRuns: 3000, endOnFailure: true, seed: 3 })
    expect(run.failed).toBe(true)
  })
})

/** The real machine, with a fault in one act. */
function changed(name: Act['act'], fault: (p: Proposal) => Proposal): Decide {
  return (p, who, act, at) => {
    const next = decide(p, who, act, at)
    return act.act === name ? fault(next) : next
  }
}

function deepFrozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    for (const own of Object.values(value)) deepFrozen(own)
    Object.freeze(value)
  }
  return value
}
