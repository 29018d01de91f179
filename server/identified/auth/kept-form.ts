import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { MOST_FIELDS } from './form-parser.ts'
import { ownPath } from './own-path.ts'

/** A form that was sent after the session had ended: kept in the page, never on the server. */
export interface KeptForm {
  readonly path: string
  readonly fields: readonly (readonly [name: string, value: string])[]
  /** Secrets among the fields were left out and must be typed again. */
  readonly withheld: boolean
}

/** How large a kept form may be, as the JSON in the page. */
export const KEPT_BYTES = 48 * 1024
const SECRET = /password|passphrase|secret|^(current|again)$/i

const schema = z.object({
  path: z.string().transform((text, context) => {
    const path = ownPath(text)
    if (path !== null) return path
    context.addIssue({ code: 'custom', message: 'not ours' })
    return z.NEVER
  }),
  fields: z.array(z.tuple([z.string().max(100), z.string().max(KEPT_BYTES)])).max(MOST_FIELDS),
  withheld: z.boolean(),
})

/** Takes what was typed out of the refused request; null when there is nothing that can be kept. */
export function keepForm(request: FastifyRequest): KeptForm | null {
  const path = ownPath(request.url)
  if (path === null || typeof request.body !== 'object' || request.body === null) return null
  const all = Object.entries(request.body).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value])
      .filter((part) => typeof part === 'string')
      .map((part): [string, string] => [name, part]),
  )
  const fields = all.filter(([name]) => !SECRET.test(name))
  const kept = { path, fields, withheld: fields.length < all.length }
  if (fields.length === 0 && kept.withheld) return null
  return readKeptForm(JSON.stringify(kept)) === null ? null : kept
}

/** Reads the hidden field of the sign-in page; null when it is missing, altered or too large. */
export function readKeptForm(text: unknown): KeptForm | null {
  if (typeof text !== 'string' || text === '' || Buffer.byteLength(text) > KEPT_BYTES) return null
  try {
    const result = schema.safeParse(JSON.parse(text))
    return result.success ? result.data : null
  } catch {
    return null
  }
}
