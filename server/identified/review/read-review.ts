import type { z } from 'zod'
import { type FormState, readForm, type Typed } from '../../http/forms.ts'
import { MOST_ACTIONS, type Origin } from '../../programme/follow-up/entries.ts'
import type { UnitFollowUp, WantedReview } from '../../programme/follow-up/unit-review.ts'
import { type Origins, readOrigin } from './origins.ts'
import { publishedClues } from './published-clues.ts'
import { fieldsOf, slotSchemas, type SlotValues, writtenFields } from './slot-fields.ts'
import { fieldName, type Slot, type SlotKind } from './slots.ts'

type Wanted = WantedReview['entries'][number]

export interface ReviewRead {
  readonly entries: readonly Wanted[]
  readonly removed: readonly number[]
  readonly form: FormState
  /** Words that look like a name or a number of somebody; [] when they were seen. */
  readonly clues: readonly string[]
}

export const TOO_MANY = `改善施策は、１年に${MOST_ACTIONS}つまでです。続けるものを${MOST_ACTIONS}つ以内に決め、ほかは「この項目を削除する」を選ぶか、次の年度に回してください。`

/** The whole form of a unit; `form.errors` is empty when it can be stored. */
export function readReview(
  typed: Typed,
  slots: readonly Slot[],
  unit: UnitFollowUp,
  origins: Origins,
): ReviewRead {
  const entries: Wanted[] = []
  const removed: number[] = []
  const errors: Record<string, string> = {}
  for (const slot of slots) {
    const own = ownFields(slot, typed)
    if (own['remove'] === 'yes') {
      if (slot.id !== null) removed.push(slot.id)
    } else if (slot.id !== null || isWritten(slot.kind, own)) {
      const read = readSlot(slot, own, unit, origins)
      if ('errors' in read) Object.assign(errors, read.errors)
      else entries.push(read.entry)
    }
  }
  const actions = entries.filter(({ kind }) => kind === 'action')
  if (actions.length > MOST_ACTIONS) errors['form'] = TOO_MANY
  const seen = typed['cluesSeen'] === 'yes'
  const clues = seen ? [] : [...new Set(entries.flatMap(textsOf).flatMap(publishedClues))]
  return { entries, removed, form: { typed, errors }, clues }
}

function ownFields(slot: Slot, typed: Typed): Record<string, string> {
  const own: Record<string, string> = {}
  for (const field of [...fieldsOf(slot.kind), 'remove']) {
    const value = typed[fieldName(slot, field)]
    if (value !== undefined) own[field] = value
  }
  return own
}

function isWritten(kind: SlotKind, own: Readonly<Record<string, string>>): boolean {
  return writtenFields[kind].some((field) => (own[field] ?? '').trim() !== '')
}

type SlotRead = { readonly entry: Wanted } | { readonly errors: Record<string, string> }

function readSlot(
  slot: Slot,
  own: Readonly<Record<string, string>>,
  unit: UnitFollowUp,
  origins: Origins,
): SlotRead {
  switch (slot.kind) {
    case 'action': {
      const stored = unit.actions.find(({ id }) => id === slot.id)?.body.origin ?? null
      return withOrigin('action', slot, own, { stored, origins }, (values, origin) => {
        const { title, owner, due, outcome, state } = values
        return { id: slot.id, kind: 'action', state, body: { title, origin, owner, due, outcome } }
      })
    }
    case 'stop': {
      const stored = unit.stopWorks.find(({ id }) => id === slot.id)?.body.origin ?? null
      return withOrigin('stop', slot, own, { stored, origins }, (values, origin) => {
        const { title: name, hours, decision, year: budgetYear, state } = values
        const body = { name, origin, hours, decision, budgetYear }
        return { id: slot.id, kind: 'stop-work', state, body }
      })
    }
    case 'case':
      return readFields('case', slot, own, ({ state, ...body }) => ({
        entry: { id: slot.id, kind: 'case', state, body },
      }))
    default: {
      const stored = unit.measures.find(({ id }) => id === slot.id)
      if (stored === undefined) return { errors: {} }
      return readFields('measure', slot, own, ({ state, progress }) => ({
        entry: { id: slot.id, kind: 'measure', state, body: { ...stored.body, progress } },
      }))
    }
  }
}

function withOrigin<K extends 'action' | 'stop'>(
  kind: K,
  slot: Slot,
  own: Readonly<Record<string, string>>,
  from: { readonly stored: Origin | null; readonly origins: Origins },
  toEntry: (values: SlotValues<K>, origin: Origin) => Wanted,
): SlotRead {
  return readFields(kind, slot, own, (values) => {
    const origin = readOrigin(from.origins, from.stored, values)
    if ('message' in origin) return { errors: { [fieldName(slot, origin.field)]: origin.message } }
    return { entry: toEntry(values, origin) }
  })
}

function readFields<K extends SlotKind>(
  kind: K,
  slot: Slot,
  own: Readonly<Record<string, string>>,
  toRead: (values: SlotValues<K>) => SlotRead,
): SlotRead {
  const schema = slotSchemas[kind] as unknown as z.ZodType<SlotValues<K>>
  const read = readForm(schema, own)
  if (read.ok) return toRead(read.value)
  const errors = Object.entries(read.form.errors)
  return { errors: Object.fromEntries(errors.map(([f, words]) => [fieldName(slot, f), words])) }
}

function textsOf({ body }: Wanted): string[] {
  return Object.entries(body).flatMap(([field, value]) =>
    typeof value === 'string' && field !== 'due' ? [value] : [],
  )
}
