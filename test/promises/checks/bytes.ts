/** SQLite counts changes of the file here: how many commits there were, not which came first. */
const COUNTERS = [24, 25, 26, 27, 92, 93, 94, 95]

/** The offsets at which two files differ; [-1] when one is longer. */
export function differences(a: Buffer, b: Buffer): number[] {
  if (a.length !== b.length) return [-1]
  const offsets: number[] = []
  for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) offsets.push(at)
  return offsets
}

/** The same without the count of commits in SQLite's header. */
export function differencesBesideCounters(a: Buffer, b: Buffer): number[] {
  return differences(a, b).filter((at) => !COUNTERS.includes(at))
}
