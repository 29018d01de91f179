import type { Solver, SolverInput, SolverModel } from '../solver.ts'
import { type Kinds, kindsOf } from './verify-classes.ts'
import { exchangeable, worldsOf } from './verify-exchange.ts'
import type { Figures, Finding } from './verify-finding.ts'
import { nameOf } from './verify-pattern.ts'
import { type Search, searchWorld } from './verify-search.ts'
import { type Rules, statementsOf } from './verify-values.ts'

/** A world clears a pair when so much of a person is missing there; the solver is exact to 1e-6. */
const MISSING = 1e-3
const EPSILON = 1e-5

export interface ItemCheck {
  readonly set: Rules
  readonly rows: number
  readonly figures: readonly Figures[]
  readonly item: string
  readonly favourable: number
  /** Answers to the item by row, of who has them: a world to look around in. */
  readonly near: ArrayLike<number> | null
}

/**
 * Every (person, answer) pair of one item that the printed figures make certain. A world gives each kind
 * of people so many of each answer and agrees with all that is printed; of the truth nothing is known,
 * and a blank says nothing. Worlds in fractions of people first: each clears the pairs that are not all
 * there in it, until none clears any more. Then in whole people, for what only fractions cleared.
 */
export function* certainAnswers(check: ItemCheck, solver: Solver): Generator<Finding> {
  const { set, rows, figures, item, favourable, near } = check
  const printed = figures.filter((f) => f.items[item])
  const kinds = kindsOf(rows, printed)
  const statements = printed.map((figure) => {
    const value = figure.items[item]
    return value ? statementsOf(set, figure, value, favourable) : []
  })
  const codes = set.scale + 1
  const worlds = worldsOf(kinds, statements, codes, solver.infinity)
  const truth = near === null ? null : countedWorld(near, kinds, codes)
  const tell = (kind: Finding['kind'], group: string | null, sentence: string): Finding => {
    return { kind, group, item, sentence }
  }
  if (truth !== null && !isWorld(truth, worlds)) {
    yield tell('value', null, 'the figures are not those of the answers')
    return
  }
  const { end, certain, undecided } = certainPairs(
    { kinds, statements, codes },
    worlds,
    truth,
    solver,
  )
  if (end === 'contradiction') yield tell(end, null, 'no answers at all give these figures')
  if (end === 'undecided') yield tell(end, null, 'the solver found no world')
  if (undecided > 0) yield tell('undecided', null, `no world was found for ${undecided} pairs`)
  for (const pair of certain) {
    const kind = Math.floor(pair / codes)
    const group = nameOf(kind, kinds, printed)
    yield tell(
      'certain',
      group,
      `answer ${pair % codes} of ${kinds.weights[kind]} people is certain`,
    )
  }
}

interface Verdict {
  readonly end: 'done' | 'contradiction' | 'undecided'
  /** Pairs kind × codes + code. */
  readonly certain: readonly number[]
  readonly undecided: number
}

function certainPairs(
  search: Search,
  worlds: SolverInput,
  truth: Float64Array | null,
  solver: Solver,
): Verdict {
  const fractions = solver.model(worlds)
  const whole = solver.model({ ...worlds, integer: new Uint8Array(worlds.cost.length).fill(1) })
  try {
    const open = new Set(worlds.cost.keys())
    const fractional = clearInFractions(open, worlds, fractions)
    if (typeof fractional === 'string') return { end: fractional, certain: [], undecided: 0 }
    const certain = [...open]
    const first = wholeWorld(worlds, search, truth ?? fractional, null, whole)
    if (typeof first === 'string') return { end: first, certain, undecided: 0 }
    const left = new Set(worlds.cost.keys())
    for (const pair of certain) left.delete(pair)
    let undecided = 0
    let world: World = first
    while (left.size > 0) {
      if (typeof world !== 'string') {
        clear(left, world, worlds)
        for (const pair of exchangeable([...left], world, search)) left.delete(pair)
      }
      const [pair] = left
      if (pair === undefined) break
      left.delete(pair)
      world = worldWithout(pair, worlds, search, first, whole)
      if (world === 'contradiction') certain.push(pair)
      if (world === 'undecided') undecided += 1
    }
    return { end: 'done', certain, undecided }
  } finally {
    fractions.dispose()
    whole.dispose()
  }
}

/** @returns the last world; all pairs that are left are the same in every one. */
function clearInFractions(open: Set<number>, worlds: SolverInput, model: SolverModel): World {
  for (;;) {
    const world = nextWorld(open, worlds, model)
    if (typeof world === 'string' || clear(open, world, worlds) === 0) return world
  }
}

function countedWorld(answers: ArrayLike<number>, { ofRow, count }: Kinds, codes: number) {
  const world = new Float64Array(count * codes)
  for (const [row, kind] of ofRow.entries()) world[kind * codes + (answers[row] ?? 0)]! += 1
  return world
}

type World = Float64Array | 'contradiction' | 'undecided'

/** The world with the least of the pairs that are left. */
function nextWorld(left: ReadonlySet<number>, worlds: SolverInput, model: SolverModel): World {
  for (const pair of worlds.cost.keys()) model.setCost(pair, left.has(pair) ? 1 : 0)
  return solved(worlds, model)
}

/** A world where one person fewer gave this answer; `contradiction`: all of the kind always do. */
function worldWithout(
  pair: number,
  worlds: SolverInput,
  search: Search,
  known: Float64Array,
  whole: SolverModel,
): World {
  const weight = worlds.upper[pair] ?? 0
  whole.setBounds(pair, 0, weight - 1)
  const upper = worlds.upper.with(pair, weight - 1)
  const found = wholeWorld({ ...worlds, upper }, search, known, pair, whole)
  whole.setBounds(pair, 0, weight)
  return found
}

/** Searched for from a world in fractions or another one; where none is found, the solver has to say. */
function wholeWorld(
  worlds: SolverInput,
  search: Search,
  near: Float64Array,
  without: number | null,
  whole: SolverModel,
): World {
  const found = searchWorld(search, near, without)
  return found !== null && isWorld(found, worlds) ? found : solved(worlds, whole)
}

function solved(worlds: SolverInput, model: SolverModel): World {
  const { status, x } = model.solve()
  if (status === 'infeasible') return 'contradiction'
  return status === 'optimal' && isWorld(x, worlds) ? x : 'undecided'
}

/** Nothing the solver says is believed. */
function isWorld(x: Float64Array, { lower, upper, rows }: SolverInput): boolean {
  const within = (value: number, low = 0, high = 0) =>
    value >= low - EPSILON && value <= high + EPSILON
  if (!lower.every((low, column) => within(x[column] ?? Number.NaN, low, upper[column])))
    return false
  return rows.lower.every((low, row) => {
    let sum = 0
    for (let i = rows.starts[row] ?? 0; i < (rows.starts[row + 1] ?? 0); i += 1) {
      sum += (rows.values[i] ?? 0) * (x[rows.columns[i] ?? 0] ?? Number.NaN)
    }
    return within(sum, low, rows.upper[row])
  })
}

/** @returns how many pairs the world cleared. */
function clear(left: Set<number>, world: Float64Array, { upper }: SolverInput): number {
  const before = left.size
  for (const pair of left) {
    if ((world[pair] ?? 0) < (upper[pair] ?? 0) - MISSING) left.delete(pair)
  }
  return before - left.size
}
