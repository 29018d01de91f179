import type { CommonsReader, CommonsStore } from '../../../stores/commons.ts'
import type { IdentityStore } from '../../../stores/identity.ts'

/** What the pages of the indicators are handed. */
export interface IndicatorOfficeOptions {
  readonly identity: IdentityStore
  readonly commons: CommonsReader
  readonly commonsStore: CommonsStore
  readonly now: () => Date
  readonly publishedBase: string
  readonly acts: { offerIndicators(): Promise<boolean> }
}

export const INDICATORS = '/staff/office/indicators'
