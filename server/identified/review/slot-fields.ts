import { z } from 'zod'
import { entryStates, type Kind, type StateOf } from '../../programme/follow-up/entries.ts'
import { line, maybeDay, maybeHours, maybeLine, maybeWords } from '../inbox/typed-fields.ts'
import type { SlotKind } from './slots.ts'

const origin = z.string().max(300).default('own').catch('own')

const year = z
  .string()
  .default('')
  .pipe(z.string().regex(/^(20\d{2})?$/, '予算の年度を選び直してください。'))
  .transform((text) => (text === '' ? null : Number(text)))

/** What is read of each kind of entry; every message says what to do. */
export const slotSchemas = {
  action: z.object({
    title: line('改善施策', 80),
    origin,
    quote: maybeWords('自由記述の文', 200),
    owner: maybeLine('担当（職名）', 40),
    due: maybeDay('期限'),
    state: stateOf('action'),
    outcome: maybeWords('変わったこと', 300),
  }),
  stop: z.object({
    title: line('やめる業務', 80),
    origin,
    quote: maybeWords('自由記述の文', 200),
    hours: maybeHours('年間の時間'),
    decision: maybeWords('決めたことと理由', 300),
    year,
    state: stateOf('stop-work'),
  }),
  case: z.object({
    title: line('優良事例の題名', 80),
    problem: maybeWords('課題', 300),
    approach: maybeWords('取組', 300),
    effect: maybeWords('効果', 300),
    spread: maybeWords('横展開', 300),
    state: stateOf('case'),
  }),
  measure: z.object({ progress: maybeWords('改善状況', 500), state: stateOf('measure') }),
} as const
export type SlotValues<K extends SlotKind> = z.infer<(typeof slotSchemas)[K]>

/** Fields that somebody writes in; a new entry without any of them is not meant. */
export const writtenFields: Readonly<Record<SlotKind, readonly string[]>> = {
  action: ['title', 'quote', 'owner', 'due', 'outcome'],
  stop: ['title', 'quote', 'hours', 'decision', 'year'],
  case: ['title', 'problem', 'approach', 'effect', 'spread'],
  measure: ['progress'],
}

/** All fields of a kind, in the order of the form. */
export function fieldsOf(kind: SlotKind): string[] {
  return Object.keys(slotSchemas[kind].shape)
}

function stateOf<K extends Kind>(kind: K) {
  const states = Object.keys(entryStates[kind]) as [StateOf<K>, ...StateOf<K>[]]
  return z.enum(states, { error: '状態を選んでください。' })
}
