import type { SolverInput } from '../solver.ts'
import type { Kinds } from './verify-classes.ts'
import type { Search } from './verify-search.ts'
import type { Statement } from './verify-values.ts'

const EPSILON = 1e-6

/**
 * Pairs that are not certain, because from this world of whole people one can go to another with one
 * person fewer of the pair: one person of the kind answers otherwise and, if need be, one of another kind
 * the other way round, so that every printed figure stays what it is.
 *
 * @param world people by kind × codes + code; one that agrees with all statements.
 */
export function* exchangeable(
  pairs: Iterable<number>,
  world: Float64Array,
  { kinds, statements, codes }: Search,
): Generator<number> {
  const allowed = statements.map((own, figure) => movesOf(own, figure, world, kinds, codes))
  const at = (figure: number, from: number, to: number) =>
    allowed[figure]?.[from * codes + to] === true
  const others = [...kinds.weights.keys()]
  for (const pair of pairs) {
    const kind = Math.floor(pair / codes)
    const from = pair % codes
    const own = kinds.figures[kind] ?? []
    const isOpen = Array.from({ length: codes }, (_, code) => code).some((to) => {
      if (to === from) return false
      const stuck = own.filter((figure) => !at(figure, from, to))
      if (stuck.length === 0) return true
      return others.some((other) => {
        if (other === kind || (world[other * codes + to] ?? 0) < 0.5) return false
        const theirs = kinds.figures[other] ?? []
        return (
          stuck.every((figure) => theirs.includes(figure)) &&
          theirs.every((figure) => at(figure, to, from) || own.includes(figure))
        )
      })
    })
    if (isOpen) yield pair
  }
}

/** At from × codes + to: may one person of the figure change the answer so? */
function movesOf(
  statements: readonly Statement[],
  figure: number,
  world: Float64Array,
  { members }: Kinds,
  codes: number,
): readonly boolean[] {
  const sums = statements.map(({ coefficients }) => {
    let sum = 0
    for (const kind of members[figure] ?? []) {
      for (const [code, of] of coefficients.entries()) sum += of * (world[kind * codes + code] ?? 0)
    }
    return sum
  })
  return Array.from({ length: codes * codes }, (_, move) => {
    const [from, to] = [Math.floor(move / codes), move % codes]
    return statements.every(({ coefficients, lower, upper }, i) => {
      const after = (sums[i] ?? 0) - (coefficients[from] ?? 0) + (coefficients[to] ?? 0)
      return after >= lower - EPSILON && after <= upper + EPSILON
    })
  })
}

/** The programme of all worlds: a column for each kind and code, a row for each kind and statement. */
export function worldsOf(
  kinds: Kinds,
  statements: readonly (readonly Statement[])[],
  codes: number,
  infinity: number,
): SolverInput {
  const [starts, columns, values]: [number[], number[], number[]] = [[0], [], []]
  const [low, high]: [number[], number[]] = [[], []]
  const add = (inside: readonly number[], { coefficients, lower, upper }: Statement) => {
    for (const kind of inside) {
      for (const [code, coefficient] of coefficients.entries()) {
        if (coefficient === 0) continue
        columns.push(kind * codes + code)
        values.push(coefficient)
      }
    }
    starts.push(columns.length)
    low.push(Math.max(lower, -infinity))
    high.push(Math.min(upper, infinity))
  }
  const each = Array.from({ length: codes }, () => 1)
  for (const [kind, weight] of kinds.weights.entries()) {
    add([kind], { coefficients: each, lower: weight, upper: weight })
  }
  for (const [figure, own] of statements.entries()) {
    for (const statement of own) add(kinds.members[figure] ?? [], statement)
  }
  const upper = Float64Array.from(kinds.weights.flatMap((w) => each.map(() => w)))
  return {
    sense: 'min',
    cost: new Float64Array(upper.length),
    lower: new Float64Array(upper.length),
    upper,
    rows: {
      starts: Int32Array.from(starts),
      columns: Int32Array.from(columns),
      values: Float64Array.from(values),
      lower: Float64Array.from(low),
      upper: Float64Array.from(high),
    },
  }
}
