/** Numbers and lists as they are written in a Japanese report. */

export function count(n: number): string {
  return n.toLocaleString('ja')
}

export function percent(share: number): string {
  const digits = share > 0 && share < 0.001 ? 3 : 1
  return `${(share * 100).toFixed(digits)}%`
}

/** The first few, and how many more there are. */
export function firstOf(list: readonly string[], most = 5): string[] {
  if (list.length <= most) return [...list]
  return [...list.slice(0, most), `ほか${count(list.length - most)}件`]
}
