import type { Findings } from '../server/identified/roster/findings.ts'
import type { Json } from './protect-json.ts'

const NAME_CHARACTERS = 64

/** The name of a column: `=`, `&`, `/`, `*` make up the ids of groups. */
export function readName(
  json: Json,
  column: string,
  file: string,
  problems: Findings,
): string | null {
  const name = typeof json === 'string' ? json.trim() : ''
  if (name !== '' && name.length <= NAME_CHARACTERS && !/[=&/*]/.test(name)) return name
  problems.add(
    { file, column, value: written(json) },
    `列の名前を${NAME_CHARACTERS}文字以内で書いてください（「=」「&」「/」「*」は使えません）。`,
  )
  return null
}

export function written(json: Json | undefined): string {
  if (json instanceof Map) return '{…}'
  return typeof json === 'string' ? json : JSON.stringify(json)
}
