import { definePage } from '../../../http/pages.ts'
import type { Survey } from '../../../survey/surveys.ts'
import { readAloud } from './reading-aid.ts'
import { sheetNumber } from './sheets.ts'

/** A sheet as the page prints it. */
interface PrintedSheet {
  readonly post: string
  /** `1-2` */
  readonly number: string
  readonly groups: readonly { readonly group: string; readonly reading: string }[]
}

/** The only answers that hold a passphrase; no-store, and never asked for with GET. */
export const printedSheets = definePage<{
  survey: { id: string; title: string; closesAt: Date; contact: string }
  sheets: readonly PrintedSheet[]
  keepers: { need: number; posts: number }
  /** What happens when too many sheets are lost. */
  loss: string
  /** Fingerprint of the keys. */
  keyNumber: string
  madeAt: Date
  /** Where to go on. */
  next: { href: string; label: string }
  /** What to do when this page is closed before it is printed. */
  lost: string
}>('office-keepers')

export function printed(sheet: {
  readonly position: number
  readonly post: string
  readonly sheet: number
  readonly passphrase: string
}): PrintedSheet {
  return {
    post: sheet.post,
    number: sheetNumber(sheet.position, sheet.sheet),
    groups: readAloud(sheet.passphrase),
  }
}

/** What a sheet says of its survey. */
export function surveyOnSheet({ id, title, closesAt, draft }: Survey) {
  return { id, title, closesAt, contact: draft.contact }
}
