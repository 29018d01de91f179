import { concat } from '../protocol/bytes.ts'
import { newSlipCode, slipHash } from '../protocol/slip.ts'

/** The codes of one printing; they exist in this page and on paper. */
export interface Printing {
  readonly codes: readonly string[]
  /** SHA-256 of what each slip sends, 32 bytes each, sorted: the order says nothing of the sheets. */
  readonly hashes: Uint8Array
}

/** So many at a time that the page stays alive. */
const AT_A_TIME = 25

/** Makes fresh codes and what the server keeps of them. */
export async function makePrinting(
  kind: 'survey' | 'proposal',
  count: number,
  made: (sofar: number) => void,
): Promise<Printing> {
  const codes: string[] = []
  const hashes: Uint8Array[] = []
  while (codes.length < count) {
    for (let i = 0; i < AT_A_TIME && codes.length < count; i += 1) {
      const code = newSlipCode(kind)
      codes.push(code)
      hashes.push(slipHash(code))
    }
    made(codes.length)
    await pause()
  }
  return { codes, hashes: concat(...hashes.toSorted(compareBytes)) }
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const at = a.findIndex((byte, i) => byte !== b[i])
  return at === -1 ? 0 : (a[at] ?? 0) - (b[at] ?? 0)
}

/** Lets the browser paint and listen. */
export function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
}
