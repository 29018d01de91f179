import type { Difference } from './difference.ts'
import { type Finding, sentenceOf } from './findings.ts'
import type { ImportCheck, ImportPlan } from './plan.ts'
import { describeFile, nameRole, nameUnit } from './wording.ts'

/** Rows of a list on the page; all of them are in the CSV. */
const SHOWN = 100
const SHOWN_FINDINGS = 200
const SHOWN_WARNINGS = 50

export interface ShownFindings {
  readonly total: number
  readonly rows: readonly Finding[]
}

/** One list of the difference: what is called what, and the first hundred. */
export interface ShownList {
  readonly title: string
  /** 人 or 件. */
  readonly counter: string
  readonly total: number
  readonly rows: readonly string[]
  /** What an officer has to look at even if nothing is wrong. */
  readonly open: boolean
}

export interface ShownCheck {
  readonly files: readonly string[]
  readonly problems: ShownFindings
  readonly warnings: { readonly total: number; readonly rows: readonly string[] }
  readonly lists: readonly ShownList[]
  /** Nothing in the files differs from what is stored. */
  readonly same: boolean
}

/** A line of the whole difference, as in its CSV. */
export type DifferenceLine = readonly [kind: string, change: string, code: string, more: string]

export const DIFFERENCE_HEADS = ['種類', '変更', '番号・コード', '内容'] as const
export const PROBLEM_HEADS = ['ファイル', '行', '列', '値', '直すこと'] as const

/** A checked import as its page shows it. */
export function showCheck(check: ImportCheck): ShownCheck {
  const lists = check.ok ? listsOf(check.plan) : []
  return {
    files: check.files.map(describeFile),
    problems: { total: check.problemTotal, rows: check.problems.slice(0, SHOWN_FINDINGS) },
    warnings: {
      total: check.warningTotal,
      rows: check.warnings.slice(0, SHOWN_WARNINGS).map(sentenceOf),
    },
    lists,
    same: lists.every(({ title, total }) => total === 0 || title === HEADLESS),
  }
}

/** All problems as rows of a CSV; a last row says when there were more than are kept. */
export function* problemLines({ problems, problemTotal }: ImportCheck): Generator<string[]> {
  yield [...PROBLEM_HEADS]
  for (const { file, row, column, value, message } of problems)
    yield [file ?? '', row === null ? '' : String(row), column ?? '', value ?? '', message]
  if (problemTotal > problems.length)
    yield ['', '', '', '', `ほか${(problemTotal - problems.length).toLocaleString('ja')}件`]
}

/** The whole difference as rows of a CSV. */
export function* differenceLines(plan: ImportPlan): Generator<readonly string[]> {
  yield DIFFERENCE_HEADS
  for (const [, , , lines] of changesOf(plan)) yield* lines()
}

const HEADLESS = '推進責任者のいない所属'

function listsOf(plan: ImportPlan): ShownList[] {
  return changesOf(plan).map(([title, counter, total, lines]) => {
    const rows: string[] = []
    for (const [, , code, more] of lines()) {
      if (rows.length === SHOWN) break
      rows.push(more === '' ? code : `${code}　${more}`)
    }
    return { title, counter, total, rows, open: title === HEADLESS }
  })
}

type Change = readonly [
  title: string,
  counter: string,
  total: number,
  lines: () => Iterable<DifferenceLine>,
]

/** Every list in the order of the page. */
function changesOf(plan: ImportPlan): Change[] {
  const { units, people, roles } = plan.difference
  const name = (code: string) => plan.unitNames[code] ?? ''
  const unit = (code: string) => nameUnit(plan, code)
  const places = new Map(plan.outcome.people.map((person) => [person.number, person.unit]))
  const at = (number: string) => unit(places.get(number) ?? '')
  const lines =
    <Row>(
      kind: string,
      change: string,
      rows: readonly Row[],
      say: (row: Row) => [string, string],
    ) =>
    () =>
      map(rows, (row): DifferenceLine => [kind, change, ...say(row)])
  const role = (row: Difference['roles']['given'][number]): [string, string] => [
    row.person,
    nameRole(row, unit(row.unit)),
  ]
  const plain = (code: string): [string, string] => [code, name(code)]
  const order: Change[] = units.reordered
    ? [['建制順の変更', '件', 1, () => [['所属', '建制順', '', 'ファイルの順に並べ替えます']]]]
    : []
  return [
    [HEADLESS, '件', plan.headless.length, lines('所属', HEADLESS, plan.headless, plain)],
    [
      '退職等の職員',
      '人',
      people.left.length,
      lines('職員', '退職等', people.left, (p) => [p.number, unit(p.from)]),
    ],
    [
      '異動する職員',
      '人',
      people.moved.length,
      lines('職員', '異動', people.moved, (p) => [p.number, `${unit(p.from)} → ${unit(p.to)}`]),
    ],
    [
      '追加する職員',
      '人',
      people.added.length,
      lines('職員', '追加', people.added, (n) => [n, at(n)]),
    ],
    [
      '内容が変わる職員',
      '人',
      people.changed.length,
      lines('職員', '変更', people.changed, (p) => [p.number, p.columns.join('、')]),
    ],
    [
      '初期設定の人で、名簿に入る職員',
      '人',
      people.adopted.length,
      lines('職員', '名簿へ', people.adopted, (n) => [n, at(n)]),
    ],
    ['廃止する所属', '件', units.gone.length, lines('所属', '廃止', units.gone, plain)],
    ['追加する所属', '件', units.added.length, lines('所属', '追加', units.added, plain)],
    [
      '内容が変わる所属',
      '件',
      units.changed.length,
      lines('所属', '変更', units.changed, (u) => [
        u.code,
        `${name(u.code)}（${u.columns.join('、')}）`,
      ]),
    ],
    ...order,
    ['終わる役割', '件', roles.ended.length, lines('役割', '終了', roles.ended, role)],
    ['付く役割', '件', roles.given.length, lines('役割', '付与', roles.given, role)],
  ]
}

function* map<Row, Line>(rows: Iterable<Row>, say: (row: Row) => Line): Generator<Line> {
  for (const row of rows) yield say(row)
}
