import type { Origin } from '../../programme/follow-up/entries.ts'
import type { UnitFollowUp } from '../../programme/follow-up/unit-review.ts'
import { originKey } from './origins.ts'

/** The form as it is stored: last year's entries where the unit has not changed them yet. */
export function storedFields(unit: UnitFollowUp): Record<string, string> {
  const fields: Record<string, string> = {}
  const put = (kind: string, id: number, values: Readonly<Record<string, string>>) => {
    for (const [field, value] of Object.entries(values)) fields[`${kind}-${id}-${field}`] = value
  }
  for (const { id, state, body } of unit.actions) {
    const { title, owner, due, outcome } = body
    put('action', id, {
      title,
      owner,
      due: due ?? '',
      outcome,
      state,
      ...originFields(body.origin),
    })
  }
  for (const { id, state, body } of unit.stopWorks) {
    const [hours, year] = [String(body.hours ?? ''), String(body.budgetYear ?? '')]
    const { name: title, decision } = body
    put('stop', id, { title, hours, decision, year, state, ...originFields(body.origin) })
  }
  for (const { id, state, body } of unit.cases) put('case', id, { ...body, state })
  for (const { id, state, body } of unit.measures)
    put('measure', id, { progress: body.progress, state })
  return fields
}

function originFields(origin: Origin) {
  return { origin: originKey(origin), quote: origin.kind === 'comment' ? origin.words : '' }
}
