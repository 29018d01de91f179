import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'

/** One line of the bench: `name value goal ok|short`. `lost` makes the whole bench fail. */
export interface Row {
  readonly name: string
  readonly value: string
  readonly goal: string
  readonly ok: boolean
  readonly lost?: boolean
}

/** Rows measured together, and what was seen on the way (printed after a `#`). */
export interface Measured {
  readonly rows: readonly Row[]
  readonly notes: readonly string[]
}

export function atLeast(name: string, ratio: number, goal: number, unit: '%' | 'x'): Row {
  return { name, value: shown(ratio, unit), goal: `≥${shown(goal, unit)}`, ok: ratio >= goal }
}

export function atMost(name: string, value: number, goal: number, unit: 'x' | 'ms' | 'B'): Row {
  return { name, value: shown(value, unit), goal: `≤${shown(goal, unit)}`, ok: value <= goal }
}

export function printRow({ name, value, goal, ok }: Row): void {
  process.stdout.write(`${name} ${value} ${goal} ${ok ? 'ok' : 'short'}\n`)
}

export function printNote(text: string): void {
  process.stdout.write(`# ${text}\n`)
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  if (sorted.length % 2 === 1) return sorted[middle] ?? Number.NaN
  return ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2
}

/** Sides measured beside each other are compared with each other: the machine changes between rounds. */
export function medianRatio(values: readonly number[], peers: readonly number[]): number {
  return median(values.map((value, i) => value / (peers[i] ?? Number.NaN)))
}

/** The smallest value that at least `share` of the values do not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

/** What the machine is like this moment: load average of the last minute, and syncs of 4 KB a second. */
export function machine(folder: string): string {
  const file = join(folder, 'fdatasync')
  const handle = openSync(file, 'w')
  const page = Buffer.alloc(4096, 1)
  const begin = performance.now()
  let syncs = 0
  while (performance.now() - begin < 200) {
    writeSync(handle, page, 0, page.length, (syncs % 64) * page.length)
    fdatasyncSync(handle)
    syncs += 1
  }
  closeSync(handle)
  rmSync(file)
  const rate = Math.round((syncs * 1000) / (performance.now() - begin))
  return `load average ${loadavg()[0]?.toFixed(2)}, ${rate} fdatasync/s`
}

export function list(values: readonly number[], digits = 0): string {
  return values.map((value) => value.toFixed(digits)).join(' ')
}

function shown(value: number, unit: '%' | 'x' | 'ms' | 'B'): string {
  if (unit === '%') return `${(value * 100).toFixed(0)}%`
  if (unit === 'x') return `${value.toFixed(2)}x`
  return `${value < 10 && unit === 'ms' ? value.toFixed(1) : value.toFixed(0)}${unit}`
}
