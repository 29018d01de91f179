/**
 * The closed lists of a proposal: what the form offers and what every page calls things. Pure: the
 * browser imports this file too.
 */

/** The programme's eight themes (one working team each) and その他. */
export const themes = {
  contract: '入札契約事務',
  finance: '財務事務',
  accounting: '会計事務',
  documents: '文書事務',
  general: '庶務事務',
  execution: '事務執行',
  workplace: '職場環境',
  office: '新しいオフィスづくり',
  other: 'その他',
} as const
export type Theme = keyof typeof themes

export const kinds = {
  abolish: '廃止・簡略化',
  procedure: '手順の改善',
  digital: 'デジタル化',
  inquiry: '照会の見直し',
  workplace: '職場環境',
  other: 'その他',
} as const
export type Kind = keyof typeof kinds

export const effects = {
  time: '業務量・時間の削減',
  service: '市民サービスの向上',
  cost: '経費の節減・収入の増加',
  safety: '誤りの防止・安全',
  workplace: '職場環境の改善',
  other: 'その他',
} as const
export type Effect = keyof typeof effects

/** What staff may read of it; the department always reads what it has to answer. */
export const publicities = {
  open: '公開してよい',
  summary: '要旨のみ',
  closed: '非公開',
} as const
export type Publicity = keyof typeof publicities

/** Longest texts, in UTF-16 units as `maxlength` counts them. */
export const LONGEST = { title: 60, current: 1000, idea: 1000, effect: 300, note: 500 } as const

export const keysOf = <K extends string>(list: Readonly<Record<K, string>>): [K, ...K[]] =>
  Object.keys(list) as [K, ...K[]]
