import { z } from 'zod'
import { parseJstInput } from '../../calendar/jst.ts'

const UNKNOWN_CHOICE = '一覧にない項目が選ばれています。画面を開き直してください。'
/** Control characters, and invisible ones that turn the direction or hide a name. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u

/**
 * Any of a list; absent is none, a single one is a list of one. Anything else ends the check of the form:
 * no page of ours sends it.
 */
export function chosen(known: readonly string[]) {
  return z
    .preprocess(
      (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
      z.array(z.string({ error: UNKNOWN_CHOICE })),
    )
    .refine((ids) => ids.every((id) => known.includes(id)), {
      error: UNKNOWN_CHOICE,
      abort: true,
    })
}

/** One line of text; blanks alone are none. */
export function line(label: string, most: number) {
  return printable(label, most, z.string({ error: `${label}を入力してください。` })).refine(
    (text) => text !== '',
    { error: `${label}を入力してください。` },
  )
}

export function optionalLine(label: string, most: number) {
  return printable(
    label,
    most,
    z.string({ error: `${label}を文字で入力してください。` }).default(''),
  )
}

function printable(label: string, most: number, text: z.ZodType<string>) {
  return text
    .transform((typed) => typed.trim())
    .refine((line) => line.length <= most, { error: `${label}は${most}文字までにしてください。` })
    .refine(isPrintable, { error: `${label}に使えない文字（制御文字）があります。` })
}

/** One entry a line; none is an empty list. */
export function lines(label: string, most: number, longest: number) {
  return z
    .string({ error: `${label}を文字で入力してください。` })
    .default('')
    .transform((text) =>
      text
        .split(/\r?\n/)
        .map((entry) => entry.trim())
        .filter((entry) => entry !== ''),
    )
    .refine((list) => list.length <= most, { error: `${label}は${most}行までにしてください。` })
    .refine((list) => list.every((entry) => entry.length <= longest), {
      error: `${label}は1行${longest}文字までにしてください。`,
    })
    .refine((list) => list.every(isPrintable), {
      error: `${label}に使えない文字（制御文字）があります。`,
    })
}

function isPrintable(text: string): boolean {
  return !UNPRINTABLE.test(text) && text.isWellFormed()
}

/** A whole number; full-width digits are digits too. `unit` is 人, ％ … */
export function wholeNumber(label: string, least: number, most: number, unit: string) {
  return z
    .string({ error: `${label}を数字で入力してください。` })
    .transform((text) => text.normalize('NFKC').trim())
    .refine((text) => /^\d{1,6}$/.test(text), {
      error: `${label}を整数の数字で入力してください。`,
      abort: true,
    })
    .transform(Number)
    .refine((n) => n >= least, { error: `${label}は${least}${unit}以上にしてください。` })
    .refine((n) => n <= most, { error: `${label}は${most}${unit}以下にしてください。` })
}

/** What is no time ends the check of this form here: nothing can be compared with it. */
export function instant(label: string) {
  return z.string({ error: `${label}を入力してください。` }).transform((text, context) => {
    const date = parseJstInput(text)
    if (date !== null) return date
    context.addIssue({ code: 'custom', message: `${label}を入力してください。`, continue: false })
    return z.NEVER
  })
}

/** An ISO date that exists. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && parseJstInput(`${text}T00:00`) !== null
}
