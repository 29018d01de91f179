import { checkRoster } from './check.ts'
import type { Difference } from './difference.ts'
import type { Finding } from './findings.ts'
import type { Sheet } from './sheet.ts'
import { adminSignIns, readRoster, type Roster, type RosterReaders } from './stored.ts'

/** A file as handed in: its name is only for messages. */
export interface RosterFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Either may be missing: people are then checked against the stored units, units against stored people. */
export interface RosterFiles {
  readonly units?: RosterFile
  readonly people?: RosterFile
}

export interface FileFacts {
  readonly kind: 'units' | 'people'
  readonly name: string
  readonly encoding: Sheet['encoding']
  readonly rows: number
}

/** A complete, checked outcome. Nothing has been written. */
export interface ImportPlan {
  readonly files: readonly FileFacts[]
  readonly writesUnits: boolean
  readonly writesPeople: boolean
  readonly outcome: Roster
  readonly difference: Difference
  /** Names by code, of units that are gone too. */
  readonly unitNames: Readonly<Record<string, string>>
  /** Codes of units where nobody answers for the programme afterwards, in 建制順. */
  readonly headless: readonly string[]
  /** What was stored when the plan was made; `applyImport` refuses when that has changed. */
  readonly basis: { readonly units: string; readonly people: string }
}

export interface CheckFacts {
  readonly files: readonly FileFacts[]
  /** At most as many of each as were to be kept; the totals count all. */
  readonly problems: readonly Finding[]
  readonly problemTotal: number
  readonly warnings: readonly Finding[]
  readonly warningTotal: number
}

export type ImportCheck = CheckFacts &
  ({ readonly ok: true; readonly plan: ImportPlan } | { readonly ok: false })

/**
 * Reads and checks the files against what is stored and works out the difference; writes nothing.
 * Bad files are not an error: they come back as `ok: false` with every problem. A server that has
 * pages to answer does it in a thread: `planInThread`.
 *
 * @param today ISO date (JST): units without a first day begin then, and the advice is as of then.
 */
export async function planImport(
  stores: RosterReaders,
  files: RosterFiles,
  today: string,
): Promise<ImportCheck> {
  const signIns = await adminSignIns(stores.identity)
  return checkRoster(await readRoster(stores), files, today, { signIns })
}
