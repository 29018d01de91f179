import { type Attack, traces } from './attempt.ts'
import { boxesOf } from './entries.ts'
import { count, firstOf } from './words.ts'

/** The first byte tells the kind of message on purpose. */
const OPEN_BYTES = 1
/** Fewer messages cannot show what they have in common. */
const FEWEST = 8

/**
 * Sealed messages look like noise: at no place do most of them hold the same byte, and none reads as text.
 * What stands at the same place in all of them was not sealed.
 */
export const sealedContent: Attack = {
  id: 'T11',
  slug: 'sealed-content',
  title: '封の中身',
  run({ stores }) {
    const found: string[] = []
    let [entries, hits] = [0, 0]
    for (const { store, ballots } of boxesOf(stores)) {
      const list = [...ballots.values()]
      const readable = list.filter(readsAsText).length
      const alike = list.length < FEWEST ? 0 : commonBytes(list)
      entries += list.length
      hits += Math.max(readable, alike > 0 ? list.length : 0)
      if (readable > 0) found.push(`${store.name}: ${count(readable)}件が文字として読める`)
      if (alike > 0) found.push(`${store.name}: ${count(alike)}バイトがどの回答でもほぼ同じ`)
    }
    const told = {
      tried: '封をした回答を、文字として、また回答どうしに共通する並びとして読む',
      meaning: '回答のうち、中身の一部が読める割合',
    }
    return [traces(told, entries, hits, firstOf(found))]
  },
}

/** Offsets at which more than half of the messages hold one value. */
function commonBytes(list: readonly Buffer[]): number {
  const length = Math.min(...list.map((message) => message.length))
  let common = 0
  for (let at = OPEN_BYTES; at < length; at += 1) {
    const seen = new Uint32Array(256)
    for (const message of list) {
      const byte = message[at] ?? 0
      seen[byte] = (seen[byte] ?? 0) + 1
    }
    if (Math.max(...seen) > Math.max(list.length / 2, 5)) common += 1
  }
  return common
}

/** So many printable bytes in a row: noise has them once in 10¹³ places. */
const PRINTED = 32

function readsAsText(message: Buffer): boolean {
  let run = 0
  for (const byte of message.subarray(OPEN_BYTES)) {
    run = byte >= 0x20 && byte < 0x7f ? run + 1 : 0
    if (run >= PRINTED) return true
  }
  return false
}
