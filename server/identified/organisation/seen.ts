import { createHash } from 'node:crypto'
import { z } from 'zod'

/** What a page was made from, short enough for a hidden field. */
export function stampOf(...seen: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(seen)).digest('base64url').slice(0, 22)
}

/** The stamp that a form carries; '' (never a stamp) when it is missing. */
export function typedStamp(body: unknown): string {
  return z
    .object({ seen: z.string().max(40) })
    .catch({ seen: '' })
    .parse(body).seen
}

/** Said at 409 above the page as it is now, with what was typed. */
export const CHANGED_MEANWHILE =
  'この画面を開いたあとで、内容がほかの操作で変わりました。まだ保存していません。今の内容を下に示しています。確かめてから、もう一度保存してください。'
