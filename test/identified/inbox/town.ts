/**
 * A small city with units that answer proposals. Proposals are released by the real ledger; acts of others
 * than the unit are done at the real desk; what a unit does goes through its pages.
 */
import { randomBytes } from 'node:crypto'
import type { OfficialAct } from '../../../server/proposals/acts.ts'
import { decide } from '../../../server/proposals/decide.ts'
import { circumstances } from '../../../server/proposals/desk.ts'
import type { AuthorAct, Post } from '../../../server/proposals/message.ts'
import type { Answer, Proposal } from '../../../server/proposals/proposal.ts'
import type { State } from '../../../server/proposals/states.ts'
import type { Official } from '../../../server/proposals/visibility.ts'
import type { Role } from '../../../server/stores/identity.ts'
import { type CityOptions, smallCity } from '../../support/small-city.ts'
import { type Fields, hand, pageOf } from '../office/hand.ts'

/** Who is who. 保険年金課 (2010) and 子育て支援課 (2020) belong to 福祉部 (2000), 道路河川課 (3010) to 都市整備部. */
export const who = {
  nobody: '000107',
  head: '000104',
  promoter: '000110',
  jointHead: '000105',
  jointPromoter: '000111',
  otherHead: '000106',
  director: '000116',
  secondDirector: '000122',
  otherDirector: '000118',
  secretariat: '000103',
  secondSecretariat: '000109',
  compliance: '000114',
  /** Both 提案担当 and head of 保険年金課. */
  deskHead: '000113',
  admin: '000101',
} as const
export type Who = keyof typeof who

const roles: readonly (readonly [Who, Role, string])[] = [
  ['head', 'head', '2010'],
  ['promoter', 'promoter', '2010'],
  ['jointHead', 'head', '2020'],
  ['jointPromoter', 'promoter', '2020'],
  ['otherHead', 'head', '3010'],
  ['director', 'director', '2000'],
  ['secondDirector', 'director', '2000'],
  ['otherDirector', 'director', '3000'],
  ['secondSecretariat', 'secretariat', '*'],
  ['compliance', 'compliance', '*'],
  ['deskHead', 'secretariat', '*'],
  ['deskHead', 'head', '2010'],
]

export const MARK = '帳票の山を減らしたい'

export type Town = Awaited<ReturnType<typeof town>>

