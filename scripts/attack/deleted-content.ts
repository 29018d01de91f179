import { type Attack, traces } from './attempt.ts'
import { treePage } from './sqlite/database-file.ts'
import { type Leftover, leftoversOf } from './sqlite/leftovers.ts'
import { cellsOnPage } from './sqlite/tree.ts'
import type { Store } from './store.ts'
import { WindowSet } from './windows.ts'
import { count, firstOf } from './words.ts'

/** Where two stale copies of rows meet, some windows are in no row. */
const SEAM = 16

/**
 * Deleted rows stay readable in free pages, in freed blocks and behind the cells of a page unless SQLite
 * overwrites them (`secure_delete`, off by default in better-sqlite3). Stores without it give away former
 * states of rows. Second copies of rows that are still there, which a split page leaves behind even with
 * `secure_delete`, tell nothing new and are left out.
 */
export const deletedContent: Attack = {
  id: 'T3',
  slug: 'deleted-content',
  title: '消したはずの内容',
  run({ folders, nights }) {
    const found: string[] = []
    let [pages, hits] = [0, 0]
    for (const { stores } of [...folders, ...nights.map(({ folder }) => folder)]) {
      for (const store of stores) {
        if (store.kind === 'commons') continue
        pages += store.raw.pages
        const leftovers = goneFrom(store)
        const touched = new Set(leftovers.map(({ page }) => page))
        hits += touched.size
        const bytes = leftovers.reduce((sum, left) => sum + left.bytes.length, 0)
        if (bytes > 0)
          found.push(`${store.name}: ${count(touched.size)}ページに${count(bytes)}バイト`)
      }
    }
    const told = {
      tried: '空きページ・ページ内の空き・あふれページの末尾から、消した内容を読む',
      meaning: '調べたページのうち、行でない内容が残っていた割合',
    }
    return [traces(told, pages, hits, firstOf(found))]
  },
}

/** What cannot be read in the rows of today. */
function goneFrom({ raw }: Store): Leftover[] {
  const leftovers = leftoversOf(raw)
  if (leftovers.length === 0) return []
  const rows: Buffer[] = []
  for (let number = 1; number <= raw.pages; number += 1) {
    const page = treePage(raw, number)
    if (page !== null) rows.push(...cellsOnPage(raw, page).map(({ record }) => record))
  }
  const present = new WindowSet(rows)
  return leftovers.filter(({ bytes }) => present.strangeRun(bytes) >= SEAM)
}
