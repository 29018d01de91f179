/** だれに何が見えるか: kind of official × state × 公開の別 × 所属長本人に関わる. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Handled, proposalDesk } from '../../server/proposals/desk.ts'
import { remindersOf } from '../../server/proposals/by-itself.ts'
import type { Proposal } from '../../server/proposals/proposal.ts'
import { authorReading, boardEntry, shownText } from '../../server/proposals/readings.ts'
import { unitReading } from '../../server/proposals/unit-reading.ts'
import { type State, stateNames } from '../../server/proposals/states.ts'
import { type Official, onBoard, ownerOf, partsOf } from '../../server/proposals/visibility.ts'
import {
  after,
  around,
  author,
  compliance,
  desk,
  inState,
  JOINT,
  LEAD,
  official,
  paperLedger,
  post,
  RAW,
  received,
  type Step,
  village,
} from './village.ts'

const org = village()

const people = {
  ほかの所属の職員: official('1', '4010'),
  所管の職員: official('2', LEAD),
  推進担当者: official('3', LEAD, ['promoter', LEAD]),
  推進責任者: official('4', LEAD, ['head', LEAD]),
  部長: official('5', '2000', ['director', '2000']),
  関係所属の推進責任者: official('6', JOINT, ['head', JOINT]),
  関係所属の部長: official('7', '3000', ['director', '3000']),
  ほかの所属の推進責任者: official('8', '1010', ['head', '1010']),
  ほかの部の部長: official('9', '1000', ['director', '1000']),
  提案担当: official('10', '1020', ['secretariat', '*']),
  所管に席のある提案担当: official('11', LEAD, ['secretariat', '*']),
  コンプライアンス: official('12', '1010', ['compliance', '*']),
  情報担当: official('13', '1010', ['admin', '*']),
  人事課: official('14', '1010', ['hr', '*']),
} satisfies Record<string, Official>
type Person = keyof typeof people
const names = Object.keys(people) as Person[]

/** Which parts each of them has; nobody who is not named has any. */
type Expected = Partial<Record<Person, readonly string[]>>

const beforeUnits: readonly State[] = ['received', 'returned']
const put = ['referred', 'out_of_scope', 'merged', 'withdrawn'] as const

function expected(state: State, over: { aboutHead: boolean; shown: boolean }): Expected {
  const byDesk: Expected = { 提案担当: ['desk'] }
  if (!over.aboutHead) byDesk.所管に席のある提案担当 = ['desk']
  if (beforeUnits.includes(state) || put.some((hidden) => hidden === state)) return byDesk
  if (over.aboutHead) return { ...byDesk, 部長: ['director'] }
  const unit: Expected = {
    推進担当者: ['promoter'],
    推進責任者: ['head'],
    部長: ['director'],
    関係所属の推進責任者: ['head'],
    関係所属の部長: ['director'],
  }
  const onTheBoard = over.shown && state !== 'expired'
  return {
    ...byDesk,
    ...unit,
    ...(onTheBoard ? { ほかの所属の推進責任者: ['anyUnit'] } : {}),
  }
}

const publicities = ['open', 'summary', 'closed'] as const
type Case = (typeof cases)[number]
const cases = stateNames.flatMap((state) =>
  publicities.flatMap((publicity) =>
    [false, true].map((aboutHead) => ({ state, publicity, aboutHead })),
  ),
)

/** Where a rule of visibility departs from the table. */
function departures(rule: typeof partsOf, { state, publicity, aboutHead }: Case): string[] {
  const p = inState(state, { publicity, aboutHead })
  const table = expected(state, { aboutHead, shown: publicity !== 'closed' })
  return names.flatMap((name) => {
    const parts = rule(p, people[name], org, false).map(({ role }) => role)
    const wanted = (table[name] ?? []).join()
    return parts.join() === wanted ? [] : [`${name}: ${parts.join()}, not ${wanted}`]
  })
}

