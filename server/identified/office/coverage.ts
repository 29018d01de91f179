import pLimit from 'p-limit'
import type { CommonsReader } from '../../stores/commons.ts'
import type { IdentityStore } from '../../stores/identity.ts'
import { chosenAttributes, type DraftAttribute } from '../../survey/draft-attributes.ts'
import { tableKey } from '../../survey/plannable-tables.ts'
import type { Grouping } from '../../survey/publication-plan.ts'
import type { QuestionBank } from '../../survey/question-bank.ts'
import { tableName } from '../../survey/table-names.ts'
import { choiceOf, listUnits } from '../../survey/units.ts'
import { organisationOn } from './announcement-plan.ts'
import { type LikelyRespondents, likelyRespondents, type StandingOf } from './likely-respondents.ts'
import type { DraftPlan } from './plan-form.ts'

export interface EstimateInput {
  readonly groupings: readonly Grouping[]
  readonly tables: readonly (readonly string[])[]
  readonly k: number
  readonly kDistribution: number
  /** `rows × groupings` codes: 0 not said, i = categories[i − 1]. */
  readonly keys: Uint16Array
  readonly rows: number
}

export interface EstimatedTable {
  readonly table: readonly string[]
  readonly groups: number
  readonly published: number
  /** Percent of all respondents. */
  readonly rowsPercent: number
}

/** Which groups of these respondents would be shown (zone `disclosure`, in a thread). */
export type EstimateCoverage = (
  input: EstimateInput,
  signal: AbortSignal,
) => Promise<readonly EstimatedTable[]>

export interface CoverageDeps {
  readonly identity: IdentityStore
  readonly commons: CommonsReader
  readonly bank: QuestionBank
  readonly estimate: EstimateCoverage
}

/** 「公表の見込み」 of a plan, as a page shows it. */
export interface Coverage {
  /** Percent. */
  readonly rate: number
  readonly k: number
  readonly kDistribution: number
  readonly eligible: number
  readonly respondents: number
  readonly tables: readonly CoveredTable[]
  /** What each combined table costs the others; null where too many people make it slow. */
  readonly gains: readonly Gain[] | null
  /** Attributes that are asked for and stand in no table. */
  readonly unused: readonly string[]
  readonly shared: LikelyRespondents['shared']
  readonly unknown: LikelyRespondents['unknown']
}

export interface CoveredTable {
  readonly name: string
  readonly groups: number
  /** Groups with k people or more: what could be shown if no other table were published. */
  readonly large: number
  readonly published: number
  /** Of the respondents who belong to a group of this table, percent in a shown one; null: nobody does. */
  readonly percent: number | null
}

/** Without the table `name`, so many more groups of the table `of` would be shown. */
export interface Gain {
  readonly name: string
  readonly of: string
  readonly groups: number
}

/** With more respondents one estimate takes seconds (1.8 s for 36,800), and each combined table one more. */
const COMPARE_UP_TO = 6000
const TIMEOUT_MS = 60_000

/** @throws what the estimate throws, and when it takes longer than a minute. */
export function coverageDesk(deps: CoverageDeps) {
  const oneAtATime = pLimit(1)
  return async (plan: DraftPlan, rate: number): Promise<Coverage> =>
    oneAtATime(() => coverageOf(deps, plan, rate, AbortSignal.timeout(TIMEOUT_MS)))
}

export type CoverageDesk = ReturnType<typeof coverageDesk>

async function coverageOf(
  deps: CoverageDeps,
  plan: DraftPlan,
  rate: number,
  signal: AbortSignal,
): Promise<Coverage> {
  const { identity, bank } = deps
  const { k, tables } = plan
  const attributes = chosenAttributes(plan, bank)
  const people = await likelyRespondents(
    identity,
    { attributes, tables },
    await organisationOf(deps, plan),
    rate / 100,
  )
  const kDistribution = 2 * k
  const estimate = (fewer: DraftPlan['tables']) =>
    deps.estimate({ ...people, tables: fewer, k, kDistribution }, signal)
  const found = await estimate(tables)
  return {
    rate,
    k,
    kDistribution,
    eligible: people.eligible,
    respondents: people.rows,
    tables: found.map((one) => ({
      name: tableName(one.table, attributes),
      groups: one.groups,
      published: one.published,
      ...membersOf(people, one, k),
    })),
    gains: people.rows > COMPARE_UP_TO ? null : await gainsOf(attributes, plan, found, estimate),
    unused: attributes.filter(({ id }) => !tables.flat().includes(id)).map(({ label }) => label),
    shared: people.shared,
    unknown: people.unknown,
  }
}

async function organisationOf({ commons }: CoverageDeps, plan: DraftPlan) {
  const units = await listUnits(commons)
  const { bureaus, reportingUnit } = organisationOn(units, plan.referenceDay, plan.leftOut)
  const standings = new Map(units.map((unit) => [unit.code, choiceOf(bureaus, unit)]))
  const standing: StandingOf = (person) =>
    reportingUnit(person) === null ? null : (standings.get(person.unit) ?? null)
  return { bureaus, standing }
}

/** Estimates the plan without each combined table in turn: what else could be shown then. */
async function gainsOf(
  attributes: readonly DraftAttribute[],
  plan: DraftPlan,
  found: readonly EstimatedTable[],
  estimate: (tables: DraftPlan['tables']) => Promise<readonly EstimatedTable[]>,
): Promise<Gain[]> {
  const name = (table: readonly string[]) => tableName(table, attributes)
  const shown = new Map(found.map(({ table, published }) => [tableKey(table), published]))
  const gains: Gain[] = []
  for (const table of plan.tables.filter((t) => t.length > 1)) {
    const fewer = plan.tables.filter((other) => other !== table)
    for (const other of await estimate(fewer)) {
      const groups = other.published - (shown.get(tableKey(other.table)) ?? other.published)
      if (groups > 0) gains.push({ name: name(table), of: name(other.table), groups })
    }
  }
  return gains
}

function membersOf(
  { groupings, keys, rows }: LikelyRespondents,
  { table, rowsPercent }: EstimatedTable,
  k: number,
): { large: number; percent: number | null } {
  const columns = table.map((id) => groupings.findIndex((g) => g.id === id))
  const sizes = new Map<string, number>()
  let members = 0
  for (let row = 0; row < rows; row += 1) {
    const codes = columns.map((column) => keys[row * groupings.length + column] ?? 0)
    if (codes.includes(0)) continue
    members += 1
    const group = codes.join()
    sizes.set(group, (sizes.get(group) ?? 0) + 1)
  }
  return {
    large: [...sizes.values()].filter((people) => people >= k).length,
    percent:
      members === 0 ? null : Math.min(100, Math.round((rowsPercent * rows * 10) / members) / 10),
  }
}
