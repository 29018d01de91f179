import type { Classes } from '../../server/disclosure/pattern/pattern.ts'
import type { Solver, SolverInput } from '../../server/disclosure/solver.ts'

const BLOCKS = 8
const TARGETS = 25

/**
 * Milliseconds of one linear programme as the certificate asks them, and nothing else: how far can the
 * people of one class be exchanged inside one 部 while every shown group of that 部 keeps its size? One
 * model a 部, only the cost moves.
 *
 * @param shown by group.
 */
export function rawProgrammeMs(
  classes: Classes,
  shown: (group: number) => boolean,
  k: number,
  solver: Solver,
): number {
  const blocks = [...new Set(classes.block)].filter((block) => block >= 0)
  const blockOf = blocksOfGroups(classes)
  let [solves, spent] = [0, 0]
  for (let i = 0; i < Math.min(BLOCKS, blocks.length); i += 1) {
    const block = blocks[Math.floor((i * blocks.length) / BLOCKS)] ?? 0
    const { input, weights } = programmeOf(
      classes,
      block,
      (group) => shown(group) && blockOf.get(group) === block,
    )
    const light = weights.flatMap((weight, column) => (weight < k ? [column] : []))
    const begin = performance.now()
    const model = solver.model(input)
    for (const column of light.slice(0, TARGETS)) {
      model.setCost(column, 1)
      model.solve()
      model.setCost(column, 0)
      solves += 1
    }
    model.dispose()
    spent += performance.now() - begin
  }
  return solves === 0 ? Number.NaN : spent / solves
}

/** The only 部 of a group; null for one that reaches over several. */
function blocksOfGroups({ count, starts, groups, block }: Classes): Map<number, number | null> {
  const found = new Map<number, number | null>()
  for (let c = 0; c < count; c += 1) {
    for (const group of groups.subarray(starts[c], starts[c + 1])) {
      const own = block[c] ?? -1
      found.set(group, (found.get(group) ?? own) === own && found.get(group) !== null ? own : null)
    }
  }
  return found
}

/** Columns: kinds of people of the 部 by the shown groups they are in; rows: those groups. */
function programmeOf(
  { count, weights, starts, groups, block }: Classes,
  wanted: number,
  shown: (group: number) => boolean,
): { input: SolverInput; weights: number[] } {
  const kinds = new Map<string, { members: number[]; weight: number }>()
  for (let c = 0; c < count; c += 1) {
    if (block[c] !== wanted) continue
    const members = [...groups.subarray(starts[c], starts[c + 1])].filter(shown)
    const key = members.join()
    const kind = kinds.get(key) ?? { members, weight: 0 }
    kind.weight += weights[c] ?? 0
    kinds.set(key, kind)
  }
  const columns = [...kinds.values()]
  const rows = new Map<number, number[]>()
  for (const [column, { members }] of columns.entries()) {
    for (const group of members) rows.set(group, [...(rows.get(group) ?? []), column])
  }
  const lists = [...rows.values()]
  const rowStarts = [0]
  for (const list of lists) rowStarts.push((rowStarts.at(-1) ?? 0) + list.length)
  const sizes = columns.map(({ weight }) => weight)
  return {
    weights: sizes,
    input: {
      sense: 'max',
      cost: new Float64Array(columns.length),
      lower: Float64Array.from(sizes, (weight) => -weight),
      upper: Float64Array.from(sizes),
      rows: {
        starts: Int32Array.from(rowStarts),
        columns: Int32Array.from(lists.flat()),
        values: new Float64Array(lists.flat().length).fill(1),
        lower: new Float64Array(lists.length),
        upper: new Float64Array(lists.length),
      },
    },
  }
}
