import type { ColumnType, Generated, Kysely } from 'kysely'

/** Roles of officials. `unit` of `admin`, `hr` and `secretariat` is the whole body ('*'). */
export type Role = 'admin' | 'hr' | 'secretariat' | 'director' | 'head' | 'promoter'

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
  audit: { id: Generated<number>; at: string; actor: string; act: string; detail: string }
}

export type IdentityStore = Kysely<IdentityTables>
