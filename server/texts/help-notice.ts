import type { CommonsReader, CommonsStore } from '../stores/commons.ts'

const KEY = 'help-notice'

/** Whether a general notice of where to find help stands on the results; the same for everybody. */
export async function isHelpShown(commons: CommonsReader): Promise<boolean> {
  const row = await commons
    .selectFrom('setting')
    .select('value')
    .where('key', '=', KEY)
    .executeTakeFirst()
  return row !== undefined
}

/** Of the whole body, not of a survey: nobody can tell from it that somebody there has called for help. */
export async function showHelp(commons: CommonsStore, shown: boolean): Promise<void> {
  if (!shown) {
    await commons.deleteFrom('setting').where('key', '=', KEY).execute()
    return
  }
  await commons
    .insertInto('setting')
    .values({ key: KEY, value: '1' })
    .onConflict((there) => there.column('key').doNothing())
    .execute()
}
