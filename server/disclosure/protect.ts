import { auditAndRepair } from './figures/audit.ts'
import { classesOf } from './classes.ts'
import { coverageOf } from './coverage.ts'
import { checkInput } from './check-input.ts'
import { frameOf } from './frame.ts'
import { groupPeople, patternInput } from './pattern/pattern-input.ts'
import { planPattern } from './pattern/plan-pattern.ts'
import type { ProtectionInput, ProtectionOutcome, ReportStep } from './protection.ts'
import { disagreements, publishedSetOf } from './figures/release.ts'
import { restsOf } from './figures/rests.ts'
import type { Solver } from './solver.ts'
import { stopwatch } from './stopwatch.ts'
import { sheetOf } from './figures/worlds.ts'

/**
 * What a survey may publish: which groups, with which figures, or why nothing. The same input always
 * gives the same outcome (times apart).
 *
 * Who is shown is decided by memberships alone and certified (`planPattern`); then every figure is
 * coarsened, and widened or hidden until no person's answer is certain (`auditAndRepair`); then the
 * finished set is compared with the rows once more. Whatever fails, nothing is released.
 *
 * With fewer than k respondents every group is hidden; certificate and audit say that nothing was found.
 *
 * @throws {RangeError} when the input contradicts itself.
 */
export function protect(
  input: ProtectionInput,
  solver: Solver,
  report: ReportStep,
): ProtectionOutcome {
  checkInput(input)
  const { data, tables, policy } = input
  const watch = stopwatch(report)
  const frame = frameOf(data.attributes, tables)
  const classes = classesOf(frame, data)
  const planned = planPattern(patternInput(frame, classes, input), solver, watch.report)
  if (planned.state === 'refused') {
    return refused(
      planned.reason,
      planned.groups.map((g) => frame[g]?.tableIndex ?? 0),
    )
  }
  const { tiers, certificate } = planned.pattern
  const people = groupPeople(frame.length, classes)
  const rests = restsOf(data.attributes, frame, tiers, people, policy.kDistribution)
  const sheet = sheetOf(frame, tiers, rests, classes)
  const audited = auditAndRepair(sheet, classes, data, policy, watch.report)
  if (audited.state === 'refused') {
    return refused(
      'audit',
      audited.cells.map((cell) => sheet.tables[cell] ?? 0),
    )
  }
  watch.report('check', 0, 1)
  const set = publishedSetOf(input, frame, rests, sheet, audited.values, certificate, audited.audit)
  const wrong = disagreements(set, input, frame, rests, sheet, audited.levels)
  if (wrong.length > 0) return refused('check', wrong)
  watch.report('check', 1, 1)
  return {
    state: 'released',
    set,
    report: {
      tables: coverageOf(frame, tables, tiers, people, data.rows),
      classes: sheet.classes,
      lps: certificate.lps,
      mips: certificate.mips,
      pairs: data.rows * data.items.length,
      seconds: watch.seconds(),
    },
  }

  function refused(
    reason: 'certificate' | 'solver' | 'audit' | 'check',
    indexes: readonly number[],
  ): ProtectionOutcome {
    const taking = new Set(indexes)
    return { state: 'refused', reason, tables: tables.filter((_, i) => taking.has(i)) }
  }
}
