import { z } from 'zod'
import { type Source, sourceKinds } from './source.ts'

/** Most characters (figures filled in) and entries: with all of them a number still is one page of A4. */
export const limits = {
  name: 16,
  title: 30,
  lead: 150,
  articles: 8,
  headline: 32,
  words: 90,
  corrections: 2,
  correction: 100,
} as const

const kinds = Object.keys(sourceKinds) as [Source['kind'], ...Source['kind'][]]

/** `seen`: stamp of the source as it was when somebody last saved the words. */
const articleSchema = z.object({
  key: z.string().min(1),
  headline: z.string(),
  words: z.string(),
  seen: z.string(),
})

const shownSchema = z.object({
  key: z.string().min(1),
  kind: z.enum(kinds),
  headline: z.string(),
  words: z.string(),
  unitName: z.string(),
  /** Below the base of published pages; null: nowhere. */
  path: z.string().nullable(),
})

const correctionSchema = z.object({ on: z.string().length(10), words: z.string() })

const bodySchema = z.object({
  lead: z.string(),
  articles: z.array(articleSchema),
  corrections: z.array(correctionSchema),
  /** What everybody reads, with the figures of the day; null: not published. */
  published: z.object({ name: z.string(), articles: z.array(shownSchema) }).nullable(),
})

/** Bound to its source: figures stand in the words as marks (「{時間}」). */
export type Article = z.infer<typeof articleSchema>
export type BulletinBody = z.infer<typeof bodySchema>

/** One number of かわるばん. */
export interface Bulletin {
  readonly number: number
  readonly title: string
  readonly body: BulletinBody
  /** Day (JST); null: a draft. */
  readonly publishedOn: string | null
  /** Differs as soon as anything of it does. */
  readonly stamp: string
}

/** A number as everybody reads it. */
export interface PublishedBulletin extends Bulletin {
  readonly publishedOn: string
  readonly shown: NonNullable<BulletinBody['published']>
}

/** @throws {z.ZodError} when a stored body is none; that is a bug of whoever stored it. */
export function bodyOf(json: string): BulletinBody {
  return bodySchema.parse(JSON.parse(json))
}
