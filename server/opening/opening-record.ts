import { z } from 'zod'
import type { CommonsReader } from '../stores/commons.ts'
import { type Inspection, inspectionSchema } from '../survey/inspection.ts'
import type { Reduction } from '../survey/plan-reductions.ts'
import { tableKey } from '../survey/plannable-tables.ts'
import type { Released } from './protect-ballots.ts'

/** 「開封・集計記録」: what remains of an opening beside the published tables. Days are JST. */
export const openingRecordSchema = z.object({
  survey: z.string(),
  title: z.string(),
  openedOn: z.string(),
  postsPresent: z.array(z.string()),
  eligible: z.number().int(),
  /** At sign-in, those given anew included. */
  cardsIssued: z.number().int(),
  /** Older records: neither re-issues nor slips existed. */
  reissued: z.number().int().default(0),
  slipPeople: z.number().int().default(0),
  slips: z
    .object({
      printed: z.number().int(),
      exchanged: z.number().int(),
      spoilt: z.number().int().nullable(),
      unused: z.number().int().nullable(),
    })
    .nullable()
    .default(null),
  cardsSpent: z.number().int(),
  ballots: z.number().int(),
  malformed: z.number().int(),
  /** null when they are fewer than k, as in the published set. */
  respondents: z.number().int().nullable(),
  freeTexts: z.number().int(),
  keyId: z.string(),
  questionnaireHash: z.string(),
  publishedHash: z.string(),
  publishedOn: z.string().nullable(),
  destroyedOn: z.string().nullable(),
  /** null: opened before there was a protection with a certificate. */
  inspection: inspectionSchema.nullable().default(null),
})

export type OpeningRecord = z.infer<typeof openingRecordSchema>

export async function findOpeningRecord(
  commons: CommonsReader,
  survey: string,
): Promise<OpeningRecord | undefined> {
  const row = await commons
    .selectFrom('opening_record')
    .select('body')
    .where('survey', '=', survey)
    .executeTakeFirst()
  return row === undefined ? undefined : openingRecordSchema.parse(JSON.parse(row.body))
}

/** What is kept of the check for 公表前の点検記録. */
export function inspectionOf(
  { set, report }: Released,
  reductions: readonly Reduction[],
  version: string,
): Inspection {
  const { certificate, audit } = set
  if (certificate === null || audit === null) throw new Error('a released set is not proved')
  const rests = (key: string) =>
    set.groups.filter((g) => g.state === 'rest' && tableKey(g.table) === key).length
  const { minBound, cuts, rounds, patternHash } = certificate
  const { certainBefore, widened, hiddenItems } = audit
  const { classes, lps, mips, pairs, seconds } = report
  return {
    tables: report.tables.map(({ table, groups, published, rowsPercent }) => ({
      table: [...table],
      groups,
      published,
      rests: rests(tableKey(table)),
      rowsPercent,
    })),
    withdrawn: reductions.map(({ tables, day, decision }) => ({
      tables: tables.map((table) => [...table]),
      day,
      decision,
    })),
    certificate: { minBound, cuts, rounds, patternHash },
    audit: { certainBefore, widened, hiddenItems },
    classes,
    lps,
    mips,
    pairs,
    // Whole seconds: how long the audit took depends a little on what was answered.
    seconds: {
      pattern: Math.ceil(seconds.pattern),
      certificate: Math.ceil(seconds.certificate),
      audit: Math.ceil(seconds.audit),
    },
    version,
  }
}
