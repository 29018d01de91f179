import type { Kinds } from './verify-classes.ts'
import type { Statement } from './verify-values.ts'

const EPSILON = 1e-6
/** Moves made for each person, more and more, before the search gives up: near a known world, and from afar. */
const NEAR = [1, 1, 1, 2, 2, 3, 5, 10]
const FAR = [5, 20, 60]
/** In people: how much worse a move may be, near a known world, from afar at first, and in the end. */
const MILD = 0.03
const WARM = 0.3
const COLD = 0.03
/** Moves tried for each one made, and how many of them are exchanges. */
const TRIED = 1_000
const EXCHANGED = 0.7

export interface Search {
  readonly kinds: Kinds
  /** Of each figure. */
  readonly statements: readonly (readonly Statement[])[]
  readonly codes: number
}

/**
 * A world of whole people, by simulated annealing (Kirkpatrick et al. 1983) on the number of people by
 * which statements are missed: one person answers otherwise, or two exchange their answers. Where numbers
 * are many and loosely bound this finds one in a second, branch and bound not in minutes.
 *
 * @param start any amounts, kind × codes + code; fractions are rounded.
 * @param without a pair of which one person fewer has to be left.
 * @returns null when none was found, which proves nothing.
 */
export function searchWorld(
  search: Search,
  start: Float64Array,
  without: number | null,
): Float64Array | null {
  const random = dice(start.length)
  for (const moves of without === null ? FAR : NEAR) {
    const state = stateOf(search, start, without)
    if (anneal(search, state, moves, without === null ? WARM : MILD, random)) return state.world
  }
  return null
}

interface State {
  readonly world: Float64Array
  /** Most people of each pair. */
  readonly most: Float64Array
  /** Σ coefficient · people of each statement, and where those of each figure begin. */
  readonly sums: Float64Array
  readonly first: readonly number[]
  /** Figures that do not agree, and where each stands in that list; −1: it does. */
  readonly off: number[]
  readonly place: Int32Array
}

function stateOf(
  { kinds, statements, codes }: Search,
  start: Float64Array,
  without: number | null,
): State {
  const world = roundedWorld(start, kinds, codes)
  const most = Float64Array.from(world, (_, pair) => kinds.weights[Math.floor(pair / codes)] ?? 0)
  if (without !== null) {
    most[without]! -= 1
    if (world[without]! > most[without]!) {
      world[without]! -= 1
      world[without % codes === 0 ? without + 1 : without - 1]! += 1
    }
  }
  let count = 0
  const first = statements.map((own) => (count += own.length) - own.length)
  const place = new Int32Array(statements.length).fill(-1)
  const state: State = { world, most, sums: new Float64Array(count), first, off: [], place }
  for (const [pair, amount] of world.entries()) {
    if (amount > 0) {
      shift({ kinds, statements, codes }, state, Math.floor(pair / codes), pair % codes, amount)
    }
  }
  for (const figure of statements.keys()) note({ kinds, statements, codes }, state, figure)
  return state
}

/** @returns whether a world was reached that agrees with everything. */
function anneal(
  search: Search,
  state: State,
  effort: number,
  warm: number,
  random: () => number,
): boolean {
  const { kinds, codes } = search
  const people = kinds.weights.flatMap((w, kind) => Array.from({ length: w }, () => kind))
  const moves = effort * people.length
  for (let done = 0; done < moves && state.off.length > 0; done += 1) {
    const warmth = warm * (COLD / warm) ** (done / moves)
    let best: Move | null = null
    for (let tried = 0; tried < TRIED; tried += 1) {
      const figure = state.off[Math.floor(random() * state.off.length)]!
      const kind = oneOf(kinds.members[figure]!, random)
      const from = drawn(state.world, kind, search, random)
      const other = random() < EXCHANGED ? oneOf(people, random) : kind
      const to =
        other === kind ? Math.floor(random() * codes) : drawn(state.world, other, search, random)
      const move = { kind, other, from, to, worse: 0 }
      if (!isPossible(state, move, codes)) continue
      move.worse = missedByMove(search, state, move)
      if (best === null || move.worse < best.worse) best = move
    }
    if (best === null || (best.worse > 0 && random() >= Math.exp(-best.worse / warmth))) continue
    answerOtherwise(search, state, best.kind, best.from, best.to)
    if (best.other !== best.kind) answerOtherwise(search, state, best.other, best.to, best.from)
  }
  return state.off.length === 0
}

