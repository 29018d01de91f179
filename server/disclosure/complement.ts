/**
 * Which of the disjoint parts of a whole may be shown beside it. Looks at sizes only, never at
 * answers, so what is hidden says nothing about them.
 *
 * A part is held back below k, and where it is barred. What is held back (the people of no part
 * count as one more) must be nobody at all, or at least k people in two or more non-empty parts; else
 * whole minus shown parts would be a part below k, or one hidden part exactly. Until that holds, the
 * smallest shown part is held back too, of equal ones the last.
 *
 * @param sizes people of each part, in the order of the organisation.
 * @returns for each part whether it may be shown.
 */
export function showableParts(
  total: number,
  sizes: readonly number[],
  barred: readonly boolean[],
  k: number,
): boolean[] {
  const shown = sizes.map((n, i) => n >= k && barred[i] !== true)
  const elsewhere = total - sizes.reduce((sum, n) => sum + n, 0)
  for (;;) {
    const held = [...sizes.filter((n, i) => shown[i] !== true), elsewhere].filter((n) => n > 0)
    const people = held.reduce((sum, n) => sum + n, 0)
    const smallest = smallestShown(sizes, shown)
    if (people === 0 || (people >= k && held.length >= 2) || smallest === null) return shown
    shown[smallest] = false
  }
}

function smallestShown(sizes: readonly number[], shown: readonly boolean[]): number | null {
  let found: number | null = null
  sizes.forEach((n, i) => {
    if (shown[i] === true && (found === null || n <= (sizes[found] ?? 0))) found = i
  })
  return found
}
