import type { z } from 'zod'

export type Typed = Readonly<Record<string, string>>

/** A form on a page: what was typed, and for each field the message that says what to do. */
export interface FormState {
  readonly typed: Typed
  readonly errors: Readonly<Record<string, string>>
}

export const emptyForm: FormState = { typed: {}, errors: {} }

/**
 * Reads a form through its schema. A bad form is not an error: the page is shown again (422) with
 * what was typed and the messages.
 */
export function readForm<T>(
  schema: z.ZodType<T>,
  body: unknown,
): { ok: true; value: T; form: FormState } | { ok: false; form: FormState } {
  const typed = typedFields(body)
  const result = schema.safeParse(isFields(body) ? body : {})
  if (result.success) return { ok: true, value: result.data, form: { typed, errors: {} } }
  const errors: Record<string, string> = {}
  for (const issue of result.error.issues) {
    const field = String(issue.path[0] ?? 'form')
    errors[field] ??= issue.message
  }
  return { ok: false, form: { typed, errors } }
}

/** A form that was well-formed but refused: the same page again with one more message. */
export function refuseForm(form: FormState, field: string, message: string): FormState {
  return { typed: form.typed, errors: { ...form.errors, [field]: message } }
}

/** Text, a list or nothing instead of fields (another content type) is read as an empty form. */
function isFields(body: unknown): body is Readonly<Record<string, unknown>> {
  return typeof body === 'object' && body !== null && !Array.isArray(body)
}

/** Never gives back a password. */
function typedFields(body: unknown): Typed {
  const typed: Record<string, string> = {}
  if (!isFields(body)) return typed
  for (const [name, value] of Object.entries(body)) {
    if (/password|passphrase/i.test(name)) continue
    if (typeof value === 'string') typed[name] = value
    else if (Array.isArray(value))
      typed[name] = value.filter((v) => typeof v === 'string').join('\n')
  }
  return typed
}
