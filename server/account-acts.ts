import { join } from 'node:path'
import { formatJstDay, jstDay } from './calendar/jst.ts'
import { LETTER_WORDS, type LetterWords } from './identified/accounts/letter-words.ts'
import { accountNotices } from './identified/accounts/notices.ts'
import { AUDIT_YEARS, dropOldAudit } from './identified/admin/audit-retention.ts'
import { FIRST_PASSWORDS } from './identified/auth/password-sheet.ts'
import type { StaffPerson } from './identified/auth/signed-in.ts'
import { calendarOf, readSettings } from './proposals/settings.ts'
import type { Stores } from './stores/open.ts'

/** Accounts across the stores: people in the staff file, settings and disposals beside them. */
export function accountActs(
  stores: Pick<Stores, 'identity' | 'commons' | 'commonsReader' | 'folder'>,
  now: () => Date,
) {
  const { identity, commons, commonsReader, folder } = stores
  return {
    listFile: join(folder, FIRST_PASSWORDS),

    notices: (person: StaffPerson) =>
      accountNotices({ identity, commons: commonsReader }, person, now()),

    async nextWorkingDay(day: string): Promise<string> {
      return calendarOf(await readSettings(commonsReader)).after(day, 1)
    },

    async saveLetterWords(words: LetterWords): Promise<void> {
      const value = JSON.stringify(words)
      await commons
        .insertInto('setting')
        .values({ key: LETTER_WORDS, value })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
        .execute()
    },

    /** The officials' record has a period like everything else; what was deleted is on record. */
    async disposeAudit(): Promise<void> {
      const day = jstDay(now())
      const dropped = await dropOldAudit(identity, day)
      if (dropped === null) return
      await commons
        .insertInto('disposal')
        .values({
          kind: 'audit',
          day,
          items: dropped.rows,
          basis: `${formatJstDay(dropped.before)}より前の記録（${AUDIT_YEARS}年）`,
        })
        .onConflict((conflict) =>
          conflict
            .columns(['kind', 'day', 'basis'])
            .doUpdateSet((eb) => ({ items: eb('disposal.items', '+', dropped.rows) })),
        )
        .execute()
    },
  }
}
