import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { IdentityStore } from '../../stores/identity.ts'
import { holdLock } from './file-lock.ts'
import { generateFirstPassword } from './first-password.ts'
import { appendToSheet, readSheet, replaceSheet, type SheetLine } from './password-sheet.ts'
import { createPasswordDesk } from './passwords.ts'

export interface FirstPasswordsJob {
  readonly identity: IdentityStore
  readonly unitName: (code: string) => string
  /** 建制順 of units in the finished list; the code's own order unless given. */
  readonly unitPosition?: (code: string) => number
  /** Where the list goes, usually `<data>/first-passwords.csv`. */
  readonly file: string
  readonly onProgress?: (done: number, total: number) => void
  /**
   * Days (JST) for whoever has cards already: somebody who was removed and added again, or comes late. The
   * letter is then like a reset (accounts/card-block.ts). Absent: nobody's cards wait (the sample city).
   */
  readonly cardsWait?: { readonly on: string; readonly until: string }
  /** Stops between two batches; a later run goes on. */
  readonly signal?: AbortSignal
}

export interface FirstPasswordsCounts {
  readonly people: number
  readonly made: number
  /** Still without a password: 0 unless the job was stopped. */
  readonly left: number
}

/** Small enough to stop within a second, large enough that the disk does not set the pace. */
const BATCH = 50

/**
 * Makes a first password for everybody who has none. Each batch is on paper's way first (appended to
 * the list and synced) and in the database after, so a crash loses nothing: what stands in the list
 * without a credential is made anew by the next run, and the line nobody can use is taken out.
 *
 * @throws {Error} when another run is at work on the same list.
 */
export async function makeFirstPasswords(job: FirstPasswordsJob): Promise<FirstPasswordsCounts> {
  await mkdir(dirname(job.file), { recursive: true, mode: 0o700 })
  const release = await holdLock(`${job.file}.lock`)
  try {
    await dropUnusable(job)
    const waiting = await peopleWithout(job.identity)
    const desk = createPasswordDesk({ atOnce: 2, waiting: BATCH })
    let made = 0
    job.onProgress?.(0, waiting.length)
    for (let from = 0; from < waiting.length && !stopped(job); from += BATCH) {
      const lines = waiting.slice(from, from + BATCH).map(
        (person): SheetLine => ({
          ...person,
          unitName: job.unitName(person.unit),
          password: generateFirstPassword(),
        }),
      )
      const hashes = await Promise.all(lines.map(async (line) => desk.hash(line.password)))
      await appendToSheet(job.file, lines)
      made += await storeCredentials(job, lines, hashes)
      job.onProgress?.(from + lines.length, waiting.length)
    }
    const left = (await peopleWithout(job.identity)).length
    if (left === 0) await arrangeByUnit(job)
    return { people: await countPeople(job.identity), made, left }
  } finally {
    await release()
  }
}

function stopped(job: FirstPasswordsJob): boolean {
  return job.signal?.aborted === true
}

/** People without a credential, unit by unit. */
async function peopleWithout(identity: IdentityStore): Promise<{ number: string; unit: string }[]> {
  return identity
    .selectFrom('person')
    .leftJoin('credential', 'credential.person', 'person.number')
    .select(['person.number', 'person.unit'])
    .where('credential.person', 'is', null)
    .orderBy('person.unit')
    .orderBy('person.number')
    .execute()
}

/** One batch in one transaction; a line that came too late (an account made meanwhile) is taken out. */
async function storeCredentials(
  job: FirstPasswordsJob,
  lines: readonly SheetLine[],
  hashes: readonly string[],
): Promise<number> {
  const waiting = job.cardsWait
  const known = waiting === undefined ? new Set() : await withCards(job.identity, lines)
  const rows = lines.map((line, i) => ({
    person: line.number,
    password_hash: hashes[i] ?? '',
    must_change: 1,
    reset_on: known.has(line.number) ? (waiting?.on ?? null) : null,
    card_from: known.has(line.number) ? (waiting?.until ?? null) : null,
  }))
  const stored = await job.identity
    .insertInto('credential')
    .values(rows)
    .onConflict((already) => already.doNothing())
    .returning('person')
    .execute()
  if (stored.length < lines.length) {
    const taken = new Set(stored.map((row) => row.person))
    const late = new Set(lines.filter((line) => !taken.has(line.number)).map((l) => l.password))
    const all = await readSheet(job.file)
    await replaceSheet(
      job.file,
      all.filter((line) => !late.has(line.password)),
    )
  }
  return stored.length
}

/** Numbers that have a card of a survey or of the proposal box. */
async function withCards(
  identity: IdentityStore,
  lines: readonly SheetLine[],
): Promise<ReadonlySet<string>> {
  const numbers = lines.map((line) => line.number)
  const surveys = await identity
    .selectFrom('card')
    .select('person')
    .where('person', 'in', numbers)
    .execute()
  const proposals = await identity
    .selectFrom('proposal_cards')
    .select('person')
    .where('person', 'in', numbers)
    .execute()
  return new Set([...surveys, ...proposals].map(({ person }) => person))
}

/** Lines of a run that ended before its commit, and a line cut in the middle. */
async function dropUnusable(job: FirstPasswordsJob): Promise<void> {
  const lines = await readSheet(job.file)
  const rows = await job.identity.selectFrom('credential').select('person').execute()
  const withPassword = new Set(rows.map((row) => row.person))
  await replaceSheet(
    job.file,
    lines.filter((line) => withPassword.has(line.number)),
  )
}

/** The finished list goes to the units, so it is in their order. */
async function arrangeByUnit(job: FirstPasswordsJob): Promise<void> {
  const position = job.unitPosition ?? (() => 0)
  const lines = await readSheet(job.file)
  lines.sort(
    (a, b) =>
      position(a.unit) - position(b.unit) || order(a.unit, b.unit) || order(a.number, b.number),
  )
  await replaceSheet(job.file, lines)
}

function order(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

async function countPeople(identity: IdentityStore): Promise<number> {
  const row = await identity
    .selectFrom('person')
    .select((eb) => eb.fn.countAll<number>().as('people'))
    .executeTakeFirstOrThrow()
  return row.people
}
