import type { Findings } from '../server/identified/roster/findings.ts'
import type { Json } from './protect-json.ts'
import { readName } from './protect-names.ts'

/** One level of a unit tree. */
export interface Tree {
  /** The level above; null for the topmost one. */
  readonly parent: string | null
  /** Code → code of the level above (`*` for the topmost), in the order of the plan. */
  readonly map: ReadonlyMap<string, string>
}

const EXAMPLE = '{ "ka": { "parent": "bu", "map": { "1110": "1100" } } }'

/** `hierarchies` of the plan. A level whose parent is `*` declares its own codes. */
export function readTrees(
  json: Json | undefined,
  file: string,
  problems: Findings,
): Map<string, Tree> {
  const trees = new Map<string, Tree>()
  if (json === undefined) return trees
  if (!(json instanceof Map)) {
    problems.add({ file, column: 'hierarchies' }, `${EXAMPLE} のように書いてください。`)
    return trees
  }
  for (const [attribute, level] of json as ReadonlyMap<string, Json>) {
    const column = `hierarchies.${attribute}`
    const name = readName(attribute, column, file, problems)
    const tree = readTree(level, column, file, problems)
    if (name !== null && tree !== null) trees.set(name, tree)
  }
  complainOfCircles(trees, file, problems)
  complainOfStrangers(trees, file, problems)
  return trees
}

function readTree(json: Json, column: string, file: string, problems: Findings): Tree | null {
  const parent = json instanceof Map ? json.get('parent') : undefined
  const map = json instanceof Map ? json.get('map') : undefined
  if (!(json instanceof Map) || parent === undefined || !(map instanceof Map) || map.size === 0) {
    problems.add({ file, column }, `"parent" と "map" を ${EXAMPLE} のように書いてください。`)
    return null
  }
  for (const field of json.keys()) {
    if (field !== 'parent' && field !== 'map')
      problems.add({ file, column: `${column}.${field}` }, '知らない項目です。消してください。')
  }
  const above = parent === '*' ? '*' : readName(parent, `${column}.parent`, file, problems)
  const codes = new Map<string, string>()
  for (const [code, of] of map as ReadonlyMap<string, Json>) {
    const place = { file, column: `${column}.map`, value: code }
    if (code.trim() === '' || code.trim() === '*')
      problems.add(place, '「*」と空の区分は使えません。別のコードにしてください。')
    else if (typeof of !== 'string' || of.trim() === '')
      problems.add(place, `上の段のコードを「"1100"」のように文字で書いてください。`)
    else if (above === '*' && of.trim() !== '*')
      problems.add(place, `parent が「*」のときは、値をすべて「"*"」にしてください。`)
    else if (above !== '*' && of.trim() === '*')
      problems.add(
        place,
        `上の段のない区分は置けません。${above ?? 'parent'} に、この区分だけのコードを1つ作ってください。`,
      )
    else if (codes.has(code.trim())) problems.add(place, '同じコードが2回あります。')
    else codes.set(code.trim(), of.trim())
  }
  return above === null ? null : { parent: above === '*' ? null : above, map: codes }
}

function complainOfCircles(
  trees: ReadonlyMap<string, Tree>,
  file: string,
  problems: Findings,
): void {
  for (const attribute of trees.keys()) {
    const path = [attribute]
    let level = trees.get(attribute)?.parent ?? null
    while (level !== null && !path.includes(level)) {
      path.push(level)
      level = trees.get(level)?.parent ?? null
    }
    if (level !== attribute) continue
    const round = [...path, attribute].join(' → ')
    problems.add(
      { file, column: `hierarchies.${attribute}.parent` },
      `${round} と一回りしています。`,
    )
  }
}

/** What a lower level names has to be declared, where the level above declares its codes. */
function complainOfStrangers(
  trees: ReadonlyMap<string, Tree>,
  file: string,
  problems: Findings,
): void {
  for (const [attribute, { parent, map }] of trees) {
    const above = parent === null ? undefined : trees.get(parent)
    if (parent === null || above === undefined) continue
    for (const of of new Set(map.values())) {
      if (above.map.has(of)) continue
      problems.add(
        { file, column: `hierarchies.${attribute}.map`, value: of },
        `hierarchies.${parent}.map にないコードです。そちらに加えるか、書き間違いを直してください。`,
      )
    }
  }
}
