import type { Transaction } from 'kysely'
import { jstDay } from '../calendar/jst.ts'
import { boxPath, removeBoxFile } from '../stores/box.ts'
import { destroyTallyFile, tallyPath } from '../stores/tally-file.ts'
import type { CommonsReader, CommonsStore, CommonsTables } from '../stores/commons.ts'
import type { VoiceStore } from '../stores/voice.ts'
import { moveSurvey } from '../survey/surveys.ts'
import { findOpeningRecord, type OpeningRecord } from './opening-record.ts'

interface CloseOutDeps {
  readonly folders: readonly string[]
  readonly commons: CommonsStore
  readonly now: () => Date
}

interface PublicationDeps extends CloseOutDeps {
  /** What else the publication writes, in its transaction: all of it is there, or nothing. */
  readonly alongside: (trx: Transaction<CommonsTables>, survey: string) => Promise<void>
}

/** Shows the protected set to everyone; false when it was not (or no longer) waiting for this. */
export async function publishResults(deps: PublicationDeps, survey: string): Promise<boolean> {
  return deps.commons.transaction().execute(async (trx) => {
    if (!(await moveSurvey(trx, survey, 'opened', 'published'))) return false
    await trx
      .updateTable('published_set')
      .set({ visible: 1 })
      .where('survey', '=', survey)
      .execute()
    const record = await findOpeningRecord(trx, survey)
    if (record !== undefined) await writeRecord(trx, { ...record, publishedOn: jstDay(deps.now()) })
    await deps.alongside(trx, survey)
    return true
  })
}

/**
 * The confirmation: box, mirror and wrapped key are deleted for good; only the record remains. Files go
 * first, so that a crash in between is repaired by confirming again.
 */
export async function destroyBox(deps: CloseOutDeps, survey: string): Promise<boolean> {
  const row = await deps.commons
    .selectFrom('survey')
    .select('state')
    .where('id', '=', survey)
    .executeTakeFirst()
  if (row?.state !== 'published') return false
  for (const folder of deps.folders) {
    removeBoxFile(boxPath(folder, survey))
    destroyTallyFile(tallyPath(folder, survey))
  }
  return deps.commons.transaction().execute(async (trx) => {
    if (!(await moveSurvey(trx, survey, 'published', 'destroyed'))) return false
    const record = await findOpeningRecord(trx, survey)
    if (record !== undefined) await writeRecord(trx, { ...record, destroyedOn: jstDay(deps.now()) })
    return true
  })
}

/**
 * Texts of an opening that was cut off between its two commits: the box is still sealed, so they may not
 * lie about. Only at the start of the program, when no opening runs.
 */
export async function dropStrayTexts(voice: VoiceStore, commons: CommonsReader): Promise<void> {
  const opened = await commons.selectFrom('opening_record').select('survey').execute()
  const kept = opened.map((row) => row.survey)
  await voice
    .deleteFrom('free_text')
    .$if(kept.length > 0, (query) => query.where('survey', 'not in', kept))
    .execute()
}

async function writeRecord(
  commons: Pick<CommonsStore, 'updateTable'>,
  record: OpeningRecord,
): Promise<void> {
  await commons
    .updateTable('opening_record')
    .set({ body: JSON.stringify(record) })
    .where('survey', '=', record.survey)
    .execute()
}
