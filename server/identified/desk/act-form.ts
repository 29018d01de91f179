import type { Proposal } from '../../proposals/proposal.ts'
import type { ProposalSettings } from '../../proposals/settings.ts'
import type { DeskActName } from './act-reading.ts'

export interface Choice {
  readonly value: string
  readonly label: string
}

/** A field for one of the field partials of `views/`. */
export interface ActField {
  readonly kind: 'text' | 'textarea' | 'select' | 'radio' | 'checkbox'
  readonly name: string
  readonly label: string
  readonly required?: boolean
  readonly help?: string
  readonly maxlength?: number
  readonly rows?: number
  readonly short?: boolean
  readonly value?: string
  readonly empty?: string
  readonly options?: readonly Choice[]
}

/** A form of the page: an act, what it means, its fields and its button. */
export interface ActForm {
  readonly act: DeskActName
  readonly title: string
  readonly explain: string
  readonly fields: readonly ActField[]
  readonly button: string
  readonly danger?: boolean
  readonly hidden?: Readonly<Record<string, string>>
}

export interface FieldSources {
  readonly p: Proposal
  readonly settings: ProposalSettings
  readonly units: readonly Choice[]
  readonly nameOf: (unit: string) => string
}

/** How the forms of some acts are made. */
export type Makers<N extends DeskActName> = Readonly<
  Record<N, (from: FieldSources) => Omit<ActForm, 'act'>>
>

export function area(name: string, label: string, more: Partial<ActField> = {}): ActField {
  return { kind: 'textarea', name, label, required: true, ...more }
}

export function choices(list: Readonly<Record<string, string>>): Choice[] {
  return Object.entries(list).map(([value, label]) => ({ value, label }))
}
