/** A small city with somebody in every role, and proposals that were put in as an opening would. */
import { randomBytes } from 'node:crypto'
import type { OfficialAct } from '../../../server/proposals/acts.ts'
import { circumstances } from '../../../server/proposals/desk.ts'
import type { AuthorAct, Post } from '../../../server/proposals/message.ts'
import { plainAnswer } from '../../../server/proposals/outcome.ts'
import type { Answer, Proposal } from '../../../server/proposals/proposal.ts'
import type { Official } from '../../../server/proposals/visibility.ts'
import type { Role } from '../../../server/stores/identity.ts'
import { hand, type Hand } from '../office/hand.ts'
import { type CityOptions, type SmallCity, smallCity } from '../../support/small-city.ts'

/** Staff numbers by what they are; see `WORKPLACES` of the small city for where they work. */
export const people = {
  admin: '000101',
  hr: '000102',
  /** 提案担当, both at 1030. */
  desk: '000103',
  second: '000109',
  head: '000104',
  promoter: '000110',
  director: '000105',
  /** Head of 2020, which has nothing to do with what 2010 answers for. */
  otherHead: '000111',
  compliance: '000107',
  secondCompliance: '000113',
  staff: '000112',
} as const
export type Person = keyof typeof people

const given: readonly (readonly [Person, Role, string])[] = [
  ['second', 'secretariat', '*'],
  ['head', 'head', '2010'],
  ['promoter', 'promoter', '2010'],
  ['director', 'director', '2000'],
  ['otherHead', 'head', '2020'],
  ['compliance', 'compliance', '*'],
  ['secondCompliance', 'compliance', '*'],
]

export interface DeskCity extends SmallCity {
  /** The browser of somebody; of a stranger when nobody is named. */
  by(person?: Person): Hand
  /** A proposal comes out of the box. @returns its number. */
  post(other?: Partial<Post> & { readonly title?: string }): Promise<string>
  /** What the author does comes out of the box. */
  author(number: string, act: AuthorAct): Promise<void>
  /** An official's act without the page. @throws what the page would say. */
  act(person: Person, number: string, act: OfficialAct): Promise<Proposal>
  find(number: string): Proposal
  official(person: Person): Promise<Official>
}

export async function deskCity(options: CityOptions = {}): Promise<DeskCity> {
  const city = await smallCity({ people: 18, survey: 'none', ...options })
  for (const [person, role, unit] of given) {
    const row = { person: people[person], role, unit, origin: 'hand' as const }
    await city.stores.identity.insertInto('role').values(row).execute()
  }
  const receipts = new Map<string, Buffer>()
  const hands = new Map<Person | undefined, Hand>()
  const { proposals } = city.system

  const desk: Omit<DeskCity, keyof SmallCity> = {
    by(person) {
      const known = hands.get(person)
      if (known !== undefined) return known
      const made = hand(city, person === undefined ? undefined : people[person])
      hands.set(person, made)
      return made
    },
    async post({ title, ...other } = {}) {
      const { ledger } = proposals
      const before = new Set(ledger.all().map(({ number }) => number))
      const receiptMac = randomBytes(32)
      const post = aPost(other, title)
      const batch = { endorsements: [], acts: [], digests: [] }
      const at = circumstances(await proposals.surroundings())
      await ledger.release(
        { ...batch, posts: [{ post, receiptMac, authorKey: randomBytes(32) }] },
        at,
      )
      const made = ledger.all().find(({ number }) => !before.has(number))
      if (made === undefined) throw new Error('not released')
      receipts.set(made.number, receiptMac)
      return made.number
    },
    async author(number, act) {
      const receiptMac = receipts.get(number) ?? Buffer.alloc(32)
      const batch = { posts: [], endorsements: [], digests: [], acts: [{ receiptMac, act }] }
      const at = circumstances(await proposals.surroundings())
      const { dropped } = await proposals.ledger.release(batch, at)
      if (dropped > 0) throw new Error(`dropped: ${act.act}`)
    },
    async act(person, number, act) {
      const { version } = desk.find(number)
      const result = await proposals.desk.act(await desk.official(person), number, version, act)
      if (!result.ok) throw new Error(result.message)
      return result.proposal
    },
    find(number) {
      const found = proposals.ledger.find(number)
      if (found === undefined) throw new Error('no such proposal')
      return found
    },
    async official(person) {
      const number = people[person]
      const { unit } = await city.stores.identity
        .selectFrom('person')
        .select('unit')
        .where('number', '=', number)
        .executeTakeFirstOrThrow()
      const roles = await city.stores.identity
        .selectFrom('role')
        .select(['role', 'unit'])
        .where('person', '=', number)
        .execute()
      return { number, unit, roles }
    },
  }
  // Not spread: the city's getters must stay getters.
  return Object.assign(Object.create(city), desk) as DeskCity
}

export function aPost(other: Partial<Post> = {}, title = '押印の廃止について'): Post {
  return {
    kind: 'post',
    receipt: 'A'.repeat(22),
    authorKey: 'B'.repeat(43),
    written: {
      title,
      current: '保険料の還付では、同じ書類に三つの印を求めています。\n市民は二度来庁しています。',
      idea: '署名だけにし、郵送でも受け付けるようにします。',
      effect: '一件あたり十分の短縮になります。',
    },
    aimedAt: '2010',
    theme: 'documents',
    type: 'abolish',
    effects: ['time'],
    publicity: 'open',
    aboutHead: false,
    ...other,
  }
}

export const ANSWER: Answer = {
  ...plainAnswer,
  conclusion: 'planned',
  reason: '印を求める根拠の規定がないことを確かめました。',
  date: '2027-04-01',
}

/** The fields of a form of the desk, with the version that the page shows. */
export function formOf(
  city: DeskCity,
  number: string,
  fields: Record<string, string | string[]> = {},
) {
  return { version: String(city.find(number).version), ...fields }
}

export const BASE = '/staff/desk'
export const pageOfProposal = (number: string) => `${BASE}/proposals/${number}`

/** What officials did, without the import of the roster. */
export function auditOf(city: DeskCity) {
  return city.stores.identity
    .selectFrom('audit')
    .select(['actor', 'act', 'detail'])
    .where('actor', '!=', '試験')
    .orderBy('id')
    .execute()
}
