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
}

/** Tables of `identity.db`: people (no names), password hashes, sessions, issue rows, officials' audit. */
export interface IdentityTables {
  person: PersonRow
  credential: { person: string; password_hash: string; must_change: number }
  session: { id_hash: Buffer; person: string; expires_on: string }
  role: { person: string; role: Role; unit: string; origin: 'roster' | 'hand' }
  card: {
    survey: string
    person: string
    /** Code of the 部 at the reference day. */
    bureau: string
    issued: ColumnType<Buffer, Buffer | undefined, Buffer>
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
  audit: { id: Generated<number>; at: string; actor: string; act: string; detail: string }
}

export type IdentityStore = Kysely<IdentityTables>
