import { createHash } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { readProofFiles } from '../../scripts/verify/files.ts'
import type { Line } from '../../scripts/verify/lines.ts'
import { verifyFiles } from '../../scripts/verify/verify-files.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

// What an attacker writes has no type.
// oxlint-disable-next-line typescript/no-explicit-any
export type Loose = any

/** The files as an attacker edits them; `results` stays text, because its bytes are hashed. */
export interface Parsed {
  results: Loose
  cards: Loose
  record: Loose
  survey: Loose
  keys: Loose
  slips?: Loose
  [more: string]: Loose
}

export const sha256 = (content: string | Buffer): string =>
  createHash('sha256').update(content).digest('hex')

/** A folder with these files, removed after the test. */
export function proofFolder(files: Readonly<Record<string, Buffer | string>>): string {
  const folder = temporaryFolder('proof')
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  return folder
}

export function parsedFiles(files: Readonly<Record<string, Buffer>>): Parsed {
  const entries = Object.entries(files).map(([name, bytes]) => [
    name.replace('.json', ''),
    JSON.parse(bytes.toString()),
  ])
  return Object.fromEntries(entries) as Parsed
}

/** What the command finds; throws what it refuses to read. */
export function verified(files: Parsed): readonly Line[] {
  const texts = Object.entries(files).flatMap(([name, content]) =>
    content === undefined ? [] : [[`${name}.json`, JSON.stringify(content)] as const],
  )
  return verifyFiles(readProofFiles(proofFolder(Object.fromEntries(texts))), () => {})
}

/** Names and words of what does not agree. */
export function brokenIn(files: Parsed): string[] {
  return verified(files)
    .filter(({ state }) => state === 'broken')
    .map(({ what, words }) => `${what}：${words}`)
}

/** Hashes and chain made anew, as an attacker would who changes all files together. */
export function rehashed(files: Parsed): Parsed {
  const { survey, record, results, keys, slips } = files
  survey.questionnaireHash = sha256(survey.questionnaire)
  record.questionnaireHash = survey.questionnaireHash
  record.publishedHash = sha256(JSON.stringify(results))
  let previous = '0'.repeat(64)
  keys.entries = keys.entries.map(({ entry: text }: Loose, i: number) => {
    const entry = { ...JSON.parse(text), number: i + 1, previous }
    if (entry.survey === survey.survey) {
      entry.questionnaireHash = survey.questionnaireHash
      entry.slipsListHash = slips?.listHash ?? null
    }
    const made = JSON.stringify(entry)
    previous = sha256(made)
    return { entry: made, hash: previous }
  })
  return files
}

/** The same survey, had six of its people been given a paper slip: four were exchanged. */
export function withSlips(files: Parsed): Parsed {
  const made = structuredClone(files)
  const q = JSON.parse(made.survey.questionnaire)
  made.survey.questionnaire = JSON.stringify({ ...q, slips: { people: 6, printed: 8 } })
  const hashes = Array.from({ length: 8 }, (_, i) => sha256(`slip ${i}`)).sort()
  const listHash = sha256(Buffer.from(hashes.join(''), 'hex'))
  made.slips = { survey: made.survey.survey, printed: 8, listHash, hashes }
  made.survey.slips = { printed: 8, listHash }
  for (const file of [made.cards, made.record]) {
    file.cardsIssued -= 4
    file.slipPeople = 6
    file.reissued = 0
    file.slips = { printed: 8, exchanged: 4, spoilt: 1, unused: 3 }
  }
  return rehashed(made)
}

/** Every number, text, truth and null below, with its path. */
export function leavesOf(value: Loose, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [path]
  return Object.entries(value).flatMap(([key, inner]) =>
    leavesOf(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  )
}

/** A copy with something else at this place: a number one more, a text with another letter. */
export function changedAt<T>(file: T, path: readonly (string | number)[]): T {
  const copy: Loose = structuredClone(file)
  const holder = path.slice(0, -1).reduce((at, key) => at[key], copy)
  const last = path.at(-1) ?? ''
  holder[last] = other(holder[last])
  return copy
}

function other(value: unknown): unknown {
  if (typeof value === 'number') return value + 1
  if (typeof value === 'boolean') return !value
  if (typeof value !== 'string') return 1
  const at = Math.floor(value.length / 2)
  return `${value.slice(0, at)}${value[at] === '0' ? '1' : '0'}${value.slice(at + 1)}`
}