/** @param options for the city; Friday 20 November 2026, 10:00 unless told. */
export async function town(options: CityOptions = {}) {
  const city = await smallCity({ people: 24, survey: 'none', ...options })
  const { identity } = city.stores
  for (const [person, role, unit] of roles) {
    await identity
      .insertInto('role')
      .values({ person: who[person], role, unit, origin: 'hand' })
      .execute()
  }
  for (const [person, unit] of [
    ['director', '2000'],
    ['secondDirector', '2000'],
    ['otherDirector', '3000'],
  ] as const) {
    await identity.updateTable('person').set({ unit }).where('number', '=', who[person]).execute()
  }
  const receipts = new Map<string, Buffer>()
  const { ledger, desk } = city.system.proposals

  const made = {
    city,
    /** A browser of somebody; a fresh session at the city's present time. */
    as: (person: Who) => hand(city, who[person]),
    find(number: string): Proposal {
      const p = ledger.find(number)
      if (p === undefined) throw new Error(`no proposal ${number}`)
      return p
    },
    /** Released, not yet checked. */
    async propose(other: Partial<Post> = {}): Promise<string> {
      const before = new Set(ledger.all().map(({ number }) => number))
      const receiptMac = randomBytes(32)
      const post: Post = {
        kind: 'post',
        receipt: 'A'.repeat(22),
        authorKey: 'A'.repeat(43),
        written: {
          title: MARK,
          current: '同じ数字を三つの様式に書いています。',
          idea: '様式を一つにまとめ、二重の転記をやめます。',
          effect: '月に10時間ほど減ります。',
        },
        aimedAt: '2010',
        theme: 'documents',
        type: 'procedure',
        effects: ['time'],
        publicity: 'open',
        aboutHead: false,
        ...other,
      }
      const batch = {
        posts: [{ post, receiptMac, authorKey: randomBytes(32) }],
        endorsements: [],
        acts: [],
        digests: [randomBytes(32)],
      }
      await ledger.release(batch, circumstances(await desk.surroundings()))
      const number = ledger.all().find((p) => !before.has(p.number))?.number
      if (number === undefined) throw new Error('nothing was released')
      receipts.set(number, receiptMac)
      return number
    },
    /** What an author does with the receipt. */
    async author(number: string, act: AuthorAct): Promise<void> {
      const receiptMac = receipts.get(number)
      if (receiptMac === undefined) throw new Error('no receipt')
      const batch = { posts: [], endorsements: [], acts: [{ receiptMac, act }] }
      const at = circumstances(await desk.surroundings())
      const released = await ledger.release({ ...batch, digests: [randomBytes(32)] }, at)
      if (released.acts !== 1) throw new Error(`the author's act was dropped: ${act.act}`)
    },
    /** An act at the desk, not through a page. */
    async act(person: Who, number: string, act: OfficialAct, unit?: string): Promise<void> {
      const official = await officialOf(person)
      const done = await desk.act(official, number, made.find(number).version, act, unit)
      if (!done.ok) throw new Error(`${person} ${act.act}: ${done.message}`)
    },
    /** What happens when its time has come. */
    async byItself(number: string, act: OfficialAct): Promise<void> {
      const at = circumstances(await desk.surroundings())
      await ledger.change(number, null, (p) => decide(p, { role: 'system', unit: '' }, act, at))
    },
    async summarised(number: string): Promise<void> {
      if (made.find(number).publicity !== 'summary') return
      const summary = { title: '帳票の整理', text: '帳票を一つにまとめる。' }
      await made.act('secretariat', number, { act: 'summarise', ...summary })
      await made.author(number, { act: 'approve-summary' })
    },
    async routed(units: readonly string[] = ['2010'], other: Partial<Post> = {}): Promise<string> {
      const number = await made.propose({ aimedAt: units[0] ?? null, ...other })
      await made.summarised(number)
      await made.act('secretariat', number, { act: 'route', units: [...units] })
      return number
    },
    async reviewing(units?: readonly string[], other: Partial<Post> = {}): Promise<string> {
      const number = await made.routed(units, other)
      await made.act(answererOf(made.find(number)), number, { act: 'accept' })
      return number
    },
    /** Drafted, approved and published. */
    async answered(number: string, answer: Answer): Promise<void> {
      const answerer = answererOf(made.find(number))
      await made.act(answerer, number, { act: 'draft', answer })
      await made.act(answerer, number, { act: 'approve', decisionNumber: '' })
      await made.act('secretariat', number, { act: 'publish' })
    },
    bring: (state: State, other: Partial<Post> = {}): Promise<string> =>
      bringTo(made, state, other),
    /** A form of a page, sent with what the page keeps hidden in it. */
    async submit(person: Who, number: string, path: string, fields: Fields = {}, from = '') {
      const visitor = made.as(person)
      const page = await visitor.get(`/staff/inbox/${number}${from}`)
      return visitor.post(`/staff/inbox/${number}/${path}`, {
        stamp: stampIn(page.body),
        ...fields,
      })
    },
    async page(person: Who, path: string) {
      return pageOf(await made.as(person).get(`/staff/inbox${path}`))
    },
  }
  return made

  async function officialOf(person: Who): Promise<Official> {
    const number = who[person]
    const { unit } = await identity
      .selectFrom('person')
      .select('unit')
      .where('number', '=', number)
      .executeTakeFirstOrThrow()
    const held = await identity
      .selectFrom('role')
      .select(['role', 'unit'])
      .where('person', '=', number)
      .execute()
    return { number, unit, roles: held }
  }
}

