import { fiscalYearName } from '../../calendar/fiscal-year.ts'
import type { FormState } from '../../http/forms.ts'
import {
  bearers,
  type Entry,
  entryStates,
  measureSorts,
} from '../../programme/follow-up/entries.ts'
import type { UnitReview } from '../../programme/follow-up/read-entries.ts'
import type { UnitFollowUp } from '../../programme/follow-up/unit-review.ts'
import type { AskedUnit } from './asked-units.ts'
import { originChoices, type Origins } from './origins.ts'
import { storedFields } from './prefill.ts'
import { fieldName, type Slot, type SlotKind, slotsOf } from './slots.ts'

type Choices = ReturnType<typeof originChoices>

/** One entry on the form. */
export interface SlotView extends Slot {
  /** 「action-12-」, in front of the names of its fields. */
  readonly prefix: string
  /** Shown open: it is stored, or something of it was typed or is wrong. */
  readonly open: boolean
  readonly origins: Choices
  readonly measure: {
    readonly number: string
    readonly pillar: string
    readonly name: string
    readonly sort: string
    readonly bearers: string
  } | null
}

/** The page of a unit; the form is what came back, or what is stored. */
export interface UnitPage {
  readonly unit: AskedUnit
  readonly yearName: string
  readonly fiscalYear: number
  readonly review: UnitReview | null
  readonly stamp: string
  readonly form: FormState
  readonly slots: Readonly<Record<SlotKind, readonly SlotView[]>>
  /** What is stored, to compare with what was typed; and for 人事課, who only reads. */
  readonly stored: UnitFollowUp
  /** What the one tap says; null: confirmed already, or something was typed that it would leave behind. */
  readonly oneTap: string | null
  readonly origins: Origins
  /** Words of the states, by kind. */
  readonly states: typeof entryStates
  readonly mayWrite: boolean
  readonly stale: boolean
  readonly clues: readonly string[]
  readonly done: string
  readonly publishedBase: string
}

export interface UnitPageState {
  readonly form?: FormState
  readonly stale?: boolean
  readonly clues?: readonly string[]
  readonly done?: string
}

export function unitPage(
  unit: AskedUnit,
  stored: UnitFollowUp,
  origins: Origins,
  around: { readonly mayWrite: boolean; readonly publishedBase: string },
  { form, stale = false, clues = [], done = '' }: UnitPageState,
): UnitPage {
  const came = form?.typed ?? {}
  const typed = { ...storedFields(stored), ...came }
  const errors = form?.errors ?? {}
  const view = (slot: Slot): SlotView => {
    const prefix = fieldName(slot, '')
    const isOwn = ([name, value]: [string, string]) => name.startsWith(prefix) && value !== ''
    const touched = Object.entries(came).some(
      (one) => isOwn(one) && !/-(state|origin)$/.test(one[0]),
    )
    const wrong = Object.keys(errors).some((name) => name.startsWith(prefix))
    return {
      ...slot,
      prefix,
      open: slot.id !== null || touched || wrong,
      origins: originChoices(origins, originOf(stored, slot)),
      measure: measureOf(stored, slot),
    }
  }
  const slots = slotsOf(stored, came).map(view)
  const of = (kind: SlotKind) => slots.filter((slot) => slot.kind === kind)
  return {
    unit,
    yearName: fiscalYearName(stored.fiscalYear),
    fiscalYear: stored.fiscalYear,
    review: stored.review,
    stamp: stored.stamp,
    form: { typed, errors },
    slots: { action: of('action'), stop: of('stop'), case: of('case'), measure: of('measure') },
    stored,
    oneTap: stored.review === null && form === undefined ? oneTapOf(stored) : null,
    origins,
    states: entryStates,
    stale,
    clues,
    done,
    ...around,
  }
}

function oneTapOf(stored: UnitFollowUp): string {
  const { actions, stopWorks, cases, measures } = stored
  const all = [...actions, ...stopWorks, ...cases, ...measures]
  if (all.length === 0) return '今年度は該当なし'
  return all.some(({ carriedFrom }) => carriedFrom !== null)
    ? '昨年度から変更なし'
    : 'このままで確認する'
}

function originOf(stored: UnitFollowUp, { kind, id }: Slot) {
  const list = kind === 'action' ? stored.actions : kind === 'stop' ? stored.stopWorks : []
  return list.find((entry) => entry.id === id)?.body.origin ?? null
}

function measureOf(stored: UnitFollowUp, { kind, id }: Slot): SlotView['measure'] {
  if (kind !== 'measure') return null
  const found = stored.measures.find((entry) => entry.id === id)
  return found === undefined ? null : measureWords(found)
}

export function measureWords({ body }: Entry<'measure'>) {
  const { number, pillar, name, sort } = body
  return {
    number,
    pillar,
    name,
    sort: measureSorts[sort],
    bearers: body.bearers.map((one) => bearers[one]).join('、'),
  }
}
