/**
 * What a backup holds, and what of a data folder it never holds (docs/decisions/0021-what-a-backup-holds.md).
 * The stores are in the order in which they are copied: a survey that `commons.db` calls open has its rows
 * in what is copied after it, and one that it calls opened was opened before.
 */
export const STORES = ['commons', 'identity', 'voice'] as const
export type StoreName = (typeof STORES)[number]

export const RECEIPT_KEY = 'receipt.key'
export const MANIFEST = 'manifest.json'

export const HELD: readonly string[] = [...STORES.map((name) => `${name}.db`), RECEIPT_KEY]

/** Each with its reason. */
const NEVER: readonly (readonly [RegExp, string])[] = [
  [/^box-.*\.db(-journal)?$/, '受付中の箱。戻しても回答を失い、差から、だれがいつ答えたかが分かる'],
  [/^cards-.*\.db(-journal)?$/, '回答券の印'],
  [/^tally-.*\.json(\.new)?$/, '包まれた開封の鍵'],
  [/-(journal|wal|shm)$/, '書込みの途中のもの。順番が分かる'],
  [/^before-migration$/, '更新の前の写し'],
  [/^first-passwords\.csv/, '最初のパスワードの一覧'],
  [/^backup\.lock$|^backup-in-progress$/, 'バックアップの作業中のもの'],
]

/** Names of a data folder that the table above does not know: left out too, and named. */
export function unknownNames(names: readonly string[]): string[] {
  return names
    .filter((name) => !HELD.includes(name) && !NEVER.some(([pattern]) => pattern.test(name)))
    .toSorted()
}
