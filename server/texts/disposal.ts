import { z } from 'zod'
import { addDays } from '../calendar/working-days.ts'
import { KEPT_AFTER_RELEASE, KEPT_UNREAD } from '../survey/free-text-rule.ts'
import type { CommonsReader } from '../stores/commons.ts'
import type { VoiceStore } from '../stores/voice.ts'
import { findReleaseDay } from './released.ts'

/** Deletes originals and readings whose time is over. @param today (JST) */
export async function disposeTexts(
  { voice, commons }: { readonly voice: VoiceStore; readonly commons: CommonsReader },
  today: string,
): Promise<void> {
  const held = await voice.selectFrom('free_text').select('survey').distinct().execute()
  for (const { survey } of held) {
    const last = await lastDay(commons, survey)
    if (last === null || today <= last) continue
    await voice.transaction().execute(async (trx) => {
      await trx.deleteFrom('text_reading').where('survey', '=', survey).execute()
      await trx.deleteFrom('free_text').where('survey', '=', survey).execute()
    })
  }
}

/** The last day on which the originals are kept; null: not known yet. */
async function lastDay(commons: CommonsReader, survey: string): Promise<string | null> {
  const released = await findReleaseDay(commons, survey)
  if (released !== null) return addDays(released, KEPT_AFTER_RELEASE)
  const record = await commons
    .selectFrom('opening_record')
    .select('body')
    .where('survey', '=', survey)
    .executeTakeFirst()
  const days = recordSchema.safeParse(JSON.parse(record?.body ?? 'null'))
  if (!days.success) return null
  return addDays(days.data.publishedOn ?? days.data.openedOn, KEPT_UNREAD)
}

const recordSchema = z.object({ openedOn: z.string(), publishedOn: z.string().nullable() })
