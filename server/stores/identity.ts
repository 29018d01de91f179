import type { ColumnType, Generated, Kysely } from 'kysely'

/** Roles of officials. The first four are for the whole body (`unit` is '*'). */
export type Role = 'admin' | 'hr' | 'secretariat' | 'compliance' | 'director' | 'head' | 'promoter'

export interface PersonRow {
  number: string
  unit: string
  position: string
  age: string
  sex: string
  employment: string
  job: string
  own_pc: number
  origin: 'roster' | 'setup'
  /** 任命権者 as the roster says; '' when it does not. */
  appointer: string
  /** 在職区分 (休職, 派遣 …) as the roster says; '' is ordinary service. */
  status: string
}

/** How an office is held: 本務, 事務取扱, 代理. */
export type Manner = 'own' | 'acting' | 'deputy'

/** A roster that was loaded before its day; the files as they were handed in. */
export interface RosterImportRow {
  id: Generated<number>
  effective_on: string
  state: 'waiting' | 'applied' | 'failed' | 'withdrawn'
  actor: string
  at: string
  units_name: string | null
  units: Buffer | null
  people_name: string | null
  people: Buffer | null
  /** JSON for the page: counts of the difference, or why it failed. */
  outcome: string
}

/** Tables of `identity.db`: people (no names), password hashes, sessions, issue rows, officials' audit. */
export interface IdentityTables {
  person: Omit<PersonRow, 'appointer' | 'status'> & {
    appointer: Generated<string>
    status: Generated<string>
  }
  credential: {
    person: string
    password_hash: string
    must_change: number
    /** Day (JST) of the last reset by an official; null: never, or the person has been told. */
    reset_on: Generated<string | null>
    /** First day (JST) on which a card may be taken after a reset; null: any. */
    card_from: Generated<string | null>
  }
  session: { id_hash: Buffer; person: string; expires_on: string }
  /** In force from `valid_from` to `valid_to`, both included; null: no bound. */
  role: {
    person: string
    role: Role
    unit: string
    origin: 'roster' | 'hand'
    manner: Generated<Manner>
    valid_from: Generated<string | null>
    valid_to: Generated<string | null>
  }
  card: {
    survey: string
    person: string
    /** Code of the 部 at the reference day. */
    bureau: string
    issued: ColumnType<Buffer, Buffer | undefined, Buffer>
    /** 'slip': a paper slip instead of a card at sign-in. */
    way: Generated<'sign-in' | 'slip'>
    /** Of a lost card: '-' never, 'a' asked for, 'g' given anew. */
    reissue: Generated<'-' | 'a' | 'g'>
  }
  /** Paper slips: SHA-256 of what each sends, and 33 bytes written in place when it is exchanged. */
  slip: {
    /** Id of the survey, or `proposals-N`. */
    pool: string
    hash: Buffer
    exchanged: ColumnType<Buffer, Buffer | undefined, Buffer>
  }
  /** The frozen snapshot as counts: how many eligible people share a unit and all attributes. */
  eligible_class: {
    survey: string
    bureau: string
    section: string
    position: string
    age: string
    sex: string
    employment: string
    job: string
    people: number
  }
  signing_key: { survey: string; pkcs8: Buffer }
  turnout: { survey: string; day: string; percent: number }
  /** Cards of the proposal box: 33 bytes a card, written in place; the same number for everybody. */
  proposal_cards: { quarter: string; person: string; posts: Buffer; endorsements: Buffer }
  /** What officials did to a proposal, to the second. */
  proposal_step: {
    id: Generated<number>
    at: string
    proposal: string
    actor: string
    role: string
    unit: string
    act: string
  }
  roster_import: RosterImportRow
  /** The record of the keepers' sheets (受渡簿); `sheet` counts the sheets of a post from 1. */
  keeper_entry: {
    id: Generated<number>
    survey: string
    post: string
    sheet: Generated<number>
    act: 'proved' | 'handed-over' | 'rewrapped' | 'lost' | 'shredded'
    day: string
    actor: string
    note: string
  }
  /** Figures that wait for a second official; `body` is JSON of its kind. */
  second_approval: {
    id: Generated<number>
    kind: string
    body: string
    entered_by: string
    /** Day (JST). */
    entered_on: string
  }
  /** Who reads the free texts of a survey: seat 1 of 人事課, seat 2 of elsewhere. */
  text_reader: {
    survey: string
    seat: 1 | 2
    person: string
    /** How often the seat went to somebody else since the opening. */
    changes: Generated<number>
  }
  audit: { id: Generated<number>; at: string; actor: string; act: string; detail: string }
}

export type IdentityStore = Kysely<IdentityTables>
