/** Values of eight bytes and more that stand in two places. */

const WINDOW = 8

/**
 * The 8-byte windows of many values, at every offset, in a table of fixed memory: some millions of them
 * fit where a `Set` would not. Zeros and repetitions are left out.
 */
export class WindowSet {
  readonly #high: Uint32Array
  readonly #low: Uint32Array
  readonly #owner: Int32Array
  readonly #mask: number

  /** @param values the n-th owns what is found of it */
  constructor(values: readonly Buffer[]) {
    const windows = values.reduce((sum, { length }) => sum + Math.max(0, length - WINDOW + 1), 0)
    const size = 2 ** Math.ceil(Math.log2(Math.max(16, windows * 2)))
    this.#mask = size - 1
    this.#high = new Uint32Array(size)
    this.#low = new Uint32Array(size)
    this.#owner = new Int32Array(size).fill(-1)
    for (const [owner, value] of values.entries()) {
      for (let at = 0; at + WINDOW <= value.length; at += 1) this.#add(value, at, owner)
    }
  }

  /** Which of the values share a window with these bytes. */
  ownersIn(bytes: Buffer): Set<number> {
    const owners = new Set<number>()
    for (let at = 0; at + WINDOW <= bytes.length; at += 1) {
      const high = bytes.readUInt32BE(at)
      const low = bytes.readUInt32BE(at + 4)
      if (!isTelling(high, low)) continue
      const owner = this.#owner[this.#place(high, low)]
      if (owner !== undefined && owner >= 0) owners.add(owner)
    }
    return owners
  }

  /** The longest run of offsets whose windows stand in none of the values. */
  strangeRun(bytes: Buffer): number {
    let [run, longest] = [0, 0]
    for (let at = 0; at + WINDOW <= bytes.length; at += 1) {
      const high = bytes.readUInt32BE(at)
      const low = bytes.readUInt32BE(at + 4)
      const known = (this.#owner[this.#place(high, low)] ?? -1) >= 0
      run = isTelling(high, low) && !known ? run + 1 : 0
      if (run > longest) longest = run
    }
    return longest
  }

  #add(value: Buffer, at: number, owner: number): void {
    const high = value.readUInt32BE(at)
    const low = value.readUInt32BE(at + 4)
    if (!isTelling(high, low)) return
    const place = this.#place(high, low)
    this.#high[place] = high
    this.#low[place] = low
    this.#owner[place] = owner
  }

  /** Where this window is, or would be (linear probing). */
  #place(high: number, low: number): number {
    let place = Math.imul(high ^ Math.imul(low, 0x9e3779b1), 0x85ebca6b) & this.#mask
    while ((this.#owner[place] ?? -1) >= 0) {
      if (this.#high[place] === high && this.#low[place] === low) break
      place = (place + 1) & this.#mask
    }
    return place
  }
}

function isTelling(high: number, low: number): boolean {
  return high !== 0 && low !== 0 && high !== low
}

/** The bytes themselves, and what long runs of base64, base64url and hex in them stand for. */
export function readings(bytes: Buffer): Buffer[] {
  const text = bytes.toString('latin1')
  const decoded: Buffer[] = []
  for (const [run] of text.matchAll(/[A-Za-z0-9+/_-]{12,}={0,2}/g)) {
    for (const shift of [0, 1, 2, 3]) decoded.push(Buffer.from(run.slice(shift), 'base64'))
  }
  for (const [run] of text.matchAll(/[0-9A-Fa-f]{16,}/g)) {
    for (const shift of [0, 1]) decoded.push(Buffer.from(run.slice(shift), 'hex'))
  }
  return [bytes, ...decoded.filter(({ length }) => length >= WINDOW)]
}
