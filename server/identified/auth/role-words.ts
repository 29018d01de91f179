import type { CommonsReader } from '../../stores/commons.ts'
import type { Manner } from '../../stores/identity.ts'
import { roleNames, WHOLE_BODY } from './roles.ts'
import type { HeldRole } from './signed-in.ts'

/** Names of these units; a code that is no longer known stands for itself. */
export async function unitNames(
  commons: CommonsReader,
  codes: readonly string[],
): Promise<(code: string) => string> {
  const rows = await commons
    .selectFrom('unit')
    .select(['code', 'name'])
    .where('code', 'in', [...new Set(codes)])
    .execute()
  const names = new Map(rows.map((row) => [row.code, row.name]))
  return (code) => names.get(code) ?? code
}

export const mannerNames: Readonly<Record<Manner, string>> = {
  own: '本務',
  acting: '事務取扱',
  deputy: '代理',
}

/** 「（事務取扱）」, 「（代理）」; nothing for who holds the office as the own one. */
export function mannerMark(manner: Manner): string {
  return manner === 'own' ? '' : `（${mannerNames[manner]}）`
}

/** 「推進責任者（所属長）：秘書課（事務取扱）」, 「人事課」 for the whole body. */
export function roleInWords(held: HeldRole, nameOf: (code: string) => string): string {
  const name = roleNames[held.role]
  const where = held.unit === WHOLE_BODY ? name : `${name}：${nameOf(held.unit)}`
  return where + mannerMark(held.manner)
}

/** Said where both are asked for. */
export const APART_WORDS =
  '情報担当と、人事課・行政管理課・コンプライアンス担当は、同じ人が兼ねられません。別の職員を選ぶか、先にもう一方の役割を外してください。'
