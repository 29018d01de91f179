/**
 * `npm run bench`: the goals of the design, each as a ratio measured in one run. Prints a line a row,
 * `name ratio goal ok|short`; lines with `#` tell what was measured and how busy the machine was. Ends with
 * 1 when an acknowledged ballot was lost or something failed; a row that falls short does not.
 */
import { parseArgs } from 'node:util'
import { boardRows } from './bench/board-rows.ts'
import { castRows } from './bench/cast-rows.ts'
import { type Child, killAll, startChild } from './bench/children.ts'
import { buildCity, type City } from './bench/city.ts'
import { cubeRows } from './bench/cube-rows.ts'
import { KILL_ROUNDS, killRow } from './bench/kill-row.ts'
import { bearLoad } from './bench/load.ts'
import {
  pageRows,
  pageWhileCastingRows,
  pageWhileProtectingRows,
  pageWhileTablesRows,
} from './bench/page-rows.ts'
import { protectWhenAsked } from './bench/protection-child.ts'
import { PROTECTION_ROWS, protectionRows } from './bench/protection-rows.ts'
import { machine, type Measured, printNote, printRow } from './bench/report.ts'
import { serve } from './bench/server.ts'
import { issueRows, logInRows } from './bench/staff-rows.ts'

const usage = `npm run bench -- [--rows cast,issue,login,page,cube,protect,pages-while-tables,pages-while-protecting,board,search,kill9] [--rounds N] [--quick]

  --rows LIST   only these rows, by name or by what a name begins with
  --rounds N    rounds of every comparison (default 3, at least 1)
  --quick       a small city and short rounds: shows that the bench works, says little about speed`

const { values } = parseArgs({
  options: {
    rows: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    quick: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
    as: { type: 'string' },
  },
})

/** Rows that are measured together. */
interface Group {
  readonly rows: readonly string[]
  readonly measure: (
    city: City,
    load: Child,
    rounds: number,
    wanted: readonly string[],
  ) => Promise<Measured>
}

const peers = ['cast-null', 'cast-raw', 'cast-single'] as const
const { quick } = values

const groups: readonly Group[] = [
  {
    rows: peers,
    measure: (city, load, rounds, wanted) =>
      castRows(
        city,
        load,
        rounds,
        peers.filter((peer) => wanted.includes(peer)),
      ),
  },
  { rows: ['issue'], measure: issueRows },
  { rows: ['login', 'login-lag'], measure: logInRows },
  { rows: ['page', 'page-html', 'page-compressed', 'page-first-load'], measure: pageRows },
  { rows: ['page-p99'], measure: pageWhileCastingRows },
  {
    rows: ['cube-2300', 'cube-200000', 'cube-2800000'],
    measure: async (_city, _load, rounds) => cubeRows(rounds, quick ? 200_000 : 2_800_000),
  },
  {
    rows: ['pages-while-tables'],
    measure: (city, _load, rounds) => pageWhileTablesRows(city, rounds, quick ? 20_000 : 200_000),
  },
  {
    rows: ['pages-while-protecting'],
    measure: (city, _load, rounds) =>
      pageWhileProtectingRows(city, rounds, quick ? 2300 : 200_000, quick ? 1 : 10),
  },
  {
    rows: PROTECTION_ROWS,
    measure: (_city, _load, rounds, wanted) => protectionRows(wanted, rounds, quick),
  },
  {
    rows: ['board-p99', 'search-p99'],
    measure: (city, load, rounds) => boardRows(city, load, rounds, quick ? 500 : 10_000),
  },
  { rows: ['kill9'], measure: (city, load) => killRow(city, load, quick ? 2 : KILL_ROUNDS) },
]

if (values.as === 'server') serve()
else if (values.as === 'load') bearLoad()
else if (values.as === 'protection') protectWhenAsked()
else if (values.help) process.stdout.write(`${usage}\n`)
else process.exitCode = await bench()

async function bench(): Promise<number> {
  const rounds = Number(values.rounds)
  const wanted = wantedRows()
  if (!Number.isInteger(rounds) || rounds < 1 || rounds > 50 || wanted.length === 0) {
    process.stderr.write(`${usage}\n`)
    return 2
  }
  let city: City | undefined
  const stop = () => {
    killAll()
    city?.remove()
    process.exit(1)
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  try {
    const people = quick ? 100 : 1000
    city = await buildCity({ people, casts: quick ? 300 : 2000, copies: 2 * (rounds + 1) })
    const load = await startChild('load')
    let lost = false
    for (const group of groups) {
      const some = group.rows.filter((row) => wanted.includes(row))
      if (some.length === 0) continue
      const before = machine(city.root)
      const { rows, notes } = await group.measure(city, load, rounds, some)
      for (const note of notes) printNote(note)
      printNote(`before: ${before}; after: ${machine(city.root)}`)
      for (const row of rows.filter(({ name }) => some.includes(name))) printRow(row)
      lost ||= rows.some((row) => row.lost === true)
    }
    await load.stop()
    return lost ? 1 : 0
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.stack : 'the bench failed'}\n`)
    return 1
  } finally {
    killAll()
    city?.remove()
  }
}

/** Every row that one of the words names or begins. */
function wantedRows(): string[] {
  const words = values.rows?.split(',').map((word) => word.trim())
  const names = groups.flatMap(({ rows }) => rows)
  if (words === undefined) return names
  const begins = (name: string, word: string) => name === word || name.startsWith(`${word}-`)
  if (words.some((word) => !names.some((name) => begins(name, word)))) return []
  return names.filter((name) => words.some((word) => begins(name, word)))
}
