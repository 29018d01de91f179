import type { Policy } from '../server/disclosure/microdata.ts'
import type { Findings } from '../server/identified/roster/findings.ts'
import type { Json, JsonObject } from './protect-json.ts'
import { readName, written } from './protect-names.ts'
import { readTrees, type Tree } from './protect-trees.ts'

/** `--plan` as the engine needs it. */
export interface ProtectPlan {
  /** null: named after the file of the rows. */
  readonly survey: string | null
  readonly policy: Policy
  /** The whole body first. */
  readonly tables: readonly (readonly string[])[]
  readonly items: readonly string[]
  /** Of `items`: only the share of those who answered 1 is published. */
  readonly shareOnly: readonly string[]
  /** By attribute, each below its parent. */
  readonly trees: ReadonlyMap<string, Tree>
  /** As written, relative to the plan. */
  readonly roster: string | null
}

const FIELDS = [
  'survey',
  'k',
  'kDistribution',
  'roundingPeople',
  'scale',
  'favourable',
  'hierarchies',
  'tables',
  'items',
  'shareOnly',
  'roster',
]

export const LEAST_K = 5
const MOST_TABLES = 100
const MOST_ITEMS = 200
const MOST_PEOPLE = 10_000

/**
 * @returns null when anything was added to `problems`; each names the field, as `tables[2][0]`.
 */
export function readPlan(json: Json, file: string, problems: Findings): ProtectPlan | null {
  if (!(json instanceof Map)) {
    problems.add({ file }, '全体を「{ }」で囲んだJSONにしてください。')
    return null
  }
  const before = problems.total
  const plan: JsonObject = json
  for (const field of plan.keys()) {
    if (FIELDS.includes(field)) continue
    problems.add(
      { file, column: field },
      `知らない項目です。使えるのは ${FIELDS.join('、')} です。書き間違いを直すか、消してください。`,
    )
  }
  const policy = readPolicy(plan, file, problems)
  const items = readItems(plan.get('items'), file, problems)
  const shareOnly = readShares(plan.get('shareOnly'), items, file, problems)
  const trees = readTrees(plan.get('hierarchies'), file, problems)
  const tables = readTables(plan.get('tables'), trees, file, problems)
  const survey = readText(plan, 'survey', file, problems)
  const roster = readText(plan, 'roster', file, problems)
  const used = new Set([...tables.flat(), ...trees.keys()])
  for (const item of items.filter((name) => used.has(name))) {
    problems.add(
      { file, column: 'items', value: item },
      '質問と属性の両方に同じ列があります。どちらか一方だけにしてください。',
    )
  }
  if (problems.total > before || policy === null) return null
  return { survey, policy, tables, items, shareOnly, trees, roster }
}

function readPolicy(plan: JsonObject, file: string, problems: Findings): Policy | null {
  const whole = (field: string, least: number, most: number, usual?: number): number | null => {
    const value = plan.get(field) ?? usual
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most)
      return value
    const reason = value === undefined ? 'この項目がありません。' : ''
    problems.add(
      { file, column: field, ...(value === undefined ? {} : { value: written(value) }) },
      `${reason}${least}から${most}までの整数で指定してください。`,
    )
    return null
  }
  const k = whole('k', LEAST_K, MOST_PEOPLE)
  const scale = whole('scale', 4, 5)
  const kDistribution = whole('kDistribution', k ?? LEAST_K, 2 * MOST_PEOPLE, 2 * (k ?? LEAST_K))
  const roundingPeople = whole('roundingPeople', 2, MOST_PEOPLE, 2)
  const favourable = whole('favourable', 1, (scale ?? 5) - 1, 2)
  if (k === null || kDistribution === null || roundingPeople === null || favourable === null)
    return null
  return scale === null
    ? null
    : { k, kDistribution, roundingPeople, scale: scale === 4 ? 4 : 5, favourable }
}

