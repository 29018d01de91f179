import type { Said } from '../../../views/words/anonymity/sentences.ts'

/** Where each sentence of 「匿名性のしくみ」 is proved. */
export type ProofId =
  | 'card'
  | 'once'
  | 'sealed'
  | 'connection'
  | 'box'
  | 'traces'
  | 'sides'
  | 'device'
  | 'same'
  | 'keepers'
  | 'void'
  | 'rows'
  | 'texts'
  | 'tables'
  | 'slips'
  | 'own-page'
  | 'reset'
  | 'proposals'
  | 'offices'
  | 'stored'
  | 'backup'
  | 'attack'
  | 'limits'

export interface Proof {
  readonly id: ProofId
  /** What we promise, as a sentence. */
  readonly promise: Said
  /** What is done to break it. */
  readonly tried: Said
  /** Files of the program's own tests. */
  readonly tests: readonly string[]
  /** What anybody can open. */
  readonly pages: readonly { readonly href: string; readonly label: Said }[]
  readonly commands: readonly string[]
}

/** What there is to open in this installation. */
export interface Openable {
  /** '' or '/staff'. */
  readonly base: string
  /** The newest survey whose results are out; null: none. */
  readonly released: string | null
  /** The newest survey with paper slips; null: none. */
  readonly withSlips: string | null
}

/** Names of tests below a folder, as a list shows them. */
export const testsBelow =
  (folder: string) =>
  (...names: readonly string[]): string[] =>
    names.map((name) => `${folder}/${name}.test.ts`)
export const promises = testsBelow('test/promises')
export const browser = testsBelow('test/browser')

export type Shown = Proof['pages'][number]

export function reportOf({ base }: Openable): Shown {
  return { href: `${base}/anonymity/documents/attack-report`, label: '攻撃の記録（最近のもの）' }
}
