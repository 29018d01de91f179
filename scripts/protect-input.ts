import { basename, dirname, resolve } from 'node:path'
import type { GroupingAttribute, Microdata } from '../server/disclosure/microdata.ts'
import type { ProtectionInput } from '../server/disclosure/protection.ts'
import type { Findings } from '../server/identified/roster/findings.ts'
import { columnsOf, readCsv } from './protect-csv.ts'
import { choicesOf } from './protect-choices.ts'
import type { ProtectPlan } from './protect-plan.ts'
import { type Standings, standingsOf } from './protect-standing.ts'

/** The frame of a plan: every combination of declared categories. */
const MOST_GROUPS = 60_000
const MOST_ROWS = 1_000_000

/** What the files held, for the person at the screen. */
export interface ReadInput {
  readonly input: ProtectionInput
  readonly eligiblePeople: number | null
  /** Columns of the rows that the plan does not name. */
  readonly unused: readonly string[]
  /** Respondents without any word or answer: counted like the others. */
  readonly blankRows: number
}

/**
 * Rows (and roster) → what the engine is given; the rows are in typed arrays from the first line on.
 *
 * @returns null when anything was added to `problems`.
 * @throws what reading a file throws; the reason of `signal`.
 */
export async function readInput(
  files: { readonly rows: string; readonly plan: string },
  plan: ProtectPlan,
  problems: Findings,
  signal: AbortSignal,
): Promise<ReadInput | null> {
  const before = problems.total
  const standings = standingsOf(plan)
  const read = await readRows(files.rows, plan, standings, problems, signal)
  const roster =
    plan.roster === null
      ? null
      : await readRoster(rosterPath(files.plan, plan.roster), standings, problems, signal)
  if (problems.total > before) return null
  const { attributes, final } = standings.finish()
  complainOfSize(attributes, plan, basename(files.plan), problems)
  if (roster !== null && read.rows > roster.people) {
    problems.add(
      { file: basename(files.rows) },
      `回答（${spoken(read.rows)}行）が、roster の対象者（${spoken(roster.people)}人）より多くあります。両方のファイルが正しいか確かめてください。`,
    )
  }
  if (problems.total > before) return null
  const { rows, keys, answers } = read
  makeFinal(keys, rows, final)
  const shares = choicesOf(plan.items, plan.shareOnly, rows, answers)
  const data: Microdata = { attributes, rows, keys, items: plan.items, answers, ...shares }
  return {
    input: {
      survey: plan.survey ?? basename(files.rows).replace(/\.[^.]*$/, ''),
      data,
      tables: plan.tables,
      policy: plan.policy,
      eligible: (roster?.units ?? []).map((counts, u) => {
        const { id, categories } = attributes[u]!
        return { attribute: id, people: categories.map((_, i) => counts[i] ?? 0) }
      }),
    },
    eligiblePeople: roster?.people ?? null,
    unused: read.unused,
    blankRows: read.blankRows,
  }
}

export function rosterPath(plan: string, roster: string): string {
  return resolve(dirname(plan), roster)
}

async function readRows(
  path: string,
  { items, shareOnly, policy }: ProtectPlan,
  standings: Standings,
  problems: Findings,
  signal: AbortSignal,
) {
  const file = basename(path)
  const width = standings.attributes.length
  const codes = new Map(
    ['', '1', '2', '3', '4', '5'].slice(0, policy.scale + 1).map((cell, code) => [cell, code]),
  )
  let keys = new Uint16Array(0)
  let answers = new Uint8Array(0)
  let rows = 0
  let blankRows = 0
  let unused: readonly string[] = []
  await readCsv({ path, name: file }, problems, signal, (header, lines) => {
    const before = problems.total
    const standingInto = standings.readerOf(header, file, problems)
    const columns = columnsOf(header, items, file, problems)
    if (lines > MOST_ROWS + 2) {
      problems.add({ file }, `${spoken(MOST_ROWS)}行を超えるファイルは扱えません。`)
    }
    if (standingInto === null || problems.total > before) return null
    const isShare = items.map((item) => shareOnly.includes(item))
    const positions = items.map((item) => columns.get(item) ?? -1)
    unused = header.filter((name) => name !== '' && !items.includes(name) && !standings.reads(name))
    keys = new Uint16Array(lines * width)
    answers = new Uint8Array(lines * items.length)
    return (cells, row) => {
      standingInto(cells, row, keys, rows * width)
      let blank = true
      for (const [i, at] of positions.entries()) {
        const cell = (cells[at] ?? '').trim()
        const code = codes.get(cell)
        if (code === undefined) {
          problems.add(
            { file, row, column: items[i] ?? '', value: cell },
            `1から${policy.scale}までの半角数字（1が最もよい）か、空にしてください。`,
          )
        }
        if (code !== undefined && code > 1 && code < policy.scale && isShare[i] === true) {
          problems.add(
            { file, row, column: items[i] ?? '', value: cell },
            `割合だけを公表する列です。1（選んだ）か${policy.scale}（選ばなかった）か、空にしてください。`,
          )
        }
        answers[rows * items.length + i] = code ?? 0
        blank &&= cell === ''
      }
      if (blank && cells.every((cell) => cell.trim() === '')) blankRows += 1
      rows += 1
    }
  })
  if (rows === 0 && problems.total === 0) {
    problems.add({ file }, '見出しの下に行がありません。正しいファイルか確かめてください。')
  }
  return {
    rows,
    keys: keys.subarray(0, rows * width),
    answers: answers.subarray(0, rows * items.length),
    unused,
    blankRows,
  }
}

/** All eligible people: how many each unit has; its words are declared even if nobody answered. */
async function readRoster(
  path: string,
  standings: Standings,
  problems: Findings,
  signal: AbortSignal,
): Promise<{ people: number; units: number[][] }> {
  const file = basename(path)
  const units = Array.from({ length: standings.units }, (): number[] => [])
  const codes = new Uint16Array(standings.attributes.length)
  let people = 0
  await readCsv({ path, name: file }, problems, signal, (header) => {
    const standingInto = standings.readerOf(header, file, problems)
    if (standingInto === null) return null
    return (cells, row) => {
      standingInto(cells, row, codes, 0)
      people += 1
      for (const [u, counts] of units.entries()) {
        const code = codes[u] ?? 0
        if (code > 0) counts[code - 1] = (counts[code - 1] ?? 0) + 1
      }
    }
  })
  return { people, units }
}

/** The frame holds every combination of categories, answered or not. */
function complainOfSize(
  attributes: readonly GroupingAttribute[],
  { tables }: ProtectPlan,
  file: string,
  problems: Findings,
): void {
  const sizes = new Map(attributes.map(({ id, categories }) => [id, categories.length]))
  const groups = tables.map((table) => table.reduce((all, id) => all * (sizes.get(id) ?? 0), 1))
  if (groups.reduce((sum, n) => sum + n, 0) <= MOST_GROUPS) return
  const most = Math.max(...groups)
  const value = (tables[groups.indexOf(most)] ?? []).join(' × ')
  problems.add(
    { file, column: 'tables', value },
    `表の区分が全部で${spoken(MOST_GROUPS)}を超えます（この表だけで${spoken(most)}）。この表を外すか、区分を大きくまとめてください。`,
  )
}

function makeFinal(keys: Uint16Array, rows: number, final: readonly (Uint16Array | null)[]): void {
  for (const [a, codes] of final.entries()) {
    if (codes === null) continue
    for (let at = a; at < rows * final.length; at += final.length) keys[at] = codes[keys[at]!]!
  }
}

function spoken(count: number): string {
  return count.toLocaleString('ja')
}
