import { type CodedRows, countCube, emptyCube } from '../../server/disclosure/cube.ts'
import { seededRandom } from '../demo-answers.ts'
import { list, type Measured, median, type Row } from './report.ts'

/** Categories of the tables of a full plan (全庁, 部, 課, attributes, their crossings): 1,500 groups in all. */
const TABLES = [1, 30, 160, 3, 5, 2, 2, 60, 90, 150, 997]
const GROUPS = TABLES.reduce((sum, size) => sum + size, 0)
const [ITEMS, CODES] = [12, 6]

const GOALS = [
  { rows: 2300, ms: 30 },
  { rows: 200_000, ms: 200 },
  { rows: 2_800_000, ms: 3000 },
] as const

/** The product's counting of every group × item × code, beside a bare scan of the same arrays. */
export function cubeRows(rounds: number, most: number): Measured {
  const rows: Row[] = []
  const notes: string[] = []
  for (const goal of GOALS) {
    if (goal.rows > most) continue
    const data = sampleRows(goal.rows)
    const [counted, scanned]: [number[], number[]] = [[], []]
    for (let round = 0; round < rounds; round += 1) {
      const cube = emptyCube(GROUPS, ITEMS, CODES)
      counted.push(timed(() => countCube(cube, data)))
      const bare = new Uint32Array(GROUPS * ITEMS * CODES)
      scanned.push(timed(() => scan(data, bare)))
      if (!cube.counts.every((n, i) => n === bare[i])) throw new Error('the cube counts wrong')
    }
    const name = `cube-${goal.rows}`
    const ms = median(counted)
    rows.push({ name, value: `${ms.toFixed(1)}ms`, goal: `≤${goal.ms}ms`, ok: ms <= goal.ms })
    const ratio = ms / median(scanned)
    notes.push(
      `${name}: ${list(counted, 1)} ms; scan: ${list(scanned, 1)} ms (${ratio.toFixed(2)}x)`,
    )
  }
  notes.push(`${GROUPS} groups in ${TABLES.length} tables × ${ITEMS} items × ${CODES} codes`)
  return { rows, notes }
}

/** No checks, no structure: what the memory allows. */
function scan({ rows, groups, tables, codes }: CodedRows, counts: Uint32Array): void {
  for (let row = 0; row < rows; row += 1) {
    for (let table = 0; table < tables; table += 1) {
      const at = groups[row * tables + table]! * ITEMS * CODES
      for (let item = 0; item < ITEMS; item += 1) {
        counts[at + item * CODES + codes[row * ITEMS + item]!]! += 1
      }
    }
  }
}

function sampleRows(rows: number): CodedRows {
  const random = seededRandom(rows)
  const groups = new Uint16Array(rows * TABLES.length)
  const codes = new Uint8Array(rows * ITEMS)
  for (let i = 0; i < codes.length; i += 1) codes[i] = Math.floor(random() * CODES)
  for (let row = 0; row < rows; row += 1) {
    let first = 0
    for (const [table, size] of TABLES.entries()) {
      groups[row * TABLES.length + table] = first + Math.floor(random() * size)
      first += size
    }
  }
  return { rows, groups, tables: TABLES.length, codes }
}

function timed(work: () => void): number {
  const begin = performance.now()
  work()
  return performance.now() - begin
}
