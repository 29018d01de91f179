import { startChild } from './children.ts'
import type { ProtectionOrder, Protected } from './protection-child.ts'
import { list, type Measured, median, type Row } from './report.ts'

interface Goal extends ProtectionOrder {
  readonly name: string
  readonly seconds: number
  /** Of the whole process, the solver's memory included. */
  readonly mb?: number
}

const GOALS: readonly Goal[] = [
  { name: 'protect-2300', people: 2300, bureaus: 24, whole: true, seconds: 15 },
  { name: 'protect-20000', people: 20_000, bureaus: 80, whole: true, seconds: 60 },
  { name: 'protect-200000', people: 200_000, bureaus: 240, whole: false, seconds: 600, mb: 2048 },
]

export const PROTECTION_ROWS = GOALS.flatMap(({ name, mb }) =>
  mb === undefined ? [name] : [name, `${name}-memory`],
)

/** `quick`: cities of an eighth of the size. The larger ones are measured once, whatever `rounds` is. */
const QUICK = 8
const ROUNDS_UP_TO = 2300

/**
 * The engine on invented cities, lean plan, k = 10. The value is in seconds, and in brackets as a multiple
 * of what the same number of linear programmes takes by itself in the same run.
 *
 * @throws {Error} when nothing is released.
 */
export async function protectionRows(
  wanted: readonly string[],
  rounds: number,
  quick: boolean,
): Promise<Measured> {
  const all: Measured[] = []
  for (const goal of GOALS) {
    if (!wanted.some((name) => name === goal.name || name === `${goal.name}-memory`)) continue
    const { people, bureaus, whole } = goal
    const size = quick ? QUICK : 1
    const order = { people: people / size, bureaus: Math.ceil(bureaus / size), whole }
    all.push(await measureGoal(goal, order, people > ROUNDS_UP_TO ? 1 : rounds))
  }
  return { rows: all.flatMap(({ rows }) => rows), notes: all.flatMap(({ notes }) => notes) }
}

async function measureGoal(goal: Goal, order: ProtectionOrder, rounds: number): Promise<Measured> {
  const { name, mb } = goal
  const child = await startChild('protection')
  const measured: Protected[] = []
  for (let round = 0; round < rounds; round += 1) {
    const done = await child.ask<Protected>('protect', order)
    if (done.refused !== null) throw new Error(`${name}: refused (${done.refused})`)
    measured.push(done)
  }
  await child.stop()
  const seconds = measured.map((m) => m.seconds)
  const raw = measured.map((m) => (m.lps * m.rawMs) / 1000)
  const ratio = median(seconds.map((s, i) => s / (raw[i] ?? Number.NaN)))
  const took = median(seconds)
  const peak = Math.max(...measured.map((m) => m.peakMb))
  const value = `${took.toFixed(1)}s(${ratio.toFixed(2)}x)`
  const rows: Row[] = [{ name, value, goal: `≤${goal.seconds}s`, ok: took <= goal.seconds }]
  if (mb !== undefined) {
    rows.push({
      name: `${name}-memory`,
      value: `${peak.toFixed(0)}MB`,
      goal: `≤${mb}MB`,
      ok: peak <= mb,
    })
  }
  const last = measured.at(-1)
  const rawMs = measured.map((m) => m.rawMs)
  return {
    rows,
    notes: [
      `${name}: ${list(seconds, 1)} s (${last?.split}) for ${order.people} people; ` +
        `${last?.lps} linear programmes × ${list(rawMs, 2)} ms raw = ${list(raw, 1)} s; ${last?.mips} whole-number ones; ` +
        `${last?.published} of ${last?.groups} groups shown; peak RSS ${peak.toFixed(0)} MB`,
    ],
  }
}