export function stampIn(body: string): string {
  return /name="stamp" value="([^"]*)"/.exec(body)?.[1] ?? ''
}

export function answerOf(conclusion: Answer['conclusion'], other: Partial<Answer> = {}): Answer {
  const planned = conclusion === 'planned' || conclusion === 'partly_planned'
  const done = conclusion === 'done' || conclusion === 'partly_done'
  return {
    conclusion,
    reason: '様式をまとめても、事務に支障がないためです。',
    date: planned ? '2027-04-01' : done ? '2026-11-20' : null,
    part: conclusion.startsWith('partly') ? '申請書だけを先にまとめます。' : '',
    where: conclusion === 'in_place' ? '庁内ポータルの「様式集」' : '',
    nextDate: conclusion === 'continued' ? '2027-03-31' : null,
    reasonCode: conclusion === 'declined' ? 'cost' : null,
    wouldChange: conclusion === 'declined' ? '機器の更新の時期に検討します。' : '',
    hours: done ? 120 : null,
    committee: '',
    ...other,
  }
}

function answererOf(p: Proposal): Who {
  const lead = p.units[0]?.unit
  if (p.aboutHead) return lead === '3010' ? 'otherDirector' : 'director'
  return lead === '2020' ? 'jointHead' : lead === '3010' ? 'otherHead' : 'head'
}

/** In any state at all; the clock moves on where months must pass. */
async function bringTo(t: Town, state: State, other: Partial<Post>): Promise<string> {
  switch (state) {
    case 'received':
      return t.propose(other)
    case 'returned': {
      const number = await t.propose(other)
      await t.act('secretariat', number, { act: 'return', text: '名前を消してください。' })
      return number
    }
    case 'referred':
    case 'out_of_scope': {
      const number = await t.propose(other)
      const text = '専用の窓口で受け付けます。'
      await t.act(
        'secretariat',
        number,
        state === 'referred'
          ? { act: 'refer', desk: 'harassment', text }
          : { act: 'exclude', reasonCode: 'beyond', text },
      )
      await t.act('secondSecretariat', number, { act: 'confirm' })
      return number
    }
    case 'merged': {
      const into = await t.routed()
      const number = await t.propose(other)
      await t.act('secretariat', number, { act: 'merge', into })
      return number
    }
    case 'withdrawn': {
      const number = await t.routed(['2010'], other)
      await t.author(number, { act: 'withdraw' })
      return number
    }
    case 'routing':
      return t.routed(['2010'], other)
    case 'reviewing':
      return t.reviewing(['2010'], other)
    case 'trial': {
      const number = await t.reviewing(['2010'], other)
      const trial = { endsOn: '2027-01-29', text: '窓口で試します。' }
      await t.act(answererOf(t.find(number)), number, { act: 'start-trial', ...trial })
      return number
    }
    case 'reopened': {
      const number = await bringTo(t, 'declined', other)
      await t.act('secretariat', number, { act: 'reopen', text: '前提が変わりました。' })
      return number
    }
    case 'confirmed':
    case 'model_case': {
      const number = await bringTo(t, 'done', other)
      if (state === 'model_case') {
        await t.act('secretariat', number, { act: 'model-case', text: '全庁の手本です。' })
        return number
      }
      const before = t.city.clock.now
      t.city.clock.now = new Date('2027-03-01T10:00:00+09:00')
      const report = { hours: 100, text: '3か月の実績から計算しました。' }
      await t.act(answererOf(t.find(number)), number, { act: 'report-effect', ...report })
      await t.act('secretariat', number, { act: 'confirm-effect' })
      t.city.clock.now = before
      return number
    }
    case 'expired': {
      const number = await bringTo(t, 'declined', other)
      await t.byItself(number, { act: 'expire', kinds: ['texts'] })
      return number
    }
    default: {
      const number = await t.reviewing(['2010'], other)
      await t.answered(number, answerOf(state))
      return number
    }
  }
}
