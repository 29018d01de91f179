import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type PublishedSet, publishedSetSchema } from '../../server/survey/published-set.ts'
import type { Questionnaire } from '../../server/survey/questionnaire.ts'

/** Not files that can be checked. The message is Japanese, one sentence a line. */
export class BadFiles extends Error {
  override readonly name = 'BadFiles'
}

const count = z.int().min(0)
const hash = z.string().regex(/^[0-9a-f]{64}$/)
const table = z.array(z.string())
const slipCounts = z.object({
  printed: count,
  exchanged: count,
  spoilt: count.nullable(),
  unused: count.nullable(),
})
/** Lists and records made before there were slips have none of these. */
const handedOut = {
  eligible: count,
  cardsIssued: count,
  slipPeople: count.default(0),
  reissued: count.default(0),
  slips: slipCounts.nullable().default(null),
}

const cardsSchema = z.object({
  survey: z.string(),
  keyId: z.string(),
  signingKey: z.base64(),
  tallyKey: z.base64(),
  ...handedOut,
  cards: z.array(z.object({ nonce: z.base64(), signature: z.base64() })),
})

const recordSchema = z.object({
  survey: z.string(),
  title: z.string(),
  ...handedOut,
  cardsSpent: count,
  ballots: count,
  malformed: count,
  respondents: count.nullable(),
  keyId: z.string(),
  questionnaireHash: hash,
  publishedHash: hash,
  inspection: z
    .object({
      withdrawn: z.array(z.object({ tables: z.array(table) })),
      certificate: z.object({ minBound: count, patternHash: hash }),
    })
    .nullable()
    .default(null),
})

const surveySchema = z.object({
  survey: z.string(),
  title: z.string(),
  eligible: count,
  signingKey: z.base64(),
  tallyKey: z.base64(),
  slips: z.object({ printed: count, listHash: hash }).nullable(),
  questionnaireHash: hash,
  questionnaire: z.string(),
})

const slipsSchema = z.object({
  survey: z.string(),
  printed: count,
  listHash: hash,
  hashes: z.array(hash),
})

const keysSchema = z.object({ entries: z.array(z.object({ entry: z.string(), hash })) })

const entrySchema = z.object({
  number: count,
  day: z.string(),
  survey: z.string(),
  event: z.string(),
  keyId: z.string(),
  signingKey: z.base64(),
  tallyKey: z.base64(),
  questionnaireHash: hash.nullable(),
  slipsListHash: hash.nullable(),
  previous: hash,
})

/** What of the frozen questionnaire is checked; the rest of it is what was asked. */
const frozenSchema = z.object({
  survey: z.string(),
  scale: z.union([z.literal(4), z.literal(5)]),
  k: count,
  kDistribution: count.exactOptional(),
  tables: z.array(table),
  bureaus: z.array(z.looseObject({ sections: z.array(z.looseObject({})) })),
  attributes: z.array(z.looseObject({ options: z.array(z.string()) })),
  items: z.array(z.looseObject({ type: z.string() })),
  asked: z.looseObject({ people: count }).exactOptional(),
  slips: z.object({ people: count, printed: count }).exactOptional(),
})

export type Cards = z.infer<typeof cardsSchema>
export type OpeningFacts = z.infer<typeof recordSchema>
export type Frozen = z.infer<typeof surveySchema>
export type Slips = z.infer<typeof slipsSchema>
export type KeyEntry = z.infer<typeof entrySchema>

export interface ProofFiles {
  readonly results: { readonly bytes: Buffer; readonly set: PublishedSet }
  readonly cards: Cards
  readonly record: OpeningFacts
  readonly survey: Frozen
  readonly questionnaire: Questionnaire
  readonly keys: readonly {
    readonly text: string
    readonly hash: string
    readonly entry: KeyEntry
  }[]
  /** null: the folder has no `slips.json`. */
  readonly slips: Slips | null
  /** The list of keys as somebody kept it; null: nobody did. */
  readonly earlier: readonly { readonly text: string }[] | null
}

/** @throws {BadFiles} naming every file that is missing or cannot be read. */
export function readProofFiles(folder: string): ProofFiles {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new BadFiles(
      `「${folder}」というフォルダーがありません。ファイルを保存したフォルダーを指定してください。`,
    )
  }
  const problems: string[] = []
  const read = <T>(name: string, schema: z.ZodType<T>): T | null => {
    const bytes = bytesOf(folder, name, problems)
    return bytes === null ? null : parsed(name, bytes, schema, problems)
  }
  const results = bytesOf(folder, 'results.json', problems)
  const set = results && parsed('results.json', results, publishedSetSchema, problems)
  const cards = read('cards.json', cardsSchema)
  const record = read('record.json', recordSchema)
  const survey = read('survey.json', surveySchema)
  const list = read('keys.json', keysSchema)
  const slips = existsSync(join(folder, 'slips.json')) ? read('slips.json', slipsSchema) : null
  const kept = existsSync(join(folder, 'keys-earlier.json'))
    ? read('keys-earlier.json', keysSchema)
    : null
  const frozen =
    survey && parsed('survey.json の questionnaire', survey.questionnaire, frozenSchema, problems)
  const keys = (list?.entries ?? []).flatMap(({ entry: text, hash: own }, i) => {
    const entry = parsed(`keys.json の${i + 1}件目`, text, entrySchema, problems)
    return entry === null ? [] : [{ text, hash: own, entry }]
  })
  if (problems.length > 0 || !results || !set || !cards || !record || !survey || !frozen) {
    throw new BadFiles(problems.join('\n'))
  }
  const questionnaire = JSON.parse(survey.questionnaire) as Questionnaire
  const earlier = kept === null ? null : kept.entries.map(({ entry: text }) => ({ text }))
  const others = { cards, record, survey, questionnaire, keys, slips, earlier }
  return { results: { bytes: results, set }, ...others }
}

function bytesOf(folder: string, name: string, problems: string[]): Buffer | null {
  try {
    return readFileSync(join(folder, name))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    problems.push(
      code === 'ENOENT'
        ? `${name} がありません。公表ページの「だれでも確かめられます」から保存し直してください。`
        : `${name} を開けません（${code}）。`,
    )
    return null
  }
}

function parsed<T>(
  name: string,
  content: Buffer | string,
  schema: z.ZodType<T>,
  problems: string[],
): T | null {
  let value: unknown
  try {
    value = JSON.parse(content.toString())
  } catch {
    problems.push(`${name} を JSON として読めません。保存し直してください。`)
    return null
  }
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const at = result.error.issues.slice(0, 3).map(({ path }) => path.join('.') || '全体')
  problems.push(
    `${name} の形が違います（${at.join('、')}）。保存し直しても同じときは、書き換えられています。`,
  )
  return null
}
