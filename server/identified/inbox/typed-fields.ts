import { z } from 'zod'
import { cleanLine, cleanText } from '../../proposals/plain-text.ts'

/** Several lines that must be there. */
export function words(what: string, most = 1500) {
  return z
    .string({ error: `${what}を書いてください。` })
    .transform(cleanText)
    .pipe(
      z
        .string()
        .min(1, `${what}を書いてください。`)
        .max(most, `${what}は、${most.toLocaleString('ja-JP')}字までで書いてください。`),
    )
}

/** Several lines, or none. */
export function maybeWords(what: string, most: number) {
  return z
    .string()
    .default('')
    .transform(cleanText)
    .pipe(z.string().max(most, `${what}は、${most}字までで書いてください。`))
}

/** One line that must be there. */
export function line(what: string, most: number) {
  return z
    .string({ error: `${what}を書いてください。` })
    .transform(cleanLine)
    .pipe(
      z
        .string()
        .min(1, `${what}を書いてください。`)
        .max(most, `${what}は、${most}字までで書いてください。`),
    )
}

/** One line, or none. */
export function maybeLine(what: string, most: number) {
  return z
    .string()
    .default('')
    .transform(cleanLine)
    .pipe(z.string().max(most, `${what}は、${most}字までで書いてください。`))
}

/** Code of a unit that was chosen from a list. */
export const unit = z
  .string({ error: '所属を選んでください。' })
  .min(1, '所属を選んでください。')
  .max(20)

/** A day of the calendar, `2026-12-01`. */
export function day(what: string) {
  return z
    .string({ error: `${what}を選んでください。` })
    .transform((text) => text.trim())
    .pipe(z.string().refine(isDay, { error: `${what}を選んでください。` }))
}

/** A day, or null where nothing was typed. */
export function maybeDay(what: string) {
  return z
    .string()
    .default('')
    .transform((text) => text.trim())
    .pipe(
      z
        .string()
        .refine((text) => text === '' || isDay(text), {
          error: `${what}を 2026-12-01 の形で書いてください。`,
        })
        .transform((text) => (text === '' ? null : text)),
    )
}

/** Hours a year; full-width digits and separators are accepted. */
export function hours(what: string) {
  return maybeHours(what).refine((value): value is number => value !== null, {
    error: `${what}を、時間の数で書いてください。減らないときは 0 とします。`,
  })
}

export function maybeHours(what: string) {
  return z
    .string()
    .default('')
    .transform((text) => text.normalize('NFKC').replaceAll(/[,\s]|時間$/gu, ''))
    .pipe(
      z
        .string()
        .refine(isHours, { error: `${what}は、0から1,000,000までの数で書いてください。` })
        .transform((text) => (text === '' ? null : Number(text))),
    )
}

function isHours(text: string): boolean {
  return text === '' || (/^\d{1,7}(\.\d{1,2})?$/.test(text) && Number(text) <= 1_000_000)
}

function isDay(text: string): boolean {
  if (!/^20\d{2}-\d{2}-\d{2}$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}