/** One of `kind` answers `to` instead of `from`, and one of another kind the other way round. */
interface Move {
  readonly kind: number
  readonly other: number
  readonly from: number
  readonly to: number
  readonly worse: number
}

function isPossible(
  { world, most }: State,
  { kind, other, from, to }: Move,
  codes: number,
): boolean {
  const has = (of: number, code: number) => world[of * codes + code]! < most[of * codes + code]!
  return from !== to && has(kind, to) && (other === kind || has(other, from))
}

function missedByMove(search: Search, state: State, { kind, other, from, to }: Move): number {
  const own = search.kinds.figures[kind]!
  const theirs = other === kind ? [] : search.kinds.figures[other]!
  let worse = 0
  for (const f of own) if (!theirs.includes(f)) worse += missedMore(search, state, f, from, to)
  for (const f of theirs) if (!own.includes(f)) worse += missedMore(search, state, f, to, from)
  return worse
}

function oneOf(list: readonly number[], random: () => number): number {
  return list[Math.floor(random() * list.length)]!
}

/** The answer of one of the kind. */
function drawn(world: Float64Array, kind: number, { kinds, codes }: Search, random: () => number) {
  let left = Math.floor(random() * kinds.weights[kind]!)
  for (let code = 0; code < codes; code += 1) {
    left -= world[kind * codes + code]!
    if (left < 0) return code
  }
  return 0
}

function answerOtherwise(search: Search, state: State, kind: number, from: number, to: number) {
  state.world[kind * search.codes + from]! -= 1
  state.world[kind * search.codes + to]! += 1
  shift(search, state, kind, from, -1)
  shift(search, state, kind, to, 1)
}

function shift(search: Search, state: State, kind: number, code: number, by: number) {
  const { sums, first } = state
  for (const f of search.kinds.figures[kind]!) {
    const own = search.statements[f]!
    for (let i = 0; i < own.length; i += 1) sums[first[f]! + i]! += by * own[i]!.coefficients[code]!
    note(search, state, f)
  }
}

/** Keeps the list of figures that do not agree. */
function note({ statements }: Search, { sums, first, off, place }: State, figure: number): void {
  const isOff = statements[figure]!.some(
    ({ lower, upper }, i) => missed(sums[first[figure]! + i]!, lower, upper) > 0,
  )
  if (isOff && place[figure]! < 0) {
    place[figure] = off.length
    off.push(figure)
  } else if (!isOff && place[figure]! >= 0) {
    const last = off.pop()!
    if (last !== figure) {
      off[place[figure]!] = last
      place[last] = place[figure]!
    }
    place[figure] = -1
  }
}

/** By how many people more the figure's statements are missed when one answers `to` instead of `from`. */
function missedMore(
  { statements }: Search,
  { sums, first }: State,
  figure: number,
  from: number,
  to: number,
): number {
  const own = statements[figure]!
  let more = 0
  for (let i = 0; i < own.length; i += 1) {
    const { coefficients, lower, upper } = own[i]!
    const by = coefficients[to]! - coefficients[from]!
    if (by === 0) continue
    const now = sums[first[figure]! + i]!
    more += missed(now + by, lower, upper) - missed(now, lower, upper)
  }
  return more
}

function missed(value: number, lower: number, upper: number): number {
  if (value < lower - EPSILON) return lower - value
  return value > upper + EPSILON ? value - upper : 0
}

/** Every kind keeps its people: what is missing after cutting off goes to the largest fractions. */
function roundedWorld(start: Float64Array, kinds: Kinds, codes: number): Float64Array {
  const world = start.map((amount) => Math.floor(amount + EPSILON))
  for (const [kind, weight] of kinds.weights.entries()) {
    const own = Array.from({ length: codes }, (_, code) => kind * codes + code)
    const left = weight - own.reduce((sum, pair) => sum + (world[pair] ?? 0), 0)
    const fraction = (pair: number) => (start[pair] ?? 0) - (world[pair] ?? 0)
    const order = own.toSorted((a, b) => fraction(b) - fraction(a))
    for (const pair of order.slice(0, left)) world[pair] = (world[pair] ?? 0) + 1
  }
  return world
}

/** mulberry32: the same search every time. */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
