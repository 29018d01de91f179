import type { FormState } from '../../http/forms.ts'
import { maskWords } from '../../texts/masking.ts'
import {
  type Counter,
  counters,
  type HoldReason,
  holdReasons,
  type Reading,
  type ReadText,
  stampOf,
  type VerdictKind,
  verdicts,
} from '../../texts/reading.ts'

/**
 * What a page of texts sends, of each text: `v-KEY` the verdict, or `same-` and what the other reader said; `w-KEY-0` … words
 * that are ticked and `m-KEY` words that are typed, to stand as ■; `h-KEY` a reason; `c-KEY` a counter.
 */
export interface ReadForm {
  readonly readings: ReadonlyMap<string, Reading>
  readonly form: FormState
}

type Written = Pick<ReadText, 'key' | 'text' | 'other'>
type Typed = Readonly<Record<string, string>>

/** A text without a choice is left as it is; everything else has to be whole. */
export function readReadings(texts: readonly Written[], body: unknown): ReadForm {
  const typed = fieldsOf(body)
  const errors: Record<string, string> = {}
  const readings = new Map<string, Reading>()
  for (const one of texts) {
    const read = readingOf(one, typed)
    if (read === null) continue
    if ('fault' in read) errors[read.field] = read.fault
    else readings.set(one.key, read)
  }
  return { readings, form: { typed, errors } }
}

type Fault = { readonly field: string; readonly fault: string }

function readingOf({ key, text, other }: Written, typed: Typed): Reading | Fault | null {
  const verdict = typed[`v-${key}`] ?? ''
  if (verdict.startsWith(SAME)) return sameOf(verdict.slice(SAME.length), key, other)
  if (!isVerdict(verdict)) return null
  if (verdict === 'mask') return maskOf(text, key, typed)
  const plain = { verdict, masked: '', counter: '' }
  if (verdict === 'hold') {
    const reason = typed[`h-${key}`] ?? ''
    return isHold(reason)
      ? { ...plain, counter: reason }
      : { field: `h-${key}`, fault: '掲載しない理由を選んでください。' }
  }
  if (verdict === 'pass-on') {
    const counter = typed[`c-${key}`] ?? ''
    return isCounter(counter)
      ? { ...plain, counter }
      : { field: `c-${key}`, fault: '渡す窓口を選んでください。' }
  }
  return plain
}

const SAME = 'same-'

/** As the other one said it when the page was shown. Before the own choice there is no other to follow. */
function sameOf(stamp: string, key: string, other: Reading | null): Reading | Fault | null {
  if (other === null) return null
  if (stampOf(other) === stamp) return other
  return {
    field: `v-${key}`,
    fault: 'もう1人が、この間に判断を変えました。今の判断を見て、選び直してください。',
  }
}

function maskOf(text: string, key: string, typed: Typed): Reading | Fault {
  const field = `m-${key}`
  const ticked = Object.entries(typed)
    .filter(([name, word]) => name.startsWith(`w-${key}-`) && text.includes(word))
    .map(([, word]) => word)
    .filter((word) => word !== '')
  const words = [...new Set([...ticked, ...linesOf(typed[field] ?? '')])]
  if (words.length === 0) {
    return { field, fault: '伏せる言葉を選ぶか、1行に1つずつ入力してください。' }
  }
  const { masked, missing } = maskWords(text, words)
  if (missing.length > 0) {
    return {
      field,
      fault: `「${missing.join('」「')}」は、この文章にありません。文章から写してください。`,
    }
  }
  return { verdict: 'mask', masked, counter: '' }
}

function linesOf(text: string): string[] {
  const lines = text.split(/\r\n|\n|\r/).map((line) => line.trim())
  return [...new Set(lines.filter((line) => line !== ''))]
}

function fieldsOf(body: unknown): Record<string, string> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return {}
  const entries = Object.entries(body as Record<string, unknown>)
  return Object.fromEntries(
    entries.filter((one): one is [string, string] => typeof one[1] === 'string'),
  )
}

function isVerdict(value: unknown): value is VerdictKind {
  return typeof value === 'string' && Object.hasOwn(verdicts, value)
}

function isHold(value: string): value is HoldReason {
  return Object.hasOwn(holdReasons, value)
}

function isCounter(value: string): value is Counter {
  return Object.hasOwn(counters, value)
}
