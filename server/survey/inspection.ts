import { z } from 'zod'

const count = z.int().min(0)
const seconds = z.number().min(0)
const table = z.array(z.string())

/**
 * What 公表前の点検記録 tells beside the published set, kept with the opening record. Nothing in it says more
 * than the set: sizes of hidden groups and counts of answers are not in it.
 */
export const inspectionSchema = z.object({
  /** Tables of the plan that was opened: groups of the frame, shown ones, 「その他（合算）」 rows. */
  tables: z.array(
    z.object({
      table,
      groups: count,
      published: count,
      rests: count,
      /** Percent of all respondents who stand in a shown group. */
      rowsPercent: z.number().min(0).max(100),
    }),
  ),
  /** Left out of the plan after a refusal, by decision. */
  withdrawn: z.array(z.object({ tables: z.array(table), day: z.string(), decision: z.string() })),
  certificate: z.object({
    minBound: count,
    cuts: count,
    rounds: count,
    patternHash: z.string(),
  }),
  audit: z.object({ certainBefore: count, widened: count, hiddenItems: count }),
  /** Kinds of respondents that the published tables tell apart. */
  classes: count,
  /** Combinations of figures examined by linear programmes, and by whole-number ones. */
  lps: count,
  mips: count,
  /** Respondents × questions: another world with the same figures was found for each. */
  pairs: count,
  seconds: z.object({ pattern: seconds, certificate: seconds, audit: seconds }),
  /** Of the program that made the set. */
  version: z.string(),
})

export type Inspection = z.infer<typeof inspectionSchema>
