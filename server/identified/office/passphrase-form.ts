import { z } from 'zod'
import { type FormState, readForm, refuseForm } from '../../http/forms.ts'
import type { SurveyDraft } from '../../survey/draft.ts'
import type { Mistyped } from './announce.ts'

type Keepers = SurveyDraft['keepers']

/** One field for each keeper's post, for the rehearsal and for the opening. */
export function passphraseFields(keepers: Keepers): { field: string; post: string }[] {
  return keepers.posts.map((post, i) => ({ field: passphraseField(i), post }))
}

/** Named so that the form reader never gives it back to a page. */
export function passphraseField(position: number): string {
  return `passphrase${position}`
}

/** @returns what was typed by position of the post, '' for a keeper who is absent; enough of them. */
export function readPassphrases(
  keepers: Keepers,
  body: unknown,
): { ok: true; typed: string[]; form: FormState } | { ok: false; form: FormState } {
  const text = z
    .string({ error: '合言葉を入力してください。' })
    .max(200, { error: '合言葉が長すぎます。用紙の文字を確かめてください。' })
    .default('')
  const schema = z.object(
    Object.fromEntries(passphraseFields(keepers).map(({ field }) => [field, text])),
  )
  const read = readForm(schema, body)
  if (!read.ok) return read
  const typed = keepers.posts.map((_, i) => read.value[passphraseField(i)] ?? '')
  if (typed.filter((given) => given.trim() !== '').length >= keepers.need) {
    return { ok: true, typed, form: read.form }
  }
  const message = `${keepers.need}人分の合言葉を入力してください。`
  return { ok: false, form: refuseForm(read.form, passphraseField(0), message) }
}

/** The form again, with a sentence at the field of each passphrase that does not open. */
export function mistypedForm(form: FormState, mistyped: readonly Mistyped[]): FormState {
  return mistyped.reduce(
    (refused, { keeper, reason }) =>
      refuseForm(refused, keeper === null ? 'form' : passphraseField(keeper), reason),
    form,
  )
}