function readItems(json: Json | undefined, file: string, problems: Findings): string[] {
  if (!Array.isArray(json) || json.length === 0 || json.length > MOST_ITEMS) {
    problems.add(
      { file, column: 'items' },
      `質問の列の名前を ["Q1", "Q2"] のように1〜${MOST_ITEMS}個並べてください。`,
    )
    return []
  }
  const names = (json as readonly Json[]).map((name, i) =>
    readName(name, `items[${i}]`, file, problems),
  )
  names.forEach((name, i) => {
    if (name !== null && names.indexOf(name) < i)
      problems.add({ file, column: `items[${i}]`, value: name }, '同じ列が2回あります。')
  })
  return names.filter((name) => name !== null)
}

function readShares(
  json: Json | undefined,
  items: readonly string[],
  file: string,
  problems: Findings,
): string[] {
  if (json === undefined) return []
  if (!Array.isArray(json)) {
    problems.add(
      { file, column: 'shareOnly' },
      '["Q3.1", "Q3.2"] のように、質問の列の名前を並べてください。',
    )
    return []
  }
  const names = (json as readonly Json[]).map((name, i) =>
    readName(name, `shareOnly[${i}]`, file, problems),
  )
  names.forEach((name, i) => {
    const at = { file, column: `shareOnly[${i}]`, value: name ?? '' }
    if (name === null) return
    if (!items.includes(name)) problems.add(at, 'items にない列です。items にも書いてください。')
    if (names.indexOf(name) < i) problems.add(at, '同じ列が2回あります。')
  })
  return names.filter((name) => name !== null)
}

function readTables(
  json: Json | undefined,
  trees: ReadonlyMap<string, Tree>,
  file: string,
  problems: Findings,
): string[][] {
  if (!Array.isArray(json) || json.length === 0 || json.length > MOST_TABLES) {
    problems.add(
      { file, column: 'tables' },
      `公表する表を [[], ["bu"], ["bu", "sex"]] のように1〜${MOST_TABLES}個並べてください（[] は全体）。`,
    )
    return []
  }
  const seen = new Set<string>()
  const tables: string[][] = [[]]
  ;(json as readonly Json[]).forEach((table, t) => {
    const column = `tables[${t}]`
    if (!Array.isArray(table)) {
      problems.add({ file, column }, '["bu"] のように、属性の名前を「[ ]」で囲んでください。')
      return
    }
    const names = (table as readonly Json[]).map((name, i) =>
      readName(name, `${column}[${i}]`, file, problems),
    )
    const known = names.filter((name) => name !== null)
    const key = JSON.stringify(known.toSorted())
    const say = (message: string) => problems.add({ file, column, value: written(table) }, message)
    if (new Set(known).size < known.length)
      say('同じ属性が1つの表に2回あります。1つを消してください。')
    else if (seen.has(key)) say('同じ表が2回あります。1つを消してください。')
    else complainOfLevels(known, trees, say)
    seen.add(key)
    if (known.length > 0) tables.push(known)
  })
  return tables
}

/** A 課 lies in one 部: cutting by both is cutting by the 課. */
function complainOfLevels(
  table: readonly string[],
  trees: ReadonlyMap<string, Tree>,
  say: (message: string) => void,
): void {
  for (const lower of table) {
    const seen = new Set<string>()
    let level = trees.get(lower)?.parent ?? null
    while (level !== null && !seen.has(level)) {
      if (table.includes(level)) {
        say(`${lower} は ${level} の下の段なので、${level} をこの表から消してください。`)
        return
      }
      seen.add(level)
      level = trees.get(level)?.parent ?? null
    }
  }
}

function readText(
  plan: JsonObject,
  field: string,
  file: string,
  problems: Findings,
): string | null {
  const value = plan.get(field)
  if (value === undefined) return null
  if (typeof value === 'string' && value.trim() !== '') return value
  problems.add({ file, column: field, value: written(value) }, '空でない文字で指定してください。')
  return null
}
