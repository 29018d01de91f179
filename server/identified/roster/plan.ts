import type { UnitRow } from '../../stores/commons.ts'
import { adviseOnOutcome } from './advice.ts'
import { codeHabit } from './cells.ts'
import { type CsvEncoding, decodeCsv } from './decoding.ts'
import { compareRosters, type Difference } from './difference.ts'
import { type Finding, Findings } from './findings.ts'
import { peopleAfter, unitsAfter } from './outcome.ts'
import { type KnownUnits, PERSON_COLUMNS, type PersonDraft, readPeople } from './person-file.ts'
import { fingerprint, readRoster, type RosterReaders, type Roster } from './stored.ts'
import { type ColumnRule, readTable, type Table } from './table.ts'
import { readUnits, UNIT_COLUMNS, type UnitFile } from './unit-file.ts'

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
  readonly encoding: CsvEncoding
  readonly rows: number
}

/** A complete, checked outcome. Nothing has been written. */
export interface ImportPlan {
  readonly files: readonly FileFacts[]
  readonly writesUnits: boolean
  readonly writesPeople: boolean
  readonly outcome: Roster
  readonly difference: Difference
  /** What was stored when the plan was made; `applyImport` refuses when that has changed. */
  readonly basis: { readonly units: string; readonly people: string }
}

interface CheckFacts {
  readonly files: readonly FileFacts[]
  /** At most 200 of each; the totals count all. */
  readonly problems: readonly Finding[]
  readonly problemTotal: number
  readonly warnings: readonly Finding[]
  readonly warningTotal: number
}

export type ImportCheck = CheckFacts &
  ({ readonly ok: true; readonly plan: ImportPlan } | { readonly ok: false })

/**
 * Reads and checks the files against what is stored and works out the difference; writes nothing.
 * Bad files are not an error: they come back as `ok: false` with every problem.
 *
 * @param today ISO date (JST): units without a first day begin then, and the advice is as of then.
 */
export async function planImport(
  stores: RosterReaders,
  files: RosterFiles,
  today: string,
): Promise<ImportCheck> {
  const problems = new Findings()
  const warnings = new Findings()
  const facts: FileFacts[] = []
  const stored = await readRoster(stores)
  const open = (kind: FileFacts['kind'], file: RosterFile, rules: readonly ColumnRule[]) => {
    const decoded = decodeCsv(file.bytes, file.name, problems)
    if (decoded === null) return null
    const table = readTable(decoded.text, file.name, rules, problems, warnings)
    const rows = table?.rows.length ?? 0
    facts.push({ kind, name: file.name, encoding: decoded.encoding, rows })
    return table
  }
  const unitTable = files.units && open('units', files.units, UNIT_COLUMNS)
  const storedCodes = stored.units.map((unit) => unit.code)
  const unitFile = unitTable && readUnits(unitTable, storedCodes, problems)
  const personTable = files.people && open('people', files.people, PERSON_COLUMNS)
  const known = files.units ? fromFile(unitFile) : fromStore(stored.units)
  const drafts = personTable && checkPeople(personTable, known, stored, problems, warnings)
  if (unitFile && !files.people)
    complainOfOrphans(unitFile, stored, files.units?.name ?? '', problems)

  const found = (): CheckFacts => ({
    files: facts,
    problems: problems.list(),
    problemTotal: problems.total,
    warnings: warnings.list(),
    warningTotal: warnings.total,
  })
  if (problems.total > 0) return { ok: false, ...found() }

  const units = unitFile ? unitsAfter(unitFile.drafts, stored.units, today) : stored.units
  const outcome: Roster = {
    units,
    ...(drafts
      ? peopleAfter(drafts, stored, units)
      : { people: stored.people, roles: stored.roles }),
  }
  const difference = compareRosters(stored, outcome)
  if (drafts && !personTable?.has('個人PC') && difference.people.added.length > 0)
    warnings.add(
      { file: personTable?.file ?? null, row: 1, column: '個人PC' },
      'この列がないので、新しい職員は「あり」として取り込みます。',
    )
  adviseOnOutcome(stored, outcome, difference, today, warnings)
  const plan: ImportPlan = {
    files: facts,
    writesUnits: unitFile !== undefined,
    writesPeople: drafts !== undefined,
    outcome,
    difference,
    basis: {
      units: fingerprint(stored.units),
      people: fingerprint({ people: stored.people, roles: stored.roles }),
    },
  }
  return { ok: true, plan, ...found() }
}

function fromFile(file: UnitFile | null | undefined): KnownUnits | null {
  if (!file) return null
  const byCode = new Map(file.drafts.map((draft) => [draft.code, draft]))
  return {
    habit: file.habit,
    size: file.codes.size,
    has: (code) => file.codes.has(code),
    get: (code) => byCode.get(code),
  }
}

function fromStore(units: readonly UnitRow[]): KnownUnits {
  const byCode = new Map(units.map((unit) => [unit.code, unit]))
  const codes = [...byCode.keys()]
  return {
    habit: codeHabit(codes, codes),
    size: byCode.size,
    has: (code) => byCode.has(code),
    get: (code) => byCode.get(code),
  }
}

function checkPeople(
  table: Table,
  known: KnownUnits | null,
  stored: Roster,
  problems: Findings,
  warnings: Findings,
): PersonDraft[] {
  const none = known !== null && known.size === 0
  if (none)
    problems.add(
      { file: table.file },
      '所属がまだ登録されていません。所属のファイルと一緒に取り込んでください。',
    )
  const numbers = stored.people.map((person) => person.number)
  return readPeople(table, none ? null : known, numbers, problems, warnings)
}

/** Units alone must leave every stored person a place. */
function complainOfOrphans(
  units: UnitFile,
  stored: Roster,
  file: string,
  problems: Findings,
): void {
  const places = new Map(units.drafts.map((draft) => [draft.code, draft.kind]))
  const orphans = new Map<string, number>()
  for (const { unit, origin } of stored.people) {
    const placed = places.has(unit) ? places.get(unit) !== '市' : units.codes.has(unit)
    if (origin === 'roster' && !placed) orphans.set(unit, (orphans.get(unit) ?? 0) + 1)
  }
  for (const [code, count] of orphans)
    problems.add(
      { file, column: '所属コード', value: code },
      `職員が${count}人登録されている所属ですが、職員を置ける行がありません。行を残すか、職員のファイルも一緒に取り込んでください。`,
    )
}
