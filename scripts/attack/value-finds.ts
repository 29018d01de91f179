import type { Allowed } from './known-columns.ts'
import type { Find, TimeKind } from './schema-finds.ts'
import type { Store } from './store.ts'

const DAY = 86_400

/** Values of every column that read as a time, an address or a browser. */
export function valueFinds(
  store: Pick<Store, 'rows' | 'tables' | 'columns'>,
  allowed: Allowed,
  now: Date,
): Find[] {
  const finds = new Map<string, Find>()
  const add = (at: string, kind: TimeKind) => finds.set(`${at} ${kind}`, { at, kind })
  for (const table of store.tables) {
    for (const column of store.columns(table)) {
      const at = `${table}.${column}`
      if (allowed.times?.[at] !== undefined) continue
      const onlyDays = allowed.days?.[at] !== undefined
      const values = store.rows(`SELECT "${column}" FROM "${table}"`).map(([value]) => value)
      for (const value of values) {
        const kind = Buffer.isBuffer(value) ? null : kindOf(onlyDays ? noDays(value) : value, now)
        if (kind !== null) add(at, kind)
      }
      const blobs = values.filter((value) => Buffer.isBuffer(value))
      for (const kind of stampsIn(blobs, now)) add(at, kind)
    }
  }
  return [...finds.values()]
}

/** A day that a time of day follows stays: it is then found as a time. */
function noDays(value: unknown): unknown {
  if (typeof value !== 'string') return value
  return value.replaceAll(/(?<!\d)\d{4}-\d{2}-\d{2}(?![\dT]| \d)/g, '')
}

function kindOf(value: unknown, now: Date): TimeKind | null {
  const number = typeof value === 'bigint' ? Number(value) : value
  if (typeof number === 'number') return timeOfNumber(number, now)
  if (typeof value !== 'string') return null
  if (/\d{4}[-/年]\d{1,2}[-/月]\d{1,2}|[0-2]?\d:[0-5]\d(:[0-5]\d)?/.test(value))
    return 'date-or-time'
  if (/(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])|::ffff:|::1\b/.test(value)) return 'address'
  if (/Mozilla\/|AppleWebKit|curl\//.test(value)) return 'user-agent'
  for (const digits of value.match(/(?<!\d)\d{10,17}(?!\d)/g) ?? []) {
    const kind = timeOfNumber(Number(digits), now)
    if (kind !== null) return kind
  }
  return null
}

/** Two years around now: nothing else in these stores has such a size. */
function timeOfNumber(n: number, now: Date): TimeKind | null {
  const seconds = now.getTime() / 1000
  const near = (value: number) => Math.abs(value - seconds) < 730 * DAY
  if (near(n)) return 'seconds'
  if (near(n / 1e3)) return 'milliseconds'
  if (near(n / 1e6)) return 'microseconds'
  if (near(n * 60)) return 'minutes'
  if (Math.abs(n - 2_440_587.5 - seconds / DAY) < 730) return 'julian-day'
  return null
}

type Reading = readonly [
  unit: 'seconds' | 'milliseconds',
  size: number,
  read: (bytes: Buffer, at: number) => number,
]

const READINGS: readonly Reading[] = [
  ['seconds', 4, (b, at) => b.readUInt32BE(at)],
  ['seconds', 4, (b, at) => b.readUInt32LE(at)],
  ['milliseconds', 6, (b, at) => b.readUIntBE(at, 6) / 1e3],
  ['milliseconds', 6, (b, at) => b.readUIntLE(at, 6) / 1e3],
  ['milliseconds', 8, (b, at) => b.readDoubleBE(at) / 1e3],
  ['milliseconds', 8, (b, at) => b.readDoubleLE(at) / 1e3],
]

/** A field of 4 to 8 bytes at the same place in most rows that reads as a time of these days. */
function stampsIn(blobs: readonly Buffer[], now: Date): TimeKind[] {
  const filled = blobs.filter((blob) => blob.some((byte) => byte !== 0))
  if (filled.length < 8) return []
  const length = Math.min(...filled.map((blob) => blob.length))
  const seconds = now.getTime() / 1000
  const near = (value: number) => Math.abs(value - seconds) < 30 * DAY
  const finds: TimeKind[] = []
  for (const [unit, size, read] of READINGS) {
    for (let at = 0; at + size <= length; at += 1) {
      const hits = filled.filter((blob) => near(read(blob, at))).length
      if (hits > filled.length / 2) finds.push(`${unit} at byte ${at}`)
    }
  }
  return finds
}
