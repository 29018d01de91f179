/** What an author seals, as the opening reads it. The bytes are made by `message-bytes.ts`. */
import { z } from 'zod'
import { effects, keysOf, kinds, LONGEST, publicities, themes } from './catalogue.ts'
import { MESSAGE_BYTES } from './message-bytes.ts'

const text = (most: number) => z.string().check(z.maxLength(most))
const required = (most: number) => z.string().check(z.minLength(1), z.maxLength(most))
/** 16 bytes in base64url. */
const lookupId = z.string().check(z.regex(/^[A-Za-z0-9_-]{22}$/))
/** 32 bytes in base64url: the author's Ed25519 public key (RFC 8032). */
const authorKey = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/))
/** 64 bytes in base64url. */
const signature = z.string().check(z.regex(/^[A-Za-z0-9_-]{86}$/))
const questionId = z.string().check(z.regex(/^[0-9A-Z]{4,10}$/))

/** What the author writes. A rewritten one has the same parts. */
export const writtenSchema = z.strictObject({
  title: required(LONGEST.title),
  current: required(LONGEST.current),
  idea: required(LONGEST.idea),
  effect: text(LONGEST.effect),
})
export type Written = z.infer<typeof writtenSchema>

export const postSchema = z.strictObject({
  kind: z.literal('post'),
  receipt: lookupId,
  authorKey,
  written: writtenSchema,
  /** Unit code, or null: 分からない. */
  aimedAt: z.nullable(required(20)),
  theme: z.enum(keysOf(themes)),
  type: z.enum(keysOf(kinds)),
  effects: z.array(z.enum(keysOf(effects))).check(z.maxLength(6)),
  publicity: z.enum(keysOf(publicities)),
  aboutHead: z.boolean(),
})
export type Post = z.infer<typeof postSchema>

export const endorseSchema = z.strictObject({ kind: z.literal('endorse'), proposal: required(12) })

/** What an author does later, with the receipt. `act` is JSON of `AuthorAct`, exactly what was signed. */
export const followUpSchema = z.strictObject({
  kind: z.literal('follow-up'),
  receipt: lookupId,
  act: required(8000),
  signature,
})

export const messageSchema = z.discriminatedUnion('kind', [
  postSchema,
  endorseSchema,
  followUpSchema,
])
export type Message = z.infer<typeof messageSchema>

export const authorActSchema = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('rewrite'), written: writtenSchema }),
  z.strictObject({ act: z.literal('reply'), question: questionId, text: required(LONGEST.idea) }),
  /** 「答えない」 */
  z.strictObject({ act: z.literal('leave-unanswered'), question: questionId }),
  /** 「特定しようとする質問だ」: to コンプライアンス, never to the unit. */
  z.strictObject({
    act: z.literal('flag-question'),
    question: questionId,
    text: text(LONGEST.note),
  }),
  z.strictObject({ act: z.literal('approve-summary') }),
  z.strictObject({ act: z.literal('reject-summary'), text: required(LONGEST.note) }),
  z.strictObject({ act: z.literal('withdraw') }),
  z.strictObject({ act: z.literal('reconsider'), text: required(LONGEST.idea) }),
  /** 「犯人捜しがあった」: to コンプライアンス. */
  z.strictObject({ act: z.literal('report-hunt'), text: required(LONGEST.idea) }),
])
/** Beside every act stands 16 random bytes (base64url): a copy of a message does nothing a second time. */
export const actIdSchema = z.looseObject({ id: lookupId })
export type AuthorAct = z.infer<typeof authorActSchema>

/** @returns null for anything that `encodeMessage` does not make; never throws on what a client sent. */
export function decodeMessage(bytes: Uint8Array): Message | null {
  if (bytes.length !== MESSAGE_BYTES) return null
  const length = ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0)
  if (length > MESSAGE_BYTES - 2 || bytes.subarray(2 + length).some((byte) => byte !== 0))
    return null
  try {
    const json = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(2, 2 + length))
    const result = messageSchema.safeParse(JSON.parse(json))
    return result.success ? result.data : null
  } catch {
    return null
  }
}
