import { type Attempt, type Attack, traces } from './attempt.ts'
import { type Box, boxesOf } from './entries.ts'
import type { Evidence } from './evidence.ts'
import { count, firstOf } from './words.ts'

/** A run of zeros at the end that sealed bytes have once in four billion. */
const ZEROS = 4

/**
 * A long text or one more answer must not make a message longer. Every message of a box has one size and
 * is full to its last byte.
 */
export const sizes: Attack = {
  id: 'T9',
  slug: 'sizes',
  title: '大きさ',
  run: (evidence) => [
    measured(evidence, '回答', (box) => box.ballots),
    measured(evidence, '使われた券', (box) => box.cards),
  ],
}

function measured(
  { folders, nights }: Evidence,
  what: string,
  of: (box: Box) => ReadonlyMap<number, Buffer>,
): Attempt {
  const stores = [...folders, ...nights.map(({ folder }) => folder)].flatMap((one) => one.stores)
  const found: string[] = []
  let [entries, hits] = [0, 0]
  for (const box of boxesOf(stores)) {
    const lengths = [...of(box).values()].map(lengthOf)
    entries += lengths.length
    const usual = Math.max(0, ...lengths)
    const shorter = lengths.filter((length) => length < usual)
    hits += shorter.length
    if (shorter.length > 0)
      found.push(`${box.store.name}: ${count(new Set(lengths).size)}通りの大きさ`)
  }
  return traces(
    {
      tried: `封をした${what}の大きさの違いから、書いた量や人を見分ける`,
      meaning: `${what}のうち、ほかと大きさが違う割合`,
    },
    entries,
    hits,
    firstOf(found),
  )
}

/** Without the zeros that fill a slot behind something shorter. */
function lengthOf(content: Buffer): number {
  let end = content.length
  while (end > 0 && content[end - 1] === 0) end -= 1
  return content.length - end < ZEROS ? content.length : end
}
