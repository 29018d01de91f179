import type { UnitRow } from '../../stores/commons.ts'
import { adviseOnOutcome, complainOfNoAdmin, unitsWithoutHead } from './advice.ts'
import { codeHabit } from './cells.ts'
import { compareRosters } from './difference.ts'
import { Findings } from './findings.ts'
import { peopleAfter, unitsAfter } from './outcome.ts'
import { type KnownUnits, PERSON_COLUMNS, type PersonDraft, readPeople } from './person-file.ts'
import type {
  CheckFacts,
  FileFacts,
  ImportCheck,
  ImportPlan,
  RosterFile,
  RosterFiles,
} from './plan.ts'
import { readSheetFile } from './sheet-file.ts'
import { fingerprintPeople, fingerprintUnits, type Roster } from './stored.ts'
import { arrangeTable, type ColumnRule, type Table } from './table.ts'
import { readUnits, UNIT_COLUMNS, type UnitFile } from './unit-file.ts'

/** What a check says while it works, in this order. */
export const checkSteps = {
  read: 'ファイルを読んでいます',
  rows: '1行ずつ確かめています',
  compare: '今の名簿と比べています',
} as const

export type CheckStep = (typeof checkSteps)[keyof typeof checkSteps]
export type ReportCheck = (step: CheckStep, done: number, total: number) => void

export interface CheckOptions {
  /** Most problems and warnings that are kept; 200 unless told. */
  readonly keep?: number
  readonly report?: ReportCheck
  /** Staff numbers of 情報担当 who have a password; nobody unless told. */
  readonly signIns?: readonly string[]
}

/** Pure: the files against a roster, as of a day. See `planImport`. */
export async function checkRoster(
  stored: Roster,
  files: RosterFiles,
  today: string,
  { keep = 200, report = () => {}, signIns = [] }: CheckOptions = {},
): Promise<ImportCheck> {
  const problems = new Findings(keep)
  const warnings = new Findings(keep)
  const facts: FileFacts[] = []
  const open = async (kind: FileFacts['kind'], file: RosterFile, rules: readonly ColumnRule[]) => {
    report(checkSteps.read, 0, 1)
    const sheet = await readSheetFile(file.bytes, file.name, problems, warnings)
    if (sheet === null) return null
    const table = arrangeTable(sheet, file.name, rules, problems, warnings)
    const rows = table?.rows.length ?? 0
    facts.push({ kind, name: file.name, encoding: sheet.encoding, rows })
    if (table !== null && sheet.encoding === 'Shift_JIS')
      adviseOnLostCharacters(table, rules, warnings)
    return table
  }
  const unitTable = files.units && (await open('units', files.units, UNIT_COLUMNS))
  const storedCodes = stored.units.map((unit) => unit.code)
  const unitFile = unitTable && readUnits(unitTable, storedCodes, problems)
  const personTable = files.people && (await open('people', files.people, PERSON_COLUMNS))
  const known = files.units ? fromFile(unitFile) : fromStore(stored.units)
  const drafts =
    personTable && checkPeople(personTable, known, stored, { problems, warnings, report })
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

  report(checkSteps.compare, 0, 1)
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
  complainOfNoAdmin(stored, outcome, signIns, today, problems)
  if (problems.total > 0) return { ok: false, ...found() }
  adviseOnOutcome(stored, outcome, difference, today, warnings)
  const people = fingerprintPeople()
  people.add(stored)
  const plan: ImportPlan = {
    files: facts,
    writesUnits: unitFile !== undefined,
    writesPeople: drafts !== undefined,
    outcome,
    difference,
    unitNames: Object.fromEntries(
      [...stored.units, ...units].map((unit) => [unit.code, unit.name]),
    ),
    headless: unitsWithoutHead(outcome, today).map((unit) => unit.code),
    basis: {
      units: fingerprintUnits(stored.units),
      people: people.digest(),
    },
  }
  return { ok: true, plan, ...found() }
}

/** Excel writes 「?」 for a character that its CSV cannot hold. */
function adviseOnLostCharacters(
  table: Table,
  rules: readonly ColumnRule[],
  warnings: Findings,
): void {
  for (const row of table.rows)
    for (const { name: column } of rules) {
      const value = table.cell(row, column)
      if (!value.includes('?')) continue
      warnings.add(
        { file: table.file, row: row.row, column, value },
        'CSV（Shift_JIS）で書けない文字が「?」に変わったようです。Excelブックのまま取り込んでください。',
      )
    }
}

/** Null when nothing can be said of units: the file could not be read, or has only example rows. */
function fromFile(file: UnitFile | null | undefined): KnownUnits | null {
  if (!file || file.codes.size === 0) return null
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
  to: { problems: Findings; warnings: Findings; report: ReportCheck },
): PersonDraft[] {
  const { problems, warnings } = to
  const none = known !== null && known.size === 0
  if (none)
    problems.add(
      { file: table.file },
      '所属がまだ登録されていません。所属のファイルと一緒に取り込んでください。',
    )
  const numbers = stored.people.map((person) => person.number)
  const rowsDone = (done: number, total: number) => to.report(checkSteps.rows, done, total)
  rowsDone(0, table.rows.length)
  return readPeople(table, none ? null : known, numbers, problems, warnings, rowsDone)
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