describe('見える人の表', () => {
  it.each(cases)('$state・$publicity・所属長本人に関わる: $aboutHead', (one) => {
    expect(departures(partsOf, one)).toEqual([])
  })

  it.each<[string, (p: Proposal) => Proposal]>([
    ['「所属長本人に関わる」を忘れる', (p) => ({ ...p, aboutHead: false })],
    ['対象外を所管に見せる', (p) => (p.state === 'out_of_scope' ? { ...inState('reviewing') } : p)],
    ['非公開をほかの所属に見せる', (p) => ({ ...p, publicity: 'open' })],
    ['受付の前に所管へ見せる', (p) => (p.state === 'received' ? inState('routing') : p)],
  ])('は、まちがった規則を見つける：%s', (_, fault) => {
    const wrong: typeof partsOf = (p, ...rest) => partsOf(fault(p), ...rest)
    expect(cases.flatMap((one) => departures(wrong, one))).not.toEqual([])
  })

  it('コンプライアンスは、提案者から連絡のあった提案だけを見る', () => {
    for (const { state, publicity, aboutHead } of cases) {
      const p = inState(state, { publicity, aboutHead })
      const parts = partsOf(p, people.コンプライアンス, org, true).map(({ role }) => role)
      expect(parts).toEqual(['compliance'])
    }
  })

  it('行政管理課自身の提案は、コンプライアンスも見る。その課長に関わるなら、行政管理課には見えない', () => {
    for (const state of stateNames) {
      const p = inState(state, { aimedAt: '1020' })
      expect(partsOf(p, people.コンプライアンス, org, false)).toContainEqual({
        role: 'compliance',
        unit: '',
      })
      expect(partsOf(p, people.提案担当, org, false)).toContainEqual({ role: 'desk', unit: '' })
      const about = inState(state, { aimedAt: '1020', aboutHead: true })
      expect(partsOf(about, people.提案担当, org, true)).toEqual([])
      const roles = partsOf(about, people.コンプライアンス, org, false).map(({ role }) => role)
      expect(roles).toEqual(expect.arrayContaining(['compliance', 'desk']))
    }
  })

  it('提案先が分からない「所属長本人に関わる」提案は、所管に送られたときから、その所属に見えない', () => {
    const p = inState('reviewing', { aimedAt: null, aboutHead: true })
    for (const name of ['所管の職員', '推進担当者', '推進責任者', '関係所属の推進責任者'] as const)
      expect(partsOf(p, people[name], org, true)).toEqual([])
    expect(partsOf(p, people.部長, org, false)).toEqual([{ role: 'director', unit: '2000' }])
  })

  it('兼務で所管の役割を持つ人にも、「所属長本人に関わる」提案は見えない', () => {
    const p = inState('reviewing', { aboutHead: true })
    const both = official(
      '20',
      '1010',
      ['secretariat', '*'],
      ['promoter', LEAD],
      ['director', '2000'],
    )
    expect(partsOf(p, both, org, true)).toEqual([])
  })

  it('本文を消去しても、所管に隠れていたものは隠れたまま', () => {
    for (const state of put) {
      const p = { ...inState(state), units: [{ unit: LEAD, acceptedOn: null, opinion: '' }] }
      const gone = after(p, [
        [
          { role: 'system', unit: '' },
          { act: 'expire', kinds: ['ended'] },
        ],
      ])
      expect(gone).toMatchObject({ state: 'expired', expiredFrom: state })
      for (const name of ['推進担当者', '推進責任者', '部長'] as const)
        expect(partsOf(gone, people[name], org, false)).toEqual([])
    }
  })

  it('なくなった所属の提案は、元の部の部長と提案担当に見え、持ち主は部長になる', () => {
    const ended = village([LEAD])
    const p = inState('reviewing')
    expect(ownerOf(p, ended)).toEqual({ role: 'director', unit: '2000' })
    expect(partsOf(p, people.部長, ended, false)).toEqual([{ role: 'director', unit: '2000' }])
    expect(partsOf(p, people.提案担当, ended, false)).toEqual([{ role: 'desk', unit: '' }])
    expect(ownerOf(p, village([LEAD, '2000']))).toEqual({ role: 'desk', unit: '' })
  })
})

describe('持ち主', () => {
  it.each<[State, string]>([
    ['received', 'desk'],
    ['returned', 'author'],
    ['routing', 'head'],
    ['reviewing', 'head'],
    ['trial', 'head'],
    ['reopened', 'head'],
    ['planned', 'head'],
    ['partly_planned', 'head'],
    ['continued', 'head'],
    ['done', 'head'],
    ['partly_done', 'head'],
    ['model_case', 'head'],
    ['confirmed', 'desk'],
    ['in_place', 'desk'],
    ['declined', 'desk'],
    ['referred', 'desk'],
    ['merged', 'desk'],
    ['out_of_scope', 'desk'],
    ['withdrawn', 'desk'],
    ['expired', 'desk'],
  ])('%s は %s', (state, role) => {
    expect(ownerOf(inState(state), org).role).toBe(role)
    const about = ownerOf(inState(state, { aboutHead: true }), org)
    expect(about).toEqual(role === 'head' ? { role: 'director', unit: '2000' } : { role, unit: '' })
  })

  it('のいない所属長への提案は、提案担当のもとに残る', () => {
    const alone = { ...inState('reviewing', { aboutHead: true, aimedAt: '4010' }) }
    const own = { ...alone, units: [{ unit: '4010', acceptedOn: null, opinion: '' }] }
    expect(ownerOf(own, org).role).toBe('desk')
    const bureau = {
      ...alone,
      aimedAt: '2000',
      units: own.units.map((u) => ({ ...u, unit: LEAD })),
    }
    expect(ownerOf(bureau, org).role).toBe('desk')
  })
})

