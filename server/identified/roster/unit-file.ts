import type { UnitKind } from '../../stores/commons.ts'
import { type CodeHabit, codeFault, readDay, textFault } from './cells.ts'
import type { Findings } from './findings.ts'
import { type ColumnRule, habitOf, type Table, type TableRow } from './table.ts'

/** Three columns are known but not stored: head-counts come from the people themselves. */
export const UNIT_COLUMNS: readonly ColumnRule[] = [
  { name: '所属コード', required: true },
  { name: '上位所属コード', required: true },
  { name: '区分', required: true },
  { name: '所属名', required: true },
  { name: '類似所属', required: false },
  { name: '職員数', required: false },
  { name: '会計年度任用職員数', required: false },
  { name: '個人PCなし', required: false },
  { name: '有効開始日', required: false },
  { name: '有効終了日', required: false },
]

const KINDS: readonly UnitKind[] = ['市', '部', '部付', '課', '支所', '施設']

/** One row as typed. `undefined` means the file does not say (what is stored stays). */
export interface UnitDraft {
  readonly row: number
  readonly code: string
  readonly parent: string | null
  readonly kind: UnitKind
  readonly name: string
  readonly similar: string | undefined
  readonly validFrom: string | undefined
  readonly validTo: string | null | undefined
}

export interface UnitFile {
  /** Rows without a fault of their own, in file order. */
  readonly drafts: readonly UnitDraft[]
  /** Every code of the file with its row, faulty rows too: a child of a faulty row is not "unknown". */
  readonly codes: ReadonlyMap<string, number>
  readonly habit: CodeHabit
}

/** Checks every row and the tree they make. The drafts may be used only if no problem was added. */
export function readUnits(
  table: Table,
  storedCodes: readonly string[],
  problems: Findings,
): UnitFile {
  const habit = habitOf(table, '所属コード', storedCodes)
  const codes = new Map<string, number>()
  const drafts: UnitDraft[] = []
  for (const row of table.rows) {
    const draft = readUnit(table, row, { habit, codes }, problems)
    if (draft !== null) drafts.push(draft)
  }
  complainOfTree(drafts, codes, table.file, problems)
  return { drafts, codes, habit }
}

function readUnit(
  table: Table,
  row: TableRow,
  seen: { habit: CodeHabit; codes: Map<string, number> },
  problems: Findings,
): UnitDraft | null {
  const before = problems.total
  const cell = (column: string) => table.cell(row, column)
  const complain = (column: string, fault: string | null) => {
    if (fault === null) return
    problems.add({ file: table.file, row: row.row, column, value: cell(column) }, fault)
  }
  const code = cell('所属コード')
  const first = seen.codes.get(code)
  if (code !== '' && first !== undefined)
    complain(
      '所属コード',
      `${first}行目と${row.row}行目で重複しています。どちらか1行にしてください。`,
    )
  else {
    complain('所属コード', codeFault(code, seen.habit, table.mark(row, '所属コード') === 'number'))
    seen.codes.set(code, row.row)
  }
  const kind = KINDS.find((k) => k === cell('区分'))
  if (kind === undefined) complain('区分', `${KINDS.join('・')} のどれかにしてください。`)
  const parent = cell('上位所属コード')
  if (kind === '市' && parent !== '') complain('上位所属コード', '市の行では空にしてください。')
  else if (parent !== '') complain('上位所属コード', codeFault(parent, seen.habit))
  else if (kind !== '市') complain('上位所属コード', '空です。上位の所属のコードを入れてください。')
  const name = cell('所属名')
  complain('所属名', name === '' ? '空です。所属の名前を入れてください。' : textFault(name, 60))
  complain('類似所属', textFault(cell('類似所属'), 60))
  const validFrom = readValidity(cell('有効開始日'), (fault) => complain('有効開始日', fault))
  const validTo = readValidity(cell('有効終了日'), (fault) => complain('有効終了日', fault))
  if (validFrom && validTo && validTo < validFrom)
    complain('有効終了日', '有効開始日より前です。どちらかの日付を直してください。')
  if (problems.total > before || kind === undefined) return null
  return {
    row: row.row,
    code,
    parent: parent === '' ? null : parent,
    kind,
    name,
    similar: table.has('類似所属') ? cell('類似所属') : undefined,
    validFrom: validFrom ?? undefined,
    validTo: table.has('有効終了日') ? validTo : undefined,
  }
}

function readValidity(value: string, complain: (fault: string) => void): string | null {
  if (value === '') return null
  const day = readDay(value)
  if (day === null) complain('日付として読めません。2025-04-01 か 2025/4/1 の形にしてください。')
  return day
}

function complainOfTree(
  drafts: readonly UnitDraft[],
  codes: ReadonlyMap<string, number>,
  file: string,
  problems: Findings,
): void {
  const roots = drafts.filter((draft) => draft.kind === '市')
  const root = roots[0]
  if (root === undefined && drafts.length > 0)
    problems.add(
      { file, column: '区分' },
      '区分が「市」の行がありません。全体を表す1行を入れてください。',
    )
  for (const extra of roots.slice(1))
    problems.add(
      { file, row: extra.row, column: '区分', value: extra.kind },
      `「市」が${root?.row}行目と${extra.row}行目にあります。1行だけにしてください。`,
    )
  for (const draft of drafts) {
    if (draft.parent === null || codes.has(draft.parent)) continue
    problems.add(
      { file, row: draft.row, column: '上位所属コード', value: draft.parent },
      'この所属コードの行がありません。コードを直すか、上位の所属の行を加えてください。',
    )
  }
  complainOfCycles(drafts, file, problems)
}

/** Each ring once, at its first row. */
function complainOfCycles(drafts: readonly UnitDraft[], file: string, problems: Findings): void {
  const byCode = new Map(drafts.map((draft) => [draft.code, draft]))
  const settled = new Set<string>()
  for (const start of drafts) {
    const path = new Set<UnitDraft>()
    let unit: UnitDraft | undefined = start
    while (unit !== undefined && !settled.has(unit.code) && !path.has(unit)) {
      path.add(unit)
      unit = byCode.get(unit.parent ?? '')
    }
    for (const passed of path) settled.add(passed.code)
    if (unit === undefined || !path.has(unit)) continue
    const steps = [...path]
    const ring = [...steps.slice(steps.indexOf(unit)), unit].map((step) => step.code).join(' → ')
    problems.add(
      { file, row: unit.row, column: '上位所属コード', value: unit.parent },
      `上位所属が輪になっています（${ring}）。どれかの上位所属コードを直してください。`,
    )
  }
}
