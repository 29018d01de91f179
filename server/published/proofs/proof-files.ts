import type { CommonsReader } from '../../stores/commons.ts'
import { readKeyLog } from '../../survey/key-log.ts'
import { listChanges } from '../../survey/survey-changes.ts'

/** 「開封・集計記録」 of a released survey, as JSON; null when it is unknown or not released. */
export async function readRecord(commons: CommonsReader, id: string): Promise<string | null> {
  const row = await commons
    .selectFrom('opening_record')
    .innerJoin('published_set', 'published_set.survey', 'opening_record.survey')
    .select('opening_record.body')
    .where('opening_record.survey', '=', id)
    .where('published_set.visible', '=', 1)
    .executeTakeFirst()
  return row?.body ?? null
}

/**
 * What was frozen at the announcement, as JSON; null for an unknown survey and for a draft. The
 * questionnaire is a string: its UTF-8 bytes are what `questionnaireHash` (SHA-256, hex) is the hash of.
 */
export async function readFrozen(commons: CommonsReader, id: string): Promise<string | null> {
  const row = await commons
    .selectFrom('survey')
    .selectAll()
    .where('id', '=', id)
    .where('questionnaire', 'is not', null)
    .executeTakeFirst()
  if (row === undefined) return null
  const pool = await commons
    .selectFrom('slip_pool')
    .select(['printed', 'list_hash as listHash'])
    .where('pool', '=', id)
    .executeTakeFirst()
  const changes = await listChanges(commons, id)
  return JSON.stringify({
    survey: row.id,
    title: row.title,
    fiscalYear: row.fiscal_year,
    opensAt: row.opens_at,
    closesAt: row.closes_at,
    changes: changes.map(({ kind, day, closedBefore, closesNow }) => ({
      kind,
      day,
      closedBefore: closedBefore?.toISOString() ?? null,
      closesNow: closesNow?.toISOString() ?? null,
    })),
    eligible: row.eligible,
    signingKey: row.signing_spki?.toString('base64') ?? null,
    tallyKey: row.tally_spki?.toString('base64') ?? null,
    slips: pool ?? null,
    questionnaireHash: row.frozen_hash,
    questionnaire: row.questionnaire,
  })
}

/** The list of keys as it is hashed: each `entry` is a string, `hash` the SHA-256 of its UTF-8 bytes. */
export async function readKeyFile(commons: CommonsReader, sample: boolean): Promise<string> {
  const rows = await readKeyLog(commons)
  return JSON.stringify({
    ...(sample ? { sample: true } : {}),
    entries: rows.map(({ text, hash }) => ({ entry: text, hash })),
  })
}
