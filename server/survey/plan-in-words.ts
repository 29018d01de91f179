import type { Questionnaire } from './questionnaire.ts'
import { tableName, tableNames } from './table-names.ts'

/** A publication plan in sentences, for the officer who decides and for everybody who answers. */
export interface PlanInWords {
  /** 「全庁」「部」「部×性別」 … in the order of the plan. */
  readonly tables: readonly string[]
  readonly k: string
  readonly distribution: string
  /** What finer combination is not published: an example; null when there is none to name. */
  readonly never: string | null
}

type Planned = Pick<Questionnaire, 'attributes' | 'tables' | 'k' | 'kDistribution' | 'scale'>

export function planInWords(q: Planned): PlanInWords {
  const full = kDistributionOf(q)
  const bands =
    q.scale === 5 ? '肯定・どちらともいえない・否定の3つにまとめた割合' : '肯定・否定にまとめた割合'
  const finest = q.attributes.find((a) => a.id === 'age') ?? q.attributes[0]
  return {
    tables: tableNames(q),
    k: `${q.k}人に満たない区分は表示しません。`,
    distribution: `${full}人以上の区分では選択肢ごとの割合、${full}人未満では${bands}だけを表示します。`,
    never:
      finest === undefined
        ? null
        : `${tableName(['ka', finest.id], q.attributes)}のような細かい組み合わせは公表しません。`,
  }
}

/** Tables in which the answer to one of these counts: attributes, or `bu`, `ka`, `similar`. */
export function tablesWith(q: Planned, ids: readonly string[]): string[] {
  return q.tables
    .filter((table) => table.some((id) => ids.includes(id)))
    .map((table) => tableName(table, q.attributes))
}

/** Fewest respondents for all answers side by side; surveys from before it could be said have 2 k. */
export function kDistributionOf(q: Pick<Questionnaire, 'k' | 'kDistribution'>): number {
  return q.kDistribution ?? 2 * q.k
}
