import type { CommonsReader, CommonsStore } from '../stores/commons.ts'

/** One line of 「あなたの声で変わったこと」, the same for everybody who is asked. */
export interface VoiceChange {
  readonly words: string
  /** Key of what it comes from (`action:12`); '' for words of 人事課 alone. */
  readonly source: string
}

/** Most lines above the questions: the page is read in four minutes. */
export const MOST_VOICE_CHANGES = 8

/** Most characters of a line. */
export const VOICE_CHANGE_LENGTH = 120

/** In the order that 人事課 gave them. They are no part of the frozen questionnaire. */
export async function listVoiceChanges(
  commons: CommonsReader,
  survey: string,
): Promise<VoiceChange[]> {
  return commons
    .selectFrom('survey_voice_change')
    .select(['words', 'source'])
    .where('survey', '=', survey)
    .orderBy('number')
    .execute()
}

/** The whole list anew; [] takes it down. */
export async function writeVoiceChanges(
  store: CommonsStore,
  survey: string,
  changes: readonly VoiceChange[],
): Promise<void> {
  await store.transaction().execute(async (trx) => {
    await trx.deleteFrom('survey_voice_change').where('survey', '=', survey).execute()
    if (changes.length === 0) return
    await trx
      .insertInto('survey_voice_change')
      .values(changes.map(({ words, source }, i) => ({ survey, number: i + 1, words, source })))
      .execute()
  })
}

/**
 * Takes away lines whose source may not be read any more.
 *
 * @returns ids of the surveys that had one.
 */
export async function dropVoiceChanges(
  store: CommonsStore,
  isGone: (source: string) => boolean,
): Promise<string[]> {
  const rows = await store.selectFrom('survey_voice_change').select(['survey', 'source']).execute()
  const gone = rows.filter(({ source }) => source !== '' && isGone(source))
  if (gone.length === 0) return []
  await store
    .deleteFrom('survey_voice_change')
    .where('source', 'in', [...new Set(gone.map(({ source }) => source))])
    .execute()
  return [...new Set(gone.map(({ survey }) => survey))]
}

/** Of the newest survey that people know of and that has any; [] when none has. */
export async function newestVoiceChanges(commons: CommonsReader): Promise<VoiceChange[]> {
  const newest = await commons
    .selectFrom('survey_voice_change')
    .innerJoin('survey', 'survey.id', 'survey_voice_change.survey')
    .select('survey.id')
    .where('survey.state', 'not in', ['draft', 'cancelled'])
    .orderBy('survey.opens_at', 'desc')
    .orderBy('survey.id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return newest === undefined ? [] : listVoiceChanges(commons, newest.id)
}
