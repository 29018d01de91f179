import type { FastifyRequest } from 'fastify'
import { jstDay } from '../../calendar/jst.ts'
import { Problem } from '../../http/problems.ts'
import { requireTls } from '../../http/transport.ts'
import type { CommonsReader } from '../../stores/commons.ts'
import type { IdentityStore } from '../../stores/identity.ts'
import { listSurveys, type Survey } from '../../survey/surveys.ts'
import type { Seat } from '../../texts/reading.ts'
import { hasRole } from '../auth/roles.ts'
import { inForce, unitsOfRole } from '../auth/roles-in-force.ts'
import { signedInPerson, type StaffPerson } from '../auth/signed-in.ts'

/** A survey whose texts somebody reads. */
export interface ReadSurvey {
  readonly survey: Survey
  readonly seat: Seat
}

interface ReaderStores {
  readonly identity: IdentityStore
  readonly commons: CommonsReader
  readonly now: () => Date
}

/** The originals of a survey are there to be read. */
export function isReadable({ state }: Pick<Survey, 'state'>): boolean {
  return state === 'opened' || state === 'published' || state === 'destroyed'
}

/**
 * Surveys with texts that this person reads, newest first; only once their box was opened, and only while the
 * seat may still be held: a transfer into 人事課 or out of it ends it.
 */
export async function surveysToRead(
  { identity, commons, now }: ReaderStores,
  person: Pick<StaffPerson, 'number' | 'unit' | 'roles'>,
): Promise<ReadSurvey[]> {
  const seats = await identity
    .selectFrom('text_reader')
    .select(['survey', 'seat'])
    .where('person', '=', person.number)
    .execute()
  if (seats.length === 0) return []
  const offices = await unitsOfRole(identity, 'hr', jstDay(now()))
  const held = seats.filter(({ seat }) => maySit(person, seat, offices))
  return (await listSurveys(commons)).filter(isReadable).flatMap((survey) => {
    const own = held.find((one) => one.survey === survey.id)
    return own === undefined ? [] : [{ survey, seat: own.seat }]
  })
}

/**
 * The survey of the address, for who reads it.
 *
 * @throws {Problem} `not-allowed` for everybody else, officials included; `needs-tls`
 */
export async function requireReader(
  stores: ReaderStores,
  request: FastifyRequest,
): Promise<ReadSurvey> {
  const { survey } = request.params as { survey: string }
  const found = (await requireAnySurvey(stores, request)).find((one) => one.survey.id === survey)
  if (found === undefined) throw new Problem('not-allowed', { detail: NOT_A_READER })
  return found
}

/** @throws {Problem} `not-allowed` for who reads nothing; `needs-tls` */
export async function requireAnySurvey(
  stores: ReaderStores,
  request: FastifyRequest,
): Promise<ReadSurvey[]> {
  requireTls(request)
  const mine = await surveysToRead(stores, signedInPerson(request))
  if (mine.length === 0) throw new Problem('not-allowed', { detail: NOT_A_READER })
  return mine
}

/** Staff numbers by seat; null: nobody yet. */
export async function readersOf(
  identity: IdentityStore,
  survey: string,
): Promise<Readonly<Record<Seat, string | null>>> {
  const rows = await identity
    .selectFrom('text_reader')
    .select(['seat', 'person'])
    .where('survey', '=', survey)
    .execute()
  const of = (seat: Seat) => rows.find((row) => row.seat === seat)?.person ?? null
  return { 1: of(1), 2: of(2) }
}

/** How often a seat went to somebody else since the opening. */
export async function changesOf(identity: IdentityStore, survey: string): Promise<number> {
  const rows = await identity
    .selectFrom('text_reader')
    .select('changes')
    .where('survey', '=', survey)
    .execute()
  return rows.reduce((sum, { changes }) => sum + changes, 0)
}

/** Both seats are held, by two people who may hold them on this day. */
export async function areSeated(
  identity: IdentityStore,
  survey: string,
  today: string,
): Promise<boolean> {
  const readers = await readersOf(identity, survey)
  for (const seat of [1, 2] as const) {
    const person = readers[seat]
    if (person === null) return false
    if ((await seatFault(identity, { survey, seat, person }, today)) !== null) return false
  }
  return true
}

/**
 * Why somebody cannot take (or keep) a seat, in a sentence; null: may. Two people, one of 人事課 and one who
 * neither has its role nor works there: so that nobody, and no office, reads alone.
 *
 * @param today (JST), for roles that have a first or a last day.
 */
export async function seatFault(
  identity: IdentityStore,
  { survey, seat, person }: Place,
  today: string,
): Promise<string | null> {
  const known = await identity
    .selectFrom('credential')
    .innerJoin('person', 'person.number', 'credential.person')
    .select('person.unit')
    .where('credential.person', '=', person)
    .executeTakeFirst()
  if (known === undefined) return 'この職員番号の職員は、登録がありません。番号を確かめてください。'
  const readers = await readersOf(identity, survey)
  if (readers[seat === 1 ? 2 : 1] === person) {
    return 'この職員は、もう1人の読む人です。2人は、別の職員にしてください。'
  }
  const roles = await identity
    .selectFrom('role')
    .select(['role', 'unit', 'manner'])
    .where('person', '=', person)
    .where(inForce(today))
    .execute()
  if (maySit({ unit: known.unit, roles }, seat, await unitsOfRole(identity, 'hr', today)))
    return null
  if (hasRole({ roles }, 'admin')) {
    return '情報担当は、自由記述を読む人になれません。ほかの職員の番号を入力してください。'
  }
  return seat === 1
    ? '1人目は、人事課の役割のある職員にしてください。'
    : '2人目は、人事課の外の職員にしてください。人事課だけで原文を読まないためです。'
}

interface Place {
  readonly survey: string
  readonly seat: Seat
  readonly person: string
}

/** Whoever keeps the server reads in neither seat: the marks of cards are within reach there. */
function maySit(
  person: Pick<StaffPerson, 'unit' | 'roles'>,
  seat: Seat,
  offices: readonly string[],
): boolean {
  if (hasRole(person, 'admin')) return false
  const isHr = hasRole(person, 'hr')
  return seat === 1 ? isHr : !isHr && !offices.includes(person.unit)
}

export const NOT_A_READER =
  '自由記述の原文を読めるのは、回答者に知らせた役職の2人だけです。人事課が、アンケートの画面の「自由記述を読む人」で決めます。'