describe('読めるもの', () => {
  const start = post.written.current.indexOf(RAW)
  const mask: Step = [
    desk,
    { act: 'mask', masks: [{ part: 'current', start, end: start + RAW.length }] },
  ]
  const masked = (p: Proposal) => ({
    ...p,
    masks: p.written === null ? [] : after(received(), [mask]).masks,
  })
  const work = around('2026-06-30')

  it('伏せた言葉は、提案者本人のほかには、どの状態のどの画面にも出ない', () => {
    for (const { state, publicity, aboutHead } of cases) {
      const p = masked(inState(state, { publicity, aboutHead }))
      const seen = [shownText(p), boardEntry(p, [p], org), unitReading(p, org, work)]
      expect(JSON.stringify(seen)).not.toContain(RAW)
      if (p.written !== null)
        expect(JSON.stringify(authorReading(p, org, work).written)).toContain(RAW)
    }
  })

  it('要旨のみの提案の本文は、一覧にも所管にも出ない', () => {
    for (const state of stateNames) {
      const p = inState(state, { publicity: 'summary' })
      const seen = JSON.stringify([boardEntry(p, [], org), unitReading(p, org, work)])
      for (const words of [...Object.values(post.written), RAW]) expect(seen).not.toContain(words)
    }
  })

  it('一覧に出るのは、公開できる提案が所管に送られてからで、所属長に関わるものは決して出ない', () => {
    const never: readonly State[] = [...beforeUnits, ...put, 'expired']
    for (const { state, publicity, aboutHead } of cases) {
      const p = inState(state, { publicity, aboutHead })
      const shown = !never.includes(state) && publicity !== 'closed' && !aboutHead
      expect(onBoard(p)).toBe(shown)
      expect(boardEntry(p, [], org) !== null).toBe(shown)
    }
  })

  it('一覧には、内輪の手続きも、所管の書きかけの案も、提案者の連絡も出ない', () => {
    const text = '内輪の言葉です'
    const p = after(inState('reviewing'), [
      [
        { role: 'head', unit: LEAD },
        { act: 'ask', text },
      ],
      [desk, { act: 'release-question', question: 'Q1XX' }],
      [author, { act: 'reply', question: 'Q1XX', text }],
      [author, { act: 'report-hunt', text }],
      [
        { role: 'head', unit: JOINT },
        { act: 'opinion', text },
      ],
      [desk, { act: 'erase', erase: ['effect'], text }],
      [compliance, { act: 'hold', text }],
    ])
    const entry = boardEntry(p, [], org)
    expect(JSON.stringify(entry)).not.toContain(text)
    expect(entry?.steps.map(({ act }) => act)).toEqual(['受付', '所管へ照会', '受諾'])
  })

  it('お知らせに、見てよくない人への件名は付かない', () => {
    const late = around('2026-10-01')
    const p = inState('reviewing', { publicity: 'closed' })
    const given: Proposal = {
      ...p,
      reminders: [{ step: 'conclusion+10:2026-08-03', on: '2026-09-01' }],
    }
    const of = (role: 'desk' | 'promoter' | 'head' | 'director', unit: string) =>
      remindersOf({ proposal: given }, { role, unit }, late)
    const title = post.written.title
    expect(of('promoter', LEAD)).toMatchObject([{ clock: 'conclusion', offset: 0, title }])
    expect(of('head', LEAD)).toMatchObject([{ clock: 'conclusion', offset: 5, title }])
    expect(of('director', '2000')).toMatchObject([{ clock: 'conclusion', offset: 5, title }])
    expect(of('desk', '')).toMatchObject([{ clock: 'conclusion', offset: 10, title: null }])
    expect(of('head', JOINT)).toEqual([])
    expect(of('head', '1010')).toEqual([])
    const about = { ...given, aboutHead: true }
    expect(
      remindersOf({ proposal: about }, { role: 'director', unit: '2000' }, late),
    ).toMatchObject([{ offset: 5 }])
  })
})

describe('受け持ちの一覧', () => {
  const complained = async () => new Set<string>()
  const record = { note: async () => {}, lastActor: async () => undefined }
  const surroundings = async () => around('2026-06-30')
  const posts = fc.array(
    fc.record({
      state: fc.constantFrom(...stateNames),
      publicity: fc.constantFrom(...publicities),
      aboutHead: fc.boolean(),
    }),
    { minLength: 1, maxLength: 12 },
  )

  it('と一件ずつの表示は、だれにとっても同じで、見えないものは数にも出ない', async () => {
    await fc.assert(
      fc.asyncProperty(posts, fc.constantFrom(...names), async (wanted, name) => {
        const all = wanted.map(({ state, ...over }) => inState(state, over))
        const office = proposalDesk({ ledger: paperLedger(all), record, surroundings, complained })
        const list = await office.list(people[name])
        const found: Handled[] = []
        for (const { number } of all) {
          const one = await office.find(people[name], number)
          if (one !== undefined) found.push(one)
        }
        const plain = (hands: Handled[]) =>
          hands.map(({ proposal, parts, may }) => ({ number: proposal.number, parts, may }))
        expect(plain(list)).toEqual(plain(found))
        const hidden = all.filter((p) => partsOf(p, people[name], org, false).length === 0)
        expect(list).toHaveLength(all.length - hidden.length)
        for (const { number } of hidden) expect(JSON.stringify(list)).not.toContain(number)
        const nobodys = await office.act(people[name], hidden[0]?.number ?? '0000-00', 1, {
          act: 'confirm',
        })
        expect(nobodys).toEqual({ ok: false, message: 'この提案は見つかりません。' })
      }),
      { numRuns: 60 },
    )
  })
})
