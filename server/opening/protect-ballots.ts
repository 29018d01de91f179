import { ProtectionFailed } from '../disclosure/in-thread.ts'
import type { Microdata } from '../disclosure/microdata.ts'
import type { ProtectionInput, ProtectionOutcome, ReportStep } from '../disclosure/protection.ts'
import { openingSteps } from '../survey/opening-steps.ts'
import { kDistributionOf } from '../survey/plan-in-words.ts'
import { tableKey } from '../survey/plannable-tables.ts'
import { type PublishedSet, publishedSetSchema } from '../survey/published-set.ts'
import type { Questionnaire } from '../survey/questionnaire.ts'

/** The protection engine, in a thread of its own; a test puts another in its place. */
export type Protect = (
  input: ProtectionInput,
  options: { readonly report: ReportStep; readonly signal: AbortSignal },
) => Promise<ProtectionOutcome>

/** Eligible people by code of the 部 and of the 課, from the frozen snapshot. */
export interface EligibleByUnit {
  readonly bureaus: ReadonlyMap<string, number>
  readonly sections: ReadonlyMap<string, number>
}

export type Released = Extract<ProtectionOutcome, { state: 'released' }>
export type Refused = Omit<Extract<ProtectionOutcome, { state: 'refused' }>, 'state'>

const FAVOURABLE = 2
const ROUNDING_PEOPLE = 2

/**
 * The set that may be published of these ballots, by the frozen questionnaire with what is left of its
 * plan. An engine that fails, or hands out anything but what was ordered and proved, is a refusal too.
 *
 * @throws the reason of `signal`.
 */
export async function protectBallots(
  protect: Protect,
  q: Questionnaire,
  data: Microdata,
  eligible: EligibleByUnit,
  report: (phase: string, done: number, total: number) => void,
  signal: AbortSignal,
): Promise<Released | { readonly refused: Refused; readonly cause?: unknown }> {
  const input = protectionInput(q, data, eligible)
  let outcome: ProtectionOutcome
  try {
    outcome = await protect(input, {
      // Percent only: how many kinds of people there are would tell of those who answered.
      report: (step, done, total) =>
        report(openingSteps[step].phase, Math.floor((100 * done) / Math.max(total, 1)), 100),
      signal,
    })
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof ProtectionFailed)) throw error
    return { refused: { reason: 'solver', tables: [] }, cause: error }
  }
  signal.throwIfAborted()
  if (outcome.state === 'refused') return { refused: outcome }
  const read = publishedSetSchema.safeParse(outcome.set)
  if (!read.success) return { refused: { reason: 'check', tables: [] }, cause: read.error }
  return isProved(outcome.set, input) ? outcome : { refused: { reason: 'check', tables: [] } }
}

function protectionInput(
  q: Questionnaire,
  data: Microdata,
  { bureaus, sections }: EligibleByUnit,
): ProtectionInput {
  const people = new Map([
    ['bu', bureaus],
    ['ka', bySection(q, sections)],
  ])
  return {
    survey: q.survey,
    data,
    tables: q.tables,
    policy: {
      k: q.k,
      kDistribution: kDistributionOf(q),
      roundingPeople: ROUNDING_PEOPLE,
      scale: q.scale,
      favourable: FAVOURABLE,
    },
    eligible: data.attributes.flatMap(({ id, categories }) => {
      const byCode = people.get(id)
      if (byCode === undefined) return []
      return [{ attribute: id, people: categories.map(({ code }) => byCode.get(code) ?? 0) }]
    }),
  }
}

/** A 部付 counts in a 課, and so do its people. */
function bySection(q: Questionnaire, people: ReadonlyMap<string, number>): Map<string, number> {
  const sums = new Map(people)
  for (const { code, within } of q.bureaus.flatMap((b) => b.sections)) {
    if (within !== undefined) sums.set(within, (sums.get(within) ?? 0) + (people.get(code) ?? 0))
  }
  return sums
}

/** Of this survey and its plan, with a certificate that holds and an audit that left nothing certain. */
function isProved(set: PublishedSet, { survey, policy, tables }: ProtectionInput): boolean {
  const planned = new Set(tables.map(tableKey))
  return (
    set.survey === survey &&
    set.k === policy.k &&
    set.kDistribution === policy.kDistribution &&
    set.roundingPeople === policy.roundingPeople &&
    set.certificate?.ok === true &&
    set.audit?.certainAfter === 0 &&
    set.groups.every((group) => planned.has(tableKey(group.table)))
  )
}
